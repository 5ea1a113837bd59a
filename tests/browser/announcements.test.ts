import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('P19: who joins, leaves or becomes host, and another language, are told politely', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  const ben = await scene.enter(roomId)
  await ben.waitForPath('direct')
  await ben.rename('Ben')
  await ana.waitForWords('notices', /joined/)
  await ana.rename('Ana')
  await until('ben knows ana', async () => (await ben.people()).some(({ label }) => label.startsWith('Ana')))
  await ana.setLanguage('cpp')
  await ben.waitForWords('notices', 'Ana set the language to C++')
  const cleo = await scene.enter(roomId)
  await cleo.waitForPath('direct')
  await cleo.rename('Cleo')
  await until('ben knows cleo', async () =>
    (await ben.people()).some(({ label }) => label.startsWith('Cleo')),
  )
  await cleo.close()
  await ben.waitForWords('notices', 'Cleo left')
  await ana.close()
  await ben.waitForWords('notices', 'Ana left')
  await ben.waitForWords('notices', 'You are now host')
  const region = ben.at('notices')
  expect(await region.getAttribute('aria-live')).toBe('polite')
  // Nothing of it interrupts whoever listens.
  expect(await ben.page.locator('[role=alert], [aria-live=assertive]').count()).toBe(0)
  await ben.close()
  expect(scene.problems()).toEqual([])
})
