import { createSignal, onCleanup, Show } from 'solid-js'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { type Advice, doorWords } from '../state/advice.ts'
import button from './button.module.css'
import styles from './OpeningCover.module.css'

/** How long opening may take before the page says why it takes so long, in milliseconds. */
const PATIENCE_MS = 4_000

const titleOf = (reason: Reason): string =>
  reason === 'knocking' ? 'Waiting to be let in' : 'This room cannot be opened'

interface OpeningCoverProps {
  /** The signaling server can be reached. */
  readonly server: boolean
  /** Why the room cannot be opened, or null while it still may be. */
  readonly denied: Reason | null
  /** What else keeps it from opening. */
  readonly advice: Advice | null
}

/** Lies over the editor until the room's content is known, so that it never looks like an empty document. */
export function OpeningCover(props: OpeningCoverProps) {
  const [slow, setSlow] = createSignal(false)
  const timer = setTimeout(() => setSlow(true), PATIENCE_MS)
  onCleanup(() => clearTimeout(timer))

  const waiting = () =>
    props.server
      ? 'The server answers; waiting for the room’s text.'
      : 'The server does not answer yet. This page keeps trying; nothing in the room is lost.'

  return (
    <div class={styles.cover} data-testid="opening">
      <Show
        when={props.denied}
        fallback={
          <>
            <span class={styles.wheel} aria-hidden="true" />
            <p class={styles.title}>Opening the room…</p>
            <p class={styles.text}>
              <Show when={props.advice} fallback={slow() ? waiting() : ''}>
                {(advice) => `${advice().title} ${advice().text}`}
              </Show>
            </p>
          </>
        }
      >
        {(reason) => (
          <div
            role={reason() === 'knocking' ? 'status' : 'alert'}
            data-testid="denied"
            data-reason={reason()}
          >
            <p class={styles.title}>{titleOf(reason())}</p>
            <p class={styles.text}>{doorWords(reason())}</p>
            <div class={styles.actions}>
              <Show when={reason() !== 'knocking'}>
                <button
                  type="button"
                  class={`${button.button} ${button.primary}`}
                  onClick={() => location.reload()}
                >
                  {reason() === 'turnedAway' ? 'Ask again' : 'Try again'}
                </button>
              </Show>
              <a class={button.button} href="/">
                Go to the start page
              </a>
            </div>
          </div>
        )}
      </Show>
    </div>
  )
}
