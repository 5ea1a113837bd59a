import { For } from 'solid-js'
import styles from './Vignette.module.css'

type Piece = readonly [
  text: string,
  kind?: 'keyword' | 'function' | 'string' | 'number' | 'comment' | 'caret',
]

/** Lines as an editor would show them; a caret's text is the name on its tag. */
const LINES: readonly (readonly Piece[])[] = [
  [['def ', 'keyword'], ['greet', 'function'], ['(names):']],
  [['    '], ['# one each', 'comment']],
  [['    '], ['for ', 'keyword'], ['name '], ['in ', 'keyword'], ['names:'], ['Ana', 'caret']],
  [['        '], ['yield ', 'keyword'], ['f"Hello, {name}"', 'string']],
  [],
  [['friends = ['], ['"Kim"', 'string'], [', '], ['"Lu"', 'string'], ['Kim', 'caret']],
]

/** What a room looks like, for whoever has not seen one. Says nothing that the page does not say in words. */
export function Vignette() {
  return (
    <div class={styles.frame} aria-hidden="true">
      <For each={LINES}>
        {(line, index) => (
          <div class={styles.line}>
            <span class={styles.number}>{index() + 1}</span>
            <For each={line}>
              {([text, kind]) =>
                kind === 'caret' ? (
                  <span class={styles.caret} data-color={text === 'Ana' ? 1 : 4}>
                    <span class={styles.tag}>{text}</span>
                  </span>
                ) : (
                  <span data-kind={kind}>{text}</span>
                )
              }
            </For>
          </div>
        )}
      </For>
    </div>
  )
}
