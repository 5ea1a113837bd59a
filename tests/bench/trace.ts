import type { Entry } from '../../shared/room/entry.ts'
import type { Patch, Trace } from '../support/typist.ts'
import { type Figure, figure, formatNumber } from './figure.ts'
import { LogRun, reopen, storedBytes, storeEntries } from './log_run.ts'
import { median } from './quantile.ts'
import { madeRecording, readRecording } from './recording.ts'
import { reopenYjs, YjsRun } from './yjs_run.ts'

/** Each takes turns with the other so many times; the best counts. */
const TURNS = 2
/** A room is reopened so many times; the median counts. */
const REOPENINGS = 9
interface Run {
  operate(patch: Patch): void
  texts(): string[]
}

/** Milliseconds that the run takes for these operations, one at a time. */
function timed(run: Run, patches: readonly Patch[]): number {
  const start = performance.now()
  for (const patch of patches) run.operate(patch)
  return performance.now() - start
}

function mustHold(run: Run, text: string): void {
  if (run.texts().some((held) => held !== text)) throw new Error('a text differs from the recording’s end')
}

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
  const entries: Entry[] = []
  timed(new LogRun((committed) => entries.push(...committed)), patches)
  timed(new YjsRun(), patches)
  const stored = storeEntries(entries.splice(0))

  let log = new LogRun()
  let yjs = new YjsRun()
  let logMs = Number.POSITIVE_INFINITY
  let yjsMs = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < TURNS; turn++) {
    log = new LogRun()
    logMs = Math.min(logMs, timed(log, patches))
    mustHold(log, endContent)
    yjs = new YjsRun()
    yjsMs = Math.min(yjsMs, timed(yjs, patches))
    mustHold(yjs, endContent)
  }

  const yjsStored = yjs.stored()
  if (reopen(stored).toString() !== endContent || reopenYjs(yjsStored) !== endContent)
    throw new Error('a stored text differs from the recording’s end')
  const reopenMs = timeOf(() => reopen(stored))
  const yjsReopenMs = timeOf(() => reopenYjs(yjsStored))

  const count = patches.length
  const against = (value: number, unit: string) => `Yjs in the same run: ${formatNumber(value)} ${unit}`
  const target = `; at most ${formatNumber(yjsMs / 2000)} s`
  const yjsBytes = against(yjs.bytes / count, 'B')
  return [
    figure('trace: operations', count, ''),
    figure('trace: time', logMs / 1000, 's', against(yjsMs / 1000, 's') + target),
    figure('trace: an operation', (logMs / count) * 1000, 'µs', against((yjsMs / count) * 1000, 'µs')),
    figure('trace: an operation, guest to host', log.pushed / count, 'B', yjsBytes),
    figure('trace: an operation, host to guest', log.updated / count, 'B', yjsBytes),
    figure('trace: stored', storedBytes(stored) / 1000, 'kB', against(yjsStored.length / 1000, 'kB')),
    figure('trace: reopening', reopenMs, 'ms', against(yjsReopenMs, 'ms')),
  ]
}
