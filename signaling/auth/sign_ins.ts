import { z } from 'zod'
import type { Cookie } from './cookies.ts'
import type { Pending } from './provider.ts'
import { Seal } from './seal.ts'

/** A sign-in may take so long, in seconds. */
const SECONDS = 600
/** Sign-ins that one browser may have under way, in several tabs; of more the oldest are let go. */
const MOST = 4

const signIn = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  to: z.string(),
})
const schema = z.array(signIn)

/** A sign-in under way, and where it leads. */
export interface SignIn extends Pending {
  readonly to: string
}

interface SignInsOptions {
  readonly jose: typeof import('jose')
  readonly cookie: Cookie
  readonly secret: string
  readonly now: () => number
}

/** The sign-ins that a browser has under way, kept in the browser itself. Each comes to an end once. */
export class SignIns {
  readonly #options: SignInsOptions
  readonly #seal: Seal<typeof schema>

  constructor(options: SignInsOptions) {
    const { jose, secret, now } = options
    this.#options = options
    this.#seal = new Seal({ jose, secret, purpose: 'sign-in', schema, now })
  }

  /** Begins one more; answers the `Set-Cookie` header. */
  async begin(cookies: string | undefined, begun: SignIn): Promise<string> {
    return this.#keep([...(await this.#read(cookies)), begun].slice(-MOST))
  }

  /** The one with that state, null where this browser began none such; and the header that forgets it. */
  async take(
    cookies: string | undefined,
    state: string | null,
  ): Promise<{ readonly signIn: SignIn | null; readonly header: string }> {
    const all = await this.#read(cookies)
    const found = all.find((one) => one.state === state) ?? null
    return { signIn: found, header: await this.#keep(all.filter((one) => one !== found)) }
  }

  async #read(cookies: string | undefined): Promise<readonly SignIn[]> {
    const text = this.#options.cookie.read(cookies)
    return (text === null ? null : await this.#seal.open(text))?.body ?? []
  }

  async #keep(all: readonly SignIn[]): Promise<string> {
    const { cookie, now } = this.#options
    if (all.length === 0) return cookie.remove()
    return cookie.keep(await this.#seal.seal([...all], Math.floor(now() / 1000) + SECONDS), SECONDS)
  }
}
