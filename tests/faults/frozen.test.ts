import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rounds, WHOLE } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'
import { Writer } from '../support/writer.ts'

/** How long the lid is closed, in milliseconds: longer than the server waits for a sign of life. */
const LID_MS = rounds(12, 60) * 1_000

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** What Chromium itself says of connections that ended meanwhile. */
const AWAY = /net::ERR_|WebSocket connection to|WebSocket is already in CLOSING/

test.each(WHOLE ? (['host', 'guest'] as const) : (['host'] as const))(
  `a machine stands still for ${LID_MS / 1_000} s, as %s: the others go on, and afterwards all have all`,
  async (part) => {
    const roomId = freshRoom()
    const [lid, other] = [await scene.anotherBrowser(), await scene.anotherBrowser()]
    const first = await scene.enter(roomId, part === 'host' ? lid : other)
    await first.waitForPath('hosting')
    const second = await scene.enter(roomId, part === 'host' ? other : lid)
    await second.waitForPath('direct')
    const third = await scene.enter(roomId, await scene.anotherBrowser())
    await third.waitForPath('direct')
    const [asleep, awake] = part === 'host' ? [first, second] : [second, first]

    const sleeper = new Writer(asleep, 's', 1)
    await sleeper.more(2)
    await sleeper.stop()
    // Its last keys are pressed just before the lid is closed.
    await asleep.insertAtEnd('«last»')
    const writers = [new Writer(awake, 'a', 2), new Writer(third, 'b', 3)]
    lid.pause()
    try {
      const began = performance.now()
      if (part === 'host')
        await until(
          'somebody else is host',
          async () => (await awake.status()).path === 'hosting' || (await third.status()).path === 'hosting',
          60_000,
        )
      await Promise.all(writers.map((writer) => writer.more(2)))
      await lasting(Math.max(0, LID_MS - (performance.now() - began)))
    } finally {
      lid.resume()
    }
    await Promise.all(writers.map((writer) => writer.more(2)))
    for (const writer of writers) await writer.stop()

    const text = await scene.agreement(roomId, [first, second, third], 90_000)
    const marks = [...sleeper.marks, '«last»', ...writers.flatMap((writer) => writer.marks)]
    expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
    const hosts = await Promise.all(
      [first, second, third].map(async (page) => (await page.status()).path === 'hosting'),
    )
    expect(hosts.filter(Boolean)).toHaveLength(1)
    if (part === 'host') expect((await asleep.status()).path).not.toBe('hosting')
    for (const page of [first, second, third]) await page.close()
    expect(scene.problems().filter((problem) => !AWAY.test(problem))).toEqual([])
  },
)
