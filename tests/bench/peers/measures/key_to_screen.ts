import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../../quantile.ts'
import type { Measure, Turn } from '../measure.ts'
import type { PeerPage } from '../peer_page.ts'
import { PeerRoom } from '../peer_room.ts'

/** Between two keys, in milliseconds, and as much again by chance: no beat with the screens' frames. */
const KEY_MS = 50
const HOLD_MS = 15
const WARM_UP_KEYS = 10
/** Past this the room has as many as it can have. */
export const MOST_MS = 200

interface Step {
  readonly members: number
  readonly typists: number
  readonly keys: number
  /** Rounds of a run that go so far. */
  readonly rounds: number
}
export const STEPS: readonly Step[] = [
  { members: 2, typists: 2, keys: 30, rounds: Number.POSITIVE_INFINITY },
  { members: 8, typists: 4, keys: 15, rounds: Number.POSITIVE_INFINITY },
  { members: 16, typists: 4, keys: 10, rounds: 1 },
  { members: 24, typists: 4, keys: 8, rounds: 1 },
  { members: 32, typists: 4, keys: 8, rounds: 1 },
]

/** One of them presses keys; answers how long each took to each of the others' screens. */
async function type(pages: readonly PeerPage[], typist: PeerPage, keys: number): Promise<number[]> {
  // Behind a new line: nobody writes one line for ever. Its own frames are over when the watch begins.
  await typist.goToEnd()
  await typist.page.keyboard.press('Enter')
  await typist.page.keyboard.press('Escape')
  await sleep(4 * KEY_MS)
  for (const page of pages) await page.goToEnd()
  for (const page of pages) await page.watch()
  await typist.goToEnd()
  for (let i = 0; i < keys; i++) {
    await typist.page.keyboard.press('y', { delay: HOLD_MS })
    await sleep(KEY_MS * (1 + Math.random()))
  }
  const { pressed } = await typist.noted(keys)
  const others = await Promise.all(pages.filter((page) => page !== typist).map((page) => page.noted(keys)))
  return others.flatMap(({ seen }) => pressed.slice(0, keys).map((at, i) => (seen[i] ?? Number.NaN) - at))
}

async function run({ product, round, quick, browser, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  try {
    const room = new PeerRoom(browser, running)
    for (const { members, typists, keys, rounds } of STEPS) {
      if (round >= rounds || (quick && members > 8)) continue
      await room.grow(members)
      const times: number[] = []
      for (let i = 0; i < typists; i++) {
        const typist = room.pages[Math.floor((i * members) / typists)]
        if (!typist) throw new Error('somebody types')
        if (i < 2) await type(room.pages, typist, WARM_UP_KEYS)
        times.push(...(await type(room.pages, typist, quick ? 5 : keys)))
      }
      results.add(`key_${members}`, product.name, quantile(times, 0.5))
      results.add(`key_${members}_p95`, product.name, quantile(times, 0.95))
      if (quantile(times, 0.95) > MOST_MS) break
    }
  } finally {
    await running.server.remove()
  }
}

/** From a key in one browser to the end of the frame that shows it in the others. */
export const keyToScreen: Measure = { name: 'key_to_screen', rounds: (ofRun) => ofRun, run }
