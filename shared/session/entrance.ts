import type { ClientId, RoomId } from '../base/ids.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { Reply, ReplyBody, Standing } from '../protocol/signaling.ts'
import type { Context } from './context.ts'

export interface Identity {
  readonly roomId: RoomId
  /** The profile's secret, for the server only. */
  readonly userKey: string
  readonly clientId: ClientId
}

export interface EntranceOptions extends Pick<Context, 'env' | 'timings' | 'signaling'> {
  readonly identity: Identity
  readonly userName: () => string
  /** What this page shows to have a right. */
  readonly bearer: () => string | undefined
  /** Answers where this page stands, at once or after it heard from its host. */
  readonly standing: (answer: (standing: Standing) => void) => void
  readonly entered: (reply: ReplyBody<'join'>) => void
  /** Turned away: for good, so that nothing is tried until the person acts, or as `tooFast` for a while. */
  readonly denied: (reason: Reason) => void
}

/** Refusals that pass by themselves; `lost` also where the answer took too long although the connection stands. */
const PASSING: readonly Reason[] = ['lost', 'storeDown', 'tooFast', 'internal', 'clientIdTaken']

/** Whoever has to wait longer, in milliseconds, is told why. */
const LONG_WAIT_MS = 3_000

/** Asks the server to let this page in: at each new connection, and again whenever it has to know who is host. */
export class Entrance {
  readonly #options: EntranceOptions
  #open = false
  /** Counts the connections, so that what belongs to an older one is not taken for this one's. */
  #connection = 0
  #asking = false
  #cancelRetry: (() => void) | null = null

  constructor(options: EntranceOptions) {
    this.#options = options
  }

  /** The server can be reached: enters. */
  up(): void {
    this.#open = true
    this.enter()
  }

  down(): void {
    this.#open = false
    this.leave()
  }

  /** Leaves: the answer to what was asked before counts for nothing. */
  leave(): void {
    this.#connection += 1
    this.#asking = false
    this.#cancelRetry?.()
    this.#cancelRetry = null
  }

  /** Enters (again); does nothing while that is under way or the server is out of reach. */
  enter(): void {
    if (!this.#open || this.#asking) return
    this.#asking = true
    this.#cancelRetry?.()
    this.#cancelRetry = null
    const connection = this.#connection
    const { standing, signaling, identity, userName, bearer } = this.#options
    standing((now) => {
      if (connection !== this.#connection) return
      const name = userName()
      const shown = bearer()
      const right = shown === undefined ? {} : { bearer: shown }
      signaling.request('join', { ...identity, ...right, userName: name, standing: now }, (reply) => {
        if (connection !== this.#connection) return
        this.#asking = false
        this.#replied(reply)
        if (name !== userName()) this.enter()
      })
    })
  }

  /** @param ms what the server asked to wait, if it did */
  enterLater(ms = 0): void {
    const { env, timings } = this.#options
    this.#cancelRetry?.()
    this.#cancelRetry = env.timer(Math.max(ms, timings.retry), () => this.enter())
  }

  /** The server asked to wait, which it is done for so long. */
  heldBack(seconds: number): void {
    if (seconds * 1_000 > LONG_WAIT_MS) this.#options.denied('tooFast')
  }

  #replied(reply: Reply<'join'>): void {
    if (reply.ok) return this.#options.entered(reply)
    const { code, retryAfter = 0 } = reply.error
    const passes = PASSING.includes(code)
    if (passes) this.enterLater(retryAfter * 1_000)
    if (!passes) this.#options.denied(code)
    if (code === 'tooFast') this.heldBack(retryAfter)
  }
}
