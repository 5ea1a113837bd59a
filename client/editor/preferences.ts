import { indentUnit } from '@codemirror/language'
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { EditorSettings, KeymapName } from '../state/editor_settings.ts'

/** What is applied at once; the keymap has to be fetched first. */
type Setting = Exclude<keyof EditorSettings, 'keymap'>

const APPLY: { readonly [Name in Setting]: (value: EditorSettings[Name]) => Extension } = {
  fontSize: (size) => EditorView.theme({ '&': { '--code-size': `${size}px` } }),
  // Before the language's own indentation.
  tabWidth: (width) =>
    width === null
      ? EditorState.tabSize.of(4)
      : [EditorState.tabSize.of(width), Prec.high(indentUnit.of(' '.repeat(width)))],
  wrap: (wrap) => (wrap ? EditorView.lineWrapping : []),
}
const NAMES = Object.keys(APPLY) as Setting[]

const apply = <Name extends Setting>(name: Name, settings: EditorSettings): Extension =>
  APPLY[name](settings[name])

/** A keymap's code, which is fetched when somebody first chooses it. */
async function loadKeymap(name: KeymapName): Promise<Extension> {
  if (name === 'vim') return (await import('./vim_keys.ts')).vimKeys
  if (name === 'emacs') return (await import('./emacs_keys.ts')).emacsKeys
  return []
}

/** How one person likes to edit: a compartment for each setting. */
export interface Preferences {
  /** Stands before all other keymaps. */
  readonly extension: Extension
  /** Takes over what has changed. */
  follow(view: EditorView, settings: EditorSettings): void
}

/** @param failed the keymap could not be fetched; the keys are what they were */
export function createPreferences(first: EditorSettings, failed: (name: KeymapName) => void): Preferences {
  const compartments = new Map(NAMES.map((name) => [name, new Compartment()]))
  const keys = new Compartment()
  let now = first
  let keymap: KeymapName = 'default'

  const follow = (view: EditorView, settings: EditorSettings) => {
    const effects = NAMES.flatMap((name) =>
      settings[name] === now[name] ? [] : (compartments.get(name)?.reconfigure(apply(name, settings)) ?? []),
    )
    now = settings
    if (effects.length > 0) view.dispatch({ effects })
    if (settings.keymap === keymap) return
    const name = settings.keymap
    keymap = name
    loadKeymap(name).then(
      (extension) => {
        if (keymap === name) view.dispatch({ effects: keys.reconfigure(extension) })
      },
      () => {
        if (keymap === name) failed(name)
      },
    )
  }
  return {
    extension: [
      Prec.highest(keys.of([])),
      NAMES.map((name) => compartments.get(name)?.of(apply(name, first)) ?? []),
    ],
    follow,
  }
}
