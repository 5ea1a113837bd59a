import { EditorSelection, type SelectionRange } from '@codemirror/state'
import type { FileId } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import { CURSOR_RANGES } from '../protocol/limits.ts'
import type { WireCursor } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { Edit, TextChange } from './entry.ts'
import { lengthAt, type Replica, versionOf } from './replica.ts'

/** Where somebody is in a text of a file. */
export interface Cursor {
  readonly file: FileId
  /** CURSOR_RANGES ranges at the most. */
  readonly selection: EditorSelection
  /** Where the first line on their screen begins. */
  readonly top: number
  /** The length of the text that the positions belong to. */
  readonly length: number
}

/** A position in a text of a file. */
export interface Place {
  readonly file: FileId
  readonly at: number
}

type Step = Pick<TextChange, 'file' | 'changes'>

/**
 * The cursor after a change that somebody else made: what is inserted right at a caret comes after it, as in its
 * owner's editor. A change of another text than the cursor's leaves it alone.
 */
export function mapCursor(cursor: Cursor, { file, changes }: Step): Cursor {
  if (file !== cursor.file || changes.length !== cursor.length) return cursor
  return {
    file,
    selection: upright(cursor.selection.map(changes)),
    top: changes.mapPos(cursor.top, -1),
    length: changes.newLength,
  }
}

/** The cursor in the view, from the confirmed text over what is pending. */
export const mapOver = (cursor: Cursor, pending: readonly Edit[]): Cursor =>
  pending.reduce((at, { change }) => (change.kind === 'edit' ? mapCursor(at, change) : at), cursor)

/**
 * Where somebody is after an edit of their own, as far as the edit tells: each caret and selection that it touches is
 * at the end of what changed there, the others where they were; if it touches none, they are where it changed the text.
 */
export function followEdit(cursor: Cursor | null, step: Step): Cursor {
  const { file, changes } = step
  const places: { readonly from: number; readonly to: number; readonly end: number }[] = []
  changes.iterChangedRanges((from, to, _fromB, end) => places.push({ from, to, end }))
  const mapped = cursor && mapCursor(cursor, step)
  const held = cursor && mapped && cursor.file === file && cursor.length === changes.length ? cursor : null
  const [first] = places
  if (mapped && (!first || (held && places.length > CURSOR_RANGES))) return mapped
  const placeOf = ({ from, to }: SelectionRange) =>
    places.find((place) => place.from <= to && place.to >= from)
  if (held?.selection.ranges.some(placeOf)) {
    const ranges = held.selection.ranges.map((range) => {
      const place = placeOf(range)
      return place ? EditorSelection.cursor(place.end) : range.map(changes)
    })
    const selection = upright(EditorSelection.create(ranges, held.selection.mainIndex))
    return { file, selection, top: changes.mapPos(held.top, -1), length: changes.newLength }
  }
  const ends = places.slice(-CURSOR_RANGES).map(({ end }) => EditorSelection.cursor(end))
  const selection =
    ends.length > 0 ? EditorSelection.create(ends, ends.length - 1) : EditorSelection.single(0)
  const top = held ? changes.mapPos(held.top, -1) : selection.main.head
  return { file, selection, top, length: changes.newLength }
}

/**
 * A range whose text was exchanged ends before it begins, and goes on otherwise than one with the same anchor and head
 * that travelled: everywhere it is made anew out of these two.
 */
function upright(selection: EditorSelection): EditorSelection {
  if (!selection.ranges.some(({ from, to }) => from > to)) return selection
  const ranges = selection.ranges.map(({ anchor, head }) => EditorSelection.range(anchor, head))
  return EditorSelection.create(ranges, selection.mainIndex)
}

/** As it may travel: CURSOR_RANGES ranges at the most, the main one and those around it. */
export function bounded(given: Cursor): Cursor {
  const cursor = { ...given, selection: upright(given.selection) }
  const { ranges, mainIndex } = cursor.selection
  if (ranges.length <= CURSOR_RANGES) return cursor
  const from = Math.min(Math.max(0, mainIndex - CURSOR_RANGES / 2), ranges.length - CURSOR_RANGES)
  const kept = ranges.slice(from, from + CURSOR_RANGES)
  return { ...cursor, selection: EditorSelection.create(kept, mainIndex - from) }
}

export const isSameCursor = (a: Cursor, b: Cursor): boolean =>
  a.file === b.file && a.top === b.top && a.length === b.length && a.selection.eq(b.selection)

/** The cursor as it travels; its positions belong to the confirmed text as it is now. */
export const toWireCursor = (replica: Replica, { file, selection, top }: Cursor): WireCursor => ({
  file,
  version: versionOf(replica),
  ranges: selection.ranges.map(({ anchor, head }) => ({ anchor, head })),
  main: selection.mainIndex,
  top,
})

/**
 * A cursor that travelled, in the confirmed text as it is now; null when its version was cut off meanwhile. A reason
 * when there never was such a place.
 */
export function bindCursor(replica: Replica, wire: WireCursor): Result<Cursor | null, Reason> {
  const { log, doc } = replica
  if (wire.version > versionOf(replica)) return fail('staleVersion')
  if (!doc.files.has(wire.file)) return fail('noSuchFile')
  if (wire.version < log.start) return ok(null)
  const length = lengthAt(replica, wire.version, wire.file)
  const isWithin = ({ anchor, head }: { anchor: number; head: number }) => anchor <= length && head <= length
  if (wire.top > length || !wire.ranges.every(isWithin)) return fail('outOfBounds')
  const ranges = wire.ranges.map(({ anchor, head }) => EditorSelection.range(anchor, head))
  let cursor: Cursor = {
    file: wire.file,
    selection: EditorSelection.create(ranges, wire.main),
    top: wire.top,
    length,
  }
  for (const { change } of log.entries.slice(wire.version - log.start))
    if (change.kind === 'edit') cursor = mapCursor(cursor, change)
  return ok(cursor)
}
