import { ChangeSet } from '@codemirror/state'
import type { ClientId, Epoch, FileId, Seq } from '../base/ids.ts'
import type { Span, WireChange, WireEdit, WireEntry, WireSetting } from '../protocol/change.ts'

/** What an entry does, with its text change ready to be applied and mapped. */
export type Change = TextChange | WireSetting

export interface TextChange {
  readonly kind: 'edit'
  readonly file: FileId
  readonly changes: ChangeSet
  /** The spans of `changes`, once somebody asked for them or where they travelled: see `spansOf`. */
  spans?: readonly Span[]
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
  for (const part of changes.toJSON() as Part[]) {
    if (typeof part === 'number') skip += part
    else {
      const insert = part.length > 2 ? part.slice(1).join('\n') : ((part[1] as string | undefined) ?? '')
      spans.push([skip, part[0], insert])
      skip = 0
    }
  }
  return spans
}

/** `toSpans` of the change, made once. */
export function spansOf(change: TextChange): readonly Span[] {
  change.spans ??= toSpans(change.changes)
  return change.spans
}

/** The change set on a text of so many units, or null when the spans reach past its end. */
export function fromSpans(spans: readonly Span[], length: number): ChangeSet | null {
  const parts: Part[] = []
  let rest = length
  for (const [skip, remove, insert] of spans) {
    if (skip > 0) parts.push(skip)
    parts.push(toPart(remove, insert))
    rest -= skip + remove
  }
  if (rest < 0) return null
  if (rest > 0) parts.push(rest)
  return ChangeSet.fromJSON(parts)
}

/** A section of a change set as JSON: so many units stay, or so many are replaced by these lines. */
type Part = number | [number, ...string[]]

function toPart(remove: number, insert: string): Part {
  if (insert === '') return [remove]
  return insert.includes('\n') ? [remove, ...insert.split('\n')] : [remove, insert]
}

/** Whether two changes of the same text do the same, section by section. */
export function isEqual(a: TextChange, b: TextChange): boolean {
  if (a.changes === b.changes) return true
  if (a.changes.length !== b.changes.length || a.changes.newLength !== b.changes.newLength) return false
  const mine = spansOf(a)
  const theirs = spansOf(b)
  if (mine.length !== theirs.length) return false
  for (const [i, span] of mine.entries()) {
    const other = theirs[i]
    if (!other || span[0] !== other[0] || span[1] !== other[1] || span[2] !== other[2]) return false
  }
  return true
}

/** The change as it travels and is stored. */
export const toWireChange = (change: Change): WireChange =>
  change.kind === 'edit' ? { kind: 'edit', file: change.file, spans: spansOf(change) } : change

export const toWireEdit = ({ clientId, seq, change }: Edit): WireEdit => ({
  clientId,
  seq,
  change: toWireChange(change),
})

export const toWireEntry = (entry: Entry): WireEntry => ({ ...entry, change: toWireChange(entry.change) })
