import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type BrowserContext, type BrowserServer, chromium, type Page } from 'playwright-core'
import { processTree, signalAll } from './process_tree.ts'

export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--allow-loopback-in-peer-connection',
]

/** Where a program is, by the PATH; throws when it is nowhere. */
export function findProgram(name: string): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name)
    try {
      accessSync(path, constants.X_OK)
      return path
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`${name} is not installed`)
}

/** One browser process with all its helpers. Each context in it is a person of its own. */
export class Chromium {
  /** What pages said to the console as an error, and exceptions that nobody caught, since the start. */
  readonly problems: string[] = []
  readonly #server: BrowserServer
  readonly #browser: Browser
  readonly #pid: number

  private constructor(server: BrowserServer, browser: Browser, pid: number) {
    this.#server = server
    this.#browser = browser
    this.#pid = pid
  }

  /** Starts Debian's Chromium without a window. End it with `close` or `kill`. */
  static async launch(): Promise<Chromium> {
    const server = await chromium.launchServer({
      executablePath: findProgram('chromium'),
      args: [...CHROMIUM_FLAGS],
      headless: true,
      host: '127.0.0.1',
    })
    try {
      const { pid } = server.process()
      if (pid === undefined) throw new Error('the browser has no process')
      return new Chromium(server, await chromium.connect(server.wsEndpoint()), pid)
    } catch (thrown) {
      await server.kill()
      throw thrown
    }
  }

  /** A person: cookies, storage and clipboard permission of their own. Their browser keeps no page: see `Profile`. */
  async person(): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: { width: 1100, height: 760 },
      serviceWorkers: 'block',
    })
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    context.on('page', (page) => this.#watch(page))
    return context
  }

  /** All of the browser's processes end at once, as in a power cut (SIGKILL). Resolves when they are gone. */
  async kill(): Promise<void> {
    const tree = processTree(this.#pid)
    signalAll([-this.#pid, ...tree], 'SIGKILL')
    await this.#server.kill()
  }

  /** All of the browser's processes stand still, as with the lid of a laptop closed (SIGSTOP), until `resume`. */
  pause(): void {
    signalAll(processTree(this.#pid), 'SIGSTOP')
  }

  resume(): void {
    signalAll(processTree(this.#pid), 'SIGCONT')
  }

  async close(): Promise<void> {
    await this.#browser.close()
    await this.#server.close()
  }

  #watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.problems.push(`${message.text()} (${message.location().url})`)
    })
    page.on('pageerror', (error) => this.problems.push(String(error.stack ?? error)))
    page.on('crash', () => this.problems.push('the page crashed'))
  }
}
