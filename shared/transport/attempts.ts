import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import type { Dialer, Link } from './link.ts'

/** Milliseconds. */
export interface DialTimings {
  /** A dial that neither opens nor fails within this is given up as `unreachable`. */
  readonly dial: number
  /** The pause after the first failure; each further one doubles it. */
  readonly firstPause: number
  readonly longestPause: number
  /** A link that lived shorter than this counts as a failure when it closes. Longer than the session's `dead`. */
  readonly stable: number
}

export const DIAL_TIMINGS: DialTimings = {
  dial: 10_000,
  firstPause: 500,
  longestPause: 30_000,
  stable: 10_000,
}

/** Pauses are this much longer or shorter, at random, so that a room does not dial in step. */
const JITTER = 0.2

interface AttemptsOptions {
  readonly env: Env
  readonly dialer: Dialer
  readonly peer: PeerId
  readonly timings: DialTimings
  readonly opened: (link: Link) => void
  /** A dial failed; the next one follows by itself unless `stop` is called. */
  readonly failed: (reason: CloseReason) => void
}

/** Dials one peer by one way until a link opens, with growing pauses between failures. */
export class Attempts {
  readonly #options: AttemptsOptions
  #phase: 'idle' | 'pausing' | 'dialing' = 'idle'
  /** Counts the dials, so that the answer to one that was given up is not taken for the next one's. */
  #round = 0
  #failures = 0
  #cancelTimer: (() => void) | null = null
  #giveUp: (() => void) | null = null

  constructor(options: AttemptsOptions) {
    this.#options = options
  }

  /** Dials at once when idle or pausing; does nothing while dialing. */
  begin(): void {
    if (this.#phase !== 'dialing') this.#dial()
  }

  /** The link that was opened closed after so many milliseconds: dials again, at once if that is no habit. */
  closed(lived: number): void {
    if (this.#phase !== 'idle') return
    if (lived >= this.#options.timings.stable) this.#failures = 0
    const pause = this.#pause()
    this.#failures += lived >= this.#options.timings.stable ? 0 : 1
    if (pause === 0) this.#dial()
    else this.#wait(pause)
  }

  /** Forgets the failures so far. */
  forgive(): void {
    this.#failures = 0
  }

  /** Gives up the dial and the pause, if any. */
  stop(): void {
    this.#phase = 'idle'
    this.#round += 1
    this.#settle()?.()
  }

  #dial(): void {
    const { env, dialer, peer, timings } = this.#options
    this.#settle()
    this.#phase = 'dialing'
    this.#round += 1
    const round = this.#round
    this.#cancelTimer = env.timer(timings.dial, () => {
      if (round !== this.#round) return
      this.#settle()?.()
      this.#fail('unreachable')
    })
    const giveUp = dialer.dial(peer, (result) => {
      if (round !== this.#round) {
        if (result.ok) result.value.close('replaced')
        return
      }
      this.#settle()
      if (!result.ok) return this.#fail(result.reason)
      this.#phase = 'idle'
      this.#round += 1
      this.#options.opened(result.value)
    })
    if (round === this.#round && this.#phase === 'dialing') this.#giveUp = giveUp
  }

  #fail(reason: CloseReason): void {
    this.#failures += 1
    this.#wait(this.#pause())
    this.#options.failed(reason)
  }

  #wait(pause: number): void {
    this.#phase = 'pausing'
    this.#round += 1
    this.#cancelTimer = this.#options.env.timer(pause, () => this.#dial())
  }

  #pause(): number {
    const { env, timings } = this.#options
    if (this.#failures === 0) return 0
    const pause = Math.min(timings.firstPause * 2 ** (this.#failures - 1), timings.longestPause)
    return pause * (1 + JITTER * (2 * env.random() - 1))
  }

  /** Ends the timer; answers what gives up the dial, if one is under way. */
  #settle(): (() => void) | null {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const giveUp = this.#giveUp
    this.#giveUp = null
    return giveUp
  }
}
