import type { BrowserContext, Page } from 'playwright-core'
import type {} from '../../../client/debug_handle.ts'
import type { Chromium } from '../../support/chromium.ts'
import { until } from '../../support/until.ts'
import type {} from './pages/editor.ts'
import type { Running } from './product.ts'
import { makeMarks, press, recordConnections, watchText } from './watch.ts'

/** What a page noted since its watch began, in milliseconds of the clock that all pages of a browser share. */
export interface Noted {
  /** Each key that was pressed here. */
  readonly pressed: readonly number[]
  /** The end of the frame that showed each further unit of the text. */
  readonly seen: readonly number[]
}

const WITHIN_MS = 30_000

/** A person's page in a room of some product, used alike for all of them. */
export class PeerPage {
  readonly page: Page
  readonly #person: BrowserContext

  private constructor(person: BrowserContext, page: Page) {
    this.#person = person
    this.page = page
  }

  /** A new person with an empty cache opens the room's page and gets as far as to be able to type. */
  static async enter(browser: Chromium, running: Running, roomId: string, port?: number): Promise<PeerPage> {
    const person = await browser.person()
    await person.addInitScript(recordConnections)
    const page = await person.newPage()
    await page.goto(running.pageUrl(roomId, port))
    const peer = new PeerPage(person, page)
    await until(
      'the page can be typed into',
      () =>
        page.evaluate(
          () =>
            document.querySelector('[data-testid=editor][data-access=edit]') !== null &&
            !!(window.peer ?? window.tandem)?.view,
        ),
      WITHIN_MS,
    )
    return peer
  }

  /** Waits until it is connected with the others of a room of so many in the way that it is meant to be. */
  async connected(members: number): Promise<void> {
    await until(
      `connected in a room of ${members}`,
      () =>
        this.page.evaluate((count) => {
          if (window.peer) return window.peer.connected(count)
          const path = document.querySelector('[role=status][data-path]')?.getAttribute('data-path')
          return count === 1 ? path === 'hosting' : path === 'direct' || path === 'hosting'
        }, members),
      WITHIN_MS,
    )
  }

  length(): Promise<number> {
    return this.page.evaluate(() => (window.peer ?? window.tandem)?.view?.state.doc.length ?? 0)
  }

  text(): Promise<string> {
    return this.page.evaluate(() => (window.peer ?? window.tandem)?.view?.state.doc.toString() ?? '')
  }

  /** Waits until its text has so many units. */
  async hasLength(units: number, withinMs = WITHIN_MS): Promise<void> {
    await until(`a text of ${units} units`, async () => (await this.length()) === units, withinMs)
  }

  /** Pastes a text at the end, as from the clipboard. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const view = (window.peer ?? window.tandem)?.view
      if (!view) throw new Error('the editor is not there')
      view.focus()
      view.dispatch({ selection: { anchor: view.state.doc.length } })
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      view.contentDOM.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, text)
  }

  /** Puts the caret at the text's end and shows it. Resolves with the next frame. */
  async goToEnd(): Promise<void> {
    await this.page.evaluate(async () => {
      const view = (window.peer ?? window.tandem)?.view
      if (!view) throw new Error('the editor is not there')
      view.focus()
      view.dispatch({ selection: { anchor: view.state.doc.length }, scrollIntoView: true })
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    })
  }

  /** Notes keys and frames from now on, anew. */
  async watch(): Promise<void> {
    await this.page.evaluate(watchText)
  }

  /** What it noted, as soon as it has seen so many further units. */
  async noted(units: number): Promise<Noted> {
    const look = async (): Promise<Noted | false> => {
      const { pressed, seen } = await this.page.evaluate(() => ({
        pressed: window.noted?.pressed ?? [],
        seen: window.noted?.seen ?? [],
      }))
      return seen.length >= units && { pressed, seen }
    }
    return until(`${units} further units are on the screen`, look, WITHIN_MS)
  }

  /** Makes single-character edits at the caret at that pace by the clock; resolves when all are made. */
  async edit(count: number, everyMs: number): Promise<void> {
    await this.page.evaluate(press, { count, everyMs })
  }

  /** Writes numbered marks at the end of the text, and notes when each was on the screen, its own and all others'. */
  async mark(prefix: string, everyMs: number): Promise<void> {
    await this.page.evaluate(makeMarks, { prefix, everyMs })
  }

  /** Writes no more marks. Answers when each was written, on the pages' clock. */
  async endMarks(): Promise<readonly number[]> {
    return this.page.evaluate(() => {
      window.marks?.end()
      return window.marks?.written ?? []
    })
  }

  /** When the marks of that prefix were first on this screen, by number. */
  async marksSeen(prefix: string): Promise<readonly number[]> {
    return this.page.evaluate((wanted) => window.marks?.seen[wanted] ?? [], prefix)
  }

  /** Bytes that its peer connections sent so far: all that their transports sent, handshakes and confirmations too. */
  async directBytes(): Promise<number> {
    return this.page.evaluate(async () => {
      let bytes = 0
      for (const connection of window.connections ?? [])
        for (const report of (await connection.getStats()).values())
          if (report.type === 'transport') bytes += report.bytesSent ?? 0
      return bytes
    })
  }

  /** The person closes the page and is gone. */
  async close(): Promise<void> {
    await this.#person.close()
  }
}
