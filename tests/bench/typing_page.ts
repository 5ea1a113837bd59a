import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EditorView } from '@codemirror/view'
import type { Page } from 'playwright-core'
import { build, preview } from 'vite'
import type {} from '../../client/debug_handle.ts'
import { Chromium } from '../support/chromium.ts'
import { fixtures } from '../support/fixtures.ts'
import { RoomPage } from '../support/room_page.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'
import type {} from './bare_page/bare_page.ts'
import { type Figure, figure } from './figure.ts'
import { Members } from './members.ts'
import { quantile } from './quantile.ts'

const UNITS = 100_000
const PARTNERS = 5
/** Five characters a second each. */
const PACE_MS = 200
/** The two editors take turns so often, with so many keys each time: a busy moment of the machine meets both. */
const ROUNDS = 28
const KEYS = 40
const WARM_UP_KEYS = 40
/** Keys after each turn that do not count: a page that comes to the front draws itself first. */
const FIRST_KEYS = 4
/** So many keys the partners press at a time. */
const PARTNER_KEYS = 5
/** From letting a key go to the next, in milliseconds, and as much again by chance: no beat with the screen's frames. */
const KEY_MS = 40
/**
 * How long a key is held down, in milliseconds. One that is let go while its frame is made would be measured with the
 * pause that Chromium makes after it.
 */
const HOLD_MS = 40
/** Lines from the end that the caret is put to. */
const LINES_BEFORE = 8
/** How many times the editor's own figure the room's may be. */
const MOST_TIMES = 1.05

declare global {
  interface Window {
    /** Milliseconds from each key to the end of the frame that shows it. */
    keyTimes?: number[]
  }
}

/** The editor's page by itself, built and served apart from the product. */
async function serveBare(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const root = fileURLToPath(new URL('./bare_page', import.meta.url))
  const outDir = await mkdtemp(join(tmpdir(), 'tandem-bare-'))
  await build({ root, configFile: false, logLevel: 'silent', build: { outDir, target: 'es2022' } })
  const served = await preview({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const [url] = served.resolvedUrls?.local ?? []
  if (url === undefined) throw new Error('the page is served')
  const close = async () => {
    await served.close()
    await rm(outDir, { recursive: true, force: true })
  }
  return { url, close }
}

/** Notes how long each key takes to the end of its frame. Functions in the page have no names: see open_large.ts. */
function watchKeys(): void {
  window.keyTimes = []
  window.addEventListener(
    'keydown',
    (event) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => window.keyTimes?.push(performance.now() - event.timeStamp)
        port2.postMessage(null)
      })
    },
    true,
  )
}

/** Presses so many keys; answers what each took. */
async function press(page: Page, keys: number): Promise<number[]> {
  await page.evaluate(() => {
    window.keyTimes = []
  })
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press(i % 12 === 11 ? 'Enter' : 'y', { delay: HOLD_MS })
    await page.waitForTimeout(KEY_MS * (1 + Math.random()))
  }
  return until('all frames are there', async () => {
    const times = await page.evaluate(() => window.keyTimes ?? [])
    return times.length >= keys && times
  })
}

/** The caret goes so many lines before the end, where the others type, and so does the screen. */
function goToEnd(linesBefore: number): Promise<void> {
  const view: EditorView | null | undefined = window.bareView ?? window.tandem?.view
  if (!view) throw new Error('the editor is not there')
  const { doc } = view.state
  view.focus()
  view.dispatch({ selection: { anchor: doc.line(doc.lines - linesBefore).to }, scrollIntoView: true })
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
}

/**
 * How long a key takes to the frame that shows it: on the page of a room's host while five partners type on the same
 * screen, against the same CodeMirror set-up alone on a machine as busy, in turns.
 */
export async function typingPage(): Promise<Figure[]> {
  const text = fixtures('python')
    .map((file) => file.text.replace(/\r\n?/g, '\n'))
    .join('\n')
  const long = text.repeat(Math.ceil(UNITS / text.length)).slice(0, UNITS)
  const server = await ServerProcess.run({ env: { CONNECTIONS_PER_MINUTE: '0' } })
  const bare = await serveBare()
  const members = await Members.start()
  try {
    const browser = await Chromium.launch()
    try {
      const roomId = randomUUID()
      const room = await RoomPage.enter(browser, server.roomUrl(roomId))
      await room.waitForPath('hosting')
      await members.enter(server.url, roomId, 'direct', PARTNERS)
      await room.paste(long)
      const alone = await (await browser.person()).newPage()
      await alone.goto(bare.url)
      await until('the editor is there', () => alone.evaluate(() => window.bareView !== undefined))
      await alone.evaluate((insert) => window.bareView?.dispatch({ changes: { from: 0, insert } }), long)
      for (const page of [room.page, alone]) {
        await page.evaluate(watchKeys)
      }
      // The partners' work is other machines' in life, and this one's here: they type all the while.
      const on = async (page: Page, keys: number): Promise<number[]> => {
        await page.bringToFront()
        for (const linesBefore of [0, LINES_BEFORE]) await page.evaluate(goToEnd, linesBefore)
        let done = false
        const partners = async () => {
          while (!done) await members.type(PARTNERS, PARTNER_KEYS, PACE_MS)
        }
        const [times] = await Promise.all([
          press(page, FIRST_KEYS + keys).finally(() => {
            done = true
          }),
          partners(),
        ])
        return times.slice(FIRST_KEYS)
      }
      const inRoom = (keys: number) => on(room.page, keys)
      const byItself = (keys: number) => on(alone, keys)
      await inRoom(WARM_UP_KEYS)
      await byItself(WARM_UP_KEYS)
      const times = { alone: [] as number[], room: [] as number[] }
      for (let i = 0; i < ROUNDS; i++) {
        times.alone.push(...(await byItself(KEYS)))
        times.room.push(...(await inRoom(KEYS)))
      }
      const of = (which: 'room' | 'alone', share: number) => quantile(times[which], share)
      const name = `typing_page: key to frame in ${UNITS / 1_000} kB`
      return [
        figure(`${name}, alone, median`, of('alone', 0.5), 'ms'),
        figure(`${name}, alone, 99 of 100`, of('alone', 0.99), 'ms'),
        figure(`${name}, ${PARTNERS} partners typing, median`, of('room', 0.5), 'ms'),
        figure(`${name}, ${PARTNERS} partners typing, 99 of 100`, of('room', 0.99), 'ms'),
        figure(
          `${name}, partners against alone, 99 of 100`,
          of('room', 0.99) / of('alone', 0.99),
          'times',
          `at most ${MOST_TIMES}`,
        ),
      ]
    } finally {
      await browser.close()
    }
  } finally {
    await members.kill()
    await bare.close()
    await server.remove()
  }
}
