import type { Env } from '../../shared/base/env.ts'
import type { Rules } from '../../shared/protocol/access.ts'
import type { PrivateCode } from './private_code.ts'

/** The code for private rooms has so long to come before the connection is given up, in milliseconds. */
const WITHIN_MS = 20_000

type Act = () => void

interface PrivateGateOptions {
  readonly env: Env
  /** Null where all of the code is here anyway. */
  readonly code: Pick<PrivateCode, 'isHere' | 'load'> | null
  /** The code cannot be had: what was held back is forgotten. */
  readonly failed: () => void
}

/** Whether an event or a reply says that the room is private. */
const tellsOfPrivate = (said: object): boolean => {
  const { rules } = said as { readonly rules?: Rules | null }
  return rules?.encryption !== undefined
}

/**
 * What the server says waits here from when it first tells of a private room until the code for one is loaded, and
 * goes on in the order in which it came.
 */
export class PrivateGate {
  readonly #options: PrivateGateOptions
  #held: Act[] | null = null

  constructor(options: PrivateGateOptions) {
    this.#options = options
  }

  /** @param act takes what was said */
  pass(said: object, act: Act): void {
    const { code } = this.#options
    if (this.#held) this.#held.push(act)
    else if (code === null || code.isHere || !tellsOfPrivate(said)) act()
    else this.#hold(code, [act])
  }

  /** The connection went, and what it brought counts for nothing. */
  clear(): void {
    this.#held = null
  }

  #hold(code: Pick<PrivateCode, 'load'>, held: Act[]): void {
    this.#held = held
    const end = (then: Act) => () => {
      cancel()
      if (this.#held === held) then()
    }
    const fail = end(() => {
      this.#held = null
      this.#options.failed()
    })
    const cancel = this.#options.env.timer(WITHIN_MS, fail)
    code.load().then(
      end(() => this.#release(held)),
      fail,
    )
  }

  #release(held: Act[]): void {
    // What one of them brings about may end the connection.
    while (this.#held === held && held.length > 0) held.shift()?.()
    if (this.#held === held) this.#held = null
  }
}
