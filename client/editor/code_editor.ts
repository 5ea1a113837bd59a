import { syntaxTree } from '@codemirror/language'
import { ChangeSet, Compartment, EditorState, type Extension, Prec } from '@codemirror/state'
import { EditorView, placeholder } from '@codemirror/view'
import { assert } from '../../shared/base/assert.ts'
import type { FileId } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { Cursor } from '../../shared/room/cursor.ts'
import type { Space } from '../../shared/room/space.ts'
import type { EditorSettings, KeymapName } from '../state/editor_settings.ts'
import { afterFrame } from './after_frame.ts'
import type { EditorPort } from './editor_port.ts'
import { languageNow, loadLanguage } from './languages.ts'
import { lineEndOf } from './line_ends.ts'
import { ownCursor } from './own_cursor.ts'
import { personTheme } from './person_theme.ts'
import { createPreferences } from './preferences.ts'
import { RemoteChanges } from './remote_changes.ts'
import { remoteCursors } from './remote_cursors.ts'
import { saveHandler } from './save_handler.ts'
import { loadSearch } from './search_later.ts'
import { isTyping, localChanges, remoteTransaction } from './session_binding.ts'
import { behaviour } from './setup.ts'
import { sizeLimit } from './size_limit.ts'
import { appearance, darkness } from './themes.ts'

/**
 * - `closed`: there is no text yet; nothing can be focused or typed
 * - `view`: text can be read, selected and copied
 * - `edit`: everything
 */
export type Access = 'closed' | 'view' | 'edit'

/** Where the caret is; lines and columns count from 1, columns in UTF-16 units. */
export interface Caret {
  readonly line: number
  readonly column: number
  /** UTF-16 units selected in all ranges together. */
  readonly selected: number
  readonly carets: number
}

export interface CodeEditorOptions {
  readonly port: EditorPort
  readonly file: FileId
  /** An element of the page; the editor lives in a shadow root of it. */
  readonly host: HTMLElement
  readonly access: Access
  readonly language: Language
  readonly dark: boolean
  /** A person's colour as its place in the style sheet. */
  personColor(color: number): number
  readonly settings: EditorSettings
  /** What an empty text shows. */
  readonly hint: string
  onCaret(caret: Caret): void
  /** This person typed, scrolled, pressed a key or pointed into the text. */
  onActed(): void
  /** A keymap's own way of saving, such as Vim's `:w`. */
  onSave(): void
  /** A change did not fit into the room and was not made. */
  onFull(space: Space): void
  /** A fault of our own inside the editor; the two texts may differ from now on. */
  onFault(fault: unknown): void
  /** The language's support could not be fetched; the text stays editable, without colours. */
  onLanguageFailed(language: Language): void
  /** The keymap could not be fetched; the keys are what they were. */
  onKeymapFailed(keymap: KeymapName): void
}

export interface CodeEditor {
  readonly view: EditorView
  setAccess(access: Access): void
  setLanguage(language: Language): void
  setDark(dark: boolean): void
  /** Brings the screen to where somebody else is: to their first line, and to their caret when that moved. */
  reveal(cursor: Pick<Cursor, 'selection' | 'top'>, moved: boolean): void
  /** Puts the caret at a place in the middle of the screen. */
  goTo(at: number): void
  /** Keeps one place, the last that was given, through all edits: answers where it is by then. */
  track(at: number): () => number
  setSettings(settings: EditorSettings): void
  focus(): void
  /** How far from its beginning the text is parsed, in UTF-16 units. */
  parsed(): number
  destroy(): void
}

/** How long after a load that failed it is tried again, in milliseconds. */
const RETRY_MS = 3_000
/** So long after the text can be typed into, in milliseconds, what the first keys do not need is fetched. */
const REST_AFTER_MS = 250
/** Keys that do nothing alone. */
const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta'])

/** A text of so many UTF-16 units takes longer to parse than a frame. */
const LONG = 100_000
/** So long after such a text came, in milliseconds, it is on the screen for certain. */
const COLOURS_AFTER_MS = 100

const accessExtension = (access: Access): Extension => [
  EditorState.readOnly.of(access !== 'edit'),
  EditorView.editable.of(access !== 'closed'),
]

/**
 * An editor bound to one file of a session: what is typed goes to the session within the dispatch, what the session
 * says is applied at once, or right after the frame that shows what was just typed, and the two texts are equal then.
 *
 * It lives in a shadow root, where its style sheets are constructed ones, so that the page's
 * Content-Security-Policy need not allow inline styles.
 */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { port, file, host } = options
  const access = new Compartment()
  const language = new Compartment()
  const theme = new Compartment()
  const suggestions = new Compartment()

  // Nobody sees a closed editor: instead of every change it takes the whole text once, when it opens.
  let closed = options.access === 'closed'
  let tracked: { at: number } | null = null
  const acted = () => options.onActed()
  const remote = new RemoteChanges({ show: (changes) => showRemote(changes), afterFrame })
  const others = remoteCursors({
    cursors: () =>
      port.presence.cursors.filter((cursor) => cursor.file === file).map((cursor) => remote.toEditor(cursor)),
    colorOf: options.personColor,
  })
  const preferences = createPreferences(options.settings, (keymap) => options.onKeymapFailed(keymap))
  const binding: Extension = [
    // First of all listeners: a later one may dispatch again, and that edit comes after this one.
    Prec.highest(
      EditorView.updateListener.of((update) => {
        const changes = localChanges(update.transactions)
        if (changes === null) return
        port.edit(file, remote.typed(changes))
        if (isTyping(update.transactions)) port.setTyping(true)
      }),
    ),
    EditorView.updateListener.of((update) => {
      if (update.docChanged || update.selectionSet) options.onCaret(caretOf(update.state))
    }),
    // A file that is pasted whole keeps its own line ends outside; in the editor lines end with a line feed.
    EditorView.domEventObservers({
      paste(event, view) {
        if (view.state.doc.length > 0 || view.state.readOnly) return
        port.setLineEnd(file, lineEndOf(event.clipboardData?.getData('text/plain') ?? ''))
      },
    }),
    EditorView.exceptionSink.of((fault) => options.onFault(fault)),
    ownCursor(file, (cursor) => closed || port.presence.setCursor(remote.toSession(cursor))),
    others.extension,
    personTheme,
    EditorView.updateListener.of((update) => {
      if (update.docChanged && tracked) tracked.at = update.changes.mapPos(tracked.at, -1)
    }),
    EditorView.domEventObservers({
      wheel: acted,
      touchmove: acted,
      keydown: (event) => !MODIFIERS.has(event.key) && options.onActed(),
      // The scroll bar's too.
      pointerdown: acted,
    }),
    sizeLimit(() => port.space(), options.onFull),
    saveHandler.of(() => options.onSave()),
  ]

  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: port.text(file),
      extensions: [
        binding,
        access.of(accessExtension(options.access)),
        language.of(languageNow(options.language)),
        theme.of(darkness(options.dark)),
        suggestions.of([]),
        preferences.extension,
        placeholder(options.hint),
        behaviour,
        appearance,
      ],
    }),
  })

  const stop = port.on((event) => {
    if (event.type === 'cursors' || event.type === 'users') remote.defer(others.changed)
    if (!closed && event.type === 'change' && event.file === file) remote.heard(event.changes)
  })
  const showRemote = (changes: ChangeSet) => {
    assert(changes.length === view.state.doc.length, 'a change from the session does not fit the editor')
    view.dispatch(remoteTransaction(changes))
  }

  let wanted = options.language
  let suggesting: Language | null = null
  let gone = false
  /** Fetches what suggestions need, once there is something to type into, and again while that fails. */
  const suggest = async (next: Language): Promise<void> => {
    if (gone || wanted !== next || suggesting === next || view.state.readOnly) return
    try {
      const { suggestionsFor } = await import('./suggestions.ts')
      const extension = await suggestionsFor(next)
      if (gone || wanted !== next || suggesting === next) return
      suggesting = next
      view.dispatch({ effects: suggestions.reconfigure(extension) })
    } catch {
      setTimeout(() => suggest(next), RETRY_MS)
    }
  }
  const fetchRest = () => {
    if (gone) return
    suggest(wanted)
    // Without the server for now: whoever searches asks again.
    loadSearch(view).catch(() => undefined)
  }
  const useLanguage = (next: Language) => {
    wanted = next
    // Suggestions for one language make no sense in another.
    if (suggesting !== next) suggesting = null
    const withoutSuggestions = suggesting === null ? [suggestions.reconfigure([])] : []
    const now = languageNow(next)
    view.dispatch({ effects: [language.reconfigure(now), ...withoutSuggestions] })
    setTimeout(() => suggest(next), REST_AFTER_MS)
    loadLanguage(next).then(
      (extension) => {
        // What was loaded before is there already.
        if (wanted === next && extension !== now) view.dispatch({ effects: language.reconfigure(extension) })
      },
      () => {
        if (wanted === next) options.onLanguageFailed(next)
      },
    )
  }
  useLanguage(options.language)
  preferences.follow(view, options.settings)
  options.onCaret(caretOf(view.state))

  return {
    view,
    setAccess(next) {
      const effects = access.reconfigure(accessExtension(next))
      if (next === 'edit') setTimeout(() => fetchRest(), REST_AFTER_MS)
      if (!closed || next === 'closed') return view.dispatch({ effects })
      closed = false
      const { length } = view.state.doc
      const text = port.text(file)
      const whole = ChangeSet.of({ from: 0, to: length, insert: text }, length)
      if (text.length < LONG) return view.dispatch({ ...remoteTransaction(whole), effects })
      // Parsing takes longer than all the rest: a long text is on the screen first, and its colours once it is.
      const plain = language.reconfigure([])
      view.dispatch({ ...remoteTransaction(whole), effects: [effects, plain] })
      setTimeout(() => gone || useLanguage(wanted), COLOURS_AFTER_MS)
    },
    setLanguage: (next) => {
      if (next !== wanted) useLanguage(next)
    },
    setDark: (dark) => view.dispatch({ effects: theme.reconfigure(darkness(dark)) }),
    reveal({ selection, top }, moved) {
      remote.flush()
      const first = Math.min(top, view.state.doc.length)
      view.dispatch({ effects: EditorView.scrollIntoView(first, { y: 'start', yMargin: 0 }) })
      if (!moved) return
      requestAnimationFrame(() => {
        const head = Math.min(selection.main.head, view.state.doc.length)
        // Without a margin: what both screens have room for stays where the other one has it.
        view.dispatch({ effects: EditorView.scrollIntoView(head, { y: 'nearest', yMargin: 0 }) })
      })
    },
    goTo(at) {
      const anchor = Math.min(at, view.state.doc.length)
      view.dispatch({
        selection: { anchor },
        effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
      })
      view.focus()
    },
    track(at) {
      remote.flush()
      const place = { at: Math.min(at, view.state.doc.length) }
      tracked = place
      return () => {
        remote.flush()
        return place.at
      }
    },
    setSettings: (settings) => preferences.follow(view, settings),
    focus: () => view.focus(),
    parsed: () => syntaxTree(view.state).length,
    destroy() {
      gone = true
      stop()
      remote.stop()
      port.presence.setCursor(null)
      view.destroy()
    },
  }
}

/** Where the main selection's head is. */
function caretOf(state: EditorState): Caret {
  const { head } = state.selection.main
  const line = state.doc.lineAt(head)
  let selected = 0
  for (const range of state.selection.ranges) selected += range.to - range.from
  return {
    line: line.number,
    column: head - line.from + 1,
    selected,
    carets: state.selection.ranges.length,
  }
}
