import { EditorSelection, type Extension, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { Lines } from '../state/line_link.ts'

const mark = StateEffect.define<Lines | null>()
const marked = Decoration.line({ class: 'cm-linkedLine' })

/** The lines that a link led to, until their reader edits or goes elsewhere. Others' edits move them along. */
export const lineMark: Extension = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(lines, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(mark)) continue
      if (effect.value === null) return Decoration.none
      const { doc } = transaction.state
      const ranges = []
      for (let at = effect.value.from; at <= Math.min(effect.value.to, doc.lines); at++)
        ranges.push(marked.range(doc.line(at).from))
      return Decoration.set(ranges)
    }
    if (lines.size === 0) return lines
    const own =
      transaction.isUserEvent('select') ||
      transaction.isUserEvent('input') ||
      transaction.isUserEvent('delete')
    return own ? Decoration.none : lines.map(transaction.changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Goes to the lines and marks them; to the last line where the text is shorter. */
export function goToLines(view: EditorView, { from, to }: Lines): void {
  const { doc } = view.state
  const first = doc.line(Math.min(from, doc.lines))
  view.dispatch({
    selection: EditorSelection.cursor(first.from),
    effects: [
      EditorView.scrollIntoView(first.from, { y: 'center' }),
      mark.of(from > doc.lines ? null : { from, to }),
    ],
  })
}

/** The lines that the main selection touches; one that ends at the beginning of a line does not touch it. */
export function selectedLines(view: EditorView): Lines {
  const { doc, selection } = view.state
  const { from, to } = selection.main
  const last = doc.lineAt(to)
  const first = doc.lineAt(from).number
  return { from: first, to: to === last.from && last.number > first ? last.number - 1 : last.number }
}
