/** Does things later, always in the order in which they were put in. */
export class DelayLine {
  readonly #waiting: (() => void)[] = []
  readonly #timers = new Set<NodeJS.Timeout>()

  /** Does it in so many milliseconds: at once when that is none and nothing waits before it. */
  push(waitMs: number, act: () => void): void {
    if (waitMs <= 0 && this.#waiting.length === 0) return act()
    this.#waiting.push(act)
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      // Whose time it is does not matter: timers of different lengths may change places.
      this.#waiting.shift()?.()
    }, waitMs)
    this.#timers.add(timer)
  }

  /** Forgets all that waits. */
  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#waiting.length = 0
  }
}
