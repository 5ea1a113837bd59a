import { createEffect, createMemo, createSignal, onCleanup, Show, Suspense } from 'solid-js'
import { MAIN_FILE, type RoomId } from '../../shared/base/ids.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Access, Caret, CodeEditor } from '../editor/code_editor.ts'
import { adviceOf } from '../state/advice.ts'
import { createFollow } from '../state/follow.ts'
import { personColor, typingWords } from '../state/person.ts'
import { roomUrl } from '../state/room_link.ts'
import { createRoomState } from '../state/room_state.ts'
import type { Settings } from '../state/settings.ts'
import { isUnsaved, saveWords } from '../state/status_words.ts'
import { AdviceBar } from './AdviceBar.tsx'
import { Brand } from './Brand.tsx'
import { EditorPane } from './EditorPane.tsx'
import { FollowBar } from './FollowBar.tsx'
import { LanguagePicker } from './LanguagePicker.tsx'
import { later } from './later.ts'
import { OpeningCover } from './OpeningCover.tsx'
import { People } from './People.tsx'
import styles from './RoomPage.module.css'
import { ShareButton } from './ShareButton.tsx'
import { StatusBar } from './StatusBar.tsx'
import { SummonQuestion } from './SummonQuestion.tsx'
import { Toasts } from './Toasts.tsx'

const RecoveredPanel = later(() => import('./RecoveredPanel.tsx'))

interface RoomPageProps {
  readonly roomId: RoomId
  readonly session: SessionPort
  readonly settings: Settings
  /** Takes another name for oneself. */
  rename(name: string): void
  goHome(): void
  /** Tries at once what would have waited. */
  retry(): void
  onEditor(editor: CodeEditor | null): void
}

/** A room: one bar above, one below, the rest is code. */
export function RoomPage(props: RoomPageProps) {
  const room = createRoomState(props.session)
  const [caret, setCaret] = createSignal<Caret | null>(null)
  const [recoveredOpen, setRecoveredOpen] = createSignal(false)
  const { recovered } = room.notices
  let editor: CodeEditor | null = null
  const ownPlace = () => editor?.view.state.selection.main.head ?? 0
  const follow = createFollow(props.session, () => editor, ownPlace)

  const access = (): Access => {
    if (!room.loaded()) return 'closed'
    return room.status.state === 'readonly' ? 'view' : 'edit'
  }
  const typing = () =>
    typingWords(room.users.filter((user) => room.typing().includes(user.peerId)).map((user) => user.userName))

  const advice = createMemo(() => adviceOf({ ...room.status }))
  /** What people have to act on themselves; the rest stands in the panel. */
  const urgent = () => (advice()?.kind === 'cutOff' ? null : advice())

  const holds = createMemo(() => isUnsaved(room.status) || recovered.texts().length > 0)
  const ask = (event: BeforeUnloadEvent) => event.preventDefault()
  createEffect(() => {
    if (!holds()) return
    window.addEventListener('beforeunload', ask)
    onCleanup(() => window.removeEventListener('beforeunload', ask))
  })

  const showRecovered = () => {
    room.notices.shown()
    setRecoveredOpen(true)
  }
  // While there is a server to load it from.
  createEffect(() => {
    if (recovered.texts().length > 0) void RecoveredPanel.preload()
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
            const question = isUnsaved(room.status)
              ? 'Not everything is saved yet. Leave the room?'
              : 'Recovered text is only on this page. Leave the room?'
            if (holds() && !window.confirm(question)) return
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
          session={props.session}
          follow={follow}
          say={room.notices.say}
          rename={props.rename}
        />
        <ShareButton url={roomUrl(location.origin, props.roomId)} />
      </header>
      <main
        class={styles.main}
        data-following={follow.following() !== null}
        data-color={personColor(follow.following()?.color ?? 0)}
      >
        <FollowBar follow={follow} stopped={() => editor?.focus()} />
        <EditorPane
          port={props.session}
          file={MAIN_FILE}
          access={access()}
          language={room.language()}
          dark={props.settings.dark()}
          onCaret={setCaret}
          onActed={follow.stopFollowing}
          onSave={() => room.notices.say(saveWords(room.status))}
          say={room.notices.say}
          onFault={room.notices.fault}
          onEditor={(made) => {
            editor = made
            props.onEditor(made)
          }}
        />
        <Show when={!room.loaded()}>
          <OpeningCover server={room.status.server} denied={room.status.denied} advice={urgent()} />
        </Show>
        <SummonQuestion follow={follow} />
        <Toasts notices={room.notices} showRecovered={showRecovered} />
      </main>
      <div>
        <AdviceBar advice={room.loaded() ? urgent() : null} retry={props.retry} />
        <StatusBar
          status={room.status}
          users={room.users}
          session={props.session}
          language={room.language()}
          caret={room.loaded() ? caret() : null}
          typing={typing()}
          settings={props.settings}
          recovered={recovered.texts().length}
          showRecovered={showRecovered}
          retry={props.retry}
        />
      </div>
      <Show when={recoveredOpen()}>
        <Suspense>
          <RecoveredPanel
            recovered={recovered}
            say={room.notices.say}
            closed={() => {
              setRecoveredOpen(false)
              // What was clicked may be gone.
              if (document.activeElement === document.body) editor?.focus()
            }}
          />
        </Suspense>
      </Show>
    </div>
  )
}
