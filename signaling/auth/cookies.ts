import { parseCookie, stringifySetCookie } from 'cookie'

/** One cookie of this server, which scripts never see and other sites' forms never send. */
export class Cookie {
  readonly #name: string
  readonly #secure: boolean
  readonly #sameSite: 'lax' | 'strict'

  /**
   * @param secure the page comes over https: no neighbouring site and no plain connection can set it then
   * @param sameSite `strict`: nor do other sites' links send it
   */
  constructor(name: string, secure: boolean, sameSite: 'lax' | 'strict' = 'lax') {
    this.#sameSite = sameSite
    this.#name = `${secure ? '__Host-' : ''}tandem_${name}`
    this.#secure = secure
  }

  /** The value in a request's `Cookie` header. */
  read(header: string | undefined): string | null {
    return parseCookie(header ?? '')[this.#name] ?? null
  }

  /** The `Set-Cookie` header that keeps a value for so many seconds. */
  keep(value: string, seconds: number): string {
    return stringifySetCookie(this.#name, value, {
      path: '/',
      httpOnly: true,
      sameSite: this.#sameSite,
      secure: this.#secure,
      maxAge: seconds,
    })
  }

  /** The one that removes it. */
  remove(): string {
    return this.keep('', 0)
  }
}
