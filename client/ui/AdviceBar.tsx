import { Show } from 'solid-js'
import { SIGN_IN_APART } from '../state/account.ts'
import type { Advice } from '../state/advice.ts'
import styles from './AdviceBar.module.css'
import button from './button.module.css'

/** A line above the status for as long as people have to do something themselves; it never lies over the text. */
export function AdviceBar(props: { readonly advice: Advice | null; retry(): void }) {
  return (
    <Show when={props.advice}>
      {(advice) => (
        <aside class={styles.bar} data-testid="advice" data-kind={advice().kind} aria-label="What to do">
          <p class={styles.text}>
            <strong>{advice().title}</strong> {advice().text}
          </p>
          <span class={styles.actions}>
            <Show when={advice().kind === 'signIn'}>
              <a
                class={`${button.button} ${button.primary}`}
                data-testid="sign-in-again"
                href={SIGN_IN_APART}
                target="_blank"
                rel="noopener"
              >
                Sign in
              </a>
            </Show>
            <button type="button" class={button.button} onClick={() => props.retry()}>
              Try again
            </button>
            <Show when={advice().kind === 'denied'}>
              <a class={button.button} href="/">
                Start page
              </a>
            </Show>
          </span>
        </aside>
      )}
    </Show>
  )
}
