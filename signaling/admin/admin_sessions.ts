import { createHash, randomBytes } from 'node:crypto'

const ID_BYTES = 32
export const SESSION_S = 8 * 3_600
/** At a time; of more the oldest ends. */
const MOST = 16

const digest = (id: string): string => createHash('sha256').update(id).digest('base64url')

/** Who showed the administrator's token. Known to this process alone: after a restart it is shown again. */
export class AdminSessions {
  readonly #now: () => number
  /** When each is over, by a hash of its id, the oldest first. */
  readonly #ends = new Map<string, number>()

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Begins one; answers its id, which only its browser is told. */
  begin(): string {
    const [oldest] = this.#ends.keys()
    if (this.#ends.size >= MOST && oldest !== undefined) this.#ends.delete(oldest)
    const id = randomBytes(ID_BYTES).toString('base64url')
    this.#ends.set(digest(id), this.#now() + SESSION_S * 1_000)
    return id
  }

  holds(id: string | null): boolean {
    const ends = id === null ? undefined : this.#ends.get(digest(id))
    return ends !== undefined && ends > this.#now()
  }

  end(id: string | null): void {
    if (id !== null) this.#ends.delete(digest(id))
  }
}
