import { randomKey } from '../../shared/base/ids.ts'
import { userName } from '../../shared/protocol/signaling.ts'
import { generateName } from './names.ts'

const KEY = 'tandem.userKey'
const NAME = 'tandem.userName'
/** 6 bits each. */
export const USER_KEY_CHARS = 32
const KEY_PATTERN = /^[A-Za-z0-9_-]{32}$/

/** Who this browser profile is, remembered where the browser allows it, and for as long as the page where not. */
export class IdentityStore {
  readonly #open: () => Storage
  readonly #random: () => number
  readonly #memory = new Map<string, string>()

  /** `open` may throw, as `localStorage` does where it is forbidden. `random` must be fit for secrets. */
  constructor(open: () => Storage, random: () => number) {
    this.#open = open
    this.#random = random
  }

  /** The profile's secret: only the signaling server may see it. */
  get userKey(): string {
    const kept = this.#get(KEY)
    if (kept !== null && KEY_PATTERN.test(kept)) return kept
    const key = randomKey(this.#random, USER_KEY_CHARS)
    this.#set(KEY, key)
    return key
  }

  /** The remembered name, or a generated one that is remembered from now on. */
  get userName(): string {
    const kept = userName.safeParse(this.#get(NAME))
    if (kept.success) return kept.data
    const name = generateName(this.#random)
    this.#set(NAME, name)
    return name
  }

  /** Remembers a name and answers it as it will be shown; null, and nothing is kept, when it is none. */
  rename(name: string): string | null {
    const parsed = userName.safeParse(name)
    if (!parsed.success) return null
    this.#set(NAME, parsed.data)
    return parsed.data
  }

  #get(key: string): string | null {
    const kept = this.#memory.get(key)
    if (kept !== undefined) return kept
    try {
      return this.#open().getItem(key)
    } catch {
      // Forbidden: what is not in memory is not known.
      return null
    }
  }

  #set(key: string, value: string): void {
    try {
      this.#open().setItem(key, value)
      this.#memory.delete(key)
    } catch {
      this.#memory.set(key, value)
    }
  }
}
