import type { ChangeSet } from '@codemirror/state'
import { assert } from '../base/assert.ts'
import { asVersion, type Epoch, type FileId, START, type Version } from '../base/ids.ts'
import type { Run, Span } from '../protocol/change.ts'
import { type Change, type Entry, fromSpans, spansOf, type TextChange } from './entry.ts'

/**
 * The confirmed entries of a room. Its head may have been cut: `entries[0]` is the entry of version `start`,
 * while `runs` still describes the whole log.
 */
export interface Log {
  start: Version
  readonly entries: Entry[]
  /** What the entries take, by `unitsOf`; means nothing while there are none. */
  units: number
  /** One run for each epoch, oldest first; the last one ends at the log's length. */
  runs: Run[]
}

export const newLog = (): Log => ({ start: START, entries: [], units: 0, runs: [] })

export const lengthOf = (log: Log): Version => asVersion(log.start + log.entries.length)

export const extendRuns = (runs: Run[], epoch: Epoch, end: Version): void => {
  const last = runs.at(-1)
  if (last && last[0] === epoch) runs[runs.length - 1] = [epoch, end]
  else runs.push([epoch, end])
}

/**
 * An edit as the log keeps it: most are never looked at again, and the spans take a third of the memory of the
 * change set, which is made anew whenever it is asked for.
 */
class KeptEdit implements TextChange {
  readonly kind = 'edit'
  readonly file: FileId
  readonly spans: readonly Span[]
  readonly #length: number

  constructor(change: TextChange) {
    this.file = change.file
    this.spans = spansOf(change)
    this.#length = change.changes.length
  }

  get changes(): ChangeSet {
    const changes = fromSpans(this.spans, this.#length)
    assert(changes, 'spans that come from a change set give it back')
    return changes
  }
}

const kept = (change: Change): Change => (change.kind === 'edit' ? new KeptEdit(change) : change)

/** The change with a change set that stays, for those who look at it often. */
export const unkept = (change: Change): Change =>
  change.kind === 'edit'
    ? { kind: 'edit', file: change.file, changes: change.changes, spans: spansOf(change) }
    : change

/** A further place that an entry touches takes as much memory as so many UTF-16 units of text. */
const PLACE_UNITS = 32

/** What an entry of the log takes, in UTF-16 units: the text that it inserts, and its places after the first. */
export function unitsOf({ change }: Entry): number {
  if (change.kind !== 'edit') return 0
  const spans = spansOf(change)
  let units = spans.length > 1 ? PLACE_UNITS * (spans.length - 1) : 0
  for (const [, , insert] of spans) units += insert.length
  return units
}

const sumOf = (entries: readonly Entry[]): number =>
  entries.reduce((units, entry) => units + unitsOf(entry), 0)

export function append(log: Log, { clientId, seq, change, epoch, by, at }: Entry): void {
  if (log.entries.length === 0) log.units = 0
  log.units += unitsOf({ clientId, seq, change, epoch, by, at })
  log.entries.push({ clientId, seq, change: kept(change), epoch, by, at })
  extendRuns(log.runs, epoch, lengthOf(log))
}

/** Takes off the entries below a version, which is not below the start. */
export function behead(log: Log, to: Version): void {
  log.units -= sumOf(log.entries.splice(0, to - log.start))
  log.start = to
}

/** The first version from which on, up to `end`, no more than so many units are taken. */
export function tailStart(log: Log, end: Version, units: number): Version {
  let at = end - log.start
  for (let left = units; at > 0; at--) {
    const entry = log.entries[at - 1]
    left -= entry ? unitsOf(entry) : 0
    if (left < 0) break
  }
  return asVersion(log.start + at)
}

/** The part of a description below a version. */
export function runsUntil(runs: readonly Run[], end: Version): Run[] {
  const kept: Run[] = []
  let start = 0
  for (const [epoch, runEnd] of runs) {
    if (start >= end) break
    kept.push([epoch, asVersion(Math.min(runEnd, end))])
    start = runEnd
  }
  return kept
}

/** Takes off and answers the entries from `to` on; `to` is not below the start. */
export function truncate(log: Log, to: Version): Entry[] {
  const removed = log.entries.splice(to - log.start)
  log.units -= sumOf(removed)
  if (removed.length > 0) log.runs = runsUntil(log.runs, to)
  return removed
}

/**
 * The length of the part that two logs share. One host commits in an epoch, on top of one log, so wherever both
 * have entries of one epoch at a version, everything below is equal too.
 */
export function commonVersion(mine: readonly Run[], theirs: readonly Run[]): Version {
  const ends = new Map(theirs.map(([epoch, end], i) => [epoch, { start: theirs[i - 1]?.[1] ?? START, end }]))
  for (let i = mine.length - 1; i >= 0; i--) {
    const run = mine[i]
    const other = run && ends.get(run[0])
    if (!run || !other) continue
    const start = Math.max(mine[i - 1]?.[1] ?? START, other.start)
    const end = Math.min(run[1], other.end)
    if (end > start) return asVersion(end)
  }
  return START
}
