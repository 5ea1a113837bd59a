import { ensureSyntaxTree, language, syntaxTreeAvailable } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { whenFree } from './when_free.ts'

/** Longer texts are parsed around the screen only, which CodeMirror does by itself; in UTF-16 units. */
const WHOLE_MOST = 2_000_000
/** The longest that a free moment is used for, in milliseconds: a key that falls into it is not late. */
const SLICE_MS = 8
class ParseAhead implements PluginValue {
  readonly #view: EditorView
  #cancel: (() => void) | null = null

  constructor(view: EditorView) {
    this.#view = view
    this.#plan()
  }

  update({ docChanged, startState, state }: ViewUpdate): void {
    if (docChanged || startState.facet(language) !== state.facet(language)) this.#plan()
  }

  destroy(): void {
    this.#cancel?.()
  }

  #plan(): void {
    this.#cancel ??= whenFree(() => this.#work())
  }

  #work(): void {
    this.#cancel = null
    const { state } = this.#view
    const { length } = state.doc
    // The language comes after the text, when its parser is fetched.
    if (state.facet(language) === null || length > WHOLE_MOST) return
    if (syntaxTreeAvailable(state, length)) return
    if (ensureSyntaxTree(state, length, SLICE_MS) === null) this.#plan()
    // The state takes the tree with its next transaction.
    else this.#view.dispatch({})
  }
}

/**
 * Parses the text to its end while nothing else is to be done. CodeMirror goes no further than a while beyond the screen:
 * whoever jumped far into a long text then waited for the parser with each of the first keys, and saw no colours.
 */
export const parseAhead: Extension = ViewPlugin.fromClass(ParseAhead)
