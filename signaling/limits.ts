import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Rates } from './config.ts'

const WINDOW_S = 10
const MINUTE_S = 60

/** What is counted: for each connection, but `connect` and `enter` for each address. */
export type Metered = 'connect' | 'enter' | 'join' | 'signal' | 'append' | 'frames' | 'bytes'

/** Counts what connections and addresses do within fixed windows. Remembers nothing beyond a window. */
export class Limits {
  readonly #meters: Readonly<Record<Metered, RateLimiterMemory | null>>

  constructor(rates: Rates) {
    const meter = (points: number, duration: number) =>
      points === 0 ? null : new RateLimiterMemory({ points, duration })
    this.#meters = {
      connect: meter(rates.connectionsPerMinute, MINUTE_S),
      enter: meter(rates.joinsPerAddressPer10s, WINDOW_S),
      join: meter(rates.joinsPer10s, WINDOW_S),
      signal: meter(rates.signalsPer10s, WINDOW_S),
      append: meter(rates.appendsPer10s, WINDOW_S),
      frames: meter(rates.relayFramesPer10s, WINDOW_S),
      bytes: meter(rates.relayBytesPer10s, WINDOW_S),
    }
  }

  /** False when the window's allowance is used up. Takes the same number of ticks whatever it answers. */
  async allows(metered: Metered, key: string, points = 1): Promise<boolean> {
    try {
      await this.#meters[metered]?.consume(key, points)
      return true
    } catch (thrown) {
      if (thrown instanceof RateLimiterRes) return false
      throw thrown
    }
  }
}
