import { createEffect, createSignal, on, Show } from 'solid-js'
import type { Language } from '../../shared/protocol/language.ts'
import type { Caret } from '../editor/code_editor.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import type { RoomState } from '../state/room_state.ts'
import type { Settings } from '../state/settings.ts'
import { pathWords, stateWords } from '../state/status_words.ts'
import styles from './StatusBar.module.css'
import { ThemeToggle } from './ThemeToggle.tsx'

interface StatusBarProps {
  readonly status: RoomState['status']
  readonly language: Language
  readonly caret: Caret | null
  readonly typing: string
  readonly settings: Settings
}

/** What one can rely on now, how one is connected, who types, and where the caret is. */
export function StatusBar(props: StatusBarProps) {
  const path = () => pathWords(props.status)
  const [spoken, setSpoken] = createSignal('')
  let cut = false

  // Saving and saved alternate with every pause in typing: only what changes a person's situation is read out.
  createEffect(
    on(
      () => props.status.state,
      (state) => {
        if (state === 'reconnecting' || state === 'offline' || state === 'readonly') {
          cut = state !== 'readonly'
          setSpoken(stateWords(props.status))
        } else if (cut && (state === 'synced' || state === 'saved')) {
          cut = false
          setSpoken('Connected again, everything is saved')
        }
      },
    ),
  )

  return (
    <footer class={styles.bar}>
      <div
        class={styles.status}
        role="status"
        aria-live="off"
        data-testid="status"
        data-state={props.status.state}
        data-path={props.status.path}
      >
        <span class={styles.dot} aria-hidden="true" />
        <span class={styles.words}>{stateWords(props.status)}</span>
        <Show when={path() !== ''}>
          <span class={styles.path}> {path()}</span>
        </Show>
      </div>
      <span class="unseen" aria-live="polite">
        {spoken()}
      </span>
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
    </footer>
  )
}
