import { setTimeout as sleep } from 'node:timers/promises'
import { quantile } from '../../quantile.ts'
import type { Measure, Turn } from '../measure.ts'
import type { PeerPage } from '../peer_page.ts'
import { PeerRoom } from '../peer_room.ts'

/** Between two keys, in milliseconds, and as much again by chance: no beat with the screens' frames. */
const KEY_MS = 50
const HOLD_MS = 15
/** These do not count: a page that is typed into anew draws more than the key. */
const FIRST_KEYS = 3
/** So much is typed before it counts, by two at once, that the engines of all pages have compiled what they run;
 * not in the largest rooms, where the machine would be at it for minutes. */
const WARM_UP = { edits: 100, everyMs: 25, members: 8 }
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
  { members: 12, typists: 2, keys: 10, rounds: 1 },
  { members: 16, typists: 2, keys: 10, rounds: 1 },
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
  for (let i = 0; i < FIRST_KEYS + keys; i++) {
    await typist.page.keyboard.press('y', { delay: HOLD_MS })
    await sleep(KEY_MS * (1 + Math.random()))
  }
  const noted = await Promise.all(pages.map((page) => page.noted(FIRST_KEYS + keys)))
  const pressed = noted[pages.indexOf(typist)]?.pressed ?? []
  return noted
    .filter((_, i) => pages[i] !== typist)
    .flatMap(({ seen }) => pressed.map((at, i) => (seen[i] ?? Number.NaN) - at).slice(FIRST_KEYS))
}

async function warmUp(room: PeerRoom): Promise<void> {
  const typists = [room.pages[0], room.pages.at(-1)].filter((page) => page !== undefined)
  const length = await room.even()
  for (const page of room.pages) await page.goToEnd()
  await Promise.all(typists.map((page) => page.edit(WARM_UP.edits, WARM_UP.everyMs)))
  for (const page of room.pages) await page.hasLength(length + typists.length * WARM_UP.edits)
}

async function run({ product, round, quick, browser, pages, results }: Turn): Promise<void> {
  const running = await product.start(pages)
  try {
    const room = new PeerRoom(browser, running)
    for (const { members, typists, keys, rounds } of STEPS) {
      if (round >= rounds || (quick && members > 8)) continue
      await room.grow(members)
      if (members <= WARM_UP.members) await warmUp(room)
      const all: number[] = []
      for (let i = 0; i < typists; i++) {
        const typist = room.pages[Math.floor((i * members) / typists)]
        if (!typist) throw new Error('somebody types')
        const times = await type(room.pages, typist, quick ? 5 : keys)
        results.add(`key_${members}`, product.name, quantile(times, 0.5))
        results.add(`key_${members}_p95`, product.name, quantile(times, 0.95))
        all.push(...times)
      }
      if (quantile(all, 0.95) > MOST_MS) break
    }
  } finally {
    await running.server.remove()
  }
}

/** From a key in one browser to the end of the frame that shows it in the others. */
export const keyToScreen: Measure = { name: 'key_to_screen', rounds: (ofRun) => ofRun, run }
