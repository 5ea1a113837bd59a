import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NetworkScene } from '../support/network_scene.ts'
import type { RoomPage } from '../support/room_page.ts'
import { rounds, WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import { until } from '../support/until.ts'
import { startWriters, statusOf, type Writer } from '../support/writer.ts'

/** Longer than a guest waits for a sign of life and shorter than the server waits for one, in milliseconds. */
const STALL_MS = 5_000
/** Marks that each of two writes before something happens. */
const SOME = 3

let network: NetworkScene
beforeAll(async () => {
  network = await NetworkScene.open()
})
afterEach(() => network?.calm())
afterAll(() => network?.end())

const both = (writers: readonly Writer[], marks = SOME) =>
  Promise.all(writers.map((writer) => writer.more(marks)))

const sees = (page: RoomPage, server: boolean) =>
  until(`the server is ${server ? 'there' : 'away'}`, async () => (await statusOf(page)).server === server)

/** Who follows now: when both lost the server, either may be host afterwards. */
const guestOf = async ([ana, ben]: readonly [RoomPage, RoomPage]): Promise<RoomPage> =>
  (await ana.status()).path === 'hosting' ? ben : ana

/** One is host and the other is connected with it. */
async function areJoined(pages: readonly RoomPage[]): Promise<boolean> {
  const paths = await Promise.all(pages.map(async (page) => (await page.status()).path))
  return paths.includes('hosting') && (paths.includes('relay') || paths.includes('direct'))
}

const says = (page: RoomPage, ...states: readonly string[]) =>
  until(`the page says ${states.join(' or ')}`, async () => states.includes((await page.status()).state))

test('the server’s connections stall: two go on directly, and the page does not say saved', async () => {
  const roomId = freshRoom()
  const pages = await network.pair(roomId)
  const [ana, ben] = pages
  await network.scene.agreement(roomId, pages)
  network.tcp.stall()
  const writers = startWriters(pages, 10)
  await both(writers)
  const [byAna] = writers
  const written = [...byAna.marks]
  await ben.waitForText((text) => written.every((mark) => text.includes(mark)))
  // Nobody is told anything: in the end each side notices by itself.
  await Promise.all([sees(ana, false), sees(ben, false)])
  await both(writers)
  for (const { states } of writers) expect([...states]).toEqual(['saving'])
  expect((await ben.status()).path).toBe('direct')
  network.tcp.resume()
  await Promise.all([sees(ana, true), sees(ben, true)])
  await network.expectAll(roomId, writers)
})

test('the server’s connections stall under the relay: what is written is kept and arrives', async () => {
  const roomId = freshRoom()
  const pages = await network.enter(roomId, { noPeers: true })
  const [, ben] = pages
  await ben.waitForPath('relay')
  const writers = startWriters(pages, 11)
  for (let round = rounds(1, 3); round > 0; round--) {
    await both(writers)
    network.tcp.stall()
    const guest = await guestOf(pages)
    await Promise.all([lasting(STALL_MS), says(guest, 'reconnecting')])
    network.tcp.resume()
    await until('the guest is connected again', () => areJoined(pages))
  }
  await network.expectAll(roomId, writers)
})

test('the server’s connections are cut under the relay, again and again', async () => {
  const roomId = freshRoom()
  const pages = await network.enter(roomId, { noPeers: true })
  const [ana, ben] = pages
  await ben.waitForPath('relay')
  const writers = startWriters(pages, 12)
  for (let round = rounds(1, 4); round > 0; round--) {
    await both(writers)
    network.tcp.cut()
    await Promise.all([sees(ana, false), sees(ben, false)])
    await both(writers)
    network.tcp.resume()
    await until('the guest is connected again', () => areJoined(pages))
  }
  await network.expectAll(roomId, writers)
})

test.runIf(WHOLE)(
  'the direct link dies while the server is cut off too: offline, all is kept and merged',
  async () => {
    const roomId = freshRoom()
    const pages = await network.pair(roomId)
    const writers = startWriters(pages, 13)
    for (let round = rounds(1, 2); round > 0; round--) {
      await both(writers)
      const guest = await guestOf(pages)
      network.tcp.cut()
      network.udp.block()
      await says(guest, 'offline')
      expect(await guest.status()).toMatchObject({
        path: 'none',
        words: expect.stringContaining('your edits are kept'),
      })
      await both(writers)
      for (const page of pages) expect((await page.status()).state).not.toMatch(/saved|synced/)
      network.tcp.resume()
      network.udp.open()
      await until('the guest is connected again', () => areJoined(pages), 60_000)
    }
    await network.expectAll(roomId, writers)
  },
)
