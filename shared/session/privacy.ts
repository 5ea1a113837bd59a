import type { Rules } from '../protocol/access.ts'
import type { KeysPort } from './keys_port.ts'
import type { Vault, VaultOptions } from './vault.ts'

/**
 * Makes what reads and writes a private room's content. It is handed in, because the pages of other rooms do without
 * the code for it: whoever hands it in has that code here before it is called.
 */
export type MakeVault = (options: VaultOptions) => Vault

interface PrivacyOptions extends VaultOptions {
  readonly makeVault: MakeVault
}

/** The room is private, as this page's link or this browser's memory says, or as the page is to make it. */
export const isKnownPrivate = (keys: KeysPort): boolean =>
  keys.isPrivate() || keys.contentKey() !== null || keys.claim.visibility === 'private'

/** Whether the room is private, as far as this page knows. Where nobody says so it is open, and nothing is encrypted. */
export class Privacy {
  readonly #options: PrivacyOptions
  #vault: Vault | null

  constructor(options: PrivacyOptions) {
    this.#options = options
    const { keys, makeVault } = options
    this.#vault = keys && isKnownPrivate(keys) ? makeVault(options) : null
  }

  /** What this page can read and write of a private room; null in an open one. */
  get vault(): Vault | null {
    return this.#vault
  }

  /** `locked`: the room is private, and this page has not its key (yet). */
  get state(): 'open' | 'locked' | 'unlocked' {
    if (this.#vault === null) return 'open'
    return this.#vault.key === null ? 'locked' : 'unlocked'
  }

  /** What the server says of the room. */
  heard(rules: Pick<Rules, 'encryption' | 'links'>): void {
    if (rules.encryption !== undefined) this.#vault ??= this.#options.makeVault(this.#options)
    this.#vault?.heard(rules)
  }
}
