import { encodeEntry } from '../../shared/protocol/codec/store.ts'
import { toWireEntry } from '../../shared/room/entry.ts'
import type { Patch, Trace } from '../support/typist.ts'
import { type Figure, figure, formatNumber } from './figure.ts'
import { LogRun } from './log_run.ts'
import { median } from './quantile.ts'
import { madeRecording, readRecording } from './recording.ts'
import { reopen, storedBytes, storeEntries } from './stored_log.ts'
import { reopenYjs, YjsRun } from './yjs_run.ts'

/** Each takes turns with the other so many times; the best counts. */
const TURNS = 2
/** A room is reopened so many times; the median counts. */
const REOPENINGS = 9

interface Run {
  operate(patch: Patch): void
  texts(): string[]
}

/** Milliseconds by the clock and of the processor: only the former grow when others keep the machine busy. */
interface Time {
  readonly clock: number
  readonly processor: number
}

/** What the run takes for these operations, one at a time, until all texts are read. Throws when one is wrong. */
function timed(run: Run, patches: readonly Patch[], text: string): Time {
  const used = process.cpuUsage()
  const start = performance.now()
  for (const patch of patches) run.operate(patch)
  const texts = run.texts()
  const clock = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  if (texts.some((held) => held !== text)) throw new Error('a text differs from the recording’s end')
  return { clock, processor: (user + system) / 1_000 }
}

const NEVER: Time = { clock: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY }

const best = (a: Time, b: Time): Time => ({
  clock: Math.min(a.clock, b.clock),
  processor: Math.min(a.processor, b.processor),
})

function timeOf(act: () => unknown): number {
  const times: number[] = []
  for (let i = 0; i < REOPENINGS; i++) {
    const start = performance.now()
    act()
    times.push(performance.now() - start)
  }
  return median(times)
}

/**
 * An editing session typed by one guest, through a host, to a second guest, all in one process; against Yjs doing
 * the same in the same process. Rejects when any text ends up different.
 *
 * @param path of a recorded session; without it the seeded typist makes one
 */
export async function trace(path: string | null): Promise<Figure[]> {
  const { txns, endContent }: Trace = path === null ? madeRecording() : await readRecording(path)
  const patches = txns.flatMap((txn) => txn.patches)
  // Warms up, and keeps what the timed turns do not: a host holds no more of its log than it needs.
  const entries: Uint8Array[] = []
  const keep = new LogRun((committed) => {
    for (const entry of committed) entries.push(encodeEntry(toWireEntry(entry)))
  })
  timed(keep, patches, endContent)
  timed(new YjsRun(), patches, endContent)
  const stored = storeEntries(entries.splice(0))

  let log = new LogRun()
  let yjs = new YjsRun()
  let logTime = NEVER
  let yjsTime = NEVER
  for (let turn = 0; turn < TURNS; turn++) {
    log = new LogRun()
    logTime = best(logTime, timed(log, patches, endContent))
    yjs = new YjsRun()
    yjsTime = best(yjsTime, timed(yjs, patches, endContent))
  }

  const yjsStored = yjs.stored()
  if (reopen(stored).toString() !== endContent || reopenYjs(yjsStored) !== endContent)
    throw new Error('a stored text differs from the recording’s end')
  const reopenMs = timeOf(() => reopen(stored))
  const yjsReopenMs = timeOf(() => reopenYjs(yjsStored))

  const count = patches.length
  const against = (value: number, unit: string) => `Yjs in the same run: ${formatNumber(value)} ${unit}`
  const half = (kind: keyof Time) => {
    const seconds = yjsTime[kind] / 1_000
    return `${against(seconds, 's')}; at most half of that, ${formatNumber(seconds / 2)} s`
  }
  const operation = ({ clock }: Time) => (clock / count) * 1_000
  const yjsBytes = against(yjs.bytes / count, 'B')
  return [
    figure('trace: operations', count, ''),
    figure('trace: time', logTime.clock / 1_000, 's', half('clock')),
    figure('trace: processor time', logTime.processor / 1_000, 's', half('processor')),
    figure('trace: an operation', operation(logTime), 'µs', against(operation(yjsTime), 'µs')),
    figure('trace: an operation, guest to host', log.pushed / count, 'B', yjsBytes),
    figure('trace: an operation, host to guest', log.updated / count, 'B', yjsBytes),
    figure('trace: stored', storedBytes(stored) / 1_000, 'kB', against(yjsStored.length / 1_000, 'kB')),
    figure('trace: reopening', reopenMs, 'ms', against(yjsReopenMs, 'ms')),
  ]
}
