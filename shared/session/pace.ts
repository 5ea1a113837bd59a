import type { Env } from '../base/env.ts'

/** How often it is looked whether the links have caught up, in milliseconds, and how often at the most. */
const LOOK_MS = 10
const LOOKS = 25

/**
 * Lets the host's own long text go no faster than its links take it, so that what others write is committed in between.
 * Who never catches up holds nobody up for long.
 */
export class Pace {
  readonly #env: Pick<Env, 'timer'>
  readonly #behind: () => boolean
  readonly #go: () => void
  #cancel: (() => void) | null = null

  /**
   * @param behind whether a link has not taken yet what was told last
   * @param go called once after each hold
   */
  constructor(env: Pick<Env, 'timer'>, behind: () => boolean, go: () => void) {
    this.#env = env
    this.#behind = behind
    this.#go = go
  }

  /** `go` will be called. */
  get waits(): boolean {
    return this.#cancel !== null
  }

  /** Whether to stop here; `go` is called when it is time. */
  holds(): boolean {
    if (!this.#behind()) return false
    this.#look(LOOKS)
    return true
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #look(left: number): void {
    this.#cancel = this.#env.timer(LOOK_MS, () => {
      this.#cancel = null
      if (left > 1 && this.#behind()) this.#look(left - 1)
      else this.#go()
    })
  }
}
