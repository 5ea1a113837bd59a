import { type JSX, Show } from 'solid-js'
import type { Line, Notices } from '../state/notices.ts'
import button from './button.module.css'
import styles from './Toasts.module.css'

/** What the button that dismisses a line looks like. */
export const CLOSE_CLASS = `${button.button} ${button.quiet} ${styles.close}`

/** What the lines of a room need, whoever shows them. */
export interface ToastsProps {
  readonly notices: Notices
  showRecovered(): void
  /** Takes the focus when a line that has it goes. */
  leave(): void
}

interface ToastBodyProps {
  readonly line: Line
  /** Dismisses it. */
  readonly children: JSX.Element
  showRecovered(): void
}

/** A line's words and what can be done about them. */
export function ToastBody(props: ToastBodyProps) {
  return (
    <>
      <div class={styles.body}>
        <span>{props.line.text}</span>
        <Show when={props.line.recovered}>
          <button
            type="button"
            class={button.button}
            data-testid="show-recovered"
            onClick={() => props.showRecovered()}
          >
            Show the text
          </button>
        </Show>
      </div>
      {props.children}
    </>
  )
}
