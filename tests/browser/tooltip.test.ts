import { afterAll, beforeAll, expect, test } from 'vitest'
import { complaints } from '../support/accessibility.ts'
import { isInText } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { tap, useFingers } from '../support/touch.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

const tip = (room: RoomPage) => room.at('tooltip')
/** Of two that fade, each takes its time. */
const isHidden = (room: RoomPage) => until('no tooltip is left', async () => (await tip(room).count()) === 0)

/** By keyboard from the text to an element, past whatever is in between. */
async function tabTo(room: RoomPage, testId: string): Promise<void> {
  const target = room.at(testId)
  await until(`Tab comes to ${testId}`, async () => {
    await room.page.keyboard.press('Tab')
    return target.evaluate((element) => element === document.activeElement)
  })
}
async function leaveText(room: RoomPage): Promise<void> {
  await room.page.keyboard.press('Escape')
  await room.page.keyboard.press('Tab')
  await until('the text was left', async () => !(await isInText(room)))
}

/** What a screen reader adds to an element's name. */
const descriptionOf = (room: RoomPage, testId: string) =>
  room.at(testId).evaluate((element) => {
    const id = element.getAttribute('aria-describedby')
    return id === null ? null : (document.getElementById(id)?.textContent ?? 'nothing has that id')
  })

test('a pointer that rests on a control is told what it does, until it leaves, clicks or Escape is pressed', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  for (const [testId, words] of [
    ['status-toggle', 'Show how everybody is connected'],
    ['language-picker', 'Language of the room, for everybody in it'],
    ['self', 'Change your name'],
    ['people-toggle', '1 person here'],
    ['theme-toggle', /^Theme: /],
    ['share', 'Copy the link to this room'],
  ] as const) {
    expect(await ana.at(testId).getAttribute('title'), testId).toBeNull()
    await ana.at(testId).hover()
    await ana.waitForWords('tooltip', words)
    expect(await tip(ana).count()).toBe(1)
    expect(await tip(ana).getAttribute('role')).toBe('tooltip')
  }
  expect(await descriptionOf(ana, 'share')).toBe('Copy the link to this room')
  await ana.page.keyboard.press('Escape')
  await isHidden(ana)
  expect(await descriptionOf(ana, 'share')).toBeNull()
  await ana.page.mouse.move(400, 400)
  await ana.at('people-toggle').hover()
  await tip(ana).waitFor()
  await ana.at('people-toggle').click()
  await isHidden(ana)
  await ana.page.keyboard.press('Escape')
  await ana.page.mouse.move(400, 400)
  await ana.at('self').hover()
  await tip(ana).waitFor()
  await ana.page.mouse.move(400, 400)
  await isHidden(ana)
  // Whoever presses it before is told nothing any more: Escape is for what came of it.
  await ana.page.mouse.move(400, 400)
  await isHidden(ana)
  await ana.at('share').click()
  await ana.at('share-dialog').waitFor()
  await ana.waitForWords('share', 'Copied')
  await ana.waitForWords('share', 'Share')
  expect(await tip(ana).count()).toBe(0)
  await ana.page.keyboard.press('Escape')
  await ana.at('share-dialog').waitFor({ state: 'detached' })
  // The name of the theme's button is all there is to say: it is not said twice.
  await ana.at('theme-toggle').hover()
  await tip(ana).waitFor()
  expect(await descriptionOf(ana, 'theme-toggle')).toBeNull()
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('what shows it replaces no control: the focus stays, and by keyboard it is shown at once', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  let load: () => unknown = () => null
  const asked = new Promise<void>((resolve) => {
    void ana.person.route(/TooltipBubble-.*\.js$/, async (route) => {
      resolve()
      await new Promise<void>((go) => {
        load = go
      })
      await route.continue()
    })
  })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.waitForPath('hosting')
  await leaveText(ana)
  await tabTo(ana, 'share')
  await asked
  const before = await ana.at('share').elementHandle()
  const place = await ana.at('share').boundingBox()
  expect(await tip(ana).count()).toBe(0)
  load()
  await ana.waitForWords('tooltip', 'Copy the link to this room')
  expect(await before?.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await ana.at('share').boundingBox()).toEqual(place)
  expect(await descriptionOf(ana, 'share')).toBe('Copy the link to this room')
  expect(await ana.page.getByRole('button', { name: 'Share', exact: true }).count()).toBe(1)
  await ana.page.keyboard.press('Escape')
  await isHidden(ana)
  expect(await before?.evaluate((element) => element === document.activeElement)).toBe(true)
  // Whoever comes back from what it opened knows it.
  await ana.page.keyboard.press('Enter')
  await ana.at('share-dialog').waitFor()
  await ana.page.keyboard.press('Escape')
  await ana.at('share-dialog').waitFor({ state: 'detached' })
  expect(await before?.evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await tip(ana).count()).toBe(0)
  await ana.page.keyboard.press('Shift+Tab')
  await tip(ana).waitFor()
  await tabTo(ana, 'editor')
  await isHidden(ana)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test.each(['light', 'dark'] as const)(
  'it satisfies axe and stays within a narrow window (%s)',
  async (scheme) => {
    const ana = await RoomPage.open(scene.browser, scene.server.url)
    await ana.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await ana.page.setViewportSize({ width: 360, height: 640 })
    await ana.page.goto(scene.server.roomUrl(freshRoom()))
    await ana.editable()
    await ana.waitForPath('hosting')
    for (const testId of ['language-picker', 'share', 'status-toggle', 'theme-toggle']) {
      await ana.at(testId).hover()
      const words = await tip(ana).filter({ hasText: /\w/ }).textContent()
      await until(`the words of ${testId} are wholly within the window`, async () => {
        const box = await tip(ana).boundingBox()
        return (
          box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 360 && box.y + box.height <= 640
        )
      })
      expect(await complaints(ana), `${testId}: ${words}`).toEqual([])
      await ana.page.keyboard.press('Escape')
      await isHidden(ana)
    }
    expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    await ana.page.goto(scene.server.url)
    await ana.at('forget-room').hover()
    await ana.waitForWords('tooltip', 'Forget: the room itself stays')
    expect(await complaints(ana)).toEqual([])
    await ana.close()
    expect(scene.problems()).toEqual([])
  },
)

test('fingers get none', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await useFingers(ana)
  let asked = 0
  ana.page.on('request', (request) => {
    if (request.url().includes('TooltipBubble')) asked++
  })
  await ana.page.goto(scene.server.url)
  await ana.at('theme-toggle').waitFor()
  const before = await ana.at('theme-toggle').getAttribute('aria-label')
  await tap(ana, ana.at('theme-toggle'))
  await until(
    'the button was hit',
    async () => (await ana.at('theme-toggle').getAttribute('aria-label')) !== before,
  )
  expect(await tip(ana).count()).toBe(0)
  expect(asked).toBe(0)
  await ana.close()
  expect(scene.problems()).toEqual([])
})
