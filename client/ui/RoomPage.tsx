import { createEffect, createMemo, createSignal, on, onCleanup, Show, Suspense, useContext } from 'solid-js'
import { MAIN_FILE, type RoomId } from '../../shared/base/ids.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Access, Caret, CodeEditor } from '../editor/code_editor.ts'
import { goToLines, selectedLines } from '../editor/line_mark.ts'
import { createAccessDialogs } from '../state/access_dialogs.ts'
import { AccountContext, STILL_SIGNED_IN } from '../state/account.ts'
import { adviceOf } from '../state/advice.ts'
import { type Command, CommandsContext, createCommands } from '../state/commands.ts'
import { createDialogs } from '../state/dialogs.ts'
import { createFollow } from '../state/follow.ts'
import { parseFragment } from '../state/fragment.ts'
import { hintWords } from '../state/hint_words.ts'
import { createNews } from '../state/news.ts'
import { personColor, typingWords } from '../state/person.ts'
import { contentOf, type RoomContent } from '../state/room_content.ts'
import { createRoomLinks } from '../state/room_links.ts'
import { createRights, isEncrypted } from '../state/room_rights.ts'
import { createRoomState } from '../state/room_state.ts'
import type { Settings } from '../state/settings.ts'
import { isCut, isPutOut, isUnsaved, saveWords } from '../state/status_words.ts'
import type { TextStorage } from '../state/storage.ts'
import { fileNameFor } from '../state/text_file.ts'
import type { Visits } from '../state/visits.ts'
import { AdviceBar } from './AdviceBar.tsx'
import { Brand } from './Brand.tsx'
import { chooseFile, downloadText, takeDrops } from './browser_files.ts'
import { DropHint } from './DropHint.tsx'
import { EditorPane } from './EditorPane.tsx'
import { FollowBar } from './FollowBar.tsx'
import { KnockBar } from './KnockBar.tsx'
import { LanguagePicker } from './LanguagePicker.tsx'
import { later } from './later.ts'
import { OpeningCover } from './OpeningCover.tsx'
import { People } from './People.tsx'
import { RoomDialogs } from './RoomDialogs.tsx'
import { RoomMenu } from './RoomMenu.tsx'
import styles from './RoomPage.module.css'
import { roomCommands } from './room_commands.ts'
import { ShareButton } from './ShareButton.tsx'
import { StatusBar } from './StatusBar.tsx'
import { SummonQuestion } from './SummonQuestion.tsx'
import { Toasts } from './Toasts.tsx'
import { codeOf, takeContent, takeFile } from './take_file.ts'
import { followVisibleHeight } from './visible_height.ts'

const RecoveredPanel = later(() => import('./RecoveredPanel.tsx'))

export interface RoomPageProps {
  readonly roomId: RoomId
  readonly session: SessionPort
  /** The owner's key, where this browser has it. */
  ownerKey(): string | null
  /** What this browser knows of that before the server says it. */
  isPrivate(): boolean
  readonly settings: Settings
  readonly visits: Visits
  readonly storage: TextStorage
  /** Takes another name for oneself. */
  rename(name: string): void
  goHome(): void
  newRoom(): void
  newPrivateRoom(): void
  /** Goes to a new private room that begins with this. */
  privateCopy(content: RoomContent): void
  /** What this room is to begin with, for whoever asks first. */
  takeCopy(): RoomContent | null
  /** Tries at once what would have waited. */
  retry(): void
  /** Others have edited while the page was out of sight, or that has been seen. */
  onNews(news: boolean): void
  /** What can be done here, as it comes and goes. */
  onCommands(commands: readonly Command[]): void
  onEditor(editor: CodeEditor | null): void
}

/** A room: one bar above, one below, the rest is code. */
export function RoomPage(props: RoomPageProps) {
  const room = createRoomState(props.session)
  const [caret, setCaret] = createSignal<Caret | null>(null)
  const [recoveredOpen, setRecoveredOpen] = createSignal(false)
  const [dropping, setDropping] = createSignal(false)
  const { recovered, say } = room.notices
  const account = useContext(AccountContext)
  const mac = /Mac|iPhone|iPad/.test(navigator.platform)
  const touch = matchMedia('(pointer: coarse)').matches
  let editor: CodeEditor | null = null
  const ownPlace = () => editor?.view.state.selection.main.head ?? 0
  onCleanup(followVisibleHeight())
  const follow = createFollow(props.session, () => editor, ownPlace)

  /** The text is here, and this page was not turned away at the door. */
  const isOpen = () => room.loaded() && (room.status.denied === null || room.status.self !== null)
  const access = (): Access => {
    if (!isOpen()) return 'closed'
    return room.status.role === 'viewer' || isPutOut(room.status) ? 'view' : 'edit'
  }
  const canEdit = () => access() === 'edit'
  const typing = () =>
    typingWords(room.users.filter((user) => room.typing().includes(user.peerId)).map((user) => user.userName))

  const advice = createMemo(() => adviceOf({ ...room.status }))
  /** What people have to act on themselves; the rest stands in the panel. */
  const urgent = () => {
    const said = advice()
    return said?.kind === 'cutOff' || said?.kind === 'notProven' ? null : said
  }

  const holds = createMemo(() => isUnsaved(room.status) || recovered.texts().length > 0)
  // What the page says may be a moment behind: whoever leaves is asked by what is so now.
  const holdsNow = () => isUnsaved(props.session.status()) || recovered.texts().length > 0
  const ask = (event: BeforeUnloadEvent) => {
    if (holdsNow()) event.preventDefault()
  }
  createEffect(() => {
    if (!holds()) return
    window.addEventListener('beforeunload', ask)
    onCleanup(() => window.removeEventListener('beforeunload', ask))
  })
  /** Goes elsewhere, having asked if something could be lost. */
  const leaveFor = (go: () => void) => {
    const question = isUnsaved(props.session.status())
      ? 'Not everything is saved yet. Leave the room?'
      : 'Recovered text is only on this page. Leave the room?'
    if (!holdsNow() || window.confirm(question)) go()
  }

  const showRecovered = () => {
    room.notices.shown()
    setRecoveredOpen(true)
  }
  // While there is a server to load it from.
  createEffect(() => {
    if (recovered.texts().length > 0) void RecoveredPanel.preload()
  })

  createEffect(() => {
    if (isOpen()) props.visits.note({ roomId: props.roomId, language: room.language(), at: Date.now() })
  })
  const news = createNews(props.session, document)
  createEffect(() => props.onNews(news()))
  onCleanup(() => props.onNews(false))

  const goToLinked = () => {
    const { lines } = parseFragment(location.hash)
    if (lines !== null && editor !== null && isOpen()) goToLines(editor.view, lines)
  }
  window.addEventListener('hashchange', goToLinked)
  onCleanup(() => window.removeEventListener('hashchange', goToLinked))

  const rights = createRights(props.session)
  const links = createRoomLinks(location.origin, props.roomId, rights)
  createEffect(
    on(rights, ({ rules }) => {
      // What stands in the address bar is what others may be given: never the owner's key, nor a link that was ended.
      if (rules === null) return
      const hash = links.own(parseFragment(location.hash).lines)
      if (hash !== location.hash) history.replaceState(null, '', location.pathname + hash)
    }),
  )
  const isPrivate = () => isOpen() && (rights().rules === null ? props.isPrivate() : isEncrypted(rights()))
  const privateCopy = () => leaveFor(() => props.privateCopy(contentOf(props.session)))
  const copied = props.takeCopy()
  let waits = copied !== null
  // Not before the room is private in the server's eyes too.
  createEffect(() => {
    if (!canEdit() || !isEncrypted(rights())) return
    queueMicrotask(() => {
      if (copied !== null && editor !== null && waits) takeContent(copied, { editor, session: props.session })
      waits = false
    })
  })
  const toClipboard = (text: string) => navigator.clipboard.writeText(text)
  const copyLineLink = async () => {
    if (editor === null) return
    const lines = selectedLines(editor.view)
    const link = links.best(lines)
    try {
      await toClipboard(link)
    } catch {
      // No clipboard over plain http, or the person said no to it: the address bar has it too.
      history.replaceState(history.state, '', link)
      return say('The browser does not let this page copy: the link is in the address bar now')
    }
    say(`The link to line ${lines.from === lines.to ? lines.from : `${lines.from} to ${lines.to}`} is copied`)
  }

  const take = (file: File, at: { readonly x: number; readonly y: number } | null) => {
    if (editor !== null) void takeFile(file, at, { editor, session: props.session, mayEdit: canEdit, say })
  }
  takeDrops({
    over: setDropping,
    dropped: (file, at) => (canEdit() ? take(file, at) : say('The text cannot be changed here now.')),
    refused: say,
  })

  const summon = () =>
    say(follow.summon() ? 'Everyone is asked to come here' : 'Nobody could be asked just now')
  const dialogs = createDialogs(() => editor?.focus())
  const entry = createAccessDialogs({
    session: props.session,
    rights,
    links,
    dialogs,
    ownerKey: () => props.ownerKey(),
    roomId: props.roomId,
    toClipboard,
    privateCopy,
    say,
  })
  const { sharing } = entry
  const commands = createCommands(props.storage, mac)
  commands.add(
    roomCommands({
      dialogs,
      settings: props.settings,
      editor: () => editor,
      canRead: isOpen,
      canEdit,
      language: room.language,
      setLanguage: (language) => props.session.setLanguage(language),
      share() {
        void sharing.copy()
        dialogs.show('share')
      },
      newRoom: () => leaveFor(props.newRoom),
      newPrivateRoom: () => leaveFor(props.newPrivateRoom),
      privateCopy,
      isPrivate,
      goHome: () => leaveFor(props.goHome),
      save: () => say(saveWords(room.status)),
      openFile: () => chooseFile((file) => take(file, null)),
      download: () => downloadText(fileNameFor(props.roomId, room.language()), codeOf(props.session)),
      copyLineLink: () => void copyLineLink(),
      follow,
      hasOthers: () => room.users.some(({ peerId }) => peerId !== room.status.self),
      isHost: () => room.status.self !== null && room.status.self === room.status.host,
      summon,
      hasRecovered: () => recovered.texts().length > 0,
      showRecovered,
      isCut: () => isCut(room.status),
      retry: props.retry,
      account,
      signOut: () => leaveFor(() => void account?.signOut().then((done) => done || say(STILL_SIGNED_IN))),
    }),
  )
  createEffect(() => props.onCommands(commands.all()))
  const listen = (first: boolean) => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !commands.press(event, first)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: first })
    onCleanup(() => window.removeEventListener('keydown', onKeyDown, { capture: first }))
  }
  listen(true)
  listen(false)

  const onCaret = (now: Caret) => {
    setCaret(now)
    // Whoever has written something into an empty text has read what it said.
    if (canEdit() && now.column > 1) props.settings.setHinted()
  }

  return (
    <CommandsContext.Provider value={commands}>
      <div class={styles.page}>
        <header class={styles.top}>
          <a
            class={styles.home}
            href="/"
            aria-label="Tandem, to the start page"
            onClick={(event) => {
              if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              commands.run('home')
            }}
          >
            <Brand size="small" />
          </a>
          <LanguagePicker
            language={room.language()}
            disabled={!canEdit()}
            choose={(language) => commands.run(`language.${language}`)}
          />
          <span class={styles.space} />
          <People
            users={room.users}
            self={room.status.self}
            host={room.status.host}
            typing={room.typing()}
            session={props.session}
            follow={follow}
            rights={rights()}
            setRole={(user, role) => props.session.setRole(user.userId, role)}
            remove={entry.askToRemove}
            summon={() => commands.run('summon')}
            rename={props.rename}
          />
          <ShareButton
            sharing={sharing}
            open={dialogs.open() === 'share'}
            share={() => commands.run('share')}
          />
          <RoomMenu commands={commands} place="top" />
        </header>
        <main
          class={styles.main}
          data-following={follow.following() !== null}
          data-color={personColor(follow.following()?.color ?? 0)}
        >
          <h1 class="unseen">Room {props.roomId}</h1>
          <FollowBar follow={follow} stopped={() => editor?.focus()} />
          <EditorPane
            port={props.session}
            file={MAIN_FILE}
            access={access()}
            language={room.language()}
            dark={props.settings.dark()}
            settings={props.settings.editor()}
            hint={hintWords(props.settings.hinted(), touch, mac)}
            onCaret={onCaret}
            onActed={follow.stopFollowing}
            onSave={() => commands.run('save')}
            say={say}
            onFault={room.notices.fault}
            onOpened={() => queueMicrotask(goToLinked)}
            onEditor={(made) => {
              editor = made
              props.onEditor(made)
            }}
          />
          <Show when={!isOpen()}>
            <OpeningCover server={room.status.server} denied={room.status.denied} advice={urgent()} />
          </Show>
          <Show when={dropping() && canEdit()}>
            <DropHint words="Drop the file to put its text here" />
          </Show>
          <SummonQuestion follow={follow} />
          <KnockBar waiting={rights().admits ? rights().desk.waiting : []} answer={entry.answerKnock} />
          <Toasts
            notices={room.notices}
            showRecovered={() => commands.run('recovered')}
            leave={() => editor?.focus()}
          />
        </main>
        <div>
          <AdviceBar advice={isOpen() ? urgent() : null} retry={props.retry} />
          <StatusBar
            status={room.status}
            isPrivate={isPrivate()}
            users={room.users}
            session={props.session}
            language={room.language()}
            caret={isOpen() ? caret() : null}
            typing={typing()}
            settings={props.settings}
            commands={commands}
            recovered={recovered.texts().length}
            showRecovered={() => commands.run('recovered')}
            retry={props.retry}
          />
        </div>
        <RoomDialogs
          dialogs={dialogs}
          commands={commands}
          settings={props.settings}
          share={entry.share()}
          removal={entry.removal()}
          say={say}
        />
        <Show when={recoveredOpen()}>
          <Suspense>
            <RecoveredPanel
              recovered={recovered}
              say={say}
              closed={() => {
                setRecoveredOpen(false)
                // What was clicked may be gone.
                if (document.activeElement === document.body) editor?.focus()
              }}
            />
          </Suspense>
        </Show>
      </div>
    </CommandsContext.Provider>
  )
}
