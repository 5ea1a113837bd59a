import { createSignal, createUniqueId, Show, Suspense } from 'solid-js'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import { contribute } from '../state/commands.ts'
import type { RoomState } from '../state/room_state.ts'
import { isTurnedAway, pathWords, stateWords } from '../state/status_words.ts'
import { later, preloadSoon } from './later.ts'
import styles from './StatusLine.module.css'
import { Tooltip } from './Tooltip.tsx'

const ConnectionsPanel = later(() => import('./ConnectionsPanel.tsx'))

interface StatusLineProps {
  readonly status: RoomState['status']
  /** The room is private: its content is encrypted. */
  readonly isPrivate: boolean
  readonly users: readonly User[]
  readonly session: SessionPort
  retry(): void
}

/** What one can rely on now and how one is connected; a click shows it for each person. */
export function StatusLine(props: StatusLineProps) {
  const [open, setOpen] = createSignal(false)
  const panelId = createUniqueId()
  const path = () => (props.status.state === 'offline' ? '' : pathWords(props.status))
  let toggle: HTMLButtonElement | undefined
  let panel: HTMLDivElement | undefined

  contribute({
    id: 'connections',
    title: 'Show connections',
    menuTitle: 'Connections',
    run: () => panel?.showPopover(),
  })
  preloadSoon(ConnectionsPanel)

  return (
    <>
      <div
        class={styles.status}
        role="status"
        aria-live="off"
        data-testid="status"
        data-state={props.status.state}
        data-path={props.status.path}
        data-denied={isTurnedAway(props.status)}
      >
        <Tooltip words="Show how everybody is connected">
          <button
            ref={toggle}
            type="button"
            class={styles.toggle}
            data-testid="status-toggle"
            popovertarget={panelId}
            aria-haspopup="dialog"
          >
            <span class={styles.dot} aria-hidden="true" />
            <span class={styles.words}>{stateWords(props.status)}</span>
            <Show when={path() !== ''}>
              <span class={styles.path}> {path()}</span>
            </Show>
          </button>
        </Tooltip>
      </div>
      <div
        ref={panel}
        id={panelId}
        popover="auto"
        class={styles.panel}
        role="dialog"
        aria-label="Connections"
        tabIndex={-1}
        // As it opens: whoever is faster than the event that tells of it has the focus elsewhere by then.
        autofocus
        data-testid="connections"
        onToggle={(event) => {
          const opened = event.newState === 'open'
          setOpen(opened)
          // A click elsewhere leaves the focus where it went, but never nowhere.
          if (!opened && document.activeElement === document.body) toggle?.focus()
        }}
      >
        <Show when={open()}>
          <Suspense fallback={<p class={styles.waiting}>This part of the page is still on its way…</p>}>
            <ConnectionsPanel
              status={props.status}
              isPrivate={props.isPrivate}
              users={props.users}
              session={props.session}
              close={() => panel?.hidePopover()}
              retry={props.retry}
            />
          </Suspense>
        </Show>
      </div>
    </>
  )
}
