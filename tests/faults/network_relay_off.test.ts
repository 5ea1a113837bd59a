import { afterAll, beforeAll, expect, test } from 'vitest'
import { NetworkScene } from '../support/network_scene.ts'
import { WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import { until } from '../support/until.ts'
import { startWriters } from '../support/writer.ts'

let network: NetworkScene
beforeAll(async () => {
  network = await NetworkScene.open({ RELAY: 'off' })
})
afterAll(() => network?.end())

test.runIf(WHOLE)(
  'UDP is blocked in the middle where the server relays nothing: the page says so, and all is kept',
  async () => {
    const roomId = freshRoom()
    const pages = await network.pair(roomId)
    const [, ben] = pages
    const writers = startWriters(pages, 20)
    await Promise.all(writers.map((writer) => writer.more(3)))
    network.udp.block()
    await until('the page says what is wrong', async () =>
      (await ben.at('advice').allTextContents()).some((words) =>
        words.includes('No direct path to the host'),
      ),
    )
    expect(await ben.status()).toMatchObject({ state: 'reconnecting', path: 'none' })
    await Promise.all(writers.map((writer) => writer.more(3)))
    network.udp.open()
    await network.directly(ben)
    await ben.at('advice').waitFor({ state: 'detached' })
    await network.expectAll(roomId, writers)
    expect(await network.relayed()).toBe(0)
  },
)
