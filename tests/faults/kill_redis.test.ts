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

const KILLS = rounds(3, 50)
const HANGS = rounds(1, 5)
const LOSSES = rounds(1, 5)
/** A fault comes so long after a mark at the most, in milliseconds. */
const MOMENT_MS = 600

let scene: Scene
let redis: RedisServer
beforeAll(async () => {
  scene = await Scene.open({ store: 'redis' })
  if (!scene.redis) throw new Error('this server keeps its rooms in Redis')
  redis = scene.redis
})
afterAll(() => scene?.end())

/** Both write on while the store is away, see what the other wrote, and nothing of it is called saved. */
async function goesOn(pages: readonly [RoomPage, RoomPage], writers: readonly Writer[]): Promise<void> {
  await until('the pages know that not all is saved', async () =>
    (await Promise.all(pages.map(statusOf))).every(({ state }) => state === 'saving'),
  )
  await Promise.all(writers.map((writer) => writer.more(2)))
  for (const page of pages) {
    expect((await statusOf(page)).state).toBe('saving')
    await page.waitForText((text) => writers.every(({ marks }) => text.includes(marks.at(-2) ?? '?')))
  }
}

async function everything(
  roomId: string,
  pages: readonly [RoomPage, RoomPage],
  writers: readonly Writer[],
): Promise<void> {
  const marks = await stopWriters(writers)
  const text = await scene.agreement(roomId, pages, 60_000)
  expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
  const eve = await scene.enter(roomId)
  expect(await eve.text()).toBe(text)
  for (const page of [...pages, eve]) await page.close()
  expect(scene.problems()).toEqual([])
}

test(`Redis is killed ${KILLS} times while two type: they go on, and nothing is lost`, async () => {
  const random = seeded(30)
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 30)
  for (let round = 0; round < KILLS; round++) {
    await Promise.all(writers.map((writer) => writer.more(1)))
    await lasting(int(random, 0, MOMENT_MS))
    await redis.kill()
    await goesOn(pages, writers)
    await redis.start()
    // Saving goes on by itself.
    const { version } = await statusOf(pages[0])
    await until(
      `what there was in round ${round} is saved`,
      async () => (await statusOf(pages[0])).saved >= version,
    )
  }
  await everything(roomId, pages, writers)
})

test(`Redis hangs ${HANGS} times while two type: they go on, and nothing is lost`, async () => {
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 31)
  for (let round = 0; round < HANGS; round++) {
    await Promise.all(writers.map((writer) => writer.more(1)))
    redis.pause()
    await goesOn(pages, writers)
    redis.resume()
    const { version } = await statusOf(pages[0])
    await until(
      `what there was in round ${round} is saved`,
      async () => (await statusOf(pages[0])).saved >= version,
    )
  }
  await everything(roomId, pages, writers)
})

test(`Redis comes back empty ${LOSSES} times while two type: the host fills it again`, async () => {
  const roomId = freshRoom()
  const pages = await scene.pair(roomId)
  const writers = startWriters(pages, 32)
  for (let round = 0; round < LOSSES; round++) {
    await Promise.all(writers.map((writer) => writer.more(2)))
    await redis.empty()
    await Promise.all(writers.map((writer) => writer.more(2)))
    const { version } = await statusOf(pages[0])
    await until(
      `what there was in round ${round} is saved`,
      async () => (await statusOf(pages[0])).saved >= version,
    )
    await until(`the store has it in round ${round}`, async () => {
      const room = await scene.server.room(roomId)
      return room !== null && writers.every(({ marks }) => room.code.includes(marks[0] ?? '?'))
    })
  }
  await everything(roomId, pages, writers)
})
