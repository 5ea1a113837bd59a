import Check from 'lucide-solid/icons/check'
import Link from 'lucide-solid/icons/link'
import { Show } from 'solid-js'
import type { Sharing } from '../state/sharing.ts'
import button from './button.module.css'
import styles from './ShareButton.module.css'
import { Tooltip } from './Tooltip.tsx'

/** Copies the room's link on the click and shows it, to be scanned or sent on. */
export function ShareButton(props: { readonly sharing: Sharing; readonly open: boolean; share(): void }) {
  return (
    <span class={styles.share}>
      <Tooltip words="Copy the link to this room">
        <button
          type="button"
          class={`${button.button} ${button.primary} ${styles.button}`}
          data-testid="share"
          data-copied={props.sharing.copied()}
          aria-haspopup="dialog"
          aria-expanded={props.open}
          onClick={() => props.share()}
        >
          <Show when={props.sharing.copied()} fallback={<Link size={16} aria-hidden="true" />}>
            <Check size={16} aria-hidden="true" />
          </Show>
          <span class={styles.words}>{props.sharing.copied() ? 'Copied' : 'Share'}</span>
        </button>
      </Tooltip>
      <span class="unseen" aria-live="polite">
        {props.sharing.copied() ? 'The link is copied' : ''}
      </span>
    </span>
  )
}
