import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { pythonLanguage } from '@codemirror/lang-python'
import {
  bracketMatching,
  codeFolding,
  defaultHighlightStyle,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'

/** What the measurements may ask a page of another product. */
export interface PeerHandle {
  readonly view: EditorView
  /** Whether the page is connected with so many others as it ever will be in a room of so many members. */
  connected(members: number): boolean
}

declare global {
  interface Window {
    peer?: PeerHandle
  }
}

/** What a product's page is started with: what its address says. */
export interface Start {
  readonly room: string
  /** Where its server listens, as ws://… */
  readonly server: string
  readonly doc: Y.Doc
  readonly awareness: Awareness
}

/**
 * A bare page with CodeMirror on a shared text: the extensions of the product's own page that it has from the first
 * moment, with Yjs' undo in the place of CodeMirror's. `connect` begins to share and answers how to ask whether it does.
 */
export function startEditor(connect: (start: Start) => (members: number) => boolean): void {
  const address = new URLSearchParams(location.search)
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.setLocalStateField('user', { name: `Member ${doc.clientID}`, color: '#3572b0' })
  const place = document.querySelector<HTMLElement>('[data-testid=editor]')
  if (!place) throw new Error('there is no place for the editor')
  const root = place.attachShadow({ mode: 'open' })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      extensions: [
        indentUnit.of('    '),
        pythonLanguage,
        syntaxHighlighting(defaultHighlightStyle),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        codeFolding(),
        foldGutter(),
        drawSelection(),
        dropCursor(),
        EditorState.allowMultipleSelections.of(true),
        indentOnInput(),
        bracketMatching(),
        rectangularSelection(),
        crosshairCursor(),
        highlightActiveLine(),
        keymap.of([...defaultKeymap, ...yUndoManagerKeymap, ...foldKeymap, indentWithTab]),
        yCollab(doc.getText('code'), awareness),
        EditorView.theme({ '&': { height: '100%', fontSize: '14px' }, '.cm-scroller': { overflow: 'auto' } }),
      ],
    }),
  })
  const [room, server] = [address.get('room') ?? '', address.get('server') ?? '']
  window.peer = { view, connected: connect({ room, server, doc, awareness }) }
  place.dataset.access = 'edit'
}
