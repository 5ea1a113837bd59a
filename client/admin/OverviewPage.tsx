import { For, onMount, Show } from 'solid-js'
import type { Overview, Sample } from '../../shared/protocol/overview.ts'
import { PAGE_PROTOCOL } from '../../shared/protocol/page_protocol.ts'
import { REASONS } from '../../shared/protocol/reasons.ts'
import { LANGUAGE_NAMES } from '../state/language_names.ts'
import { Brand } from '../ui/Brand.tsx'
import button from '../ui/button.module.css'
import { Bars } from './Bars.tsx'
import styles from './OverviewPage.module.css'
import { Plot, type Series } from './Plot.tsx'
import { duration, mebibytes, milliseconds, number, plural, STAY_NAMES, toMebibytes } from './words.ts'

interface OverviewPageProps {
  readonly overview: Overview
  readonly samples: readonly Sample[]
  /** The server did not answer the last question. */
  readonly isAway: boolean
  readonly onLeave: () => void
}

interface PlotSpec {
  readonly title: string
  readonly series: readonly Series[]
  readonly dots?: true
  readonly format: (value: number) => string
}

const PLOTS: readonly PlotSpec[] = [
  {
    title: 'People and rooms',
    series: [
      { name: 'people', of: ({ members }) => members },
      { name: 'rooms', of: ({ rooms }) => rooms },
      { name: 'connections', of: ({ connections }) => connections },
    ],
    format: number,
  },
  {
    title: 'Links of guests with their host',
    series: [
      { name: 'direct', of: ({ direct }) => direct },
      { name: 'relayed', of: ({ relay }) => relay },
    ],
    format: number,
  },
  {
    title: 'Time to join',
    series: [{ name: 'on the average', of: ({ joinMs }) => joinMs }],
    // Nobody joins most of the time.
    dots: true,
    format: milliseconds,
  },
  {
    title: 'Time to store edits',
    series: [{ name: 'on the average', of: ({ appendMs }) => appendMs }],
    format: milliseconds,
  },
  {
    title: 'Joins, in ten seconds',
    series: [{ name: 'joins', of: ({ joins }) => joins }],
    format: number,
  },
  {
    title: 'Writes, in ten seconds',
    series: [{ name: 'writes', of: ({ appends }) => appends }],
    format: number,
  },
  {
    title: 'Refused, in ten seconds',
    series: [{ name: 'refused', of: ({ refused }) => refused }],
    format: number,
  },
  {
    title: 'Delay of the event loop',
    series: [{ name: '99 of 100', of: ({ loopMs }) => loopMs }],
    format: milliseconds,
  },
  {
    title: 'Memory',
    series: [{ name: 'in all', of: ({ memory }) => toMebibytes(memory) }],
    format: mebibytes,
  },
]

const languageOf = (language: Overview['languages'][number]['language']): string =>
  language === null ? 'Private, not known here' : LANGUAGE_NAMES[language]

const protocolOf = (protocol: number | null): string => {
  if (protocol === null) return 'Did not say yet'
  return protocol === PAGE_PROTOCOL ? `Version ${protocol}, this one` : `Version ${protocol}`
}

/** The numbers of one server. */
export function OverviewPage(props: OverviewPageProps) {
  const newest = () => props.samples.at(-1)
  let title: HTMLHeadingElement | undefined
  // Where the sign-in was that is gone.
  onMount(() => title?.focus({ preventScroll: true }))
  const figures = (): readonly (readonly [string, string, string])[] => {
    const { rooms, members, connections, links, totals } = props.overview
    return [
      ['People', number(members), `in ${plural(rooms, 'room')}`],
      ['Connections', number(connections), `${number(Math.max(0, connections - members))} in no room`],
      ['Direct links', number(links.direct), `${number(links.relay)} relayed`],
      ['Changes of host', number(totals.takeovers), `${plural(totals.divergences, 'divergence')}`],
      ['Joins', number(totals.joins), `${number(totals.entries)} edits stored`],
      [
        'Memory',
        newest() ? mebibytes(toMebibytes(newest()?.memory ?? 0)) : '–',
        newest() ? `loop late by ${milliseconds(newest()?.loopMs ?? 0)}` : 'in a few seconds',
      ],
    ]
  }
  return (
    <div class={styles.page}>
      <header class={styles.top}>
        <Brand size="small" />
        <button class={button.button} type="button" onClick={() => props.onLeave()}>
          Sign out
        </button>
      </header>
      <main class={styles.main} data-testid="overview">
        <h1
          ref={(element) => {
            title = element
          }}
          class={styles.title}
          tabIndex={-1}
        >
          This server
        </h1>
        <p class={styles.state} role="status">
          <Show when={!props.isAway} fallback="The server does not answer. It is tried again.">
            Version {props.overview.version}, up for {duration(props.overview.uptimeS)}
            <Show when={props.overview.draining}>, being emptied: it takes no new visitors</Show>
          </Show>
        </p>
        <p class={styles.note}>
          These are the numbers of the one process that answered. Where several serve one address, each has
          its own, and what is counted begins anew with each start.
        </p>
        <dl class={styles.figures}>
          <For each={figures()}>
            {([name, value, more]) => (
              <div class={styles.figure}>
                <dt>{name}</dt>
                <dd class={styles.value}>{value}</dd>
                <dd class={styles.more}>{more}</dd>
              </div>
            )}
          </For>
        </dl>
        <h2 class={styles.section}>The last hour</h2>
        <div class={styles.plots}>
          <For each={PLOTS}>
            {(spec) => (
              <Plot
                {...spec}
                samples={props.samples}
                now={props.overview.now}
                periodMs={props.overview.periodMs}
              />
            )}
          </For>
        </div>
        <h2 class={styles.section}>Now, and since the start</h2>
        <div class={styles.panels}>
          <Bars
            title="Languages"
            none="Nobody is in a room."
            bars={props.overview.languages.map(({ language, rooms, members }) => ({
              name: languageOf(language),
              amount: members,
              words: `${plural(members, 'person', 'people')}, ${plural(rooms, 'room')}`,
            }))}
          />
          <Bars
            title="How long people are here"
            none="Nobody was here yet."
            bars={STAY_NAMES.map((name, i) => {
              const { now, ended } = props.overview.stays
              const [here = 0, left = 0] = [now[i], ended[i]]
              return { name, amount: here + left, words: `${number(here)} here, ${number(left)} left` }
            })}
          />
          <Bars
            title="Versions of open pages"
            none="Nobody is in a room."
            bars={props.overview.protocols.map(({ protocol, pages }) => ({
              name: protocolOf(protocol),
              amount: pages,
              words: plural(pages, 'page'),
            }))}
          />
          <Bars
            title="Refused"
            none="Nothing was refused."
            bars={props.overview.refused.map(({ reason, times }) => ({
              name: REASONS[reason],
              amount: times,
              words: `${number(times)} ${reason}`,
            }))}
          />
        </div>
        <h2 class={styles.section}>Rooms with the most people</h2>
        <Show
          when={props.overview.largest.length > 0}
          fallback={<p class={styles.note}>Nobody is in a room.</p>}
        >
          <table class={styles.rooms}>
            <thead>
              <tr>
                <th scope="col">Room, as the log names it</th>
                <th scope="col">People</th>
                <th scope="col">Language</th>
                <th scope="col">Open for</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.overview.largest}>
                {(room) => (
                  <tr>
                    <td>
                      <code>{room.name}</code>
                    </td>
                    <td>{number(room.members)}</td>
                    <td>{room.language === null ? 'Private' : LANGUAGE_NAMES[room.language]}</td>
                    <td>{duration(room.ageS)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </Show>
      </main>
    </div>
  )
}
