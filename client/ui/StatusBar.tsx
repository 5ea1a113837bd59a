import Lock from 'lucide-solid/icons/lock'
import { createEffect, createSignal, on, Show } from 'solid-js'
import type { Language } from '../../shared/protocol/language.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'
import type { Caret } from '../editor/code_editor.ts'
import type { Commands } from '../state/commands.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import type { RoomState } from '../state/room_state.ts'
import type { Settings } from '../state/settings.ts'
import { isCut, PRIVATE_WORDS, stateWords } from '../state/status_words.ts'
import { RoomMenu } from './RoomMenu.tsx'
import styles from './StatusBar.module.css'
import { StatusLine } from './StatusLine.tsx'
import { ThemeToggle } from './ThemeToggle.tsx'
import { Tooltip } from './Tooltip.tsx'

interface StatusBarProps {
  readonly status: RoomState['status']
  /** The room is private: its content is encrypted. */
  readonly isPrivate: boolean
  readonly users: readonly User[]
  readonly session: SessionPort
  readonly language: Language
  readonly caret: Caret | null
  readonly typing: string
  readonly settings: Settings
  readonly commands: Commands
  /** Texts that wait to be copied. */
  readonly recovered: number
  showRecovered(): void
  /** Tries at once what would have waited. */
  retry(): void
}

/** What one can rely on now, how one is connected, who types, and where the caret is. */
export function StatusBar(props: StatusBarProps) {
  const [spoken, setSpoken] = createSignal('')
  let cut = false

  // Saving and saved alternate with every pause in typing: only what changes a person's situation is read out.
  createEffect(
    on(
      () => (isCut(props.status) ? stateWords(props.status) : props.status.state),
      (said) => {
        const { state } = props.status
        if (isCut(props.status) || state === 'readonly') {
          cut = state !== 'readonly'
          setSpoken(state === 'readonly' ? stateWords(props.status) : said)
        } else if (cut && (state === 'synced' || state === 'saved')) {
          cut = false
          setSpoken('Connected again, everything is saved')
        }
      },
    ),
  )

  return (
    <footer class={styles.bar}>
      <Show when={props.isPrivate}>
        <Tooltip words={PRIVATE_WORDS}>
          <span class={styles.lock} role="img" aria-label={PRIVATE_WORDS} data-testid="private-sign">
            <Lock size={14} aria-hidden="true" />
          </span>
        </Tooltip>
      </Show>
      <StatusLine
        status={props.status}
        isPrivate={props.isPrivate}
        users={props.users}
        session={props.session}
        retry={props.retry}
      />
      <span class="unseen" aria-live="polite">
        {spoken()}
      </span>
      <Show when={props.recovered > 0}>
        <button
          type="button"
          class={styles.recovered}
          data-testid="recovered-toggle"
          onClick={() => props.showRecovered()}
        >
          Recovered text ({props.recovered})
        </button>
      </Show>
      <span class={styles.typing} data-testid="typing">
        {props.typing}
      </span>
      <Show when={props.caret}>
        {(caret) => (
          <span class={styles.caret} data-testid="caret">
            {caret().carets > 1 ? `${caret().carets} carets` : `Ln ${caret().line}, Col ${caret().column}`}
            {caret().selected > 0 ? ` (${caret().selected} selected)` : ''}
          </span>
        )}
      </Show>
      <span class={styles.language}>{LANGUAGE_NAMES[props.language]}</span>
      <ThemeToggle settings={props.settings} />
      <RoomMenu commands={props.commands} place="foot" />
    </footer>
  )
}
