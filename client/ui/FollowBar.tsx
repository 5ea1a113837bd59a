import { createEffect, onCleanup, Show } from 'solid-js'
import type { Follow } from '../state/follow.ts'
import { personColor } from '../state/person.ts'
import button from './button.module.css'
import styles from './FollowBar.module.css'

/** Says whom one follows, for as long as it is so. It stands above the text and not on it; Escape stops as well. */
export function FollowBar(props: { readonly follow: Follow; stopped(): void }) {
  const stop = () => {
    props.follow.stopFollowing()
    props.stopped()
  }
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') props.follow.stopFollowing()
  }
  createEffect(() => {
    if (!props.follow.following()) return
    document.addEventListener('keydown', onEscape)
    onCleanup(() => document.removeEventListener('keydown', onEscape))
  })
  return (
    <div role="status">
      <Show when={props.follow.following()}>
        {(user) => (
          <div class={styles.bar} data-testid="following" data-color={personColor(user().color)}>
            <span class={styles.dot} aria-hidden="true" />
            <span class={styles.text}>
              Following <strong>{user().userName}</strong>
            </span>
            <button
              type="button"
              class={`${button.button} ${button.quiet} ${styles.stop}`}
              data-testid="stop-following"
              onClick={stop}
            >
              Stop
            </button>
          </div>
        )}
      </Show>
    </div>
  )
}
