import { afterAll, beforeAll, expect, test } from 'vitest'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { useFingers } from '../support/touch.ts'
import { until } from '../support/until.ts'

/** The least side of what a finger has to hit, in CSS pixels. */
const FINGER = 44
const LINES = Array.from({ length: 80 }, (_, i) => `a line of the text, number ${i + 1}`).join('\n')

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(async () => {
  expect(scene.problems()).toEqual([])
  await scene.end()
})

async function phone(url: string): Promise<RoomPage> {
  const room = await RoomPage.open(scene.browser, 'about:blank')
  await useFingers(room)
  await room.page.setViewportSize({ width: 360, height: 640 })
  await room.page.goto(url)
  return room
}

/** How much wider the page is than the screen, in pixels. */
const surplus = (room: RoomPage): Promise<number> =>
  room.page.evaluate(() => (document.scrollingElement?.scrollWidth ?? Number.NaN) - window.innerWidth)

/** The element can be hit: large enough, wholly on the screen, and nothing lies over its middle. */
async function expectWithinReach(room: RoomPage, testId: string): Promise<void> {
  const seen = await room.at(testId).evaluate((element) => {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    const inside = left >= 0 && top >= 0 && right <= window.innerWidth && bottom <= window.innerHeight
    return { width, height, inside, hit: hit !== null && element.contains(hit) }
  })
  // The bar's line takes one of its pixels.
  expect(Math.min(seen.width, seen.height + 1), testId).toBeGreaterThanOrEqual(FINGER)
  expect(seen, testId).toMatchObject({ inside: true, hit: true })
}

/** The caret, and where the text's visible part begins and ends, in pixels from the top of the screen. */
const caret = (room: RoomPage): Promise<{ top: number; bottom: number; from: number; to: number }> =>
  room.page.evaluate(() => {
    const view = window.tandem?.view
    const at = view?.coordsAtPos(view.state.selection.main.head)
    if (!view || !at) return { top: -1, bottom: -1, from: 0, to: 0 }
    const text = view.scrollDOM.getBoundingClientRect()
    const to = Math.min(text.bottom, window.visualViewport?.height ?? 0)
    return { top: at.top, bottom: at.bottom, from: Math.max(0, text.top), to }
  })
const isInSight = async (room: RoomPage): Promise<boolean> => {
  const { top, bottom, from, to } = await caret(room)
  return top >= from && bottom <= to
}

test('P18: on a phone nothing is wider than the screen, and status and Share can be hit', async () => {
  const ana = await phone(scene.server.url)
  await ana.at('new-room').waitFor()
  expect(await surplus(ana)).toBe(0)
  await expectWithinReach(ana, 'new-room')
  await expectWithinReach(ana, 'join-button')

  const roomId = freshRoom()
  await ana.page.goto(scene.server.roomUrl(roomId))
  await ana.editable()
  await ana.waitForPath('hosting')
  await ana.paste(`${'long '.repeat(60)}\n${LINES}`)
  const [bob, cleo] = [await scene.enter(roomId), await scene.enter(roomId)]
  await bob.rename('A name that goes on for so long that it fits nowhere')
  await ana.waitForPeople(3)
  expect(await surplus(ana)).toBe(0)
  for (const id of ['status-toggle', 'share', 'people-toggle', 'self', 'language-picker', 'menu-foot'])
    await expectWithinReach(ana, id)
  for (const [opens, shown] of [
    ['people-toggle', 'person-line'],
    ['status-toggle', 'connections'],
    ['share', 'share-dialog'],
    ['menu-foot', 'room-menu'],
  ] as const) {
    await ana.at(opens).click()
    await ana.at(shown).first().waitFor()
    expect(await surplus(ana), shown).toBe(0)
    await ana.page.keyboard.press('Escape')
  }
  for (const other of [bob, cleo]) await other.close()
  await ana.waitForPeople(1)

  expect(scene.problems()).toEqual([])
  await scene.server.kill()
  try {
    await until('it is cut off', async () => ['offline', 'reconnecting'].includes((await ana.status()).state))
    await ana.typeAtEnd('more')
    await ana.waitForWords('status', 'your edits are kept in this browser')
    expect(await surplus(ana)).toBe(0)
    await expectWithinReach(ana, 'status-toggle')
    await expectWithinReach(ana, 'share')
    // What is kept is read to its end.
    const cut = await ana
      .at('status-toggle')
      .locator('span')
      .nth(1)
      .evaluate((words) => words.scrollWidth > words.clientWidth)
    expect(cut).toBe(false)
  } finally {
    // The next test needs it.
    await scene.server.start()
  }
  await ana.waitForSaved()
  await ana.close()
  // Of the server that was gone.
  scene.browser.problems.length = 0
})

test.each([
  ['shrinks the page', (room: RoomPage) => room.page.setViewportSize({ width: 360, height: 300 })],
  [
    'lies over the page',
    (room: RoomPage) =>
      room.page.evaluate(() => {
        Object.defineProperty(window.visualViewport, 'height', { value: 300 })
        window.visualViewport?.dispatchEvent(new Event('resize'))
      }),
  ],
])('P18: a keyboard that %s does not hide the caret', async (_, raise) => {
  const ana = await phone(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.paste(LINES)
  await until('the caret is in sight', () => isInSight(ana))
  expect((await caret(ana)).bottom).toBeGreaterThan(300)
  await raise(ana)
  await until('the caret is in sight above the keyboard', () => isInSight(ana))
  expect((await caret(ana)).to).toBeLessThanOrEqual(300)
  // The bars are above it too.
  for (const id of ['status-toggle', 'share']) {
    const box = await ana.at(id).boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? Number.NaN), id).toBeLessThanOrEqual(300)
  }
  await ana.page.keyboard.type('\n\nmore')
  await until('what is typed is in sight', () => isInSight(ana))
  await ana.close()
})

test('P18: whoever scrolled away from the caret stays there when the page gets lower', async () => {
  const ana = await phone(scene.server.roomUrl(freshRoom()))
  await ana.editable()
  await ana.paste(LINES)
  const top = () => ana.page.evaluate(() => window.tandem?.view?.scrollDOM.scrollTop)
  await ana.page.evaluate(() => window.tandem?.view?.scrollDOM.scrollTo(0, 0))
  await until('it is at the top', async () => (await top()) === 0)
  await ana.page.setViewportSize({ width: 360, height: 300 })
  await until('the text is lower', () =>
    ana.page.evaluate(() => (window.tandem?.view?.scrollDOM.clientHeight ?? 999) < 300),
  )
  // The editor scrolls in the frame after the one in which it noticed.
  await ana.page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
  })
  expect(await top()).toBe(0)
  await ana.close()
})
