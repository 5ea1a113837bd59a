import { STAY_STEPS_S } from '../../shared/protocol/overview.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Meter } from '../metrics/meter.ts'

const MS_PER_S = 1_000

/** How often something happened, and how long it took altogether. */
interface Times {
  count: number
  ms: number
}

/** How many of these lengths, in milliseconds, are in each step. */
export function countSteps(lengths: Iterable<number>): number[] {
  const steps: number[] = new Array(STAY_STEPS_S.length + 1).fill(0)
  for (const ms of lengths) {
    const step = STAY_STEPS_S.findIndex((end) => ms < end * MS_PER_S)
    const place = step < 0 ? STAY_STEPS_S.length : step
    steps[place] = (steps[place] ?? 0) + 1
  }
  return steps
}

/** What the administrator's page counts, since the start. */
export class Tally implements Meter {
  readonly joins: Times = { count: 0, ms: 0 }
  readonly appends: Times = { count: 0, ms: 0 }
  readonly refusals = new Map<Reason, number>()
  takeovers = 0
  divergences = 0
  #stays: readonly number[] = countSteps([])

  get stays(): number[] {
    return [...this.#stays]
  }

  get refusedInAll(): number {
    return [...this.refusals.values()].reduce((sum, times) => sum + times, 0)
  }

  joined(ms: number): void {
    this.joins.count += 1
    this.joins.ms += ms
  }

  appended(ms: number): void {
    this.appends.count += 1
    this.appends.ms += ms
  }

  stayed(ms: number): void {
    const added = countSteps([ms])
    this.#stays = this.#stays.map((count, step) => count + (added[step] ?? 0))
  }

  promoted(isFirst: boolean): void {
    if (!isFirst) this.takeovers += 1
  }

  diverged(times: number): void {
    this.divergences += times
  }

  refused(reason: Reason): void {
    this.refusals.set(reason, (this.refusals.get(reason) ?? 0) + 1)
  }

  answered(): void {
    // The page shows what is wrong with requests, not how many there are.
  }
}
