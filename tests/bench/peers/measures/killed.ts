import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Chromium } from '../../../support/chromium.ts'
import { until } from '../../../support/until.ts'
import type { Measure, Turn } from '../measure.ts'
import { PeerPage } from '../peer_page.ts'
import { PeerRoom } from '../peer_room.ts'
import type { Running } from '../product.ts'

const PACE_MS = 50
/** Typing before the kill and after all is well again; and, at the least, the server's absence. */
const BEFORE_MS = 1_500
const AWAY_MS = 2_000
const AGAIN_MS = 40_000
/** Until what was typed last is certainly stored, where a product does not say it. */
const STORED_MS = 3_000

/** As the pages' clock has it. */
const clock = (): number => performance.timeOrigin + performance.now()

const missing = (text: string, prefix: string, count: number): number =>
  Array.from({ length: count }, (_, i) => i).filter((i) => !text.includes(`<${prefix}${i}>`)).length

/** Milliseconds from the kill to the first later edit of one page on another's screen. */
async function nextEdit(typist: PeerPage, reader: PeerPage, killedAt: number): Promise<number> {
  return until(
    'an edit after the kill is on the other screen',
    async () => {
      const written = await typist.page.evaluate(() => window.marks?.written ?? [])
      const first = written.findIndex((at) => at > killedAt)
      const seen = (await reader.marksSeen('a')).filter((at, i) => first >= 0 && i >= first && at > 0)
      return seen.length > 0 && Math.min(...seen) - killedAt
    },
    AGAIN_MS,
  )
}

/** So many edits of one page are nowhere to be found on a screen, even once all had the time to come. */
async function lost(pages: readonly PeerPage[], prefix: string, count: number): Promise<number> {
  const look = async (): Promise<number> =>
    Math.max(...(await Promise.all(pages.map(async (page) => missing(await page.text(), prefix, count)))))
  await until('all edits are there', async () => (await look()) === 0).catch(() => undefined)
  return look()
}

async function killServer({ product, browser, results }: Turn, running: Running): Promise<void> {
  const room = new PeerRoom(browser, running)
  await room.grow(2)
  const [reader, typist] = room.pages
  if (!reader || !typist) throw new Error('two are there')
  await reader.mark('b', 0)
  await typist.mark('a', PACE_MS)
  await sleep(BEFORE_MS * (1 + Math.random()))
  const killedAt = clock()
  const back = running.server.kill().then(async () => {
    await sleep(AWAY_MS)
    await running.server.start()
  })
  const [took] = await Promise.all([nextEdit(typist, reader, killedAt), back])
  results.add('server_killed', product.name, took)
  const { length } = await typist.endMarks()
  let gone = await lost([reader, typist], 'a', length)
  if (product.keeps) {
    // What somebody reads who comes when all have left.
    await sleep(STORED_MS)
    for (const page of room.pages) await page.close()
    const late = await PeerPage.enter(browser, running, room.roomId)
    gone = Math.max(gone, await lost([late], 'a', length))
  }
  results.add('server_lost', product.name, gone)
}

/** The host is in a browser of its own, and types as well. */
async function killHost({ product, browser, results }: Turn, running: Running): Promise<void> {
  const own = await Chromium.launch()
  let over = false
  try {
    const roomId = randomUUID()
    const host = await PeerPage.enter(own, running, roomId)
    await host.connected(1)
    const reader = await PeerPage.enter(browser, running, roomId)
    const typist = await PeerPage.enter(browser, running, roomId)
    for (const page of [reader, typist]) await page.connected(3)
    await reader.mark('b', 0)
    await typist.mark('a', PACE_MS)
    await host.mark('h', PACE_MS)
    await sleep(BEFORE_MS * (1 + Math.random()))
    const killedAt = clock()
    over = true
    await own.kill()
    const took = await nextEdit(typist, reader, killedAt)
    results.add('host_killed', product.name, took)
    const { length } = await typist.endMarks()
    const ofHost = Math.max(
      ...(await Promise.all([reader, typist].map(async (page) => (await page.marksSeen('h')).length))),
    )
    const gone = (await lost([reader, typist], 'a', length)) + (await lost([reader, typist], 'h', ofHost))
    results.add('host_lost', product.name, gone)
  } finally {
    if (!over) await own.kill()
  }
}

async function run(turn: Turn): Promise<void> {
  const { product, results } = turn
  const running = await product.start(turn.pages)
  try {
    await killServer(turn, running)
    if (product.hosted) await killHost(turn, running)
    else
      for (const figure of ['host_killed', 'host_lost']) results.lacks(figure, product.name, 'does not apply')
  } finally {
    await running.server.remove()
  }
}

/** SIGKILL of the server, which is started again two seconds later, and of the host's browser, while people type. */
export const killed: Measure = { name: 'killed', rounds: (ofRun) => ofRun, run }
