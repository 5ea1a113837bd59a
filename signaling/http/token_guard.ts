import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Limits } from '../limits.ts'

interface TokenGuardOptions {
  readonly token: string
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Knows one secret again. Wrong ones are counted as misses of their address; without misses left it does not look. */
export class TokenGuard {
  readonly #expected: Buffer
  readonly #options: TokenGuardOptions

  constructor(options: TokenGuardOptions) {
    this.#options = options
    this.#expected = digest(options.token)
  }

  /**
   * Whether what was shown is the secret, in a time that does not tell how much of it was right; or the seconds to wait
   * before anything is looked at.
   */
  async check(request: IncomingMessage, shown: string): Promise<boolean | { readonly wait: number }> {
    const { limits, visitor } = this.#options
    const from = visitor(request)
    const wait = await limits.untilFree('misses', from)
    if (wait > 0) return { wait }
    if (timingSafeEqual(digest(shown), this.#expected)) return true
    await limits.wait(['misses', from])
    return false
  }
}
