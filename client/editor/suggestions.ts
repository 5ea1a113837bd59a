import {
  acceptCompletion,
  autocompletion,
  closeCompletion,
  completionStatus,
  currentCompletions,
  hasNextSnippetField,
  moveCompletionSelection,
  selectedCompletion,
  setSelectedCompletion,
  startCompletion,
} from '@codemirror/autocomplete'
import { type Extension, Prec } from '@codemirror/state'
import { EditorView, keymap, type ViewUpdate } from '@codemirror/view'
import { loadModel } from '../../shared/autocomplete/models.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { brackets } from './brackets.ts'
import { completionSource } from './completion_source.ts'
import { parseAhead } from './parse_ahead.ts'

/**
 * Between the last key and the search, in milliseconds. CodeMirror begins to wait anew with every change, others'
 * too: a longer time would never pass while several people type.
 */
const DELAY_MS = 5

/** Whether the selected row says what is written already. */
function isWritten({ state }: EditorView): boolean {
  const selected = selectedCompletion(state)
  if (selected === null || typeof selected.apply !== 'string') return false
  const { head } = state.selection.main
  return selected.apply === state.sliceDoc(Math.max(0, head - selected.apply.length), head)
}

/** Takes the selected row; where that would change nothing the list is closed, and the key does what it does without it. */
function acceptOrPass(view: EditorView): boolean {
  if (!isWritten(view)) return acceptCompletion(view)
  closeCompletion(view)
  return false
}

/** Within a snippet Tab goes on to the next stop when there is nothing to take. */
const acceptOrGoOn = (view: EditorView): boolean =>
  hasNextSnippetField(view.state) ? acceptOrPass(view) : acceptCompletion(view)

const keys = Prec.highest(
  keymap.of([
    { key: 'Ctrl-Space', run: startCompletion },
    { mac: 'Alt-Escape', run: startCompletion },
    { key: 'Escape', run: closeCompletion },
    { key: 'ArrowDown', run: moveCompletionSelection(true) },
    { key: 'ArrowUp', run: moveCompletionSelection(false) },
    { key: 'PageDown', run: moveCompletionSelection(true, 'page') },
    { key: 'PageUp', run: moveCompletionSelection(false, 'page') },
    { key: 'Enter', run: acceptOrPass },
    { key: 'Tab', run: acceptOrGoOn },
  ]),
)

/**
 * CodeMirror closes an open list when a change touches its word, as when somebody deletes the line above a word at its
 * line's beginning. When that was somebody else, the list is opened again with the same row selected.
 */
function staysOpen(): Extension {
  let wanted: string | null = null
  return EditorView.updateListener.of((update: ViewUpdate) => {
    const { view, state, startState, transactions } = update
    const status = completionStatus(state)
    const closed = completionStatus(startState) === 'active' && status === null
    if (closed && transactions.some((transaction) => transaction.isUserEvent('remote'))) {
      wanted = selectedCompletion(startState)?.label ?? null
      startCompletion(view)
    } else if (wanted !== null && status === 'active') {
      const index = currentCompletions(state).findIndex(({ label }) => label === wanted)
      wanted = null
      if (index > 0) view.dispatch({ effects: setSelectedCompletion(index) })
    } else if (status === null) wanted = null
  })
}

/**
 * Suggestions for a language, and closing brackets, which come in the same package; rejects when the code for it cannot be
 * fetched.
 */
export async function suggestionsFor(language: Language): Promise<Extension> {
  const model = await loadModel(language)
  return [
    brackets,
    autocompletion({
      override: [completionSource(model)],
      activateOnTypingDelay: DELAY_MS,
      defaultKeymap: false,
      maxRenderedOptions: 40,
      icons: true,
    }),
    keys,
    staysOpen(),
    parseAhead,
  ]
}
