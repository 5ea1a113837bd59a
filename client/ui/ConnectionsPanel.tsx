import X from 'lucide-solid/icons/x'
import { createMemo, For, Show } from 'solid-js'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import { adviceOf } from '../state/advice.ts'
import { connections, safetyWords, watchLinks } from '../state/connections.ts'
import type { RoomState } from '../state/room_state.ts'
import { keptWords } from '../state/status_words.ts'
import { Avatar } from './Avatar.tsx'
import button from './button.module.css'
import styles from './ConnectionsPanel.module.css'

interface ConnectionsPanelProps {
  readonly status: RoomState['status']
  /** The room is private: its content is encrypted. */
  readonly isPrivate: boolean
  readonly users: readonly User[]
  readonly session: SessionPort
  close(): void
  retry(): void
}

/** Each person with the way to them, the server, and what is saved. Links are measured while this is shown. */
export default function ConnectionsPanel(props: ConnectionsPanelProps) {
  const links = watchLinks(props.session)
  const people = createMemo(() => connections(props.users, props.status, links()))
  const advice = createMemo(() => adviceOf({ ...props.status }))
  const kept = () => keptWords(props.status)

  return (
    <div class={styles.panel}>
      <div class={styles.head}>
        <h2 class={styles.title}>Connections</h2>
        <button
          type="button"
          class={`${button.button} ${button.quiet} ${styles.close}`}
          aria-label="Close"
          onClick={() => props.close()}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </div>
      <Show when={advice()}>
        {(said) => (
          <div class={styles.advice}>
            <p class={styles.what}>{said().title}</p>
            <p>{said().text}</p>
            <Show when={said().kind !== 'cutOff'}>
              <button type="button" class={button.button} onClick={() => props.retry()}>
                Try again
              </button>
            </Show>
          </div>
        )}
      </Show>
      <ul class={styles.people}>
        <For each={people()}>
          {({ user, self, host, way }) => (
            <li class={styles.person} data-testid="connection" data-peer={user.peerId}>
              <Avatar name={user.userName} color={user.color} host={host} typing={false} />
              <span class={styles.name}>
                {user.userName}
                <span class={styles.tags}>
                  {self ? ' (you)' : ''}
                  {host ? ' (host)' : ''}
                </span>
              </span>
              <span class={styles.way}>{way}</span>
            </li>
          )}
        </For>
      </ul>
      <dl class={styles.facts}>
        <dt>Server</dt>
        <dd data-testid="server-reach">
          {props.status.server ? 'Reached' : 'Out of reach, tried again by itself'}
        </dd>
        <Show when={props.isPrivate}>
          <dt>Encryption</dt>
          <dd data-testid="encrypted">
            End to end, of relayed connections too: the server cannot read the code.
          </dd>
        </Show>
        <dt>Edits</dt>
        <dd data-testid="safety">
          <For each={safetyWords(props.status)}>{(line) => <span class={styles.line}>{line}</span>}</For>
          <Show when={kept() !== ''}>
            <span class={styles.line}>Kept{kept()}</span>
          </Show>
        </dd>
        <Show when={props.status.epoch > 0}>
          <dt>Version</dt>
          <dd class={styles.version}>{props.status.version}</dd>
        </Show>
      </dl>
    </div>
  )
}
