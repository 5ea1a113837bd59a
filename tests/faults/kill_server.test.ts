import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { int, seeded } from '../support/random.ts'
import { rounds } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'
import { startWriters, statusOf, stopWriters } from '../support/writer.ts'

/** Where the server keeps its rooms, how often it is killed, and the seed of the moments. */
const STORES = [
  ['embedded', rounds(2, 50), 20],
  ['redis', rounds(1, 15), 21],
] as const
/** A kill comes so long after a mark at the most, in milliseconds: anywhere in what a page does with the server. */
const MOMENT_MS = 600
/** Marks that each writes while the server is away. */
const AWAY = 2

/** What Chromium itself says while the server is away. */
const SERVER_AWAY = /net::ERR_|WebSocket connection to|Failed to load resource/

describe.each(STORES)('with its %s store', (store, kills, seed) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ store })
  })
  afterAll(() => scene?.end())

  test(`the server is killed ${kills} times while two type: they go on without a pause, and nothing is lost`, async () => {
    const random = seeded(seed)
    const roomId = freshRoom()
    const pages = await scene.pair(roomId)
    const [ana, ben] = pages
    const writers = startWriters(pages, seed)
    const [byAna, byBen] = writers
    for (let round = 0; round < kills; round++) {
      await Promise.all(writers.map((writer) => writer.more(1)))
      await lasting(int(random, 0, MOMENT_MS))
      await scene.server.kill()
      const before = [byAna.marks.length, byBen.marks.length] as const
      await Promise.all(writers.map((writer) => writer.more(AWAY)))
      // Before the server is back, either has what the other wrote without it.
      const fromAna = byAna.marks.slice(before[0], before[0] + AWAY)
      const fromBen = byBen.marks.slice(before[1], before[1] + AWAY)
      await ben.waitForText((text) => fromAna.every((mark) => text.includes(mark)))
      await ana.waitForText((text) => fromBen.every((mark) => text.includes(mark)))
      for (const page of pages) expect(['saved', 'synced']).not.toContain((await statusOf(page)).state)
      expect((await statusOf(ben)).path, `round ${round}`).toBe('direct')
      await scene.server.start()
      await until(`the server is found again in round ${round}`, async () => {
        const both = await Promise.all(pages.map(statusOf))
        return both.every(({ server }) => server)
      })
    }
    const marks = await stopWriters(writers)
    const text = await scene.agreement(roomId, pages, 60_000)
    expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
    const eve = await scene.enter(roomId)
    expect(await eve.text()).toBe(text)
    console.log(`${kills} kills of the server (${store} store), ${marks.length} marks`)
    for (const page of [ana, ben, eve]) await page.close()
    expect(scene.problems().filter((problem) => !SERVER_AWAY.test(problem))).toEqual([])
  })
})
