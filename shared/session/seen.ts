import type { Version } from '../base/ids.ts'
import type { Context } from './context.ts'
import type { KeysPort } from './keys_port.ts'

/** Before what was seen is remembered, in milliseconds: not with each key. */
const REMEMBER_MS = 2_000

interface SeenOptions extends Pick<Context, 'env' | 'privacy' | 'replica'> {
  readonly keys: KeysPort | null
  /** The store came with fewer entries than this browser saw saved: so many are missing. */
  readonly older: (missing: number) => void
}

/**
 * How much of a private room this browser saw saved. A server cannot forge its content, but it could bring an older
 * state back: whoever saw more before is told.
 */
export class Seen {
  readonly #options: SeenOptions
  #cancel: (() => void) | null = null
  #told = false
  /** What the browser remembers, as far as this page knows: asked for once, not with each key. */
  #kept: number | null = null

  constructor(options: SeenOptions) {
    this.#options = options
  }

  /** The store came with so many entries. */
  stored(version: Version): void {
    const { keys, privacy, older } = this.#options
    if (!keys || privacy.state === 'open' || this.#told) return
    const missing = keys.seen() - version
    if (missing > 0) {
      this.#told = true
      older(missing)
    }
  }

  /** More may be saved than before. */
  changed(): void {
    const { env, keys, privacy, replica } = this.#options
    if (!keys || privacy.state !== 'unlocked' || this.#cancel !== null) return
    this.#kept ??= keys.seen()
    if (replica.saved <= this.#kept) return
    this.#cancel = env.timer(REMEMBER_MS, () => this.#remember())
  }

  /** The page goes. */
  leave(): void {
    this.#cancel?.()
    if (this.#cancel !== null) this.#remember()
  }

  #remember(): void {
    const { keys, replica } = this.#options
    this.#cancel = null
    if (!keys) return
    this.#kept = Math.max(keys.seen(), replica.saved)
    if (keys.seen() < this.#kept) keys.keepSeen(this.#kept)
  }
}
