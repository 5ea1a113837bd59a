import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Sample } from '../../shared/protocol/overview.ts'
import styles from './Plot.module.css'
import { linePath, nearest, niceMost, PLOT, xOf } from './plot_path.ts'
import { duration } from './words.ts'

const HOUR_MS = 3_600_000
/** Periods that may be missing before the line is interrupted. */
const GAP_PERIODS = 3

/** One line of a plot. */
export interface Series {
  readonly name: string
  readonly of: (sample: Sample) => number | null
}

interface PlotProps {
  readonly title: string
  readonly series: readonly Series[]
  /** Each value is a dot of its own. */
  readonly dots?: true
  readonly samples: readonly Sample[]
  /** The right edge, in milliseconds since 1970 by the server's clock. */
  readonly now: number
  readonly periodMs: number
  readonly format: (value: number) => string
}

/** The last hour of something, one line for each series. The words above say the newest, or what the pointer is at. */
export function Plot(props: PlotProps) {
  const [pointed, setPointed] = createSignal<number | null>(null)
  const from = () => props.now - HOUR_MS
  const most = createMemo(() =>
    niceMost(
      Math.max(0, ...props.samples.flatMap((sample) => props.series.map(({ of }) => of(sample) ?? 0))),
    ),
  )
  const shown = (): Sample | undefined => props.samples[pointed() ?? -1]
  /** At the pointer, or the newest that there is. */
  const words = (of: Series['of']) => {
    const index = pointed()
    const sample =
      index === null ? props.samples.filter((each) => of(each) !== null).at(-1) : props.samples[index]
    const value = sample ? of(sample) : null
    return value === null ? '–' : props.format(value)
  }
  const when = () => {
    const sample = shown()
    return sample ? `${duration((props.now - sample.at) / 1_000)} ago` : 'now'
  }
  const point = (event: PointerEvent & { readonly currentTarget: Element }) => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const index = nearest(props.samples, from() + ((event.clientX - left) / width) * HOUR_MS)
    setPointed(index < 0 ? null : index)
  }
  const summary = () =>
    `${props.title} in the last hour, up to ${props.format(most())}. Now: ${props.series
      .map(({ name, of }) => `${name} ${words(of)}`)
      .join(', ')}.`

  return (
    <figure class={styles.plot} data-testid="plot">
      <figcaption class={styles.head}>
        <span class={styles.title}>{props.title}</span>
        <span class={styles.when}>{when()}</span>
        <ul class={styles.legend}>
          <For each={props.series}>
            {({ name, of }, i) => (
              <li data-series={i()}>
                <Show when={props.series.length > 1}>
                  <span class={styles.swatch} />
                  {name}{' '}
                </Show>
                <strong>{words(of)}</strong>
              </li>
            )}
          </For>
        </ul>
      </figcaption>
      <div class={styles.area}>
        <span class={styles.most}>{props.format(most())}</span>
        <svg
          class={styles.svg}
          viewBox={`0 0 ${PLOT.width} ${PLOT.height}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={summary()}
          onPointerMove={point}
          onPointerLeave={() => setPointed(null)}
        >
          <path class={styles.grid} d={`M0 1H${PLOT.width}M0 ${PLOT.height / 2}H${PLOT.width}`} />
          <path class={styles.base} d={`M0 ${PLOT.height - 1}H${PLOT.width}`} />
          <For each={props.series}>
            {({ of }, i) => (
              <path
                class={styles.line}
                data-series={i()}
                data-dots={props.dots}
                d={linePath(
                  props.samples.map((sample) => ({ at: sample.at, value: of(sample) })),
                  from(),
                  props.now,
                  most(),
                  props.dots ? 0 : GAP_PERIODS * props.periodMs,
                )}
              />
            )}
          </For>
          <Show when={shown()}>
            {(sample) => (
              <path class={styles.cross} d={`M${xOf(sample().at, from(), props.now)} 0V${PLOT.height}`} />
            )}
          </Show>
        </svg>
      </div>
      <div class={styles.foot} aria-hidden="true">
        <span>1 h ago</span>
        <span>30 min</span>
        <span>now</span>
      </div>
    </figure>
  )
}
