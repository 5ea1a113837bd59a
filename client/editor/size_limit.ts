import { EditorState, type Extension } from '@codemirror/state'
import type { Space } from '../../shared/room/space.ts'

/**
 * Stops a change of one's own that does not fit into the room, whole and before it happens: what was to be pasted
 * stays in the clipboard. A change that makes the text no longer fits as long as the room takes edits. Undo and what
 * others write are not asked about; there the host has the last word.
 *
 * @param refused hears of each change that was stopped
 */
export const sizeLimit = (space: () => Space, refused: (space: Space) => void): Extension =>
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged) return transaction
    const left = space()
    const { length, newLength } = transaction.changes
    if (left.edits > 0 && newLength - length <= Math.max(0, left.units)) return transaction
    refused(left)
    return []
  })
