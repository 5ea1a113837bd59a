import { Compartment, type Extension } from '@codemirror/state'
import type { Command, EditorView } from '@codemirror/view'
import type { SearchAction, SearchActions } from './search_actions.ts'

const compartment = new Compartment()
let actions: SearchActions | null = null

/** Where searching will be: its code is fetched when it is first used, or once there is time. */
export const searchLater: Extension = compartment.of([])

/** Fetches what searching needs; rejects when that cannot be had now. */
export async function loadSearch(view: EditorView): Promise<SearchActions> {
  const loaded = await import('./search_actions.ts')
  actions = loaded.SEARCH_ACTIONS
  const { searching } = loaded
  if (compartment.get(view.state) !== searching)
    view.dispatch({ effects: compartment.reconfigure(searching) })
  return actions
}

/** One of the actions that search: at once, or as soon as its code is there. */
export const searchAction =
  (name: SearchAction): Command =>
  (view) => {
    if (actions !== null) return actions[name](view)
    loadSearch(view).then(
      (loaded) => loaded[name](view),
      // Without the server there is none yet; pressed again, it is tried again.
      () => undefined,
    )
    return true
  }
