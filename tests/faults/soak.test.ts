import { expect, test } from 'vitest'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { World } from '../sim/world.ts'
import { heldBytes } from '../support/memory.ts'
import { int, pick, seeded } from '../support/random.ts'
import { rounds } from '../support/rounds.ts'

const MINUTE_MS = 60_000
const MIB = 1_024 * 1_024
/** Two show a leak in every page or in the server; `npm run test:faults` lets 24 live three times as long. */
const ROOMS = rounds(2, 24)
/**
 * What a room's life is cut into, and how much of its beginning is warm-up: logs and caches still fill up then, on the
 * slowest networks for ten minutes.
 */
const SLICE_MINUTES = 1
const SLICES = rounds(20, 60)
const WARM_UP = rounds(10, 24)

/** Noise of a room: logs grow by thousands of entries and are cut, on every page and in the store. */
const NOISE_BYTES = 2 * MIB
/** All rooms together may grow by no more than this in an hour of one room, in the mean. */
const GROWTH_BYTES_PER_HOUR = 1 * MIB

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

/**
 * A room's minute: three to five people type, and who has been there longest goes, or dies, so that nobody stays for
 * more than some minutes.
 */
async function liveOn(world: World, random: () => number): Promise<void> {
  const [oldest] = world.living
  if (oldest && world.living.length >= 3) {
    if (random() < 0.5) oldest.leave()
    else oldest.kill()
  }
  while (world.living.length < 3) world.open()
  if (random() < 0.5 && world.living.length < 5) world.open()
  // The world remembers every page that ever was, and its links; a browser that was closed is gone.
  const { pages } = world
  for (const page of pages.splice(0, pages.length, ...world.living)) if (!page.alive) page.dialer.stop('left')
  for (let ms = 0; ms < SLICE_MINUTES * MINUTE_MS; ms += 250) {
    const ready = world.living.filter(({ loaded }) => loaded)
    if (ready.length > 0) {
      const page = pick(random, ready)
      const { length } = page.textOf(MAIN_FILE)
      // The text stays about as long as it is.
      const from = int(random, 0, length)
      if (length > 2_000)
        page.edit(MAIN_FILE, Math.min(from, length - 500), Math.min(from, length - 500) + 400, '')
      else page.edit(MAIN_FILE, from, from, random() < 0.1 ? '\n' : 'word ')
      page.session.setTyping(true)
    }
    await world.run(250)
  }
}

/** What is held after each slice of one room's life, in bytes. */
async function soak(seed: number): Promise<{ readonly held: number[]; readonly version: number }> {
  const world = new World({ seed, cursors: true, isPrivate: false })
  const random = seeded(seed)
  const held: number[] = []
  for (let slice = 0; slice < SLICES; slice++) {
    await liveOn(world, random)
    held.push(heldBytes())
  }
  world.calm()
  const done = await world.runUntil(() => {
    const [first, ...others] = world.living
    const text = first?.textOf(MAIN_FILE)
    return (
      text !== undefined && others.every((page) => page.textOf(MAIN_FILE).eq(text)) && world.host !== null
    )
  }, 5 * MINUTE_MS)
  expect(done).toBe(true)
  return { held, version: world.host?.session.status().version ?? 0 }
}

test(`B9: ${ROOMS} rooms live for ${SLICES * SLICE_MINUTES} minutes each, and memory does not grow with it`, async () => {
  const growths: number[] = []
  for (let room = 0; room < ROOMS; room++) {
    const { held, version } = await soak(1 + room)
    // On the slowest networks a guest's keys wait for the way and join.
    expect(version).toBeGreaterThan(SLICES * 50)
    const warm = held.slice(WARM_UP)
    const third = Math.ceil(warm.length / 3)
    const growth = median(warm.slice(-third)) - median(warm.slice(0, third))
    const hours = ((warm.length - third) * SLICE_MINUTES) / 60
    growths.push(growth / hours)
    console.info(
      `room ${room + 1}: ${version} entries, ${(growth / 1_024).toFixed(0)} KiB more in ${hours.toFixed(2)} h`,
      `(${held.map((bytes) => (bytes / MIB).toFixed(1)).join(' ')} MiB)`,
    )
    expect(growth).toBeLessThan(NOISE_BYTES)
  }
  const mean = growths.reduce((sum, growth) => sum + growth, 0) / growths.length
  console.info(`mean growth: ${(mean / 1_024).toFixed(0)} KiB an hour`)
  // A slice is too short to tell noise from growth by the hour.
  if (SLICES >= 60) expect(mean).toBeLessThan(GROWTH_BYTES_PER_HOUR)
})
