import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** Headless pages are always in front: the page is told otherwise. */
async function turn(room: RoomPage, state: DocumentVisibilityState): Promise<void> {
  await room.page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)
}
const icon = (room: RoomPage) => room.page.locator('link[rel=icon]').getAttribute('href')

test('title and icon of a tab out of sight show that others have edited, until one looks', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  const quiet = await ana.page.title()
  const usual = await icon(ana)
  expect(quiet).toBe(`${roomId.slice(0, 10)}… · Tandem`)
  // In front nothing is news.
  await ben.insertAtEnd('«b0»')
  await ana.waitForText((text) => text.includes('«b0»'))
  expect(await ana.page.title()).toBe(quiet)

  await turn(ana, 'hidden')
  expect(await ana.page.title()).toBe(quiet)
  await ben.insertAtEnd('«b1»')
  await until('the title says so', async () => (await ana.page.title()) === `● ${quiet}`)
  expect(await icon(ana)).toMatch(/^data:image\/svg\+xml,/)

  await turn(ana, 'visible')
  await until('it is as before', async () => (await ana.page.title()) === quiet)
  expect(new URL((await icon(ana)) ?? '', scene.server.url).pathname).toBe(usual)
  // One's own edits are none.
  await turn(ana, 'hidden')
  await ana.insertAtEnd('«a0»')
  await ben.waitForText((text) => text.includes('«a0»'))
  expect(await ana.page.title()).toBe(quiet)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})
