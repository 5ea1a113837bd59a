import { randomUUID } from 'node:crypto'
import type { Chromium } from '../../support/chromium.ts'
import { PeerPage } from './peer_page.ts'
import type { Running } from './product.ts'
import { source } from './source.ts'

/** The text that a room begins with, in UTF-16 units. */
const UNITS = 10_000

/** A room of some product with people's pages in it, in one browser. */
export class PeerRoom {
  readonly roomId = randomUUID()
  readonly pages: PeerPage[] = []
  readonly #browser: Chromium
  readonly #running: Running
  readonly #port: number | undefined

  /** @param port what the pages reach the server at, where that is not its own */
  constructor(browser: Chromium, running: Running, port?: number) {
    this.#browser = browser
    this.#running = running
    this.#port = port
  }

  /** So many more people, one after the other; resolves when all have the text and are connected with each other. */
  async grow(members: number): Promise<void> {
    while (this.pages.length < members) {
      const page = await PeerPage.enter(this.#browser, this.#running, this.roomId, this.#port)
      const [first] = this.pages
      this.pages.push(page)
      if (first) await page.hasLength(await first.length())
      else {
        await page.connected(1)
        await page.paste(source(UNITS))
        await page.hasLength(UNITS)
      }
    }
    for (const page of this.pages) await page.connected(members)
  }

  /** Waits until all have the same text; answers its length. */
  async even(): Promise<number> {
    const [first] = this.pages
    const length = (await first?.length()) ?? 0
    for (const page of this.pages) await page.hasLength(length)
    return length
  }
}
