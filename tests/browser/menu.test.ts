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

const ENTRIES = [
  'share',
  'copyLineLink',
  'openFile',
  'download',
  'find',
  'palette',
  'settings',
  'shortcuts',
  'connections',
  'newRoom',
  'newPrivateRoom',
  'home',
]

const entry = (room: RoomPage, id: string) => room.at('room-menu').locator(`[data-command="${id}"]`)
const isClosed = (room: RoomPage) => room.at('room-menu').waitFor({ state: 'detached' })
const focusedEntry = (room: RoomPage) =>
  room.page.evaluate(() => document.activeElement?.getAttribute('data-command') ?? null)
const isOnButton = (room: RoomPage) =>
  room.at('menu-top').evaluate((button) => button === document.activeElement)

/** Opens the menu by keyboard alone. */
async function openByKey(room: RoomPage, key: string): Promise<void> {
  await room.at('menu-top').focus()
  await room.page.keyboard.press(key)
  await room.at('room-menu').waitFor()
}

test('by keyboard: arrows and letters move, Escape gives the focus back, Enter runs', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  const button = ana.at('menu-top')
  expect(await button.getAttribute('aria-expanded')).toBe('false')
  // The first time and the next: another code listens for the keys.
  for (const _ of ['first', 'next']) {
    await openByKey(ana, 'Enter')
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    expect(await ana.page.getByRole('menu', { name: 'Room menu' }).count()).toBe(1)
    await until('the first entry is marked', async () => (await focusedEntry(ana)) === 'share')
    await ana.page.keyboard.press('ArrowDown')
    await ana.page.keyboard.press('ArrowDown')
    expect(await focusedEntry(ana)).toBe('openFile')
    await ana.page.keyboard.press('ArrowUp')
    expect(await focusedEntry(ana)).toBe('copyLineLink')
    await ana.page.keyboard.press('End')
    expect(await focusedEntry(ana)).toBe('home')
    await ana.page.keyboard.press('ArrowDown')
    expect(await focusedEntry(ana)).toBe('share')
    await ana.page.keyboard.type('key')
    expect(await focusedEntry(ana)).toBe('shortcuts')
    await ana.page.keyboard.press('Escape')
    await isClosed(ana)
    await until('the button has the focus', () => isOnButton(ana))
    expect(await button.getAttribute('aria-expanded')).toBe('false')
  }
  await openByKey(ana, 'ArrowDown')
  expect(
    await ana
      .at('room-menu')
      .getByRole('menuitem')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-command'))),
  ).toEqual(ENTRIES)
  expect(await ana.at('room-menu').getByRole('separator').count()).toBe(4)
  await until('an entry is marked', async () => (await focusedEntry(ana)) === 'share')
  await ana.page.keyboard.type('sett')
  await ana.page.keyboard.press('Enter')
  await ana.at('settings').waitFor()
  await isClosed(ana)
  await ana.page.keyboard.press('Escape')
  await ana.at('settings').waitFor({ state: 'detached' })
  await until('the button has the focus', () => isOnButton(ana))
  expect(await ana.text()).toBe('')
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('by pointer: an entry does what its command does, a click elsewhere closes', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await ana.paste('a\nb\n')
  const choose = async (id: string) => {
    await ana.at('menu-top').click()
    await entry(ana, id).click()
    await isClosed(ana)
  }
  await choose('share')
  await ana.at('share-dialog').waitFor()
  await until(
    'the link is copied',
    async () => (await ana.page.evaluate(() => navigator.clipboard.readText())) === ana.page.url(),
  )
  await ana.page.keyboard.press('Escape')
  const saved = ana.page.waitForEvent('download')
  await choose('download')
  await saved
  const chosen = ana.page.waitForEvent('filechooser')
  await choose('openFile')
  await chosen
  for (const [id, shown] of [
    ['shortcuts', 'shortcuts'],
    ['connections', 'connections'],
    ['palette', 'palette'],
  ] as const) {
    await choose(id)
    await ana.at(shown).waitFor()
    await ana.page.keyboard.press('Escape')
    await ana.at(shown).waitFor({ state: 'hidden' })
  }
  await choose('find')
  await ana.page.locator('.cm-search [name=search]:focus').waitFor()
  await ana.page.keyboard.press('Escape')

  // Its keys are those of the list of commands.
  await ana.at('menu-top').click()
  expect(await entry(ana, 'settings').textContent()).toBe('Settings Ctrl+,')
  await ana.page.locator('.cm-content').click()
  await isClosed(ana)
  expect(await isInText(ana)).toBe(true)
  await ana.at('menu-top').click()
  await ana.at('room-menu').waitFor()
  await ana.at('menu-top').click()
  await isClosed(ana)
  // The palette's key is the palette's here too.
  await ana.at('menu-top').click()
  await ana.at('room-menu').waitFor()
  await ana.page.keyboard.press('Control+Shift+P')
  await ana.at('palette').waitFor()
  await isClosed(ana)
  await ana.page.keyboard.press('Escape')
  await ana.at('palette').waitFor({ state: 'detached' })
  await choose('home')
  await ana.at('new-room').waitFor()
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test.each([
  ['light', 1100, 760, 'menu-top'],
  ['dark', 1100, 760, 'menu-top'],
  ['light', 360, 640, 'menu-foot'],
  ['dark', 360, 640, 'menu-foot'],
] as const)('it satisfies axe and is within the window (%s, %i × %i)', async (scheme, width, height, at) => {
  const ana = await RoomPage.open(scene.browser, scene.server.roomUrl(freshRoom()))
  await ana.page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await ana.page.setViewportSize({ width, height })
  await ana.editable()
  await ana.waitForPath('hosting')
  await ana.at(at).click()
  await entry(ana, 'find').hover()
  await until('it is wholly within the window', async () => {
    const box = await ana.at('room-menu').boundingBox()
    return (
      box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height
    )
  })
  expect(await complaints(ana)).toEqual([])
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('by finger: a tap opens and closes it, a tap on an entry runs it', async () => {
  const ana = await RoomPage.open(scene.browser, 'about:blank')
  await useFingers(ana)
  await ana.page.setViewportSize({ width: 390, height: 844 })
  await ana.page.goto(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  const button = ana.at('menu-foot')
  // The first time and the next: another code listens.
  for (const _ of ['first', 'next']) {
    await tap(ana, button)
    await ana.at('room-menu').waitFor()
    await tap(ana, button)
    await isClosed(ana)
  }
  await tap(ana, button)
  await ana.at('room-menu').waitFor()
  await tap(ana, entry(ana, 'settings'))
  await ana.at('settings').waitFor()
  await isClosed(ana)
  await ana.close()
  expect(scene.problems()).toEqual([])
})
