import { assert } from '../../shared/base/assert.ts'
import type { MakeVault } from '../../shared/session/privacy.ts'

/** The code that only private rooms need: fetched once a room is known to be one, and kept. */
export class PrivateCode {
  readonly #fetch: () => Promise<MakeVault>
  #fetched: MakeVault | null = null
  #fetching: Promise<void> | null = null

  constructor(fetch: () => Promise<MakeVault>) {
    this.#fetch = fetch
  }

  get isHere(): boolean {
    return this.#fetched !== null
  }

  /** For sessions; only once the code is here. */
  readonly makeVault: MakeVault = (options) => {
    assert(this.#fetched !== null, 'the code for private rooms is here before it is used')
    return this.#fetched(options)
  }

  /** Fetches it, unless that is under way. Fails when it cannot be had; the next call tries again. */
  load(): Promise<void> {
    this.#fetching ??= this.#load()
    return this.#fetching
  }

  async #load(): Promise<void> {
    try {
      this.#fetched = await this.#fetch()
    } catch (error) {
      this.#fetching = null
      throw error
    }
  }
}

/** This page's. */
export const PRIVATE_CODE = new PrivateCode(async () => {
  const { Vault } = await import('../../shared/session/vault.ts')
  return (options) => new Vault(options)
})
