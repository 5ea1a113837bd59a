import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

declare global {
  interface Window {
    /** When the page tried to make a peer connection while it could not, by the page's own clock. */
    failedDials?: number[]
    /** Makes peer connections possible again. */
    mendPeers?: () => void
  }
}

/** Pauses between dials double from 0.5 s. */
const FAILURES = 4
/** The shortest that the pause after so many failures can be, in milliseconds: 4 s less a fifth. */
const PAUSE_MS = 3_200

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** From now on every attempt of the page to make a peer connection fails at once. */
const breakPeers = (room: RoomPage) =>
  room.page.evaluate(() => {
    const real = window.RTCPeerConnection
    const dials: number[] = []
    window.failedDials = dials
    window.mendPeers = () => {
      window.RTCPeerConnection = real
    }
    window.RTCPeerConnection = new Proxy(real, {
      construct() {
        dials.push(performance.now())
        throw new Error('there are no peer connections now')
      },
    })
    for (const connection of window.peerConnections ?? []) connection.close()
  })

const dials = (room: RoomPage) => room.page.evaluate(() => window.failedDials?.length ?? 0)

// Beside each other: they wait for pauses to grow.
test.concurrent.each([
  { name: 'online', happen: () => window.dispatchEvent(new Event('online')) },
  {
    name: 'the connection’s change',
    happen: () => {
      const { connection } = navigator as Navigator & { connection?: EventTarget }
      return connection?.dispatchEvent(new Event('change'))
    },
  },
])('a direct path that failed is tried at once on $name', async ({ happen }) => {
  const [host, guest] = await scene.pair(freshRoom())
  await breakPeers(guest)
  await guest.waitForPath('relay')
  await until('the pauses have grown', async () => (await dials(guest)) >= FAILURES, 30_000)
  const failed = await dials(guest)
  expect(await guest.page.evaluate(happen)).toBe(true)
  await until('it is dialled again', async () => (await dials(guest)) > failed)
  const [last = 0, next = 0] = (await guest.page.evaluate(() => window.failedDials ?? [])).slice(failed - 1)
  expect(next - last).toBeLessThan(PAUSE_MS)

  await guest.page.evaluate(() => window.mendPeers?.())
  await guest.page.evaluate(happen)
  await guest.waitForPath('direct')
  await guest.insertAtEnd('«b0»')
  await host.waitForText((text) => text === '«b0»')
  await host.close()
  await guest.close()
  expect(scene.problems()).toEqual([])
})
