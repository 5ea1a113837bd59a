import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import Send from 'lucide-solid/icons/send'
import { type ComponentProps, createEffect, For, on, Show } from 'solid-js'
import type { LinkRole } from '../../shared/protocol/access.ts'
import type { Sharing } from '../state/sharing.ts'
import { AccessSettings } from './AccessSettings.tsx'
import button from './button.module.css'
import { Dialog } from './Dialog.tsx'
import { QrCode } from './QrCode.tsx'
import styles from './SharePanel.module.css'

const ROLE_CHOICES = [
  ['editor', 'Can edit'],
  ['viewer', 'Can view'],
] as const
const LINK_WORDS: Readonly<Record<LinkRole, string>> = {
  editor: 'Whoever has this link can edit with you.',
  viewer: 'Whoever has this link can look on, and edit nothing.',
}

export interface SharePanelProps {
  readonly sharing: Sharing
  /** What the link that is shown lets people do; null where this page has no link that still works. */
  readonly role: LinkRole | null
  /** What one may choose between. */
  readonly choices: readonly LinkRole[]
  choose(role: LinkRole): void
  /** Who may come in; null for whoever has no say in that. */
  readonly settings: Omit<ComponentProps<typeof AccessSettings>, 'say'> | null
  say(text: string): void
  closed(): void
}

/** The room's link: to copy, to scan, and where the system can, to send on. */
export default function SharePanel(props: SharePanelProps) {
  let field: HTMLInputElement | undefined
  const { sharing } = props
  const words = () =>
    props.role === null
      ? 'The link that you came with was ended: this is the room’s address alone. Ask its owner for the new link.'
      : LINK_WORDS[props.role]
  createEffect(
    on(sharing.byHand, (byHand) => {
      if (byHand)
        queueMicrotask(() => {
          field?.focus()
          field?.select()
        })
    }),
  )

  const send = async () => {
    try {
      await navigator.share({ title: 'Tandem', text: 'Write code with me', url: sharing.url })
    } catch (thrown) {
      // Whoever closes the sheet knows it.
      const refused = thrown instanceof DOMException && thrown.name === 'AbortError'
      if (!refused) props.say('The system did not take the link: copy it instead')
    }
  }

  return (
    <Dialog title="Share this room" testId="share-dialog" modal={false} place="corner" closed={props.closed}>
      <div class={styles.body}>
        <Show when={props.choices.length > 0}>
          <fieldset class={styles.choices}>
            <legend class="unseen">What the link lets people do</legend>
            <For each={ROLE_CHOICES}>
              {([role, words]) => (
                <label class={styles.choice} data-chosen={props.role === role}>
                  <input
                    type="radio"
                    name="share-role"
                    class="unseen"
                    data-testid={`share-${role}`}
                    checked={props.role === role}
                    onChange={() => props.choose(role)}
                  />
                  {words}
                </label>
              )}
            </For>
          </fieldset>
        </Show>
        <label class={styles.label} for="share-link">
          {sharing.byHand() ? 'The browser does not let this page copy. Here is the link:' : words()}
        </label>
        <div class={styles.row}>
          <input
            id="share-link"
            ref={field}
            class={styles.field}
            data-testid="share-link"
            readOnly
            value={sharing.url}
            onFocus={(event) => event.currentTarget.select()}
          />
          <button
            type="button"
            class={`${button.button} ${styles.copy}`}
            data-testid="share-copy"
            aria-label="Copy the link"
            onClick={() => void sharing.copy()}
          >
            <Show when={sharing.copied()} fallback={<Copy size={15} aria-hidden="true" />}>
              <Check size={15} aria-hidden="true" />
            </Show>
          </button>
        </div>
        <div class={styles.scan}>
          <QrCode text={sharing.url} title="QR code with the link to this room" />
          <p class={styles.hint}>Or scan this with a phone.</p>
        </div>
        <Show when={typeof navigator.share === 'function'}>
          <button
            type="button"
            class={`${button.button} ${styles.send}`}
            data-testid="share-system"
            onClick={() => void send()}
          >
            <Send size={15} aria-hidden="true" />
            Send the link…
          </button>
        </Show>
        <Show when={props.settings}>{(settings) => <AccessSettings {...settings()} say={props.say} />}</Show>
      </div>
    </Dialog>
  )
}
