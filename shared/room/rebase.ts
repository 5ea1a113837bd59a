import type { Text } from '@codemirror/state'
import type { FileId } from '../base/ids.ts'
import { carry } from './carry.ts'
import type { Edit } from './entry.ts'

/**
 * Carries edits over entries that were committed since the version they were made on, one entry at a time. Edits
 * that are among the entries fall out.
 *
 * @param textBelow the confirmed text of a file before the entry at an index
 */
export function rebase(
  edits: readonly Edit[],
  entries: readonly Edit[],
  textBelow: (index: number, file: FileId) => Text,
): Edit[] {
  let rest = [...edits]
  for (const [index, entry] of entries.entries()) {
    if (rest.length === 0) break
    rest = carry(rest, entry, (file) => textBelow(index, file)).pending
  }
  return rest
}
