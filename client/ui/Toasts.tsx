import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'
import type { Notices } from '../state/notices.ts'
import button from './button.module.css'
import styles from './Toasts.module.css'

/** Quiet lines over the lower edge of the text. Read out politely as they come. */
export function Toasts(props: { readonly notices: Notices }) {
  const copy = (text: string) => {
    navigator.clipboard?.writeText(text).then(
      () => props.notices.say('Copied'),
      () => props.notices.say('The browser does not let this page copy: select the text instead'),
    )
  }
  return (
    <ol class={styles.toasts} data-testid="notices" aria-live="polite" aria-relevant="additions">
      <For each={props.notices.lines()}>
        {(line) => (
          <li class={styles.toast} data-stays={line.stays}>
            <div class={styles.body}>
              <span>{line.text}</span>
              <Show when={line.rescue}>
                {(text) => (
                  <>
                    <pre class={styles.rescue}>{text()}</pre>
                    <button type="button" class={button.button} onClick={() => copy(text())}>
                      Copy what you had typed
                    </button>
                  </>
                )}
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
