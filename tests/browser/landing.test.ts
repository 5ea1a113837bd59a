import { afterAll, beforeAll, expect, test } from 'vitest'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('the start page lists the rooms one has been in, with their language, and forgets them when told', async () => {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  expect(await ana.at('visited-rooms').count()).toBe(0)
  const [first, second] = [freshRoom(), freshRoom()]
  await ana.page.goto(scene.server.roomUrl(first))
  await ana.editable()
  await ana.waitForPath('hosting')
  await ana.setLanguage('java')
  await until('it is Java', async () => (await ana.language()) === 'java')
  await ana.page.goto(scene.server.roomUrl(second))
  await ana.editable()
  await ana.page.goto(scene.server.url)
  await ana.at('visited-rooms').waitFor()
  const links = ana.at('visited-rooms').getByRole('link')
  expect(await links.allTextContents()).toEqual([
    expect.stringContaining(`${second}Python`),
    expect.stringContaining(`${first}Java`),
  ])

  await links.filter({ hasText: first }).click()
  await ana.editable()
  expect(ana.page.url()).toBe(scene.server.roomUrl(first))
  await ana.page.goBack()
  await ana.at('visited-rooms').waitFor()
  // The last visited is the first now.
  expect((await links.allTextContents())[0]).toContain(first)

  await ana.page.getByRole('button', { name: `Forget the room ${first}` }).press('Enter')
  await until('one is left', async () => (await links.count()) === 1)
  // The keyboard goes on with the next one.
  expect(await ana.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    `Forget the room ${second}`,
  )
  await ana.page.keyboard.press('Enter')
  await ana.at('visited-rooms').waitFor({ state: 'detached' })
  await ana.page.reload()
  await ana.at('new-room').waitFor()
  expect(await ana.at('visited-rooms').count()).toBe(0)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('an empty room says how to go on, until something was written once', async () => {
  const ana = await scene.enter(freshRoom())
  const hint = ana.page.locator('.cm-placeholder')
  expect(await hint.textContent()).toContain(
    'Share the link to write together. Ctrl+Shift+P shows everything.',
  )
  await ana.page.keyboard.type('x')
  await hint.waitFor({ state: 'detached' })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  expect(await hint.textContent()).toBe('Start typing, or drop a file here.')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('Q6: the start page says so when this network asked for too much, and rooms can still be opened', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await ana.page.route('**/api/rooms', (route) =>
    route.fulfill({ status: 429, headers: { 'retry-after': '60' }, json: {} }),
  )
  await ana.page.goto(scene.server.url)
  await ana.waitForWords('live-rooms-note', /asked for too much/)
  await ana.at('new-room').click()
  await ana.editable()
  await ana.close()
})
