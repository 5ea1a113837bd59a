import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { EditorState, type Extension } from '@codemirror/state'
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
import { actionKeys } from './actions.ts'
import { caretInSight } from './caret_in_sight.ts'
import { lineMark } from './line_mark.ts'
import { searchLater } from './search_later.ts'

/** The sign beside a line that can be folded or unfolded. */
function foldMarker(open: boolean): HTMLElement {
  const marker = document.createElement('span')
  marker.className = open ? 'cm-fold-marker cm-fold-open' : 'cm-fold-marker'
  marker.textContent = open ? '▾' : '▸'
  marker.title = open ? 'Fold' : 'Unfold'
  return marker
}

/** How the editor behaves, whatever the room, the language and the theme. Tab indents; Escape, then Tab leaves. */
export const behaviour: Extension = [
  lineNumbers(),
  highlightActiveLineGutter(),
  highlightSpecialChars(),
  // Only own edits enter the history: those of the others are marked as not undoable.
  history(),
  codeFolding(),
  foldGutter({ markerDOM: foldMarker }),
  drawSelection(),
  dropCursor(),
  EditorState.allowMultipleSelections.of(true),
  indentOnInput(),
  bracketMatching(),
  rectangularSelection(),
  crosshairCursor(),
  highlightActiveLine(),
  EditorState.phrases.of({
    next: 'Next',
    previous: 'Previous',
    all: 'All',
    'match case': 'Match case',
    regexp: 'Regular expression',
    'by word': 'Whole words',
    replace: 'Replace',
    'replace all': 'Replace all',
  }),
  lineMark,
  caretInSight,
  actionKeys,
  keymap.of([...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
  searchLater,
  EditorView.contentAttributes.of({
    'aria-label': 'Code. Tab indents; press Escape, then Tab, to leave.',
    autocapitalize: 'off',
    autocorrect: 'off',
    spellcheck: 'false',
  }),
]
