import type { VirtualClock } from '../support/virtual_clock.ts'

/** One direction of a connection: what goes in comes out in order, each after a delay of its own or later. */
export class Lane {
  readonly #clock: VirtualClock
  readonly #delay: () => number
  #last = 0
  #cut = false

  /** @param delay milliseconds for the next item */
  constructor(clock: VirtualClock, delay: () => number) {
    this.#clock = clock
    this.#delay = delay
  }

  send(deliver: () => void): void {
    if (this.#cut) return
    const due = Math.max(this.#last, this.#clock.now + this.#delay())
    this.#last = due
    this.#clock.timer(due - this.#clock.now, () => {
      if (!this.#cut) deliver()
    })
  }

  /** What is on its way never arrives, and nothing more is taken. */
  cut(): void {
    this.#cut = true
  }
}
