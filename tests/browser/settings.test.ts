import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInText, openPalette, runCommand } from '../support/palette.ts'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

const pick = (room: RoomPage, group: string, choice: string) =>
  room.at('settings').getByRole('group', { name: group }).getByRole('radio', { name: choice }).check()

/** A style of the editor's as it is now. */
const style = (room: RoomPage, selector: string, name: 'fontSize' | 'tabSize' | 'whiteSpace') =>
  room.page.locator(selector).evaluate((element, name) => getComputedStyle(element)[name], name)

test('each setting holds at once, is remembered, and holds in the browser’s other pages', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  await ana.page.keyboard.press('Control+,')
  await ana.at('settings').waitFor()
  expect(await style(ana, '.cm-scroller', 'fontSize')).toBe('14px')
  await ana.at('font-larger').click()
  await ana.at('font-larger').click()
  await ana.waitForWords('font-size', '16 px')
  expect(await style(ana, '.cm-scroller', 'fontSize')).toBe('16px')
  await pick(ana, 'Tab width', '8')
  expect(await style(ana, '.cm-content', 'tabSize')).toBe('8')
  await pick(ana, 'Long lines', 'Wrap')
  expect(await style(ana, '.cm-content', 'whiteSpace')).toBe('break-spaces')
  await pick(ana, 'Theme', 'Dark')
  expect(await ana.page.locator('html').getAttribute('data-theme')).toBe('dark')
  await ana.page.keyboard.press('Escape')
  await ana.at('settings').waitFor({ state: 'detached' })
  expect(await isInText(ana)).toBe(true)

  // Another tab of hers is as the first one; what is changed there holds here.
  const tab = await ana.person.newPage()
  await tab.goto(scene.server.roomUrl(freshRoom()))
  const scroller = tab.locator('.cm-scroller')
  await scroller.waitFor()
  expect(await scroller.evaluate((element) => getComputedStyle(element).fontSize)).toBe('16px')
  await tab.keyboard.press('F1')
  await tab.getByTestId('palette').waitFor()
  await tab.keyboard.type('larger')
  await tab.getByRole('option', { selected: true }).filter({ hasText: 'Larger letters' }).waitFor()
  await tab.keyboard.press('Enter')
  await until('the first page follows', async () => (await style(ana, '.cm-scroller', 'fontSize')) === '17px')

  await ana.page.reload()
  await ana.editable()
  expect(await style(ana, '.cm-scroller', 'fontSize')).toBe('17px')
  expect(await style(ana, '.cm-content', 'whiteSpace')).toBe('break-spaces')
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('one indents as is usual in the language, unless one has chosen otherwise', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  const indented = async () => {
    await ana.page.evaluate(() => {
      const view = window.tandem?.view
      view?.dispatch({ changes: { from: 0, to: view.state.doc.length } })
      view?.focus()
    })
    await ana.page.keyboard.type('if (x) {')
    await ana.page.keyboard.press('Enter')
    const [, second = ''] = (await ana.text()).split('\n')
    return second.length
  }
  for (const [language, usual] of [
    ['javascript', 2],
    ['typescript', 2],
    ['java', 4],
    ['cpp', 4],
  ] as const) {
    await ana.setLanguage(language)
    await until(`${language} indents by ${usual}`, async () => (await indented()) === usual)
  }
  await ana.page.keyboard.press('Control+,')
  await pick(ana, 'Tab width', '8')
  await ana.page.keyboard.press('Escape')
  expect(await indented()).toBe(8)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('with Vim’s keys one edits as in Vim; :w says how things stand, and u takes back only one’s own', async () => {
  const [ana, ben] = await scene.pair(freshRoom())
  await runCommand(ana, 'keymap.vim')
  await ana.page.locator('.cm-vim-panel').waitFor()
  expect(await isInText(ana)).toBe(true)
  await ana.page.keyboard.type('ihers')
  await ana.page.keyboard.press('Escape')
  await ben.waitForText((text) => text === 'hers')
  await ben.type('his ', 0)
  await ana.waitForText((text) => text === 'his hers')
  await ana.page.keyboard.type(':w')
  await ana.page.keyboard.press('Enter')
  await ana.waitForWords('notices', /saved/i)
  // And goes on in the text.
  await until('the text has the focus', () => isInText(ana))
  await ana.page.keyboard.type('u')
  await ana.waitForText((text) => text === 'his ')
  await ben.waitForText((text) => text === 'his ')
  await ana.page.keyboard.press('Control+Shift+P')
  await ana.at('palette').waitFor()
  await ana.page.keyboard.press('Escape')
  await ana.page.keyboard.press('F1')
  await ana.at('palette').waitFor()
  await ana.page.keyboard.press('Escape')
  await runCommand(ana, 'keymap.default')
  await ana.page.locator('.cm-vim-panel').waitFor({ state: 'detached' })
  await ana.page.keyboard.type('u')
  await ana.waitForText((text) => text.includes('u'))
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('with Emacs’ keys one edits as in Emacs, and undoes only one’s own', async () => {
  const [ana, ben] = await scene.pair(freshRoom())
  await runCommand(ana, 'keymap.emacs')
  await ana.type('one two')
  // Beginning of the line, then delete to its end: done once the keymap has come.
  await until('Ctrl+A and Ctrl+K are Emacs’', async () => {
    await ana.page.keyboard.press('Control+a')
    await ana.page.keyboard.press('Control+k')
    return (await ana.text()) === ''
  })
  await ana.page.keyboard.press('Control+y')
  await ana.waitForText((text) => text === 'one two')
  await ben.waitForText((text) => text === 'one two')
  await ben.type('his ', 0)
  await ana.waitForText((text) => text === 'his one two')
  await until('all of hers is taken back', async () => {
    await ana.page.keyboard.press('Control+/')
    return (await ana.text()) === 'his '
  })
  await ana.page.keyboard.press('Control+x')
  await ana.page.keyboard.press('Control+s')
  await ana.waitForWords('notices', /saved/i)
  // The palette’s key is the palette’s in every keymap.
  await openPalette(ana)
  await ana.page.keyboard.press('Escape')
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})
