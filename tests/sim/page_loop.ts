import type { VirtualClock } from '../support/virtual_clock.ts'

/**
 * What runs in one page: its timers and what comes in from outside, in order. It can stand still, as with the
 * laptop's lid closed, and its timers can be throttled, as in a hidden tab.
 */
export class PageLoop {
  readonly #clock: VirtualClock
  readonly #queue: (() => void)[] = []
  #alive = true
  #paused = false
  /** Timers ring at multiples of so many milliseconds only; 1 when they are not throttled. */
  #grain = 1

  constructor(clock: VirtualClock) {
    this.#clock = clock
  }

  get alive(): boolean {
    return this.#alive
  }

  get paused(): boolean {
    return this.#paused
  }

  /** Runs a task at once, or after what waits while the page stands still; never in a dead page. */
  run(task: () => void): void {
    if (!this.#alive) return
    if (this.#paused || this.#queue.length > 0) this.#queue.push(task)
    else task()
  }

  timer(ms: number, callback: () => void): () => void {
    let cancelled = false
    const ring = (): void => {
      if (cancelled || !this.#alive) return
      const late = this.#clock.now % this.#grain
      if (late > 0) this.#clock.timer(this.#grain - late, ring)
      else this.run(() => cancelled || callback())
    }
    const cancel = this.#clock.timer(ms, ring)
    return () => {
      cancelled = true
      cancel()
    }
  }

  pause(): void {
    this.#paused = true
  }

  /** Goes on with what waits, one task after the other. */
  resume(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#clock.timer(0, () => this.#drain())
  }

  throttle(grain: number): void {
    this.#grain = grain
  }

  kill(): void {
    this.#alive = false
    this.#queue.length = 0
  }

  #drain(): void {
    if (this.#paused || !this.#alive) return
    const task = this.#queue[0]
    if (!task) return
    try {
      task()
    } finally {
      this.#queue.shift()
      this.#clock.timer(0, () => this.#drain())
    }
  }
}
