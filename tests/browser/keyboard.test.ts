import { afterAll, beforeAll, expect, test } from 'vitest'
import { isInText, openPalette } from '../support/palette.ts'
import { RoomPage } from '../support/room_page.ts'
import { Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** More stops than a page has. */
const STOPS = 40

interface Stop {
  readonly testId: string | null
  readonly what: string
  /** Something shows that the focus is here. */
  readonly visible: boolean
}

/** Where the focus is. In the text it is the caret that shows it. */
const stopOf = (room: RoomPage): Promise<Stop> =>
  room.page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return { testId: null, what: 'nothing', visible: true }
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
    const inText = element.shadowRoot !== null
    return {
      testId: element.closest('[data-testid]')?.getAttribute('data-testid') ?? null,
      what: element.outerHTML.slice(0, 120),
      visible: inText || outlined || boxShadow !== 'none',
    }
  })

/** Presses Tab until the focus is there; it has to be seen at each stop. */
async function tabTo(room: RoomPage, testId: string): Promise<void> {
  const passed: string[] = []
  for (let i = 0; i < STOPS; i++) {
    await room.page.keyboard.press('Tab')
    const stop = await stopOf(room)
    expect(stop.visible, `the focus is seen on ${stop.what}`).toBe(true)
    if (stop.testId === testId) return
    passed.push(stop.testId ?? stop.what)
  }
  throw new Error(`Tab never came to ${testId}, but to ${passed.join(', ')}`)
}

/** Leaves the text, where Tab indents. */
async function leaveText(room: RoomPage): Promise<void> {
  await room.page.keyboard.press('Escape')
  await room.page.keyboard.press('Tab')
  await until('the text was left', async () => !(await isInText(room)))
}

const press = (room: RoomPage, key: string) => room.page.keyboard.press(key)

test('P17: from the start page to an edit that two share, with nothing but the keyboard', async () => {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').waitFor()
  await tabTo(ana, 'new-room')
  await press(ana, 'Enter')
  await ana.editable()
  await ana.waitForPath('hosting')
  await until('one can type at once', () => isInText(ana))
  // Numbers: nothing is suggested, so Escape and Tab leave the text.
  await ana.page.keyboard.type('1 + 1')

  await leaveText(ana)
  await tabTo(ana, 'language-picker')
  await ana.page.keyboard.type('Java')
  await until('the language is another', async () => (await ana.language()) !== 'python')
  await tabTo(ana, 'self')
  await press(ana, 'Enter')
  await ana.at('name-input').waitFor()
  await until('the name can be typed', async () => (await stopOf(ana)).testId === 'name-input')
  await ana.page.keyboard.type('Ana Keys')
  await press(ana, 'Enter')
  await until('it is hers', async () => (await ana.people())[0]?.label.startsWith('Ana Keys'))
  await tabTo(ana, 'share')
  await press(ana, 'Enter')
  await ana.at('share-dialog').waitFor()
  const link = ana.page.url()
  await until(
    'the link is copied',
    async () => (await ana.page.evaluate(() => navigator.clipboard.readText())) === link,
  )
  await press(ana, 'Escape')
  await ana.at('share-dialog').waitFor({ state: 'hidden' })

  const ben = await RoomPage.open(scene.browser, scene.server.url)
  await ben.at('join-input').waitFor()
  await tabTo(ben, 'join-input')
  await ben.page.keyboard.insertText(link)
  await press(ben, 'Enter')
  await ben.editable()
  await ben.waitForText((text) => text === '1 + 1')
  await until('one can type at once', () => isInText(ben))
  await press(ben, 'Control+End')
  await ben.page.keyboard.type(' + 2')
  await ana.waitForText((text) => text === '1 + 1 + 2')

  await leaveText(ben)
  await tabTo(ben, 'follow')
  await press(ben, 'Enter')
  await ben.waitForWords('following', 'Ana Keys')
  await press(ben, 'Escape')
  await ben.at('following').waitFor({ state: 'hidden' })
  await tabTo(ben, 'people-toggle')
  await press(ben, 'Enter')
  await ben.at('person-line').first().waitFor()
  await press(ben, 'Escape')
  await tabTo(ben, 'status-toggle')
  await press(ben, 'Enter')
  await ben.at('connections').waitFor()
  // The first Escape would be for a tooltip that is shown.
  await until('no tooltip is left', async () => (await ben.page.getByRole('tooltip').count()) === 0)
  await press(ben, 'Escape')
  await ben.at('connections').waitFor({ state: 'hidden' })
  await tabTo(ben, 'menu-top')
  await press(ben, 'Enter')
  await ben.at('room-menu').waitFor()
  await ben.page.keyboard.type('all')
  await press(ben, 'Enter')
  await ben.at('palette').waitFor()
  await press(ben, 'Escape')
  await openPalette(ben)
  await press(ben, 'Escape')
  await Promise.all([ana.close(), ben.close()])
  expect(scene.problems()).toEqual([])
})
