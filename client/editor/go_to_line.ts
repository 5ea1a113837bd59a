import { EditorSelection } from '@codemirror/state'
import { EditorView, getDialog, showDialog } from '@codemirror/view'

const CLASS = 'cm-goto-line'

/** A line, counted from 1, and a column in it if one was given: `12` or `12:5`. */
const PATTERN = /^\s*(\d{1,9})(?:\s*:\s*(\d{1,9}))?\s*$/

/** The place that was meant, in a text that has it or the nearest; null when nothing was. */
export function placeOf(state: EditorView['state'], input: string): number | null {
  const found = PATTERN.exec(input)
  if (found === null) return null
  const line = state.doc.line(Math.min(state.doc.lines, Math.max(1, Number(found[1]))))
  return Math.min(line.to, line.from + Math.max(0, Number(found[2] ?? 1) - 1))
}

/** Asks for a line and goes there; a command of the editor. */
export function goToLine(view: EditorView): boolean {
  const open = getDialog(view, CLASS)?.dom.querySelector('input')
  if (open) {
    open.select()
    return true
  }
  const { close, result } = showDialog(view, {
    class: CLASS,
    top: true,
    label: `Go to line (1 to ${view.state.doc.lines})`,
    input: {
      type: 'text',
      name: 'line',
      inputmode: 'numeric',
      autocomplete: 'off',
      value: String(view.state.doc.lineAt(view.state.selection.main.head).number),
    },
    submitLabel: 'Go',
    focus: true,
  })
  void result.then((form) => {
    const field = form?.querySelector('input')
    const place = field ? placeOf(view.state, field.value) : null
    view.dispatch({
      effects: place === null ? [close] : [close, EditorView.scrollIntoView(place, { y: 'center' })],
      ...(place !== null && { selection: EditorSelection.cursor(place), userEvent: 'select' }),
    })
    // Closed with Escape or its button the panel took the focus with it; whoever went elsewhere has it there.
    const { activeElement, body } = view.dom.ownerDocument
    if (form !== null || activeElement === null || activeElement === body) view.focus()
  })
  return true
}
