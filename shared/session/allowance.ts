import type { Env } from '../base/env.ts'

/** What somebody may use of something: grows by time up to a size. What is begun may overdraw it. */
export class Allowance {
  readonly #env: Pick<Env, 'now'>
  readonly #size: number
  readonly #perSecond: number
  #left: number
  #at: number

  constructor(env: Pick<Env, 'now'>, size: number, perSecond: number) {
    this.#env = env
    this.#size = size
    this.#perSecond = perSecond
    this.#left = size
    this.#at = env.now()
  }

  /** How much may be used now; below zero when it is overdrawn. */
  get left(): number {
    const now = this.#env.now()
    // A wall clock may be set back.
    const grown = (Math.max(0, now - this.#at) * this.#perSecond) / 1_000
    this.#left = Math.min(this.#size, this.#left + grown)
    this.#at = now
    return this.#left
  }

  /** Milliseconds until there is something again; 0 when there is. */
  get wait(): number {
    const { left } = this
    return left > 0 ? 0 : Math.ceil(((1 - left) * 1_000) / this.#perSecond)
  }

  spend(amount: number): void {
    this.#left = this.left - amount
  }
}
