import { ChangeSet, type Text } from '@codemirror/state'
import { INSERT_UNITS, SPANS_PER_EDIT } from '../protocol/limits.ts'
import type { Change } from './entry.ts'

/** Units that a change set inserts, and the number of places that it touches. */
export function sizeOf(changes: ChangeSet): { readonly units: number; readonly spans: number } {
  let units = 0
  let spans = 0
  // The description alone: with the change set itself every insert would be copied for the callback.
  changes.desc.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    units += toB - fromB
    spans += 1
  }, true)
  return { units, spans }
}

/** Whether two edits may become one without growing past what one edit may hold. */
export function mayJoin(a: Change, b: Change): boolean {
  if (a.kind !== 'edit' || b.kind !== 'edit') return false
  const first = sizeOf(a.changes)
  const second = sizeOf(b.changes)
  return first.units + second.units <= INSERT_UNITS && first.spans + second.spans <= SPANS_PER_EDIT
}

interface Piece {
  readonly from: number
  readonly to: number
  readonly insert: Text
}

/**
 * The same change as a sequence of edits, each on top of the one before, each within what one edit may hold. They
 * go from the end of the text to its beginning, so that no one moves the places of the next.
 */
export function split(changes: ChangeSet): ChangeSet[] {
  const size = sizeOf(changes)
  if (size.units <= INSERT_UNITS && size.spans <= SPANS_PER_EDIT) return [changes]
  const pieces = toPieces(changes)
  const parts: ChangeSet[] = []
  let length = changes.length
  let group: Piece[] = []
  let units = 0
  const flush = () => {
    if (group.length === 0) return
    const part = ChangeSet.of(group.reverse(), length)
    parts.push(part)
    length = part.newLength
    group = []
    units = 0
  }
  for (const piece of pieces.reverse()) {
    if (units + piece.insert.length > INSERT_UNITS || group.length >= SPANS_PER_EDIT) flush()
    group.push(piece)
    units += piece.insert.length
  }
  flush()
  return parts
}

function toPieces(changes: ChangeSet): Piece[] {
  const pieces: Piece[] = []
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    let at = 0
    do {
      const end = cutAt(inserted, at + INSERT_UNITS)
      pieces.push({ from: at === 0 ? from : to, to, insert: inserted.slice(at, end) })
      at = end
    } while (at < inserted.length)
  }, true)
  return pieces
}

/** The place at or just before `at` that is not inside a surrogate pair. */
function cutAt(text: Text, at: number): number {
  if (at >= text.length) return text.length
  const before = text.sliceString(at - 1, at).charCodeAt(0)
  return before >= 0xd800 && before < 0xdc00 ? at - 1 : at
}
