import Lock from 'lucide-solid/icons/lock'
import { createSignal, For, Show } from 'solid-js'
import type { AccessChange, LinkRole, Person, Rules, Visibility } from '../../shared/protocol/access.ts'
import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import styles from './AccessSettings.module.css'
import button from './button.module.css'

/** What one can choose between: a room is private from its beginning or never. */
const VISIBILITY_WORDS: Readonly<Record<Exclude<Visibility, 'private'>, string>> = {
  public: 'Public, on the start page',
  unlisted: 'Unlisted, found by its address',
}
const ANYONE_WORDS: readonly (readonly [LinkRole | '', string])[] = [
  ['editor', 'can edit'],
  ['viewer', 'can view'],
  ['', 'cannot come in'],
]

interface AccessSettingsProps {
  readonly rules: Rules
  readonly removed: readonly Person[]
  change(change: AccessChange, then: (reason: Reason | null) => void): void
  newLink(role: LinkRole, then: (reason: Reason | null) => void): void
  /** Copies the link that makes whoever opens it an owner. */
  copyOwnerLink(): void
  /** Null in a private room. */
  readonly privateCopy: (() => void) | null
  say(text: string): void
}

/** Who may come into the room and what its links are worth, for its owner. Each change holds at once. */
export function AccessSettings(props: AccessSettingsProps) {
  const [busy, setBusy] = createSignal(false)
  const isPrivate = () => props.rules.visibility === 'private'
  const told = (done?: string) => (reason: Reason | null) => {
    setBusy(false)
    if (reason !== null) props.say(`That was not changed. ${REASONS[reason]}`)
    else if (done !== undefined) props.say(done)
  }
  const change = (asked: AccessChange, done?: string) => {
    setBusy(true)
    props.change(asked, told(done))
  }
  const newLink = (role: LinkRole) => {
    setBusy(true)
    props.newLink(role, told('The link is new. The old one lets nobody in any more'))
  }

  return (
    <details class={styles.section}>
      <summary class={styles.summary} data-testid="access-settings">
        Who may come in
      </summary>
      <Show
        when={!isPrivate()}
        fallback={
          <div class={styles.fact} data-testid="private-fact">
            <Lock size={16} aria-hidden="true" />
            <p>
              <strong>Private · end-to-end encrypted</strong>
              <br />
              Only people with a link get in, and the server that keeps the code cannot read it.
            </p>
          </div>
        }
      >
        <label class={styles.row}>
          <span>This room is</span>
          <select
            data-testid="visibility"
            class={styles.select}
            disabled={busy()}
            onChange={(event) =>
              change({ kind: 'rules', visibility: event.currentTarget.value as Visibility })
            }
          >
            <For each={Object.entries(VISIBILITY_WORDS)}>
              {([value, words]) => (
                <option value={value} selected={value === props.rules.visibility}>
                  {words}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class={styles.row}>
          <span>Whoever comes without a link</span>
          <select
            data-testid="anyone"
            class={styles.select}
            disabled={busy()}
            onChange={(event) =>
              change({ kind: 'rules', anyone: (event.currentTarget.value || null) as LinkRole | null })
            }
          >
            <For each={ANYONE_WORDS}>
              {([value, words]) => (
                <option value={value} selected={value === (props.rules.anyone ?? '')}>
                  {words}
                </option>
              )}
            </For>
          </select>
        </label>
      </Show>
      <label class={styles.check}>
        <input
          type="checkbox"
          data-testid="knock-rule"
          disabled={busy()}
          checked={props.rules.knock}
          onChange={(event) => change({ kind: 'rules', knock: event.currentTarget.checked })}
        />
        <span>New people knock, and wait until you or the host let them in</span>
      </label>
      <label class={styles.check}>
        <input
          type="checkbox"
          data-testid="host-decides"
          disabled={busy()}
          checked={props.rules.hostDecides}
          onChange={(event) => change({ kind: 'rules', hostDecides: event.currentTarget.checked })}
        />
        <span>The host may also say who edits, and remove people</span>
      </label>
      <div class={styles.buttons}>
        <button
          type="button"
          class={`${button.button} ${styles.small}`}
          data-testid="new-link-editor"
          disabled={busy()}
          onClick={() => newLink('editor')}
        >
          New link to edit
        </button>
        <button
          type="button"
          class={`${button.button} ${styles.small}`}
          data-testid="new-link-viewer"
          disabled={busy()}
          onClick={() => newLink('viewer')}
        >
          New link to view
        </button>
        <button
          type="button"
          class={`${button.button} ${styles.small}`}
          data-testid="copy-owner-link"
          onClick={() => props.copyOwnerLink()}
        >
          Copy the owner’s key
        </button>
      </div>
      <p class={styles.note}>
        {isPrivate()
          ? 'A new link ends the old one at once, and there is a new key. Whoever is here over a direct connection has that and stays; whoever came by the old link and is not needs the new one.'
          : 'A new link ends the old one at once; whoever is here stays.'}{' '}
        The owner’s key is a link that makes whoever opens it an owner: keep it to yourself, for your other
        browsers.
      </p>
      <Show when={props.privateCopy}>
        {(copy) => (
          <div class={styles.copy}>
            <p class={styles.head}>Private, end-to-end encrypted</p>
            <p class={styles.note}>
              The server can read what this room holds, and that cannot be undone. A private copy is a new
              room with this code that the server cannot read. This room stays as it is; to close it, let
              nobody in without a link.
            </p>
            <button
              type="button"
              class={`${button.button} ${styles.small}`}
              data-testid="private-copy"
              onClick={() => copy()()}
            >
              <Lock size={14} aria-hidden="true" />
              Make a private copy
            </button>
          </div>
        )}
      </Show>
      <Show when={props.removed.length > 0}>
        <p class={styles.head}>Removed</p>
        <ul>
          <For each={props.removed}>
            {(person) => (
              <li class={styles.row} data-testid="removed-person">
                <span class={styles.name}>{person.userName || 'Somebody'}</span>
                <button
                  type="button"
                  class={`${button.button} ${styles.small}`}
                  disabled={busy()}
                  onClick={() => change({ kind: 'remove', userId: person.userId, removed: false })}
                >
                  Let come again
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </details>
  )
}
