import { type Text, Transaction } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'

/**
 * Puts a file's text into the editor, as one edit that can be undone: as the whole text of an empty one, else at
 * `at`, or where the selection is.
 *
 * @returns whether the text was empty before
 */
export function insertFile(view: EditorView, text: string, at: number | null): boolean {
  const { state } = view
  const empty = state.doc.length === 0
  const { from, to } = at === null ? state.selection.main : { from: at, to: at }
  const insert = state.toText(text)
  view.dispatch({
    changes: { from, to, insert },
    // The beginning of a file is what one wants to see of it; of a piece, its end.
    selection: { anchor: empty ? 0 : from + insert.length },
    userEvent: 'input.drop',
    scrollIntoView: true,
  })
  return empty
}

/**
 * Puts the text that a room begins with before whatever was typed there meanwhile. It is no edit of one's own: undo does
 * not take it away again.
 */
export function beginWith(view: EditorView, text: Text): void {
  view.dispatch({
    changes: { from: 0, insert: text },
    annotations: Transaction.addToHistory.of(false),
  })
}
