import { type Overview, overview } from '../../shared/protocol/overview.ts'

export const ADMIN_TOKEN = 'what-opens-the-page-of-whoever-runs-it'

/** Whoever runs the server, over HTTP: keeps the one cookie as a browser would. */
export class AdminPerson {
  readonly #url: string
  cookie = ''

  constructor(url: string) {
    this.#url = url
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(this.cookie !== '' && { cookie: this.cookie }), ...init.headers }
    const answer = await fetch(this.#url + path, { ...init, headers })
    const set = answer.headers.get('set-cookie')
    if (set !== null) this.cookie = set.split(';')[0] ?? ''
    return answer
  }

  signIn(token = ADMIN_TOKEN, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.ask('/admin/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ token }),
    })
  }

  signOut(): Promise<Response> {
    return this.ask('/admin/session', { method: 'DELETE' })
  }

  /** Throws when it is not answered, or not as the page understands it. */
  async overview(after = 0): Promise<Overview> {
    const answer = await this.ask(`/admin/overview?after=${after}`)
    if (answer.status !== 200) throw new Error(`GET /admin/overview: ${answer.status}`)
    return overview.parse(await answer.json())
  }

  async status(): Promise<number> {
    return (await this.ask('/admin/overview')).status
  }
}
