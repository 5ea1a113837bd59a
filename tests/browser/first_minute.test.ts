import { afterAll, beforeAll, expect, test } from 'vitest'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { until } from '../support/until.ts'

let scene: Scene
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())

test('one click makes a room, and what is typed next is in it', async () => {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').click()
  await ana.page.waitForURL(/\/r\/[A-Za-z0-9_-]{16,64}$/)
  await ana.editable()
  // No click into the editor: it has the focus.
  await ana.page.keyboard.type('hello «a0»')
  await ana.waitForText((text) => text === 'hello «a0»')
  await ana.waitForPath('hosting')
  await ana.waitForSaved()
  const roomId = ana.page.url().split('/').at(-1) ?? ''
  expect((await scene.server.room(roomId))?.code).toBe('hello «a0»')
  expect((await scene.server.room(roomId))?.active_users).toBe(1)
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('E11: a file that is pasted whole comes out with its own line ends', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.waitForPath('hosting')
  await ana.paste('first\r\n\tsecond 🙂\r\n')
  await until('the server has it', async () => (await scene.server.room(roomId))?.code !== '')
  expect((await scene.server.room(roomId))?.code).toBe('first\r\n\tsecond 🙂\r\n')
  expect(await ana.text()).toBe('first\n\tsecond 🙂\n')
  await ana.close()
})

test('two new rooms are two rooms', async () => {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('new-room').click()
  await ana.page.waitForURL(/\/r\//)
  const first = ana.page.url()
  await ana.page.goto(scene.server.url)
  await ana.at('new-room').click()
  await ana.page.waitForURL(/\/r\//)
  expect(ana.page.url()).not.toBe(first)
  await ana.close()
})

test('Share copies the link, and whoever opens it is in the room', async () => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.insertAtEnd('«a0»')
  await ana.at('share').click()
  await ana.waitForWords('share', 'Copied')
  const link = await ana.page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(scene.server.roomUrl(roomId))
  const ben = await RoomPage.enter(scene.browser, link)
  await ben.waitForText((text) => text === '«a0»')
  await ana.waitForWords('share', 'Share')
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test.each([
  ['its id', (roomId: string) => roomId],
  ['its link', (roomId: string) => scene.server.roomUrl(roomId)],
  ['a link to a line of it', (roomId: string) => `${scene.server.roomUrl(roomId)}#L2`],
])('a room can be joined with %s', async (_what, write) => {
  const roomId = freshRoom()
  const ana = await scene.enter(roomId)
  await ana.insertAtEnd('«a0»\n«a1»')
  await ana.waitForSaved()
  const ben = await RoomPage.open(scene.browser, scene.server.url)
  const link = write(roomId)
  await ben.at('join-input').fill(link)
  await ben.at('join-button').click()
  await ben.editable()
  const [, lines = ''] = link.split('#')
  expect(ben.page.url()).toBe(scene.server.roomUrl(roomId) + (lines && `#${lines}`))
  expect(await ben.text()).toBe('«a0»\n«a1»')
  if (lines) await ben.waitForWords('caret', 'Ln 2, Col 1')
  await ana.waitForPeople(2)
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('nonsense is not joined, and the page says what is wrong', async () => {
  const ana = await RoomPage.open(scene.browser, scene.server.url)
  await ana.at('join-input').fill('what is this?')
  await ana.at('join-button').click()
  await ana.waitForWords('join-problem', /not a room id/)
  expect(new URL(ana.page.url()).pathname).toBe('/')
  await ana.close()
  expect(scene.problems()).toEqual([])
})

test('a new name shows at the others’ at once, and is remembered', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ana.waitForPeople(2)
  await ben.waitForPeople(2)
  const before = (await ana.people()).find((person) => person.self)
  expect(before?.label).not.toBe('')

  await ana.rename('Žofie 🦊')
  await until('the other sees it', async () => {
    const her = (await ben.people()).find((person) => person.peer === before?.peer)
    return her !== undefined && !her.self && her.label.includes('Žofie 🦊')
  })
  expect((await ben.people()).filter((person) => person.host).map((person) => person.peer)).toEqual([
    before?.peer,
  ])

  const again = await ana.person.newPage()
  await again.goto(scene.server.roomUrl(freshRoom()))
  await again.getByTestId('self').filter({ hasText: 'Žofie 🦊' }).waitFor()
  await ana.close()
  await ben.close()
  expect(scene.problems()).toEqual([])
})

test('the others see who types, and who leaves is gone', async () => {
  const roomId = freshRoom()
  const [ana, ben] = await scene.pair(roomId)
  await ben.insertAtEnd('«b0»')
  await until('she sees him type', async () =>
    (await ana.people()).some(({ self, typing }) => !self && typing),
  )
  await until('and stop', async () => (await ana.people()).every(({ typing }) => !typing))
  await ben.close()
  await ana.waitForPeople(1)
  await ana.close()
  expect(scene.problems()).toEqual([])
})
