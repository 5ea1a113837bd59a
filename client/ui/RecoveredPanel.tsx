import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import X from 'lucide-solid/icons/x'
import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { REASONS } from '../../shared/protocol/reasons.ts'
import type { Recovered } from '../state/recovered.ts'
import button from './button.module.css'
import styles from './RecoveredPanel.module.css'

/** Characters of one text that are shown: more would only make the page slow. All of it is copied. */
const SHOWN = 20_000
/** Lines that a box is high at most; it scrolls. */
const ROWS = 8
/** Characters that a line of it holds, roughly. */
const COLUMNS = 72
/** How long "Copied" is shown, in milliseconds. */
const COPIED_MS = 2_000

/** As high as the text needs, long lines being wrapped. */
function rowsOf(text: string): number {
  const lines = text.slice(0, SHOWN).split('\n')
  const rows = lines.reduce((sum, { length }) => sum + Math.max(1, Math.ceil(length / COLUMNS)), 0)
  return Math.min(ROWS, rows)
}

interface RecoveredPanelProps {
  readonly recovered: Recovered
  /** A line of the page's own. */
  say(text: string): void
  closed(): void
}

/** What the room did not take, each with why, to be copied and then dismissed. */
export default function RecoveredPanel(props: RecoveredPanelProps) {
  const [copied, setCopied] = createSignal<number | 'all' | null>(null)
  let dialog: HTMLDialogElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  onMount(() => {
    dialog?.showModal()
    // On the backdrop, which belongs to the dialog itself; the keyboard has Escape.
    dialog?.addEventListener('pointerdown', (event) => event.target === dialog && dialog?.close())
  })

  const texts = () => props.recovered.texts()
  createEffect(() => {
    if (texts().length === 0) dialog?.close()
  })

  const copy = async (what: number | 'all', text: string) => {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      // No clipboard over plain http, or the person said no to it.
      props.say('The browser does not let this page copy: select the text instead')
      return
    }
    setCopied(what)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(null), COPIED_MS)
  }
  const dismissAll = () => {
    if (window.confirm('Let go of all this text? It is nowhere else.')) props.recovered.dismissAll()
  }
  const more = (units: number) => `… and ${(units - SHOWN).toLocaleString()} more characters, copied along`

  return (
    <dialog
      ref={dialog}
      class={styles.dialog}
      aria-labelledby="recovered-title"
      data-testid="recovered"
      onClose={() => props.closed()}
    >
      <div class={styles.inside}>
        <div class={styles.head}>
          <h2 id="recovered-title" class={styles.title}>
            Recovered text
          </h2>
          <button
            type="button"
            class={`${button.button} ${button.quiet} ${styles.close}`}
            aria-label="Close"
            onClick={() => dialog?.close()}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </div>
        <p class={styles.lead}>
          You wrote this, and the room could not take it. It is kept here, and nowhere else, until you dismiss
          it or close the page.
          <Show when={props.recovered.lost() > 0}>
            {' '}
            It was more than this page can hold: the oldest {props.recovered.lost().toLocaleString()}{' '}
            characters are gone.
          </Show>
        </p>
        <ul class={styles.list}>
          <For each={texts()}>
            {(one) => (
              <li class={styles.item} data-testid="recovered-text">
                <p class={styles.reason}>{REASONS[one.reason]}</p>
                <textarea
                  class={styles.text}
                  readOnly
                  rows={rowsOf(one.text())}
                  aria-label="Recovered text"
                  value={one.text().slice(0, SHOWN)}
                />
                <Show when={one.units > SHOWN}>
                  <p class={styles.reason}>{more(one.units)}</p>
                </Show>
                <span class={styles.actions}>
                  <button type="button" class={button.button} onClick={() => void copy(one.id, one.text())}>
                    <Show when={copied() === one.id} fallback={<Copy size={15} aria-hidden="true" />}>
                      <Check size={15} aria-hidden="true" />
                    </Show>
                    {copied() === one.id ? 'Copied' : 'Copy'}
                  </button>
                  <button
                    type="button"
                    class={`${button.button} ${button.quiet}`}
                    onClick={() => props.recovered.dismiss(one.id)}
                  >
                    Dismiss
                  </button>
                </span>
              </li>
            )}
          </For>
        </ul>
        <Show when={texts().length > 1}>
          <footer class={styles.foot}>
            <button
              type="button"
              class={`${button.button} ${button.primary}`}
              data-testid="copy-all"
              onClick={() =>
                void copy(
                  'all',
                  texts()
                    .map((one) => one.text())
                    .join('\n'),
                )
              }
            >
              {copied() === 'all' ? 'Copied' : `Copy all ${texts().length}`}
            </button>
            <button type="button" class={`${button.button} ${button.quiet}`} onClick={dismissAll}>
              Dismiss all
            </button>
          </footer>
        </Show>
        <span class="unseen" aria-live="polite">
          {copied() === null ? '' : 'Copied'}
        </span>
      </div>
    </dialog>
  )
}
