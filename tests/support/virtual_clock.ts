import type { Env, LogFields, LogLevel } from '../../shared/base/env.ts'
import { seeded } from './random.ts'

interface Due {
  readonly at: number
  /** Timers of equal time ring in the order in which they were set. */
  readonly order: number
  readonly callback: () => void
  cancelled: boolean
}

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

/** Time that stands still until it is moved, and then steps to each due timer in order. Starts at 1,000,000 ms. */
export class VirtualClock {
  #now = 1_000_000
  #order = 0
  /** A binary heap, the next one first. */
  readonly #heap: Due[] = []

  get now(): number {
    return this.#now
  }

  /** When the next timer rings, or null. */
  get next(): number | null {
    this.#dropCancelled()
    return this.#heap[0]?.at ?? null
  }

  /** An Env on this clock; the same seed draws the same numbers. */
  env(
    seed: number,
    log: (level: LogLevel, event: string, fields?: LogFields) => void = () => undefined,
  ): Env {
    return {
      now: () => this.#now,
      timer: (ms, callback) => this.timer(ms, callback),
      random: seeded(seed),
      log,
    }
  }

  timer(ms: number, callback: () => void): () => void {
    this.#order += 1
    const due: Due = { at: this.#now + Math.max(0, ms), order: this.#order, callback, cancelled: false }
    this.#push(due)
    return () => {
      due.cancelled = true
    }
  }

  /** Moves to the next timer and rings it; false when there is none. */
  step(): boolean {
    this.#dropCancelled()
    const due = this.#pop()
    if (due === undefined) return false
    this.#now = due.at
    due.callback()
    return true
  }

  /** Moves on by so many milliseconds, ringing what is due on the way, then included. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (let next = this.next; next !== null && next <= end; next = this.next) this.step()
    this.#now = end
  }

  /** Steps until nothing is due any more; throws when that takes more steps than `most`. */
  run(most = 1_000_000): void {
    for (let i = 0; i < most; i++) if (!this.step()) return
    throw new Error(`timers still ring after ${most} steps`)
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.cancelled === true) this.#pop()
  }

  #push(due: Due): void {
    const heap = this.#heap
    let i = heap.length
    heap.push(due)
    while (i > 0) {
      const up = (i - 1) >> 1
      const parent = heap[up]
      if (parent === undefined || !before(due, parent)) break
      heap[i] = parent
      i = up
    }
    heap[i] = due
  }

  #pop(): Due | undefined {
    const heap = this.#heap
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    let i = 0
    for (;;) {
      const left = heap[2 * i + 1]
      const right = heap[2 * i + 2]
      if (left === undefined) break
      const child = right !== undefined && before(right, left) ? 2 * i + 2 : 2 * i + 1
      const least = heap[child]
      if (least === undefined || !before(least, last)) break
      heap[i] = least
      i = child
    }
    heap[i] = last
    return first
  }
}
