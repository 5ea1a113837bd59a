import { createSignal } from 'solid-js'
import type { User } from '../../shared/protocol/messages.ts'
import button from './button.module.css'
import { Dialog } from './Dialog.tsx'
import styles from './RemoveDialog.module.css'

export interface RemoveDialogProps {
  readonly user: User
  /** This person may end links too. */
  readonly endsLinks: boolean
  remove(endLink: boolean): void
  closed(): void
}

/** Asks before somebody is put out of the room, and says what that does and what it does not. */
export default function RemoveDialog(props: RemoveDialogProps) {
  const [endLink, setEndLink] = createSignal(props.endsLinks)
  return (
    <Dialog
      title={`Remove ${props.user.userName}?`}
      testId="remove-dialog"
      modal
      place="middle"
      closed={props.closed}
    >
      <div class={styles.body}>
        <p>
          {props.user.userName} leaves the room at once and cannot come back from this browser, under any
          name. What they wrote stays.
        </p>
        {props.endsLinks ? (
          <label class={styles.choice}>
            <input
              type="checkbox"
              data-testid="remove-end-link"
              checked={endLink()}
              onChange={(event) => setEndLink(event.currentTarget.checked)}
            />
            <span>
              End the link they came with, too. Whoever is here stays; others need the new link. Without this
              they could come back with the same link from another browser.
            </span>
          </label>
        ) : (
          <p class={styles.note}>
            They could come back with the same link from another browser: only an owner can end the link.
          </p>
        )}
        <div class={styles.actions}>
          <button type="button" class={button.button} onClick={() => props.closed()}>
            Cancel
          </button>
          <button
            type="button"
            class={`${button.button} ${button.primary}`}
            data-testid="remove-confirm"
            onClick={() => props.remove(endLink())}
          >
            Remove
          </button>
        </div>
      </div>
    </Dialog>
  )
}
