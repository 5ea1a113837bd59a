import { io, type Socket } from 'socket.io-client'
import type { Env } from '../../../shared/base/env.ts'
import type { Edges } from '../../../signaling/edges.ts'
import { startServer } from '../../../signaling/server.ts'
import { MemoryStore } from '../../../signaling/store/memory_store.ts'
import { freePort } from '../../support/free_port.ts'
import { HttpPerson } from '../../support/http_person.ts'
import { OidcProvider } from '../../support/oidc_provider.ts'
import { configWith, type LogLine, testEnv } from '../fakes.ts'

/** A timer that is longer waits for `advance` alone. */
const LONG_MS = 600_000

/** The real clock, which can be put forward, with long timers that go by it. */
class Clock {
  #ahead = 0
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>()

  env(lines: LogLine[]): Env {
    const real = testEnv(lines)
    return {
      ...real,
      now: () => real.now() + this.#ahead,
      timer: (ms, callback) => {
        if (ms < LONG_MS) return real.timer(ms, callback)
        const timer = { at: real.now() + this.#ahead + ms, callback }
        this.#timers.add(timer)
        return () => this.#timers.delete(timer)
      },
    }
  }

  /** The time goes on, but nothing is woken by it: the machine was asleep. */
  sleep(ms: number): void {
    this.#ahead += ms
  }

  advance(ms: number): void {
    this.sleep(ms)
    const now = Date.now() + this.#ahead
    for (const timer of [...this.#timers]) if (timer.at <= now && this.#timers.delete(timer)) timer.callback()
  }
}

/** The whole server with sign-in, and the provider that it sends people to. */
export class AuthScene {
  readonly url: string
  readonly provider: OidcProvider
  readonly lines: LogLine[] = []
  readonly store = new MemoryStore()
  readonly clock = new Clock()
  readonly #sockets: Socket[] = []
  #edges: Edges | null = null

  private constructor(url: string, provider: OidcProvider) {
    this.url = url
    this.provider = provider
  }

  static async open(
    env: Record<string, string> = {},
    options: Parameters<typeof OidcProvider.run>[0] = {},
  ): Promise<AuthScene> {
    const [port, provider] = await Promise.all([freePort(), OidcProvider.run(options)])
    const scene = new AuthScene(`http://127.0.0.1:${port}`, provider)
    provider.accounts.set('ada', { name: 'Ada Lovelace' })
    provider.accounts.set('bo', { name: 'Bo' })
    await provider.serve(scene.url)
    const config = configWith({ ...provider.envFor(scene.url), PORT: String(port), ...env })
    scene.#edges = await startServer({ config, store: scene.store, env: scene.clock.env(scene.lines) })
    return scene
  }

  /** Goes as far as to the provider's answer, which is the address that leads back here. */
  async answerFor(
    person: HttpPerson,
    login: string,
    { to = '/', change = (url: string) => url, refuse = false } = {},
  ): Promise<string> {
    const sent = await person.ask(`${this.url}/auth/login?to=${encodeURIComponent(to)}`)
    const form = await person.go(change(HttpPerson.leadsTo(sent)), { stopAt: this.url })
    // Who has signed in there before is sent back at once.
    if (form.headers.has('location')) return HttpPerson.leadsTo(form)
    const back = await person.go(form.url, {
      method: 'POST',
      body: new URLSearchParams({ login, ...(refuse && { refuse: '' }) }),
      stopAt: `${this.url}/auth/callback`,
    })
    return HttpPerson.leadsTo(back)
  }

  /** A person with a session. */
  async signedIn(login = 'ada', person = new HttpPerson()): Promise<HttpPerson> {
    const answer = await person.ask(await this.answerFor(person, login))
    if (answer.status !== 302) throw new Error(`signing in was answered with ${answer.status}`)
    return person
  }

  async me(person: HttpPerson): Promise<{ readonly status: number; readonly body: unknown }> {
    const response = await person.ask(`${this.url}/auth/me`)
    return { status: response.status, body: await response.json() }
  }

  /** A connection with that person's cookies; rejects where it is refused. */
  connect(person: HttpPerson, transports: ('websocket' | 'polling')[] = ['websocket']): Promise<Socket> {
    const socket = io(this.url, {
      transports,
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: person.cookies(this.url) },
    })
    this.#sockets.push(socket)
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(socket))
      socket.once('connect_error', reject)
    })
  }

  async end(): Promise<void> {
    for (const socket of this.#sockets) socket.disconnect()
    await this.#edges?.stop()
    await this.provider.stop()
  }
}
