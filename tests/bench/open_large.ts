import { randomUUID } from 'node:crypto'
import type { BrowserContext } from 'playwright-core'
import { Chromium } from '../support/chromium.ts'
import { fixtures } from '../support/fixtures.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'
import { type Figure, figure } from './figure.ts'
import { Members } from './members.ts'
import { median } from './quantile.ts'

const UNITS = 1_000_000
const VISITS = 12
/** How many times the empty room's figure the large one's may be. */
const MOST_TIMES = 1.2
/** As many units of the text on the screen are readable. */
const READABLE = 200

declare global {
  interface Window {
    /** Milliseconds from the address to the first frame with the text, or with the room's emptiness. */
    readableAfter?: number
  }
}

/** Runs in the page before its own scripts. Its functions have no names: tsx would call a helper for them. */
function watchForText(least: number): void {
  const looking = setInterval(() => {
    const editor = document.querySelector('[data-testid=editor][data-access=edit]')
    const shown = editor?.shadowRoot?.querySelector('.cm-content')?.textContent
    if (shown === undefined || shown === null || shown.length < least) return
    if (document.querySelector('[data-testid=opening]') !== null) return
    clearInterval(looking)
    // The frame that has it is painted when the one after it begins.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        window.readableAfter = performance.now()
      })
    })
  }, 4)
}

/** Python of so many units, as people write it. */
function source(units: number): string {
  const text = fixtures('python')
    .map((file) => file.text.replace(/\r\n?/g, '\n'))
    .join('\n')
  return text.repeat(Math.ceil(units / text.length)).slice(0, units)
}

/** Milliseconds until the room's text, of so many units at least, is on the screen. */
async function visit(person: BrowserContext, url: string, least: number): Promise<number> {
  const page = await person.newPage()
  try {
    await page.addInitScript(watchForText, least)
    await page.goto(url)
    return await until('the text is readable', () => page.evaluate(() => window.readableAfter))
  } finally {
    await page.close({ runBeforeUnload: true })
  }
}

interface Room {
  readonly name: 'empty' | 'large'
  readonly units: number
}
const ROOMS: readonly Room[] = [
  { name: 'empty', units: 0 },
  { name: 'large', units: UNITS },
]

/**
 * How long a room's address takes to its text on the screen of the real page, in a room without text and in one with
 * a megabyte, in turns; for the first visit of a person (nothing in the browser's cache) and for a later one; in rooms
 * that only the store knows, and in rooms with a host.
 */
export async function openLarge(): Promise<Figure[]> {
  const server = await ServerProcess.run({ env: { CONNECTIONS_PER_MINUTE: '0', HTTP_PER_MINUTE: '0' } })
  const processes: Members[] = []
  try {
    const browser = await Chromium.launch()
    try {
      const text = source(UNITS)
      /** A room with its host, and the host's process. */
      const open = async ({ units }: Room): Promise<{ roomId: string; host: Members }> => {
        const roomId = randomUUID()
        const host = await Members.start()
        processes.push(host)
        await host.enter(server.url, roomId, 'relay', 1)
        if (units > 0) await host.insert(text.slice(0, units))
        return { roomId, host }
      }
      const figures: Figure[] = []
      for (const living of [false, true]) {
        const rooms: { readonly url: string; readonly room: Room }[] = []
        for (const room of ROOMS) {
          const { roomId, host } = await open(room)
          if (!living) await host.kill()
          rooms.push({ url: server.roomUrl(roomId), room })
        }
        const times = { cold: { empty: [], large: [] }, warm: { empty: [], large: [] } } as Record<
          'cold' | 'warm',
          Record<Room['name'], number[]>
        >
        for (let i = 0; i < VISITS; i++)
          for (const { url, room } of i % 2 === 0 ? rooms : [...rooms].reverse()) {
            const person = await browser.person()
            for (const cache of ['cold', 'warm'] as const) {
              const took = await visit(person, url, room.units > 0 ? READABLE : 0)
              times[cache][room.name].push(took)
            }
            await person.close()
          }
        for (const cache of ['cold', 'warm'] as const) {
          const name = `open_large: ${living ? 'with a host' : 'from the store'}, ${cache} cache`
          const [empty, large] = [median(times[cache].empty), median(times[cache].large)]
          figures.push(figure(`${name}, empty room`, empty, 'ms'), figure(`${name}, 1 MB`, large, 'ms'))
          figures.push(figure(`${name}, 1 MB against empty`, large / empty, 'times', `at most ${MOST_TIMES}`))
        }
      }
      return figures
    } finally {
      await browser.close()
    }
  } finally {
    for (const members of processes) await members.kill()
    await server.remove()
  }
}
