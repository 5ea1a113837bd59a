import { Show } from 'solid-js'
import type { Follow } from '../state/follow.ts'
import button from './button.module.css'
import styles from './SummonQuestion.module.css'

/** The host asks this person to come to a place; they go, or stay. */
export function SummonQuestion(props: { readonly follow: Follow }) {
  return (
    <div role="status" class={styles.place}>
      <Show when={props.follow.summons()}>
        {(summons) => (
          <div class={styles.question} data-testid="summons">
            <span>
              {summons().userName} asks everyone to come to line {summons().line}
            </span>
            <span class={styles.actions}>
              <button
                type="button"
                class={`${button.button} ${button.primary}`}
                data-testid="summons-go"
                onClick={() => summons().go()}
              >
                Go
              </button>
              <button
                type="button"
                class={`${button.button} ${button.quiet}`}
                data-testid="summons-dismiss"
                onClick={() => props.follow.dismiss()}
              >
                Dismiss
              </button>
            </span>
          </div>
        )}
      </Show>
    </div>
  )
}
