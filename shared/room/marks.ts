import type { Version } from '../base/ids.ts'
import { cloneState, type RoomState } from './room_state.ts'

/** The fold of the log up to a version. */
export interface Mark {
  readonly version: Version
  readonly state: RoomState
}

/** Entries from one mark to the next, at the least. */
const MARK_ENTRIES = 1_024

/**
 * Notes the state at a version, unless the last mark is still near: `marks` are in order, and hold together no
 * more than a small multiple of what the entries in between do.
 */
export function note(marks: Mark[], start: Version, version: Version, state: RoomState): void {
  const since = version - (marks.at(-1)?.version ?? start)
  if (since < MARK_ENTRIES) return
  if (since >= MARK_ENTRIES + state.seqs.size + state.files.size + state.roles.size)
    marks.push({ version, state: cloneState(state) })
}

/** The last mark that is not past a version. */
export function markBelow(marks: readonly Mark[], version: Version): Mark | null {
  for (let i = marks.length - 1; i >= 0; i--) {
    const mark = marks[i]
    if (mark && mark.version <= version) return mark
  }
  return null
}

/** Forgets the marks that are not past the start, or past the end. */
export function keepMarks(marks: Mark[], start: Version, end: Version): void {
  const kept = marks.filter(({ version }) => version > start && version <= end)
  if (kept.length < marks.length) marks.splice(0, marks.length, ...kept)
}
