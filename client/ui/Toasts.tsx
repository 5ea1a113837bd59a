import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { Notices } from '../state/notices.ts'
import button from './button.module.css'
import styles from './Toasts.module.css'

interface ToastsProps {
  readonly notices: Notices
  showRecovered(): void
}

/** Quiet lines over the lower edge of the text. Read out politely as they come. */
export function Toasts(props: ToastsProps) {
  return (
    <ol class={styles.toasts} data-testid="notices" aria-live="polite" aria-relevant="additions">
      <For each={props.notices.lines()}>
        {(line) => (
          <li class={styles.toast} data-stays={line.stays}>
            <div class={styles.body}>
              <span>{line.text}</span>
              <Show when={line.recovered}>
                <button
                  type="button"
                  class={button.button}
                  data-testid="show-recovered"
                  onClick={() => props.showRecovered()}
                >
                  Show the text
                </button>
              </Show>
            </div>
            <Show when={line.stays}>
              <button
                type="button"
                class={`${button.button} ${button.quiet} ${styles.close}`}
                aria-label="Dismiss"
                onClick={() => props.notices.dismiss(line.id)}
              >
                <X size={15} aria-hidden="true" />
              </button>
            </Show>
          </li>
        )}
      </For>
    </ol>
  )
}
