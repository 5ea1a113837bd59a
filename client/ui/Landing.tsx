import ArrowRight from 'lucide-solid/icons/arrow-right'
import Lock from 'lucide-solid/icons/lock'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, Show, useContext } from 'solid-js'
import type { RoomId } from '../../shared/base/ids.ts'
import { AccountContext } from '../state/account.ts'
import { parseJoinInput } from '../state/room_link.ts'
import type { Settings } from '../state/settings.ts'
import type { Visits } from '../state/visits.ts'
import { AccountBar } from './AccountBar.tsx'
import { Brand } from './Brand.tsx'
import button from './button.module.css'
import styles from './Landing.module.css'
import { LiveRooms, type LiveRoomsSource } from './LiveRooms.tsx'
import { MyRooms } from './MyRooms.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { Vignette } from './Vignette.tsx'
import { VisitedRooms } from './VisitedRooms.tsx'

interface LandingProps {
  readonly settings: Settings
  readonly visits: Visits
  readonly liveRooms: LiveRoomsSource
  newRoom(): void
  newPrivateRoom(): void
  /** @param hash the link's fragment */
  join(id: RoomId, hash?: string): void
}

/** The first page: a new room, a way into an existing one, and the rooms that are live. */
export function Landing(props: LandingProps) {
  const [input, setInput] = createSignal('')
  const [problem, setProblem] = createSignal<string | null>(null)
  const account = useContext(AccountContext)
  let field: HTMLInputElement | undefined

  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const answer = parseJoinInput(input())
    if (answer.ok) {
      props.join(answer.roomId, answer.hash)
      return
    }
    setProblem(answer.problem)
    field?.focus()
  }

  return (
    <div class={styles.page}>
      <header class={styles.top}>
        <Brand size="large" />
        <Show when={account}>{(mine) => <AccountBar account={mine()} />}</Show>
        <ThemeToggle settings={props.settings} />
      </header>
      <main class={styles.main}>
        <div class={styles.words}>
          <h1 class={styles.title}>Write code together, in the same file, at the same time.</h1>
          <p class={styles.lead}>
            Open a room and share its link. {account ? 'There is' : 'There is no account and'} nothing to
            install. Edits go straight from browser to browser, and the room is still there when you come
            back.
          </p>
          <div class={styles.starts}>
            <button
              type="button"
              class={`${button.button} ${button.primary} ${styles.start}`}
              data-testid="new-room"
              onClick={() => props.newRoom()}
            >
              <Plus size={19} aria-hidden="true" />
              New room
            </button>
            <button
              type="button"
              class={`${button.button} ${styles.start}`}
              data-testid="new-private-room"
              aria-describedby="private-note"
              onClick={() => props.newPrivateRoom()}
            >
              <Lock size={17} aria-hidden="true" />
              New private room
            </button>
          </div>
          <p id="private-note" class={styles.note}>
            Private: only people with a link get in, and the server cannot read the code.
          </p>
          <form class={styles.join} onSubmit={submit} novalidate>
            <label class={styles.label} for="join-input">
              Or join a room
            </label>
            <div class={styles.row}>
              <input
                id="join-input"
                ref={field}
                class={styles.input}
                data-testid="join-input"
                type="text"
                inputmode="url"
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                placeholder="Paste a link or a room id"
                value={input()}
                aria-invalid={problem() !== null}
                aria-describedby="join-problem"
                onInput={(event) => {
                  setInput(event.currentTarget.value)
                  setProblem(null)
                }}
              />
              <button type="submit" class={`${button.button} ${styles.go}`} data-testid="join-button">
                Join
                <ArrowRight size={16} aria-hidden="true" />
              </button>
            </div>
            <p id="join-problem" class={styles.problem} role="alert" data-testid="join-problem">
              <Show when={problem()}>{(text) => text()}</Show>
            </p>
          </form>
          <Show when={account}>{(mine) => <MyRooms account={mine()} join={props.join} />}</Show>
          <VisitedRooms visits={props.visits} join={props.join} />
          <LiveRooms source={props.liveRooms} join={props.join} />
        </div>
        <div class={styles.picture}>
          <Vignette />
        </div>
      </main>
    </div>
  )
}
