import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { int, seeded } from '../support/random.ts'
import type { RedisServer } from '../support/redis_server.ts'
import type { RoomPage } from '../support/room_page.ts'
import { rounds } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'
import { startWriters, statusOf, stopWriters, type Writer } from '../support/writer.ts'

const KILLS = rounds(2, 50)
const HANGS = rounds(1, 5)
const LOSSES = rounds(1, 5)
/** A fault comes so long after a mark at the most, in milliseconds. */
const MOMENT_MS = 600
/** A hang lasts between the two, in milliseconds, and in any case until both have written more. */
const HANG_MS = [1_000, 5_000] as const

let scene: Scene
let redis: RedisServer
beforeAll(async () => {
  scene = await Scene.open({ store: 'redis' })
  if (!scene.redis) throw new Error('this server keeps its rooms in Redis')
  redis = scene.redis
})
afterAll(() => scene?.end())

/** Both write on while the store is away, see what the other wrote, and nothing of it is called saved. */
async function goesOn(
  pages: readonly [RoomPage, RoomPage],
  writers: readonly Writer[],
  when: string,
): Promise<void> {
  await until(`the pages know that not all is saved (${when})`, async () =>
    (await Promise.all(pages.map(statusOf))).every(({ state }) => state === 'saving'),
  )
  await Promise.all(writers.map((writer) => writer.more(2)))
  for (const page of pages) {
    expect((await statusOf(page)).state, when).toBe('saving')
    await page.waitForText((text) => writers.every(({ marks }) => text.includes(marks.at(-2) ?? '?')))
  }
}

/**
 * Waits until all that the first page's log holds now is saved; answers how long that took, in milliseconds.
 * Whatever a page calls saved meanwhile, the store has.
 */
async function savedAgain(
  roomId: string,
  pages: readonly [RoomPage, RoomPage],
  when: string,
): Promise<number> {
  const began = performance.now()
  const { version } = await statusOf(pages[0])
  const untrue: string[] = []
  await until(`what there was is saved (${when})`, async () => {
    for (const page of pages) untrue.push(...(await calledSaved(roomId, page)))
    return (await statusOf(pages[0])).saved >= version
  })
  expect(untrue, `called saved and not in the store (${when})`).toEqual([])
  return performance.now() - began
}

/** The marks that this page holds and calls saved, and that the store does not have. */
async function calledSaved(roomId: string, { page }: RoomPage): Promise<readonly string[]> {
  const text = await page.evaluate(() => {
    const { session, view } = window.tandem ?? {}
    const state = session?.status().state
    return state === 'saved' || state === 'synced' ? (view?.state.doc.toString() ?? '') : ''
  })
  const marks = [...countMarks(text).keys()]
  if (marks.length === 0) return []
  // Looked up after the page spoke: what is in the store stays there.
  const code = (await scene.server.room(roomId))?.code ?? ''
  return marks.filter((mark) => !code.includes(mark))
}

/** Once they stopped, all that they wrote is there once, for a late joiner too. Answers how many marks. */
async function everything(
  roomId: string,
  pages: readonly [RoomPage, RoomPage],
  writers: readonly Writer[],
): Promise<number> {
  const marks = await stopWriters(writers)
  const text = await scene.agreement(roomId, pages, 60_000)
  expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
  const eve = await scene.enter(roomId)
  expect(await eve.text()).toBe(text)
  for (const page of [...pages, eve]) await page.close()
  expect(scene.problems()).toEqual([])
  return marks.length
}

test(`Redis is killed ${KILLS} times while two type: they go on, and nothing is lost`, async () => {
  const random = seeded(30)
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 30)
  const waits: number[] = []
  for (let round = 0; round < KILLS; round++) {
    const when = `seed 30, round ${round}`
    await Promise.all(writers.map((writer) => writer.more(1)))
    await lasting(int(random, 0, MOMENT_MS))
    await redis.kill()
    await goesOn(pages, writers, when)
    await redis.start()
    // Saving goes on by itself.
    waits.push(await savedAgain(roomId, pages, when))
  }
  const marks = await everything(roomId, pages, writers)
  console.log(
    `${KILLS} kills of Redis, ${marks} marks, the longest wait ${Math.round(Math.max(...waits))} ms`,
  )
})

test(`Redis hangs ${HANGS} times while two type: they go on, and nothing is lost`, async () => {
  const random = seeded(31)
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 31)
  const waits: number[] = []
  for (let round = 0; round < HANGS; round++) {
    const when = `seed 31, round ${round}`
    await Promise.all(writers.map((writer) => writer.more(1)))
    redis.pause()
    await Promise.all([goesOn(pages, writers, when), lasting(int(random, ...HANG_MS))])
    redis.resume()
    waits.push(await savedAgain(roomId, pages, when))
  }
  const marks = await everything(roomId, pages, writers)
  console.log(
    `${HANGS} hangs of Redis, ${marks} marks, the longest wait ${Math.round(Math.max(...waits))} ms`,
  )
})

test(`Redis comes back empty ${LOSSES} times while two type: the host fills it again`, async () => {
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 32)
  for (let round = 0; round < LOSSES; round++) {
    const when = `seed 32, round ${round}`
    await Promise.all(writers.map((writer) => writer.more(2)))
    await redis.empty()
    await Promise.all(writers.map((writer) => writer.more(2)))
    const { version } = await statusOf(pages[0])
    await until(`what there was is saved (${when})`, async () => (await statusOf(pages[0])).saved >= version)
    await until(`the store has it (${when})`, async () => {
      const room = await scene.server.room(roomId)
      return room !== null && writers.every(({ marks }) => room.code.includes(marks[0] ?? '?'))
    })
  }
  console.log(`${LOSSES} losses of what Redis held, ${await everything(roomId, pages, writers)} marks`)
})
