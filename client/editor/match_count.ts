import { getSearchQuery, type SearchQuery, searchPanelOpen } from '@codemirror/search'
import type { EditorState, Extension } from '@codemirror/state'
import { type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { whenFree } from './when_free.ts'

/** Nobody counts further. */
const MOST = 1_000
/** The longest that a free moment is used for, in milliseconds. */
const SLICE_MS = 8

/** Counts what a search finds in a text, a slice at a time. */
export class MatchCounter {
  readonly #matches: Iterator<{ readonly from: number; readonly to: number }>
  readonly #state: EditorState
  #total = 0
  /** Which one is selected, from 1; 0 when none is. */
  #selected = 0
  #more = false

  constructor(query: SearchQuery, state: EditorState) {
    this.#state = state
    this.#matches = query.getCursor(state)
  }

  /** Goes on until the time is up, looked at after each match; answers whether all is counted that will be. */
  count(isTimeUp: () => boolean): boolean {
    const { main } = this.#state.selection
    for (let next = this.#matches.next(); !next.done; next = this.#matches.next()) {
      if (this.#total === MOST) {
        this.#more = true
        return true
      }
      this.#total += 1
      const { from, to } = next.value
      if (from === main.from && to === main.to) this.#selected = this.#total
      if (isTimeUp()) return false
    }
    return true
  }

  /** "3 of 17", "17 matches", "No match"; of many as far as they were counted. */
  get words(): string {
    if (this.#total === 0) return 'No match'
    const total = `${this.#total.toLocaleString('en')}${this.#more ? '+' : ''}`
    if (this.#selected > 0) return `${this.#selected.toLocaleString('en')} of ${total}`
    return this.#total === 1 ? '1 match' : `${total} matches`
  }
}

/** Keeps the words in the open search panel true. */
class MatchCount implements PluginValue {
  readonly #view: EditorView
  #query: SearchQuery | null = null
  #cancel: (() => void) | null = null

  constructor(view: EditorView) {
    this.#view = view
  }

  update({ docChanged, selectionSet, state }: ViewUpdate): void {
    const query = searchPanelOpen(state) ? getSearchQuery(state) : null
    const isSame = query !== null && this.#query?.eq(query)
    this.#query = query
    if (isSame && !docChanged && !selectionSet) return
    this.#cancel?.()
    this.#cancel = null
    if (query === null) return
    if (query.valid) this.#goOn(new MatchCounter(query, state))
    else this.#cancel = whenFree(() => this.#say(''))
  }

  destroy(): void {
    this.#cancel?.()
  }

  #goOn(counter: MatchCounter): void {
    this.#cancel = whenFree(() => {
      const end = performance.now() + SLICE_MS
      if (counter.count(() => performance.now() > end)) this.#say(counter.words)
      else this.#goOn(counter)
    })
  }

  #say(words: string): void {
    const field = this.#view.dom.querySelector('.cm-search [name=search]')
    if (field === null) return
    let place = field.parentElement?.querySelector('.cm-matchCount') ?? null
    if (place === null) {
      place = document.createElement('span')
      place.className = 'cm-matchCount'
      place.setAttribute('role', 'status')
      field.after(place)
    }
    if (place.textContent !== words) place.textContent = words
  }
}

/** How many matches there are, and which one is selected, in the search panel. */
export const matchCount: Extension = ViewPlugin.fromClass(MatchCount)
