import { randomUUID } from 'node:crypto'
import { Chromium } from './chromium.ts'
import { RedisServer } from './redis_server.ts'
import { RoomPage, type RoomPageOptions } from './room_page.ts'
import { type ServerOptions, ServerProcess } from './server_process.ts'
import { until } from './until.ts'

export interface SceneOptions {
  /** Where the server keeps its rooms; its built-in store unless told. */
  readonly store?: 'embedded' | 'redis'
  readonly env?: ServerOptions['env']
  readonly envAt?: ServerOptions['envAt']
}

/** Line ends as line feeds, as they are within an editor. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n')

/** The real server, with the real Redis if asked for, and a real browser. Whoever opens it ends it. */
export class Scene {
  readonly server: ServerProcess
  readonly browser: Chromium
  readonly redis: RedisServer | null
  readonly #browsers: Chromium[] = []

  private constructor(server: ServerProcess, browser: Chromium, redis: RedisServer | null) {
    this.server = server
    this.browser = browser
    this.redis = redis
  }

  static async open({ store = 'embedded', env = {}, envAt }: SceneOptions = {}): Promise<Scene> {
    const redis = store === 'redis' ? await RedisServer.run({ appendonly: true }) : null
    try {
      const server = await ServerProcess.run({
        env,
        ...(envAt && { envAt }),
        ...(redis && { redisUrl: redis.url }),
      })
      try {
        return new Scene(server, await Chromium.launch(), redis)
      } catch (thrown) {
        await server.remove()
        throw thrown
      }
    } catch (thrown) {
      await redis?.stop()
      throw thrown
    }
  }

  /** Another browser, in processes of its own. */
  async anotherBrowser(): Promise<Chromium> {
    const browser = await Chromium.launch()
    this.#browsers.push(browser)
    return browser
  }

  /** A person who opens this room, in the common browser unless another is given, and can type. */
  async enter(roomId: string, browser = this.browser, options?: RoomPageOptions): Promise<RoomPage> {
    return RoomPage.enter(browser, this.server.roomUrl(roomId), options)
  }

  /** The first two people of a room, connected without the server in between; the first one is host. */
  async pair(roomId: string, browser = this.browser): Promise<[RoomPage, RoomPage]> {
    const host = await this.enter(roomId)
    await host.waitForPath('hosting')
    const guest = await this.enter(roomId, browser)
    await guest.waitForPath('direct')
    return [host, guest]
  }

  /** Waits until all pages and the server's HTTP answer hold one text and all of it is saved; answers it. */
  async agreement(roomId: string, pages: readonly RoomPage[], withinMs = 30_000): Promise<string> {
    let seen: readonly string[] = []
    const look = async (): Promise<{ text: string } | false> => {
      const room = await this.server.room(roomId)
      const states = await Promise.all(pages.map(async (page) => (await page.status()).state))
      seen = [withLineFeeds(room?.code ?? ''), ...(await Promise.all(pages.map((page) => page.text())))]
      const [text = ''] = seen
      const settled = states.every((state) => state === 'saved' || state === 'synced')
      return settled && seen.every((other) => other === text) && { text }
    }
    try {
      return (await until('all have the same text and it is saved', look, withinMs)).text
    } catch (thrown) {
      const lengths = seen.map((text) => text.length).join(', ')
      const standings = await Promise.all(pages.map((page) => page.standing()))
      throw new Error(
        [
          `no agreement: the server's and the pages' texts have ${lengths} units; the pages stand at`,
          ...standings,
          `the server said: ${this.server.log || 'nothing'}`,
        ].join('\n'),
        { cause: thrown },
      )
    }
  }

  /** What the pages complained of in any browser. */
  problems(): readonly string[] {
    return [this.browser, ...this.#browsers].flatMap((browser) => browser.problems)
  }

  async end(): Promise<void> {
    await Promise.all([this.browser, ...this.#browsers].map((browser) => browser.close()))
    await this.server.remove()
    await this.redis?.stop()
  }
}

/** A room that nobody else has. */
export const freshRoom = (): string => `test-${randomUUID().slice(0, 12)}`
