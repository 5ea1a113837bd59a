import type { Extension } from '@codemirror/state'
import { EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { FileId } from '../../shared/base/ids.ts'
import type { Cursor } from '../../shared/room/cursor.ts'

/** Where the first line on the screen begins: found anew on scrolling, and carried along by edits in between. */
class Top {
  at = 0

  update(update: ViewUpdate): void {
    if (update.docChanged) this.at = update.changes.mapPos(this.at, -1)
  }

  /** Answers whether it is another line now. */
  look(view: EditorView): boolean {
    const { at } = this
    // A line of which only a hair is left to see is not the first one.
    const height = view.scrollDOM.getBoundingClientRect().top - view.documentTop + 2
    this.at = view.lineBlockAtHeight(Math.max(0, height)).from
    return this.at !== at
  }
}

/** Tells where this person is in a file, whenever that or the text changed, after whatever else is told of an edit. */
export function ownCursor(file: FileId, tell: (cursor: Cursor) => void): Extension {
  const top = ViewPlugin.define(() => new Top())
  const say = (view: EditorView) => {
    const { selection, doc } = view.state
    tell({ file, selection, top: Math.min(view.plugin(top)?.at ?? 0, doc.length), length: doc.length })
  }
  return [
    top,
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.selectionSet) say(update.view)
    }),
    EditorView.domEventObservers({
      scroll(_event, view) {
        if (view.plugin(top)?.look(view)) say(view)
      },
    }),
  ]
}
