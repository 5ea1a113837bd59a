import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { loadLanguage } from '../../../client/editor/languages.ts'
import { loadSearch } from '../../../client/editor/search_later.ts'
import { behaviour } from '../../../client/editor/setup.ts'
import { suggestionsFor } from '../../../client/editor/suggestions.ts'
import { appearance, darkness } from '../../../client/editor/themes.ts'

declare global {
  interface Window {
    bareView?: EditorView
  }
}

/** The page's CodeMirror set-up without a session: what typing on the page is held against. */
async function start(): Promise<void> {
  const host = document.querySelector<HTMLElement>('#editor')
  if (!host) throw new Error('there is a place for the editor')
  // As large as the room's editor in the same window.
  host.style.cssText = 'position: fixed; inset: 48px 0 30px; overflow: hidden'
  const root = host.attachShadow({ mode: 'open' })
  const extensions = [
    await loadLanguage('python'),
    darkness(false),
    await suggestionsFor('python'),
    behaviour,
    appearance,
  ]
  const view = new EditorView({ parent: root, root, state: EditorState.create({ extensions }) })
  await loadSearch(view)
  window.bareView = view
}

start()
