import { createEffect, createSignal, onCleanup, Show } from 'solid-js'
import { MAIN_FILE, type RoomId } from '../../shared/base/ids.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Access, Caret, CodeEditor } from '../editor/code_editor.ts'
import { typingWords } from '../state/person.ts'
import { roomUrl } from '../state/room_link.ts'
import { createRoomState } from '../state/room_state.ts'
import type { Settings } from '../state/settings.ts'
import { isUnsaved, saveWords } from '../state/status_words.ts'
import { Brand } from './Brand.tsx'
import { EditorPane } from './EditorPane.tsx'
import { LanguagePicker } from './LanguagePicker.tsx'
import { OpeningCover } from './OpeningCover.tsx'
import { People } from './People.tsx'
import styles from './RoomPage.module.css'
import { ShareButton } from './ShareButton.tsx'
import { StatusBar } from './StatusBar.tsx'
import { Toasts } from './Toasts.tsx'

interface RoomPageProps {
  readonly roomId: RoomId
  readonly session: SessionPort
  readonly settings: Settings
  /** Takes another name for oneself. */
  rename(name: string): void
  goHome(): void
  onEditor(editor: CodeEditor | null): void
}

/** A room: one bar above, one below, the rest is code. */
export function RoomPage(props: RoomPageProps) {
  const room = createRoomState(props.session)
  const [caret, setCaret] = createSignal<Caret | null>(null)

  const access = (): Access => {
    if (!room.loaded()) return 'closed'
    return room.status.state === 'readonly' ? 'view' : 'edit'
  }
  const typing = () =>
    typingWords(room.users.filter((user) => room.typing().includes(user.peerId)).map((user) => user.userName))

  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  createEffect(() => {
    if (!isUnsaved(room.status)) return
    window.addEventListener('beforeunload', ask)
    onCleanup(() => window.removeEventListener('beforeunload', ask))
  })

  return (
    <div class={styles.page}>
      <header class={styles.top}>
        <a
          class={styles.home}
          href="/"
          aria-label="Tandem, to the start page"
          onClick={(event) => {
            if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            if (isUnsaved(room.status) && !window.confirm('Not everything is saved yet. Leave the room?'))
              return
            props.goHome()
          }}
        >
          <Brand size="small" />
        </a>
        <LanguagePicker
          language={room.language()}
          disabled={access() !== 'edit'}
          choose={(language) => props.session.setLanguage(language)}
        />
        <span class={styles.space} />
        <People
          users={room.users}
          self={room.status.self}
          host={room.status.host}
          typing={room.typing()}
          rename={props.rename}
        />
        <ShareButton url={roomUrl(location.origin, props.roomId)} />
      </header>
      <main class={styles.main}>
        <EditorPane
          port={props.session}
          file={MAIN_FILE}
          access={access()}
          language={room.language()}
          dark={props.settings.dark()}
          onCaret={setCaret}
          onSave={() => room.notices.say(saveWords(room.status.state))}
          say={room.notices.say}
          onFault={room.notices.fault}
          onEditor={props.onEditor}
        />
        <Show when={!room.loaded()}>
          <OpeningCover server={room.status.server} denied={room.denied()} />
        </Show>
        <Toasts notices={room.notices} />
      </main>
      <StatusBar
        status={room.status}
        language={room.language()}
        caret={room.loaded() ? caret() : null}
        typing={typing()}
        settings={props.settings}
      />
    </div>
  )
}
