import type { Extension } from '@codemirror/state'
import { EditorView, ViewPlugin } from '@codemirror/view'

/**
 * When the text gets less height, as from a phone's keyboard or a panel, the caret stays on the screen if it was on it
 * before: whoever scrolled away from it is left where they are.
 */
export const caretInSight: Extension = ViewPlugin.define((view) => {
  let height = view.scrollDOM.clientHeight
  const observer = new ResizeObserver(() => {
    const before = height
    height = view.scrollDOM.clientHeight
    if (height >= before || !view.hasFocus) return
    const { head } = view.state.selection.main
    const caret = view.coordsAtPos(head)
    const { top } = view.scrollDOM.getBoundingClientRect()
    if (caret === null || caret.bottom < top || caret.top > top + before) return
    view.dispatch({ effects: EditorView.scrollIntoView(head) })
  })
  observer.observe(view.scrollDOM)
  return { destroy: () => observer.disconnect() }
})
