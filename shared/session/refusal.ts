import type { Edit } from '../room/entry.ts'

/** What an edit had inserted, for its author to copy when it was refused. */
export function insertedText(edit: Edit): string {
  if (edit.change.kind !== 'edit') return ''
  const parts: string[] = []
  edit.change.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => parts.push(inserted.toString()))
  return parts.join('\n')
}
