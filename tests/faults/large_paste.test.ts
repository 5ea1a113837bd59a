import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RoomPage } from '../support/room_page.ts'
import { WHOLE } from '../support/rounds.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

const UNITS = WHOLE ? 25_000_000 : 3_000_000
const MOST_PASTES = 3
const WITHIN_MS = WHOLE ? 600_000 : 120_000
const LINE = 'const answer = await question(everything, 42) // and so on, é and 漢字\n'
const MARK = 'k'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

/** Pastes a text that the page itself makes: it need not travel into the browser. */
const paste = (room: RoomPage, line: string, units: number): Promise<void> =>
  room.page.evaluate(
    ([part, length]) => {
      const view = window.tandem?.view
      if (!view) throw new Error('the editor is not there')
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', part.repeat(Math.ceil(length / part.length)).slice(0, length))
      view.focus()
      view.dispatch({ selection: { anchor: view.state.doc.length } })
      view.contentDOM.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    },
    [line, units] as const,
  )

const lengthOf = (room: RoomPage): Promise<number> =>
  room.page.evaluate(() => window.tandem?.view?.state.doc.length ?? 0)

/** A number that two texts share only if they are the same, for what matters here. */
const sumOf = (room: RoomPage): Promise<number> =>
  room.page.evaluate(() => {
    let sum = 0
    for (const line of window.tandem?.view?.state.doc.iterLines() ?? [])
      for (let i = 0; i < line.length; i++) sum = (Math.imul(sum, 31) + line.charCodeAt(i)) | 0
    return sum
  })

const pendingOf = (room: RoomPage): Promise<number> =>
  room.page.evaluate(() => window.tandem?.session.status().pending ?? 0)

/** Both hold one text of so many units, and it is saved. */
async function settled(pages: readonly RoomPage[], units: number): Promise<void> {
  for (const page of pages) {
    await until('all of it is there', async () => (await lengthOf(page)) === units, WITHIN_MS)
    await page.waitForSaved(WITHIN_MS)
  }
  const sums = await Promise.all(pages.map(sumOf))
  expect(new Set(sums).size).toBe(1)
}

test.each([
  ['the host', 0],
  ['a guest', 1],
] as const)('B5: %s pastes %# a long text while somebody else types', async (_who, paster) => {
  const roomId = freshRoom()
  const pair = await scene.pair(roomId, await scene.anotherBrowser())
  const [pasting, typing] = paster === 0 ? pair : ([pair[1], pair[0]] as const)
  await typing.type('begin ')
  await pasting.waitForText((text) => text.includes('begin'))

  const pastes: number[] = []
  let typed = 0
  let between = 0
  // On a fast machine a paste may be through before a key is: then the next is twice as long.
  for (let units = UNITS; between === 0 && pastes.length < MOST_PASTES; units *= 2) {
    await paste(pasting, LINE, units)
    pastes.push(units)
    do {
      await typing.type(MARK, 0)
      typed += 1
      // It is confirmed while the rest of the paste still waits.
      await until('the key is confirmed', async () => (await pendingOf(typing)) === 0, WITHIN_MS)
      if ((await pendingOf(pasting)) > 0) between += 1
    } while ((await pendingOf(pasting)) > 0)
  }
  const pasted = pastes.reduce((sum, units) => sum + units, 0)
  console.info(`${between} of ${typed} keys were confirmed in the middle of pasting ${pasted} units`)
  expect(between).toBeGreaterThan(0)
  const whole = 'begin '.length + pasted + typed
  await settled([pasting, typing], whole)
  expect((await scene.server.room(roomId))?.code.length).toBe(whole)

  // Undo takes what was pasted back, and nothing of what the other wrote.
  await pasting.page.evaluate(() => window.tandem?.view?.focus())
  for (const _ of pastes) await pasting.page.keyboard.press('Control+z')
  await settled([pasting, typing], whole - pasted)
  expect(await typing.text()).toBe(`${MARK.repeat(typed)}begin `)
  expect(scene.problems()).toEqual([])
  await Promise.all([pasting.close(), typing.close()])
})

test('B2: what does not fit is not pasted, and the page says what would', async () => {
  const small = await Scene.open({ env: { ROOM_CHARACTERS: '1000' } })
  try {
    const roomId = freshRoom()
    const [host, guest] = await small.pair(roomId)
    await guest.paste('x'.repeat(900))
    await host.waitForText((text) => text.length === 900)
    await guest.paste('y'.repeat(101))
    await guest.waitForWords('notices', 'This room takes 1,000 characters, and 100 more fit')
    await guest.paste('z'.repeat(100))
    await guest.typeAtEnd('!')
    await guest.waitForWords('notices', 'and it is full')
    expect(await small.agreement(roomId, [host, guest])).toBe('x'.repeat(900) + 'z'.repeat(100))
  } finally {
    await small.end()
  }
})

test('B4: who finds no place in a room is told so', async () => {
  const small = await Scene.open({ env: { ROOM_MEMBERS: '1' } })
  try {
    const roomId = freshRoom()
    const host = await small.enter(roomId)
    await host.type('here')
    const late = await small.browser.person()
    const page = await late.newPage()
    await page.goto(small.server.roomUrl(roomId))
    await page.getByText('The room is full.').waitFor()
    await host.close()
  } finally {
    await small.end()
  }
})
