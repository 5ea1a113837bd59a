import { ChangeSet } from '@codemirror/state'
import type { ClientId, Epoch, FileId, Seq } from '../base/ids.ts'
import type { Span, WireChange, WireEdit, WireEntry, WireSetting } from '../protocol/change.ts'

/** What an entry does, with its text change ready to be applied and mapped. */
export type Change = TextChange | WireSetting

export interface TextChange {
  readonly kind: 'edit'
  readonly file: FileId
  readonly changes: ChangeSet
}

/** What names an edit for good. */
export interface Identity {
  readonly clientId: ClientId
  readonly seq: Seq
}

export interface Edit extends Identity {
  readonly change: Change
}

export interface Entry extends Edit {
  readonly epoch: Epoch
  readonly by: ClientId
  readonly at: number
}

/** Whether both are the same edit, wherever and as whatever it was committed. */
export const isSame = (a: Identity, b: Identity): boolean => a.seq === b.seq && a.clientId === b.clientId

/**
 * One span for each section of the change set. Sections are never joined: mapping depends on how they are
 * grouped, and every peer has to map the same way.
 */
export function toSpans(changes: ChangeSet): Span[] {
  const spans: Span[] = []
  let skip = 0
  for (const part of changes.toJSON() as (number | [number, ...string[]])[]) {
    if (typeof part === 'number') skip += part
    else {
      spans.push([skip, part[0], part.length > 1 ? part.slice(1).join('\n') : ''])
      skip = 0
    }
  }
  return spans
}

/** The change set on a text of so many units, or null when the spans reach past its end. */
export function fromSpans(spans: readonly Span[], length: number): ChangeSet | null {
  const parts: (number | [number, ...string[]])[] = []
  let rest = length
  for (const [skip, remove, insert] of spans) {
    if (skip > 0) parts.push(skip)
    parts.push(insert === '' ? [remove] : [remove, ...insert.split('\n')])
    rest -= skip + remove
  }
  if (rest < 0) return null
  if (rest > 0) parts.push(rest)
  return ChangeSet.fromJSON(parts)
}

/** Whether two change sets on the same text do the same, section by section. */
export function isEqual(a: ChangeSet, b: ChangeSet): boolean {
  if (a === b) return true
  if (a.length !== b.length || a.newLength !== b.newLength) return false
  const mine = toSpans(a)
  const theirs = toSpans(b)
  return (
    mine.length === theirs.length &&
    mine.every((span, i) => {
      const other = theirs[i]
      return other !== undefined && span[0] === other[0] && span[1] === other[1] && span[2] === other[2]
    })
  )
}

const toWireChange = (change: Change): WireChange =>
  change.kind === 'edit' ? { kind: 'edit', file: change.file, spans: toSpans(change.changes) } : change

export const toWireEdit = ({ clientId, seq, change }: Edit): WireEdit => ({
  clientId,
  seq,
  change: toWireChange(change),
})

export const toWireEntry = (entry: Entry): WireEntry => ({ ...entry, change: toWireChange(entry.change) })
