import { For, type JSX, Show } from 'solid-js'
import styles from './Bars.module.css'

/** A name and how much of it there is. */
export interface Bar {
  readonly name: string
  readonly amount: number
  /** How it is said. */
  readonly words: string
}

interface BarsProps {
  readonly title: string
  readonly bars: readonly Bar[]
  /** In the place of bars where there are none. */
  readonly none: string
  readonly note?: JSX.Element
}

/** Names with bars as long as what there is of each. */
export function Bars(props: BarsProps) {
  const most = () => Math.max(1, ...props.bars.map(({ amount }) => amount))
  return (
    <section class={styles.panel}>
      <h2 class={styles.title}>{props.title}</h2>
      <Show when={props.bars.length > 0} fallback={<p class={styles.none}>{props.none}</p>}>
        <ul class={styles.list}>
          <For each={props.bars}>
            {(bar) => (
              <li class={styles.row}>
                <span class={styles.name}>{bar.name}</span>
                <span class={styles.words}>{bar.words}</span>
                <svg class={styles.bar} viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                  <rect width="100" height="1" class={styles.rest} />
                  <rect width={(100 * bar.amount) / most()} height="1" class={styles.part} />
                </svg>
              </li>
            )}
          </For>
        </ul>
      </Show>
      {props.note}
    </section>
  )
}
