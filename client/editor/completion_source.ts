import {
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  type Completion as Option,
  snippetCompletion,
} from '@codemirror/autocomplete'
import { ensureSyntaxTree, language } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import { type Candidates, candidatesAt } from '../../shared/autocomplete/candidates.ts'
import { listed } from '../../shared/autocomplete/complete.ts'
import type { Completion } from '../../shared/autocomplete/completion.ts'
import type { LanguageModel } from '../../shared/autocomplete/language_model.ts'
import { candidatesIn } from '../../shared/autocomplete/suggest.ts'
import { WINDOW_AFTER } from '../../shared/autocomplete/window.ts'
import { isWordUnit } from '../../shared/autocomplete/words.ts'

/** How long the editor's own tree may be brought as far as the place; after that a window of the text is parsed. */
const TREE_MS = 15
const WINDOW_MS = 100

/** What a person may write at a position, by the editor's own tree. */
function candidatesOf(state: EditorState, position: number, model: LanguageModel): Candidates | null {
  const text = { length: state.doc.length, slice: (from: number, to: number) => state.sliceDoc(from, to) }
  const tree = ensureSyntaxTree(state, Math.min(text.length, position + WINDOW_AFTER), TREE_MS)
  if (tree !== null) return candidatesAt({ tree, ...text }, position, model)
  const parser = state.facet(language)?.parser
  if (parser === undefined) return null
  return candidatesIn(text, position, { parser, model, now: () => performance.now(), budgetMs: WINDOW_MS })
}

const options = new WeakMap<Completion, Option>()

/** The same object for the same suggestion, so that the row that is selected stays so while one writes on. */
function optionOf(completion: Completion): Option {
  let option = options.get(completion)
  if (option === undefined) {
    const { label, kind: type, detail, apply } = completion
    option =
      type === 'snippet' ? snippetCompletion(apply, { label, type, detail }) : { label, type, detail, apply }
    options.set(completion, option)
  }
  return option
}

const isWord = (text: string): boolean => [...text].every(isWordUnit)

function resultOf(
  candidates: Candidates,
  state: EditorState,
  from: number,
  to: number,
  explicit: boolean,
): CompletionResult | null {
  const list = listed(candidates, state.sliceDoc(from, to), { explicit })
  if (list.length === 0) return null
  return {
    from,
    options: list.map(optionOf),
    // The engine has filtered and ordered them.
    filter: false,
    getMatch: ({ label }) => {
      const word = state.sliceDoc(from, to)
      return label.toLowerCase().startsWith(word.toLowerCase()) ? [0, word.length] : []
    },
    update(_result, nowFrom, nowTo, { state: now }: CompletionContext) {
      if (!isWord(now.sliceDoc(nowFrom, nowTo))) return null
      return resultOf(candidates, now, nowFrom, nowTo, explicit)
    },
  }
}

/**
 * The engine as a source of CodeMirror's. While one writes a word on, what was found at its beginning is filtered again
 * and nothing else is looked at; what others write elsewhere only moves it.
 */
export const completionSource =
  (model: LanguageModel): CompletionSource =>
  ({ state, pos, explicit }) => {
    const candidates = candidatesOf(state, pos, model)
    return candidates && resultOf(candidates, state, candidates.from, pos, explicit)
  }
