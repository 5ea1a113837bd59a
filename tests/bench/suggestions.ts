import { randomUUID } from 'node:crypto'
import type {} from '../../client/debug_handle.ts'
import { Chromium } from '../support/chromium.ts'
import { fixtures } from '../support/fixtures.ts'
import { seeded } from '../support/random.ts'
import { RoomPage } from '../support/room_page.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'
import { type Figure, figure } from './figure.ts'
import { Members } from './members.ts'
import { median, quantile } from './quantile.ts'

const UNITS = 1_000_000
const PLACES = 100
const MOST_MS = 50
/** Beginnings of words that fit something everywhere. */
const WORDS = ['se', 're', 'fo', 'pr', 'im', 'st'] as const

declare global {
  interface Window {
    /** Milliseconds from each key to the list that it gave rise to. */
    suggestionTimes?: number[]
  }
}

/** Runs in the page. Its functions have no names: tsx would call a helper for them. */
function watchSuggestions(): void {
  const root = window.tandem?.view?.root
  if (!(root instanceof ShadowRoot)) throw new Error('the editor is in no shadow root')
  const times: number[] = []
  window.suggestionTimes = times
  let pressed: number | null = null
  root.addEventListener(
    'keydown',
    (event) => {
      if (event instanceof KeyboardEvent && /^[a-z]$/.test(event.key)) pressed = event.timeStamp
    },
    true,
  )
  new MutationObserver(() => {
    if (pressed === null || root.querySelector('.cm-tooltip-autocomplete li') === null) return
    times.push(performance.now() - pressed)
    pressed = null
  }).observe(root, { childList: true, subtree: true })
}

/** Python of so many units, as people write it. */
function source(units: number): string {
  const text = fixtures('python')
    .map((file) => file.text.replace(/\r\n?/g, '\n'))
    .join('\n')
  return text.repeat(Math.ceil(units / text.length)).slice(0, units)
}

/**
 * In a room with a megabyte of Python on the real page: from a pressed key to the list of suggestions in the page, for
 * the first letter of a word, where the place is looked at, and for the second, where the list is made shorter. At places
 * all over the text, each on a new line.
 */
export async function suggestions(): Promise<Figure[]> {
  const server = await ServerProcess.run()
  const host = await Members.start()
  try {
    const browser = await Chromium.launch()
    try {
      const roomId = randomUUID()
      await host.enter(server.url, roomId, 'relay', 1)
      const text = source(UNITS)
      await host.insert(text)
      const room = await RoomPage.enter(browser, server.roomUrl(roomId))
      const { page } = room
      await until('the page has the text', async () => (await room.text()).length === text.length)
      await until('suggestions are there', () =>
        page.evaluate(() => {
          window.tandem?.view?.dispatch({})
          return window.tandem?.view?.contentDOM.hasAttribute('aria-autocomplete') ?? false
        }),
      )
      // In the first seconds the page still parses.
      await until('the text is parsed', () =>
        page.evaluate(() => window.tandem?.parsed() === window.tandem?.view?.state.doc.length),
      )
      await page.evaluate(watchSuggestions)
      const count = () => page.evaluate(() => window.suggestionTimes?.length ?? 0)
      const random = seeded(1)
      for (let place = 0; place < PLACES; place++) {
        await page.evaluate((share) => {
          const view = window.tandem?.view
          if (!view) throw new Error('the editor is not there')
          const { doc } = view.state
          let line = doc.lineAt(Math.floor(share * doc.length))
          while (line.number < doc.lines && !/^ +\w[\w.]* = .*\)$/.test(line.text))
            line = doc.line(line.number + 1)
          view.focus()
          view.dispatch({ selection: { anchor: line.to }, scrollIntoView: true })
        }, random())
        await page.keyboard.press('Enter')
        for (const letter of WORDS[place % WORDS.length] ?? '') {
          const before = await count()
          await page.keyboard.press(letter)
          await until('there is a list', async () => (await count()) > before)
        }
        await page.keyboard.press('Escape')
      }
      const times = await page.evaluate(() => window.suggestionTimes ?? [])
      const first = times.filter((_, index) => index % 2 === 0)
      const second = times.filter((_, index) => index % 2 === 1)
      const against = `at most ${MOST_MS}`
      return [
        figure('suggestions: key to list, 1 MB, p95', quantile(first, 0.95), 'ms', against),
        figure('suggestions: key to list, 1 MB, median', median(first), 'ms'),
        figure('suggestions: next key to list, 1 MB, p95', quantile(second, 0.95), 'ms', against),
        figure('suggestions: next key to list, 1 MB, median', median(second), 'ms'),
      ]
    } finally {
      await browser.close()
    }
  } finally {
    await host.kill()
    await server.remove()
  }
}
