import { createEffect, on, onCleanup, onMount } from 'solid-js'
import type { FileId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { type Access, type Caret, type CodeEditor, createCodeEditor } from '../editor/code_editor.ts'
import type { EditorPort } from '../editor/editor_port.ts'
import type { EditorSettings } from '../state/editor_settings.ts'
import { fullWords } from '../state/full_words.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import { personColor } from '../state/person.ts'
import styles from './EditorPane.module.css'
import { KEYMAP_NAMES } from './keymap_names.ts'

interface EditorPaneProps {
  readonly port: EditorPort
  readonly file: FileId
  readonly access: Access
  readonly language: Language
  readonly dark: boolean
  readonly settings: EditorSettings
  /** What an empty text shows. */
  readonly hint: string
  onCaret(caret: Caret): void
  /** This person did something in the editor. */
  onActed(): void
  onSave(): void
  say(text: string): void
  onFault(): void
  /** The text is on the screen for the first time. */
  onOpened(): void
  /** The editor is there; null once it is gone. */
  onEditor(editor: CodeEditor | null): void
}

/** Hosts the code editor, which lives outside of components, and passes on what changes. */
export function EditorPane(props: EditorPaneProps) {
  let host: HTMLDivElement | undefined

  onMount(() => {
    if (host === undefined) return
    const editor = createCodeEditor({
      port: props.port,
      file: props.file,
      host,
      access: props.access,
      language: props.language,
      dark: props.dark,
      personColor,
      settings: props.settings,
      hint: props.hint,
      onCaret: (caret) => props.onCaret(caret),
      onActed: () => props.onActed(),
      onSave: () => props.onSave(),
      onFull: (space) => props.say(fullWords(space)),
      onFault: (fault) => {
        console.error(fault)
        props.onFault()
      },
      onLanguageFailed: (language) =>
        props.say(`Colours for ${LANGUAGE_NAMES[language]} could not be loaded; editing goes on without`),
      onKeymapFailed: (keymap) =>
        props.say(`${KEYMAP_NAMES[keymap]}’s keys could not be loaded; reload the page to try again`),
    })
    props.onEditor(editor)
    let before: Access | null = null
    createEffect(() => {
      const { access } = props
      if (before !== null) editor.setAccess(access)
      if (access !== 'closed' && (before === null || before === 'closed')) props.onOpened()
      // Whoever just opened the room can type at once, unless they are busy elsewhere on the page.
      const free = document.activeElement === document.body
      if (access === 'edit' && before !== 'view' && free) editor.focus()
      before = access
    })
    createEffect(on(() => props.language, editor.setLanguage, { defer: true }))
    createEffect(on(() => props.dark, editor.setDark, { defer: true }))
    createEffect(on(() => props.settings, editor.setSettings, { defer: true }))
    onCleanup(() => {
      props.onEditor(null)
      editor.destroy()
    })
  })

  return <div ref={host} class={styles.host} data-testid="editor" data-access={props.access} />
}
