import { until } from '../../../support/until.ts'
import type { Measure, Turn } from '../measure.ts'
import { PeerPage } from '../peer_page.ts'
import type { Running } from '../product.ts'
import { source } from '../source.ts'
import { watchReadable } from '../watch.ts'

export const SIZES = [
  { figure: 'open_10k', units: 10_000 },
  { figure: 'open_100k', units: 100_000 },
  { figure: 'open_1m', units: 1_000_000 },
] as const
/** As many units of the text on the screen are readable. */
const READABLE = 200
const VISITS = 3
const MOST_MS = 8_000

/** Milliseconds until the text is on the screen of somebody who was never there; null when it does not come. */
async function visit({ browser }: Turn, running: Running, roomId: string): Promise<number | null> {
  const person = await browser.person()
  try {
    const page = await person.newPage()
    await page.addInitScript(watchReadable, READABLE)
    await page.goto(running.pageUrl(roomId))
    const look = () => page.evaluate(() => window.readableAfter)
    return await until('the text is readable', look, MOST_MS).catch(() => null)
  } finally {
    await person.close()
  }
}

async function run(turn: Turn): Promise<void> {
  const { product, quick, browser, pages, results } = turn
  const running = await product.start(pages)
  try {
    for (const { figure, units } of SIZES) {
      const first = await PeerPage.enter(browser, running, figure)
      await first.connected(1)
      await first.paste(source(units))
      await first.hasLength(units)
      for (let i = 0; i < (quick ? 1 : VISITS); i++) {
        const took = await visit(turn, running, figure)
        if (took !== null) results.add(figure, product.name, took)
        else results.lacks(figure, product.name, 'never')
        if (took === null) break
      }
      await first.close()
    }
  } finally {
    await running.server.remove()
  }
}

/** From the address to the text on the screen, editable, in a room where somebody else is. */
export const opening: Measure = { name: 'opening', rounds: (ofRun) => ofRun, run }
