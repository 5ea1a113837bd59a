import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'

/** What Chromium itself says while the server is away. */
const SERVER_AWAY = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/

describe.each(['embedded', 'redis'] as const)('the server is restarted (%s store)', (store) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ store })
  })
  afterAll(() => scene?.end())

  const problems = () => scene.problems().filter((problem) => !SERVER_AWAY.test(problem))

  test.each(['stopped', 'killed'] as const)(
    '%s while nobody is there: room, language and text are kept',
    async (how) => {
      const roomId = freshRoom()
      const ana = await scene.enter(roomId)
      await ana.setLanguage('typescript')
      await ana.typeAtEnd('const kept = «a0»')
      const before = await scene.agreement(roomId, [ana])
      await ana.close()
      const stored = await scene.server.room(roomId)

      if (how === 'stopped') expect(await scene.server.stop()).toBe(0)
      else await scene.server.kill()
      await scene.server.start()

      const again = await scene.server.room(roomId)
      expect(again?.code).toBe(stored?.code)
      expect(again?.language).toBe('typescript')
      const ben = await scene.enter(roomId)
      expect(await ben.text()).toBe(before)
      expect(await ben.pickedLanguage()).toBe('typescript')
      await ben.insertAtEnd(' «b0»')
      expect(countMarks(await scene.agreement(roomId, [ben]))).toEqual(
        new Map([
          ['«a0»', 1],
          ['«b0»', 1],
        ]),
      )
      await ben.close()
      expect(problems()).toEqual([])
    },
  )

  test('stopped while two type: they go on without it, and it has everything afterwards', async () => {
    const roomId = freshRoom()
    const [ana, ben] = await scene.pair(roomId)
    await ana.insertAtEnd('«a0»')
    await scene.agreement(roomId, [ana, ben])

    expect(await scene.server.stop()).toBe(0)
    for (let i = 1; i <= 5; i++) {
      await ana.insertAtEnd(`«a${i}»`)
      await ben.insertAtEnd(`«b${i}»`)
    }
    const all = (text: string) => countMarks(text).size === 11
    await ana.waitForText(all)
    await ben.waitForText(all)
    // Nothing may be called saved that is not.
    for (const page of [ana, ben])
      await until('the page does not say saved', async () => {
        const { state } = await page.status()
        return state !== 'saved' && state !== 'synced'
      })

    await scene.server.start()
    const text = await scene.agreement(roomId, [ana, ben])
    expect([...countMarks(text).values()]).toEqual(Array.from({ length: 11 }, () => 1))
    await ana.close()
    await ben.close()
    expect(problems()).toEqual([])
  })
})
