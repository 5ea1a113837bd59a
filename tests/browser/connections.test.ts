import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

/** Opens the panel with a click on the status. */
async function look(page: RoomPage): Promise<void> {
  await page.at('status-toggle').click()
  await page.at('connection').first().waitFor()
}

/** The panel's lines about people, as they are read. */
const lines = async (page: RoomPage): Promise<readonly string[]> =>
  (await page.at('connection').allTextContents()).map((line) => line.replace(/\s+/g, ' ').trim())

/** Waits until there is a line for each of these; initials come first. */
const waitForLines = (page: RoomPage, ...expected: readonly RegExp[]): Promise<true> =>
  until(`lines like ${expected.join(' ')}`, async () => {
    const all = await lines(page)
    return all.length === expected.length && expected.every((like) => all.some((line) => like.test(line)))
  })

/** Puts a text at the end past the editor's own look at the room's limits, as if others had filled it meanwhile. */
const insertUnasked = (page: RoomPage, insert: string): Promise<void> =>
  page.page.evaluate((text) => {
    const view = window.tandem?.view
    view?.dispatch({ changes: { from: view.state.doc.length, insert: text }, filter: false })
  }, insert)

const focused = (page: RoomPage): Promise<string | null> =>
  page.page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? null)

// These two beside each other: the second one waits for dials that find no way.
describe.concurrent('how everybody is connected', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open()
  })
  afterAll(() => scene?.end())

  test('P14: a click on the status shows each person with path and latency, at the host and at guests', async () => {
    const roomId = freshRoom()
    const [ana, ben] = await scene.pair(roomId)
    const eve = await scene.enter(roomId, scene.browser, { noPeers: true })
    await eve.waitForPath('relay')
    await ana.rename('Ana')
    await ben.rename('Ben')
    await eve.rename('Eve')

    await look(ana)
    await waitForLines(ana, /Ana \(you\) \(host\)Hosting$/, /Ben\s?Direct \d+ ms$/, /Eve\s?Relayed \d+ ms$/)
    expect(await ana.at('server-reach').textContent()).toBe('Reached')
    await ana.waitForWords('safety', 'Everything is saved')
    await look(ben)
    await waitForLines(ben, /Ben \(you\)$/, /Ana \(host\)Direct \d+ ms$/, /Eve\s?through Ana$/)
    await look(eve)
    await waitForLines(eve, /Eve \(you\)$/, /Ana \(host\)Relayed \d+ ms$/, /Ben\s?through Ana$/)

    await eve.close()
    await waitForLines(ana, /Ana/, /Ben/)
    await ana.close()
    await ben.close()
    expect(scene.problems()).toEqual([])
  })

  test('P14: the panel opens and closes by keyboard and pointer, and the focus is never lost', async () => {
    const ana = await scene.enter(freshRoom())
    await ana.waitForPath('hosting')
    await ana.at('status-toggle').focus()
    await ana.page.keyboard.press('Enter')
    await ana.at('connection').waitFor()
    expect(await focused(ana)).toBe('connections')
    await ana.page.keyboard.press('Escape')
    await ana.at('connections').waitFor({ state: 'hidden' })
    expect(await focused(ana)).toBe('status-toggle')

    await look(ana)
    await ana.page.locator('.cm-content').click()
    await ana.at('connections').waitFor({ state: 'hidden' })
    await ana.page.keyboard.type('still here')
    await ana.waitForText((text) => text === 'still here')

    await look(ana)
    await ana.at('connections').getByRole('button', { name: 'Close' }).click()
    await ana.at('connections').waitFor({ state: 'hidden' })
    expect(await focused(ana)).toBe('status-toggle')
    await ana.close()
    expect(scene.problems()).toEqual([])
  })
})

describe.concurrent('no direct path, and no relay', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ env: { RELAY: 'off' } })
  })
  afterAll(() => scene?.end())

  test('P15: the page says what is wrong, what is safe and what to do, until a path opens', async () => {
    const roomId = freshRoom()
    const ana = await scene.enter(roomId)
    await ana.typeAtEnd('from Ana ')
    await ana.waitForSaved()
    const ben = await scene.enter(roomId, scene.browser, { noPeers: true })
    await ben.waitForWords('advice', /No direct path to the host was found.*switch the relay on.*TURN server/)
    expect((await ben.status()).words).toBe('No direct path to the host, your edits are kept')
    expect((await ben.status()).state).toBe('reconnecting')
    await ben.typeAtEnd('from Ben')
    await ben.waitForWords('status', /kept (?:in this browser|as long as this page is open)$/)
    await look(ben)
    await ben.waitForWords('connections', /No direct path to the host was found/)
    await ben.waitForWords('safety', /1 edit waits for the host/)

    // The network lets peers through again.
    await ben.page.evaluate(() => {
      window.RTCPeerConnection = RTCPeerConnection.prototype.constructor as typeof RTCPeerConnection
    })
    await ben.at('connections').getByRole('button', { name: 'Try again' }).click()
    await ben.waitForPath('direct')
    await ben.at('advice').waitFor({ state: 'detached' })
    expect(await scene.agreement(roomId, [ana, ben])).toBe('from Ana from Ben')
    await ana.close()
    await ben.close()
    expect(scene.problems()).toEqual([])
  })
})

test('Q6: who may not even connect yet is told so, and gets in later', async () => {
  const scene = await Scene.open({ env: { CONNECTIONS_PER_ADDRESS: '1' } })
  try {
    const roomId = freshRoom()
    const ana = await scene.enter(roomId)
    await ana.waitForPath('hosting')
    const ben = await RoomPage.open(scene.browser, scene.server.roomUrl(roomId))
    await ben.waitForWords('opening', /Too many requests\. Wait a moment\. It is tried again by itself\./)
    await ana.close()
    await ben.at('opening').getByRole('button', { name: 'Try again' }).click()
    await ben.editable()
    await ben.waitForPath('hosting')
    await ben.close()
  } finally {
    await scene.end()
  }
})

describe('limits', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ env: { ROOM_MEMBERS: '1', ROOM_CHARACTERS: '20' } })
  })
  afterAll(() => scene?.end())

  test('P15: a page that is turned away says so, and how to go on', async () => {
    const roomId = freshRoom()
    const ana = await scene.enter(roomId)
    const ben = await RoomPage.open(scene.browser, scene.server.roomUrl(roomId))
    await ben.waitForWords('opening', /The room is full\. Try again when somebody has left\./)
    await until('the status says it', async () => (await ben.status()).words === 'Not in the room')
    expect((await ben.status()).state).toBe('loading')
    await ana.close()
    await ben.at('opening').getByRole('button', { name: 'Try again' }).click()
    await ben.editable()
    await ben.waitForPath('hosting')
    await ben.close()
    expect(scene.problems()).toEqual([])
  })

  test('P7, P16: what the room could not take is gathered to be copied, each and all, until it is dismissed', async () => {
    const ana = await scene.enter(freshRoom())
    await ana.waitForPath('hosting')
    await ana.insertAtEnd('ten letters')
    await ana.waitForSaved()
    for (const [i, text] of ['first long piece', 'second long piece', 'third long piece'].entries()) {
      await insertUnasked(ana, text)
      await ana.waitForWords('recovered-toggle', `(${i + 1})`)
    }
    await until('the editor shows what the room has', async () => (await ana.text()) === 'ten letters')
    expect(await ana.at('show-recovered').count()).toBe(1)
    await ana.at('show-recovered').click()
    const texts = ana.at('recovered-text')
    expect(await texts.count()).toBe(3)
    expect(await texts.first().textContent()).toContain('The text is as large as it may get.')

    await texts.nth(1).getByRole('button', { name: 'Copy' }).click()
    const copied = () => ana.page.evaluate(() => navigator.clipboard.readText())
    await until('one is copied', async () => (await copied()) === 'second long piece')
    await ana.at('copy-all').click()
    await until(
      'all are copied',
      async () => (await copied()) === 'first long piece\nsecond long piece\nthird long piece',
    )
    await ana.page.keyboard.press('Escape')
    await ana.at('recovered').waitFor({ state: 'detached' })

    // Everything is saved, and yet closing would lose something.
    const asked = ana.page.waitForEvent('dialog')
    await ana.page.close({ runBeforeUnload: true })
    const question = await asked
    expect(question.type()).toBe('beforeunload')
    await question.dismiss()

    await ana.at('recovered-toggle').click()
    for (let left = 3; left > 0; left--) {
      expect(await texts.count()).toBe(left)
      await texts.first().getByRole('button', { name: 'Dismiss' }).click()
    }
    await ana.at('recovered').waitFor({ state: 'detached' })
    expect(await ana.at('recovered-toggle').count()).toBe(0)
    await ana.close()
    expect(scene.problems()).toEqual([])
  })
})
