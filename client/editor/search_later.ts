import { Compartment, type Extension } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import type { SearchAction, SearchActions } from './search_actions.ts'

const compartment = new Compartment()
type Loaded = typeof import('./search_actions.ts')
let loaded: Loaded | null = null

/** Where searching will be: its code is fetched when it is first used, or once there is time. */
export const searchLater: Extension = compartment.of([])

/** Each editor is given it before its first use, also one that is made later. */
function install(view: EditorView, { searching, SEARCH_ACTIONS }: Loaded): SearchActions {
  if (compartment.get(view.state) !== searching)
    view.dispatch({ effects: compartment.reconfigure(searching) })
  return SEARCH_ACTIONS
}

/** Fetches what searching needs; rejects when that cannot be had now. */
export async function loadSearch(view: EditorView): Promise<SearchActions> {
  loaded ??= await import('./search_actions.ts')
  return install(view, loaded)
}

/** One of the actions that search: at once, or as soon as its code is there. */
export const searchAction =
  (name: SearchAction): Command =>
  (view) => {
    if (loaded !== null) return install(view, loaded)[name](view)
    loadSearch(view).then(
      (actions) => actions[name](view),
      // Without the server there is none yet; pressed again, it is tried again.
      () => undefined,
    )
    return true
  }
