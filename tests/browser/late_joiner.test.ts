import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshRoom, Scene } from '../support/scene.ts'

/** Within this an edit of one is to be seen by another, in milliseconds. */
const SOON_MS = 1_000

describe('somebody who comes later', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open()
  })
  afterAll(() => scene?.end())

  test('sees the text without any peer connection, and edits travel within a second', async () => {
    const roomId = freshRoom()
    const [ana, ben] = await scene.pair(roomId)
    await ana.typeAtEnd('first «a0» ')
    await ben.waitForText((text) => text === 'first «a0» ')
    await ben.typeAtEnd('second «b0» ')
    const before = await scene.agreement(roomId, [ana, ben])

    const eve = await scene.enter(roomId, scene.browser, { noPeers: true })
    expect(await eve.text()).toBe(before)
    expect(await eve.openPeerConnections()).toBe(0)
    await eve.waitForPath('relay')

    await eve.insertAtEnd('«e0»')
    await ana.waitForText((text) => text.includes('«e0»'), SOON_MS)
    await ben.waitForText((text) => text.includes('«e0»'), SOON_MS)
    await ben.insertAtEnd('«b1»')
    await eve.waitForText((text) => text.includes('«b1»'), SOON_MS)

    expect(await scene.agreement(roomId, [ana, ben, eve])).toContain('first «a0» second «b0» ')
    expect(await eve.openPeerConnections()).toBe(0)
    expect((await eve.rtcStats()).bytesReceived).toBe(0)
    for (const page of [ana, ben, eve]) await page.close()
    expect(scene.problems()).toEqual([])
  })

  test('moves to a direct connection when there can be one, and nothing is lost on the way', async () => {
    const roomId = freshRoom()
    const [ana, ben] = await scene.pair(roomId)
    await ana.insertAtEnd('«a0»')
    const eve = await scene.enter(roomId)
    expect(await eve.text()).toContain('«a0»')
    // Typed while the connection is being made.
    for (let i = 0; i < 20; i++) await eve.insertAtEnd(`«e${i}»`)
    await eve.waitForPath('direct')
    await eve.insertAtEnd('«e20»')
    const text = await scene.agreement(roomId, [ana, ben, eve])
    for (let i = 0; i <= 20; i++) expect(text.split(`«e${i}»`)).toHaveLength(2)
    expect((await eve.rtcStats()).bytesSent).toBeGreaterThan(0)
    for (const page of [ana, ben, eve]) await page.close()
    expect(scene.problems()).toEqual([])
  })
})

describe('somebody who comes later, on a server that does not relay', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ env: { RELAY: 'off' } })
  })
  afterAll(() => scene?.end())

  test('sees the saved text although nobody can be reached', async () => {
    const roomId = freshRoom()
    const ana = await scene.enter(roomId)
    await ana.typeAtEnd('what is saved «a0»')
    const before = await scene.agreement(roomId, [ana])
    const eve = await scene.enter(roomId, scene.browser, { noPeers: true })
    expect(await eve.text()).toBe(before)
    expect((await eve.status()).path).toBe('none')
    expect((await scene.server.health()).relayed_frames).toBe(0)
    await ana.close()
    await eve.close()
    expect(scene.problems()).toEqual([])
  })
})
