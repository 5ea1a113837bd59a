import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, RLWrapperTimeouts } from 'rate-limiter-flexible'
import type { Rates } from './config/rates.ts'

const WINDOW_S = 10
const MINUTE_S = 60
const HOUR_S = 3_600
/** A shared count that takes longer is made in this process instead. */
const SHARED_MS = 200

/**
 * What is counted, for how many seconds, and whether processes on one Redis count it together. What comes with every
 * frame is counted here, so that no frame waits for Redis: by connection it is exact, and by room too, because a room
 * lives in one process.
 */
const METERS = {
  // By connection.
  events: { rate: 'eventsPer10s', seconds: WINDOW_S, shared: false },
  join: { rate: 'joinsPer10s', seconds: WINDOW_S, shared: false },
  signal: { rate: 'signalsPer10s', seconds: WINDOW_S, shared: false },
  append: { rate: 'appendsPer10s', seconds: WINDOW_S, shared: false },
  frames: { rate: 'relayFramesPer10s', seconds: WINDOW_S, shared: false },
  bytes: { rate: 'relayBytesPer10s', seconds: WINDOW_S, shared: false },
  // By address.
  http: { rate: 'httpPerMinute', seconds: MINUTE_S, shared: true },
  autocomplete: { rate: 'autocompletePerMinute', seconds: MINUTE_S, shared: true },
  misses: { rate: 'missesPerMinute', seconds: MINUTE_S, shared: true },
  connect: { rate: 'connectionsPerMinute', seconds: MINUTE_S, shared: true },
  polls: { rate: 'pollsPer10s', seconds: WINDOW_S, shared: false },
  enter: { rate: 'joinsPerAddressPer10s', seconds: WINDOW_S, shared: true },
  made: { rate: 'roomsPerAddressPerHour', seconds: HOUR_S, shared: true },
  // By room.
  roomReads: { rate: 'roomReadsPer10s', seconds: WINDOW_S, shared: true },
  roomJoins: { rate: 'roomJoinsPer10s', seconds: WINDOW_S, shared: true },
  roomSignals: { rate: 'roomSignalsPer10s', seconds: WINDOW_S, shared: false },
  roomAppends: { rate: 'roomAppendsPer10s', seconds: WINDOW_S, shared: false },
  roomFrames: { rate: 'roomRelayFramesPer10s', seconds: WINDOW_S, shared: false },
  roomBytes: { rate: 'roomRelayBytesPer10s', seconds: WINDOW_S, shared: false },
} as const satisfies Record<string, { rate: keyof Rates; seconds: number; shared: boolean }>

export type Metered = keyof typeof METERS

/** So many points of whom; of nobody where there is none to count for. */
type Charge = readonly [metered: Metered, key: string | null, points?: number]

interface Meter {
  consume(key: string, points: number): Promise<RateLimiterRes>
  get(key: string): Promise<RateLimiterRes | null>
}

/**
 * Counts what connections, addresses and rooms do within fixed windows, and remembers nothing beyond a window. With a
 * Redis, processes share what `METERS` says; while that one is away or slow, each counts for itself.
 */
export class Limits {
  readonly #meters = new Map<Metered, Meter>()

  /** @param counters an ioredis client, or null where no other process counts along */
  constructor(rates: Rates, counters: unknown = null) {
    for (const [metered, { rate, seconds, shared }] of Object.entries(METERS)) {
      const points = rates[rate]
      if (points === 0) continue
      const window = { points, duration: seconds }
      const own = new RateLimiterMemory(window)
      this.#meters.set(
        metered as Metered,
        shared && counters !== null ? sharedMeter(metered, window, counters, own) : own,
      )
    }
  }

  /**
   * Seconds to wait; 0 when every charge is allowed. The first that is not ends it: the later ones are not charged.
   * Takes the same number of ticks whatever it answers, where nothing of it is shared.
   */
  async wait(...charges: readonly Charge[]): Promise<number> {
    let wait = 0
    for (const [metered, key, points = 1] of charges) {
      try {
        await (wait > 0 || key === null ? null : this.#meters.get(metered)?.consume(key, points))
      } catch (thrown) {
        if (!(thrown instanceof RateLimiterRes)) throw thrown
        wait = secondsOf(thrown)
      }
    }
    return wait
  }

  /** Seconds until another point would be allowed; 0 when one is now. Charges nothing. */
  async untilFree(metered: Metered, key: string): Promise<number> {
    const found = await this.#meters.get(metered)?.get(key)
    return !found || found.remainingPoints > 0 ? 0 : secondsOf(found)
  }
}

const secondsOf = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000))

/** Counts in Redis, and in this process whenever that does not answer in time. */
function sharedMeter(
  metered: string,
  window: { readonly points: number; readonly duration: number },
  counters: unknown,
  own: RateLimiterMemory,
): Meter {
  const limiter = new RateLimiterRedis({
    ...window,
    storeClient: counters,
    keyPrefix: `tandem:limit:${metered}`,
    rejectIfRedisNotReady: true,
  })
  return new RLWrapperTimeouts({ limiter, timeoutMs: SHARED_MS, insuranceLimiter: own })
}
