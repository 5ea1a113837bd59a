import { familyOf } from '../protocol/family.ts'
import { EDITS_PER_PUSH, INSERT_UNITS, SPANS_PER_EDIT } from '../protocol/limits.ts'
import type { Edit } from '../room/entry.ts'
import { sizeOf } from '../room/split.ts'

/** The first pending edits, all of one family: as many as one push may hold, at least one of those that are there. */
export function firstEdits(pending: readonly Edit[]): Edit[] {
  const edits: Edit[] = []
  const [first] = pending
  let units = 0
  let spans = 0
  for (const edit of pending) {
    if (edits.length >= EDITS_PER_PUSH || (first && familyOf(edit.change) !== familyOf(first.change))) break
    const size = edit.change.kind === 'edit' ? sizeOf(edit.change.changes) : { units: 0, spans: 1 }
    units += size.units
    spans += size.spans
    if (edits.length > 0 && (units > INSERT_UNITS || spans > SPANS_PER_EDIT)) break
    edits.push(edit)
  }
  return edits
}
