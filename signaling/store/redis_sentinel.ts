import { Redis, type RedisOptions } from 'ioredis'

/** Before a client that gave up begins again, in milliseconds. */
const AGAIN_MS = 200

/**
 * A client of the primary that sentinels name. The package's own gives up for good when the sentinels tell of another
 * primary while it is looking for one: at each failover that is a matter of milliseconds. This one begins again, until it
 * is disconnected.
 */
export class SentinelRedis extends Redis {
  #isLeaving = false

  constructor(options: RedisOptions & { readonly replyMapping?: 'legacy' }) {
    super(options)
    this.on('end', () => this.#again())
  }

  /** @param reconnect it comes back by itself */
  override disconnect(reconnect = false): void {
    if (!reconnect) this.#isLeaving = true
    super.disconnect(reconnect)
  }

  #again(): void {
    setTimeout(() => {
      if (this.#isLeaving || this.status !== 'end') return
      // Why it failed is told as an error; then it has ended anew.
      this.connect().catch(() => undefined)
    }, AGAIN_MS).unref()
  }
}
