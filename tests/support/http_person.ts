const REDIRECTS_MOST = 12

/** Somebody with a browser of their own that knows no script: cookies by site, and redirects that are followed. */
export class HttpPerson {
  /** By origin: `name=value`. Written to by tests that steal or damage cookies. */
  readonly jar = new Map<string, Map<string, string>>()
  /** Every address that was gone to. */
  readonly went: string[] = []

  cookies(origin: string): string {
    return [...(this.jar.get(origin) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** One request, with the cookies that belong to it. */
  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url)
    this.went.push(url)
    const cookie = this.cookies(origin)
    const headers = { ...(init.headers as Record<string, string>), ...(cookie !== '' && { cookie }) }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const header of response.headers.getSetCookie()) this.#keep(origin, header)
    return response
  }

  /** The same, and wherever it leads; not further than to an address that begins with `stopAt`. */
  async go(url: string, { stopAt, ...init }: RequestInit & { stopAt?: string } = {}): Promise<Response> {
    let response = await this.ask(url, init)
    for (let left = REDIRECTS_MOST; left > 0; left--) {
      const location = response.headers.get('location')
      if (location === null) return response
      const next = new URL(location, url).href
      if (stopAt !== undefined && next.startsWith(stopAt)) return response
      url = next
      response = await this.ask(url)
    }
    throw new Error('it leads nowhere')
  }

  /** The address to which the last answer leads. */
  static leadsTo(response: Response): string {
    return new URL(response.headers.get('location') ?? '', response.url).href
  }

  #keep(origin: string, header: string): void {
    const jar = this.jar.get(origin) ?? new Map<string, string>()
    this.jar.set(origin, jar)
    const [pair = ''] = header.split(';')
    const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
    if (/;\s*(?:max-age=0|expires=Thu, 01 Jan 1970)/i.test(header)) jar.delete(name)
    else jar.set(name, value)
  }
}
