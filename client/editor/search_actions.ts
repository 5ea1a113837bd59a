import {
  findNext,
  findPrevious,
  getSearchQuery,
  highlightSelectionMatches,
  openSearchPanel,
  search,
  searchKeymap,
  selectNextOccurrence,
  selectSelectionMatches,
} from '@codemirror/search'
import type { Extension } from '@codemirror/state'
import { type Command, type EditorView, keymap } from '@codemirror/view'
import { matchCount } from './match_count.ts'

/** Opens the search panel; once it says what to look for, with the caret where the replacement is written. */
function openReplace(view: EditorView): boolean {
  openSearchPanel(view)
  // What is to be replaced comes first.
  const known = getSearchQuery(view.state).search !== ''
  const field = view.dom.querySelector<HTMLInputElement>(`.cm-search [name=${known ? 'replace' : 'search'}]`)
  field?.focus()
  field?.select()
  return true
}

/** The actions that search, and what their names are. */
export type SearchAction = 'find' | 'replace' | 'findNext' | 'findPrevious' | 'selectNext' | 'selectAll'
export type SearchActions = Readonly<Record<SearchAction, Command>>

export const SEARCH_ACTIONS: SearchActions = {
  find: openSearchPanel,
  replace: openReplace,
  findNext,
  findPrevious,
  selectNext: selectNextOccurrence,
  selectAll: selectSelectionMatches,
}

/** The search panel, its keys, and the marks at what equals the selection. */
export const searching: Extension = [
  highlightSelectionMatches(),
  search({ top: true }),
  matchCount,
  keymap.of(searchKeymap),
]
