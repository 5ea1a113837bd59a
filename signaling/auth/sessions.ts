import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { userName } from '../../shared/protocol/signaling.ts'
import type { AccountId } from '../store/visits.ts'
import type { Cookie } from './cookies.ts'
import { Seal } from './seal.ts'
import type { Gate, Session } from './session.ts'

const HOUR_S = 3_600
const ID_BYTES = 16
/** Sessions that were ended before their time and are remembered until then; of more the oldest are let go. */
const ENDED_MOST = 100_000

const schema = z.object({ id: z.string(), account: z.string(), name: userName })

interface SessionsOptions {
  readonly jose: typeof import('jose')
  readonly cookie: Cookie
  readonly secret: string
  readonly hours: number
  readonly now: () => number
}

/** Who signed in. A session is in its cookie alone; the server only knows which of them were ended. */
export class Sessions implements Gate {
  readonly #options: SessionsOptions
  readonly #seal: Seal<typeof schema>
  /** With the time at which each would have been over. */
  readonly #ended = new Map<string, number>()
  readonly #listeners: ((id: string) => void)[] = []

  constructor(options: SessionsOptions) {
    const { jose, secret, now } = options
    this.#options = options
    this.#seal = new Seal({ jose, secret, purpose: 'session', schema, now })
  }

  /** Begins a new session, whatever the browser had; answers the `Set-Cookie` header. */
  async begin(account: AccountId, name: string): Promise<string> {
    const { cookie, hours, now } = this.#options
    const id = randomBytes(ID_BYTES).toString('base64url')
    const seconds = hours * HOUR_S
    return cookie.keep(
      await this.#seal.seal({ id, account, name }, Math.floor(now() / 1000) + seconds),
      seconds,
    )
  }

  async sessionOf(cookies: string | undefined): Promise<Session | null> {
    const text = this.#options.cookie.read(cookies)
    const opened = text === null ? null : await this.#seal.open(text)
    if (opened === null) return null
    const { id, account, name } = opened.body
    const session = { id, account: account as AccountId, name, endsAt: opened.until * 1000 }
    return this.holds(session) ? session : null
  }

  holds({ id, endsAt }: Session): boolean {
    return endsAt > this.#options.now() && !this.#ended.has(id)
  }

  onEnded(listener: (id: string) => void): void {
    this.#listeners.push(listener)
  }

  /** Ends a session, copies of its cookie too; answers the `Set-Cookie` header. */
  end(session: Session | null): string {
    if (session !== null) {
      const now = this.#options.now()
      for (const [id, endsAt] of this.#ended)
        if (endsAt <= now || this.#ended.size >= ENDED_MOST) this.#ended.delete(id)
      this.#ended.set(session.id, session.endsAt)
      for (const tell of this.#listeners) tell(session.id)
    }
    return this.#options.cookie.remove()
  }
}
