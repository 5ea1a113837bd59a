import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { isOnDisk, partsOnDisk } from '../support/journal_reader.ts'
import { Profile } from '../support/profile.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { countMarks } from '../support/typist.ts'
import { until } from '../support/until.ts'

let scene: Scene
let profile: Profile
beforeAll(async () => {
  scene = await Scene.open()
})
afterAll(() => scene?.end())
beforeEach(async () => {
  profile = await Profile.open()
})
afterEach(() => profile?.remove())

const enter = (roomId: string) => RoomPage.enter(profile, scene.server.roomUrl(roomId))

const marks = (...names: string[]) => new Map(names.map((name) => [name, 1]))

describe('K1 K2: what was typed with no host and no server', () => {
  test('is back after the browser was killed, and merged with what others did meanwhile', async () => {
    const roomId = freshRoom()
    const ana = await enter(roomId)
    await ana.typeAtEnd('«a0»')
    await scene.agreement(roomId, [ana])
    await scene.server.stop()
    await ana.typeAtEnd('«a1»')
    await until('it is on the disk', () => isOnDisk(ana, '«a1»'))
    await profile.kill()
    await scene.server.start()

    const ben = await scene.enter(roomId)
    await ben.typeAtEnd('«b0»')
    await scene.agreement(roomId, [ben])
    await profile.restart()
    const again = await enter(roomId)
    await until('all is there', async () => countMarks(await again.text()).size === 3)
    const text = await scene.agreement(roomId, [again, ben])
    expect(countMarks(text)).toEqual(marks('«a0»', '«a1»', '«b0»'))
    await ben.close()
  })

  test('is back after a reload in the middle of typing', async () => {
    const roomId = freshRoom()
    const ana = await enter(roomId)
    await ana.typeAtEnd('«a0»')
    await scene.agreement(roomId, [ana])
    await scene.server.stop()
    await ana.typeAtEnd('«a1»')
    await scene.server.start()
    ana.page.on('dialog', (dialog) => dialog.accept())
    await ana.page.reload()
    await ana.editable()
    expect(countMarks(await scene.agreement(roomId, [ana]))).toEqual(marks('«a0»', '«a1»'))
  })
})

test('K7: two tabs of one browser: each keeps its own, and one that is closed leaves its edits to the other', async () => {
  const roomId = freshRoom()
  const one = await enter(roomId)
  await one.waitForPath('hosting')
  const two = await enter(roomId)
  await two.waitForPath('direct', 'relay')
  await scene.server.stop()
  await one.page.context().setOffline(true)
  // In one piece each: they may still hear of each other.
  await one.insertAtEnd('«a1»')
  await two.insertAtEnd('«b1»')
  await until(
    'both are on the disk',
    async () => (await isOnDisk(one, '«a1»')) && (await isOnDisk(one, '«b1»')),
  )
  await one.page.context().setOffline(false)
  await two.page.close()
  await scene.server.start()
  const text = await scene.agreement(roomId, [one])
  expect(countMarks(text)).toEqual(marks('«a1»', '«b1»'))
})

test('K6: once all is saved, leaving takes the room’s text from this disk', async () => {
  const roomId = freshRoom()
  const ana = await enter(roomId)
  await scene.server.stop()
  await ana.typeAtEnd('«a0»')
  await until('it is on the disk', () => isOnDisk(ana, '«a0»'))
  await scene.server.start()
  await scene.agreement(roomId, [ana])
  await ana.page.goto(new URL('/', scene.server.roomUrl(roomId)).href)
  await until('nothing is left', async () => (await partsOnDisk(ana)).length === 0)
})
