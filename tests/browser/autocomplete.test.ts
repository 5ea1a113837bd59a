import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

declare global {
  interface Window {
    /** How many lists of suggestions were taken off the screen since it was watched. */
    listsClosed?: number
  }
}

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

const list = ({ page }: RoomPage) => page.locator('.cm-tooltip-autocomplete')
const labels = (room: RoomPage) => list(room).locator('.cm-completionLabel').allTextContents()
const selected = (room: RoomPage) =>
  list(room).locator('li[aria-selected] .cm-completionLabel').first().textContent()

/** Waits until what suggestions need is there. */
const ready = (room: RoomPage) =>
  until('suggestions are there', () =>
    room.page.evaluate(() => {
      const view = window.tandem?.view
      // The attribute comes with the first transaction after it.
      view?.dispatch({})
      return view?.contentDOM.hasAttribute('aria-autocomplete') ?? false
    }),
  )

/** Keys count only when the list has been open for 75 ms, so that it catches none by accident. */
const TAKES_KEYS_MS = 100

/** Waits until the list is open with this many rows or with this first row, and takes keys. */
async function opened(room: RoomPage, like: string | number): Promise<void> {
  let since: number | null = null
  await until(`the list is open with ${like}`, async () => {
    const now = performance.now()
    const rows = await labels(room)
    if (rows.length !== like && rows[0] !== like) since = null
    else since ??= now
    return since !== null && now - since > TAKES_KEYS_MS
  })
}

async function selectSecond(room: RoomPage): Promise<string> {
  const [, second = ''] = await labels(room)
  await room.page.keyboard.press('ArrowDown')
  await until('the second row is selected', async () => (await selected(room)) === second)
  return second
}

const watchList = ({ page }: RoomPage) =>
  page.evaluate(() => {
    window.listsClosed = 0
    const root = window.tandem?.view?.root
    if (!(root instanceof ShadowRoot)) throw new Error('the editor is in no shadow root')
    new MutationObserver((records) => {
      for (const { removedNodes } of records)
        for (const node of removedNodes) {
          if (node instanceof HTMLElement && node.matches('.cm-tooltip-autocomplete')) {
            window.listsClosed = (window.listsClosed ?? 0) + 1
          }
        }
    }).observe(root, { childList: true, subtree: true })
  })
const listsClosed = ({ page }: RoomPage) => page.evaluate(() => window.listsClosed)

test('A8: typing shows suggestions, Tab accepts one, a snippet’s stops are tabbed through, Escape dismisses', async () => {
  const room = await scene.enter(freshRoom())
  const { keyboard } = room.page
  const names = 'value = 1\nvalue_two = 2\n'
  await room.insertAtEnd(names)
  await ready(room)

  await room.typeAtEnd('pri')
  await opened(room, 'print')
  await keyboard.press('Tab')
  await room.waitForText((text) => text === `${names}print`)
  expect(await list(room).count()).toBe(0)

  await keyboard.press('Enter')
  await room.type('whi')
  await opened(room, 'while')
  await keyboard.press('Enter')
  await room.waitForText((text) => text === `${names}print\nwhile condition:\n    pass`)
  await keyboard.type('value')
  // What is written already is first: Tab goes on to the next stop.
  await opened(room, 'value')
  await keyboard.press('Tab')
  await keyboard.type('x = 1')
  await room.waitForText((text) => text === `${names}print\nwhile value:\n    x = 1`)

  await keyboard.press('Enter')
  await keyboard.type('pri')
  await opened(room, 'print')
  await keyboard.press('Escape')
  await until('the list is gone', async () => (await list(room).count()) === 0)
  await keyboard.type('x')
  await room.waitForText((text) => text === `${names}print\nwhile value:\n    x = 1\n    prix`)
  await room.close()
  expect(scene.problems()).toEqual([])
})

test('A8: all stops of a function, one after the other', async () => {
  const room = await scene.enter(freshRoom())
  const { keyboard } = room.page
  await ready(room)
  await room.type('def', 0)
  await opened(room, 'def')
  await keyboard.press('Tab')
  await room.waitForText((text) => text === 'def name():\n    pass')
  await keyboard.type('area')
  await keyboard.press('Tab')
  await keyboard.type('width')
  await keyboard.press('Tab')
  await keyboard.type('return 1')
  await room.waitForText((text) => text === 'def area(width):\n    return 1')
  await room.close()
})

test('A7: the list stays open, with its row, while a partner types on the line above', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ana.insertAtEnd('alpha_one = 1\nalpha_two = 2\n')
  await ben.waitForText((text) => text.endsWith('2\n'))
  await ready(ana)
  await ana.typeAtEnd('alph')
  await opened(ana, 2)
  const row = await selectSecond(ana)
  await watchList(ana)

  await ben.waitForText((text) => text.endsWith('alph'))
  const above = 'alpha_one = 1\nalpha_two = 2'.length
  await ben.type('  # a note', above)
  await ana.waitForText((text) => text.includes('# a note\nalph'))
  expect(await selected(ana)).toBe(row)
  await ben.page.keyboard.press('Enter')
  await ben.type('beta = 3')
  await ana.waitForText((text) => text.includes('beta = 3\nalph'))
  expect(await selected(ana)).toBe(row)
  expect(await labels(ana)).toHaveLength(2)
  expect(await listsClosed(ana)).toBe(0)

  await ana.page.keyboard.press('Enter')
  const expected = `alpha_one = 1\nalpha_two = 2  # a note\nbeta = 3\n${row}`
  await ana.waitForText((text) => text === expected)
  expect(await scene.agreement(roomId, [ana, ben])).toBe(expected)
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('A7: it is there again, with its row, when a partner takes away the line right above', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ana.insertAtEnd('alpha_one = 1\nalpha_two = 2\n# nothing\n')
  await ready(ana)
  await ana.typeAtEnd('alph')
  await opened(ana, 2)
  const row = await selectSecond(ana)
  await ben.waitForText((text) => text.endsWith('alph'))
  await ben.type('', 'alpha_one = 1\nalpha_two = 2\n'.length)
  await ben.page.keyboard.press('Shift+ArrowDown')
  await ben.page.keyboard.press('Delete')
  await ana.waitForText((text) => text === 'alpha_one = 1\nalpha_two = 2\nalph')
  await until('the row is selected again', async () => (await selected(ana)) === row)
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})
