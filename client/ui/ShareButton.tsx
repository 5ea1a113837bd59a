import Check from 'lucide-solid/icons/check'
import Link from 'lucide-solid/icons/link'
import X from 'lucide-solid/icons/x'
import { createSignal, onCleanup, Show } from 'solid-js'
import button from './button.module.css'
import styles from './ShareButton.module.css'

/** How long "Copied" is shown, in milliseconds. */
const COPIED_MS = 2_000

/** Copies the room's link; where the browser does not allow that, shows it to be copied by hand. */
export function ShareButton(props: { readonly url: string }) {
  const [copied, setCopied] = createSignal(false)
  const [byHand, setByHand] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let share: HTMLButtonElement | undefined
  onCleanup(() => clearTimeout(timer))

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.url)
    } catch {
      // No clipboard over plain http, or the person said no to it.
      setByHand(true)
      return
    }
    setByHand(false)
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), COPIED_MS)
  }

  const close = () => {
    setByHand(false)
    share?.focus()
  }

  return (
    <span class={styles.share}>
      <button
        ref={share}
        type="button"
        class={`${button.button} ${button.primary} ${styles.button}`}
        data-testid="share"
        data-copied={copied()}
        title="Copy the link to this room"
        onClick={() => void copy()}
      >
        <Show when={copied()} fallback={<Link size={16} aria-hidden="true" />}>
          <Check size={16} aria-hidden="true" />
        </Show>
        <span class={styles.words}>{copied() ? 'Copied' : 'Share'}</span>
      </button>
      <span class="unseen" aria-live="polite">
        {copied() ? 'The link is copied' : ''}
      </span>
      <Show when={byHand()}>
        <div
          class={styles.panel}
          role="dialog"
          aria-label="Copy the link"
          onKeyDown={(event) => {
            if (event.key === 'Escape') close()
          }}
        >
          <label class={styles.label} for="share-link">
            The browser does not let this page copy. Here is the link:
          </label>
          <div class={styles.row}>
            <input
              id="share-link"
              class={styles.field}
              data-testid="share-link"
              readOnly
              value={props.url}
              ref={(field) =>
                queueMicrotask(() => {
                  field.focus()
                  field.select()
                })
              }
              onFocus={(event) => event.currentTarget.select()}
            />
            <button
              type="button"
              class={`${button.button} ${button.quiet} ${styles.close}`}
              aria-label="Close"
              onClick={close}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </div>
        </div>
      </Show>
    </span>
  )
}
