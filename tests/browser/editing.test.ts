import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Language } from '../../shared/protocol/language.ts'
import { isInText, runCommand } from '../support/palette.ts'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

const press = (room: RoomPage, ...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => room.page.keyboard.press(key)), Promise.resolve())

/** The text is this now, with the caret at `at`. */
async function start(room: RoomPage, text: string, at = 0): Promise<void> {
  await room.page.evaluate(
    ({ text, at }) => {
      const view = window.tandem?.view
      const to = view?.state.doc.length ?? 0
      view?.dispatch({ changes: { from: 0, to, insert: text }, selection: { anchor: at } })
      view?.focus()
    },
    { text, at },
  )
}

test('undo takes back one’s own edits and never a partner’s, also when the host has changed', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  const ben = await scene.enter(roomId)
  await ben.waitForPath('direct')
  const cat = await scene.enter(roomId)
  await cat.waitForPath('direct')
  await ben.insertAtEnd('«b0»')
  await cat.waitForText((text) => text === '«b0»')
  await cat.insertAtEnd('«c0»')
  await ben.waitForText((text) => text === '«b0»«c0»')
  await ben.type('«b1»', 0)
  await cat.waitForText((text) => text === '«b1»«b0»«c0»')
  await cat.insertAtEnd('«c1»')
  await ben.waitForText((text) => text === '«b1»«b0»«c0»«c1»')
  await ben.waitForSaved()
  await cat.waitForSaved()

  // The host goes: one of the two is host now.
  await ana.close()
  await until('somebody else is host', async () => (await ben.people()).some(({ host }) => host))
  await ben.waitForPath('hosting', 'direct')
  await cat.waitForPath('hosting', 'direct')
  await ben.type('')
  await until('all of his is gone, and hers is there', async () => {
    await press(ben, 'Control+z')
    return (await ben.text()) === '«c0»«c1»'
  })
  await press(ben, 'Control+z')
  await cat.waitForText((text) => text === '«c0»«c1»')
  // And again.
  await until('all of his is back', async () => {
    await press(ben, 'Control+y')
    return (await ben.text()) === '«b1»«b0»«c0»«c1»'
  })
  await cat.type('')
  await until('all of hers is gone', async () => {
    await press(cat, 'Control+z')
    return (await cat.text()) === '«b1»«b0»'
  })
  expect(await scene.agreement(roomId, [ben, cat])).toBe('«b1»«b0»')
  await ben.close()
  await cat.close()
  expect(scene.problems()).toEqual([])
})

test('what is found can be stepped through and replaced, while a partner edits', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await start(ana, 'cat Cat cat\ncategory\n')
  await ben.waitForText((text) => text.startsWith('cat'))
  await press(ana, 'Control+f')
  const panel = ana.page.locator('.cm-search')
  await ana.page.keyboard.type('cat')
  await until('four are marked', async () => (await ana.page.locator('.cm-searchMatch').count()) === 4)
  const counted = (words: string) =>
    until(words, async () => (await panel.getByRole('status').textContent()) === words)
  await counted('4 matches')
  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.press('Enter')
  await counted('2 of 4')
  await panel.getByRole('checkbox', { name: 'Match case' }).check()
  await panel.getByRole('checkbox', { name: 'Whole words' }).check()
  await until('two are marked', async () => (await ana.page.locator('.cm-searchMatch').count()) === 2)
  await ben.type('cat ', 0)
  await until('his is marked too', async () => (await ana.page.locator('.cm-searchMatch').count()) === 3)
  await counted('3 matches')
  await panel.getByRole('textbox', { name: 'Replace' }).focus()
  await ana.page.keyboard.type('dog')
  await panel.getByRole('button', { name: 'Replace all' }).click()
  await ben.waitForText((text) => text === 'dog dog Cat dog\ncategory\n')
  await counted('No match')
  await panel.getByRole('textbox', { name: 'Find' }).focus()
  await press(ana, 'Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await isInText(ana)).toBe(true)
  expect(await ana.policyViolations()).toEqual([])
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('go to line goes to a line and a column, at most to the last, and nonsense goes nowhere', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await start(ana, 'one\ntwo\nthree\n')
  const field = ana.page.locator('.cm-goto-line input')
  for (const [input, words] of [
    ['3:4', 'Ln 3, Col 4'],
    ['2', 'Ln 2, Col 1'],
    ['999', 'Ln 4, Col 1'],
    ['x', 'Ln 4, Col 1'],
  ] as const) {
    await press(ana, 'Control+g')
    await field.waitFor()
    expect(await ana.page.getByRole('textbox', { name: 'Go to line (1 to 4)' }).count()).toBe(1)
    await ana.page.keyboard.type(input)
    await press(ana, 'Enter')
    await field.waitFor({ state: 'detached' })
    await ana.waitForWords('caret', words)
    await until('the text has the focus again', () => isInText(ana))
  }
  await press(ana, 'Control+g')
  await field.waitFor()
  await press(ana, 'Escape')
  await field.waitFor({ state: 'detached' })
  await until('the text has the focus again', () => isInText(ana))
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('several carets write at once, from occurrences and from lines below each other', async () => {
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await start(ana, 'foo\nfoo\nfoo\n')
  // What searches is fetched with the first of its keys, or a moment after the text is there.
  await press(ana, 'Control+d')
  await until('the first one is selected', () =>
    ana.page.evaluate(() => window.tandem?.view?.state.selection.main.empty === false),
  )
  await press(ana, 'Control+d', 'Control+d')
  await ana.page.keyboard.type('bar')
  expect(await ana.text()).toBe('bar\nbar\nbar\n')
  await start(ana, 'a\nb\nc')
  await press(ana, 'Control+Alt+ArrowDown', 'Control+Alt+ArrowDown')
  await ana.page.keyboard.type('- ')
  expect(await ana.text()).toBe('- a\n- b\n- c')
  await ana.waitForWords('caret', '3 carets')
  await press(ana, 'Alt+ArrowUp')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

const SAMPLES: readonly (readonly [
  Language,
  code: string,
  commented: string,
  opens: string,
  width: number,
])[] = [
  ['python', 'x = 1', '# x = 1', 'def f():', 4],
  ['javascript', 'x = 1', '// x = 1', 'function f() {', 2],
  ['typescript', 'x = 1', '// x = 1', 'function f() {', 2],
  ['java', 'x = 1;', '// x = 1;', 'class A {', 4],
  ['cpp', 'x = 1;', '// x = 1;', 'int main() {', 4],
]

test.each(SAMPLES)('%s has its comments, its indentation, its brackets and its folds', async (...sample) => {
  const [language, code, commented, opens, width] = sample
  const ana = await scene.enter(freshRoom())
  await ana.waitForPath('hosting')
  await ana.setLanguage(language)
  await until('the language is there', async () => {
    await start(ana, code)
    await press(ana, 'Control+/')
    return (await ana.text()) === commented
  })
  await press(ana, 'Control+/')
  expect(await ana.text()).toBe(code)

  await start(ana, '')
  await ana.page.keyboard.type(opens)
  await press(ana, 'Enter')
  await ana.page.keyboard.type('x')
  expect((await ana.text()).split('\n')[1]).toBe(`${' '.repeat(width)}x`)

  await start(ana, '(a)', 3)
  await until(
    'the brackets are matched',
    async () => (await ana.page.locator('.cm-matchingBracket').count()) === 2,
  )

  const body = language === 'python' ? `${opens}\n    a\n    b\n` : `${opens}\n  a;\n  b;\n}\n`
  await start(ana, body)
  await runCommand(ana, 'foldAll')
  await until('it is folded', async () => (await ana.page.locator('.cm-foldPlaceholder').count()) === 1)
  await runCommand(ana, 'unfoldAll')
  await until('it is open', async () => (await ana.page.locator('.cm-foldPlaceholder').count()) === 0)
  await ana.close()
  expect(scene.problems()).toEqual([])
})
