import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { isInText } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

/** Longer than a line stays, in milliseconds on the page's clock. */
const LONG_MS = 6_000

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** A person whose page's clock can be put forward, in a room, once lines can be held and swiped there. */
async function enter(): Promise<RoomPage> {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await ana.page.clock.install()
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.waitForPath('hosting')
  await ana.waitForSaved()
  await ana.page.locator('[data-testid=notices][data-plain=false]').waitFor({ state: 'attached' })
  return ana
}

const toasts = (room: RoomPage) => room.at('notices').locator('[data-stays]')
const isGone = (room: RoomPage) => toasts(room).first().waitFor({ state: 'detached' })

/** Has the page say something that goes by itself. */
async function say(room: RoomPage): Promise<void> {
  await room.type('')
  await room.page.keyboard.press('Control+s')
  await toasts(room).first().waitFor()
}

test('a line is told politely, goes by itself, and stays as long as the pointer or the focus is on it', async () => {
  const ana = await enter()
  await say(ana)
  expect(await toasts(ana).count()).toBe(1)
  const live = ana.page.locator('[data-testid=notices], [data-testid=notices] [aria-live]')
  expect(await live.evaluateAll((all) => all.map((one) => one.getAttribute('aria-live')))).toEqual([
    'polite',
    'polite',
  ])
  for (const colorScheme of ['light', 'dark'] as const) {
    await ana.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await complaints(ana), colorScheme).toEqual([])
  }
  await ana.page.clock.fastForward(LONG_MS)
  await isGone(ana)

  await say(ana)
  await toasts(ana).first().hover()
  await ana.page.clock.fastForward(LONG_MS)
  expect(await toasts(ana).count()).toBe(1)
  await ana.page.mouse.move(300, 300)
  await ana.page.clock.fastForward(LONG_MS)
  await isGone(ana)

  await say(ana)
  await ana.page.keyboard.press('F8')
  await ana.page.keyboard.press('Tab')
  await toasts(ana).and(ana.page.locator(':focus')).waitFor()
  await ana.page.clock.fastForward(LONG_MS)
  expect(await toasts(ana).count()).toBe(1)
  // Whoever is on it comes back to the text with Escape, and the next one goes by itself again.
  await ana.page.keyboard.press('Escape')
  await isGone(ana)
  expect(await isInText(ana)).toBe(true)
  await say(ana)
  await ana.page.clock.fastForward(LONG_MS)
  await isGone(ana)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('a line is dismissed with its button or swiped away, and one goes on typing meanwhile', async () => {
  const ana = await enter()
  await say(ana)
  await ana.at('notices').getByRole('button', { name: 'Dismiss' }).click()
  await isGone(ana)
  expect(await isInText(ana)).toBe(true)

  await say(ana)
  const box = await toasts(ana).first().boundingBox()
  if (box === null) throw new Error('the line has no place')
  const [x, y] = [box.x + 20, box.y + box.height / 2]
  await ana.page.mouse.move(x, y)
  await ana.page.mouse.down()
  await ana.page.mouse.move(x + 20, y, { steps: 4 })
  await ana.page.mouse.move(x + 90, y, { steps: 8 })
  await ana.page.mouse.up()
  await isGone(ana)
  await ana.page.keyboard.type('x')
  expect(await ana.text()).toBe('x')

  await say(ana)
  await ana.page.keyboard.press('F8')
  await ana.page.keyboard.press('Tab')
  await ana.page.keyboard.press('Tab')
  await ana.page.keyboard.press('Enter')
  await isGone(ana)
  expect(await isInText(ana)).toBe(true)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('where that code cannot be fetched a line is shown all the same, and goes by itself', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  let asked = 0
  await ana.person.route(/ToastList-.*\.js$/, (route) => {
    asked++
    return route.abort()
  })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.waitForPath('hosting')
  await until('the code was asked for', () => asked > 0)
  await say(ana)
  await ana.waitForWords('notices', /saved/i)
  await isGone(ana)
  await say(ana)
  await ana.at('notices').getByRole('button', { name: 'Dismiss' }).click()
  await isGone(ana)
  await ana.close()
  // What the browser says of a request that got nowhere.
  expect(scene.problems().filter((problem) => !problem.includes('ERR_FAILED'))).toEqual([])
  scene.browser.problems.length = 0
})
