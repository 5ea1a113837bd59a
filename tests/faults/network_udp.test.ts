import { setTimeout as lasting } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NetworkScene, RELAY_ONLY } from '../support/network_scene.ts'
import { rounds, WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import { BOTH, UdpProxy } from '../support/udp_proxy.ts'
import { startWriters, type Writer } from '../support/writer.ts'

/** Longer than a guest waits for a sign of life, in milliseconds. */
const BLACKOUT_MS = 5_000
/** Shorter than that. */
const FLAP_MS = 2_000
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

test('UDP is blocked from the start: all goes over the relay; when it is let through, directly', async () => {
  network.udp.block()
  const roomId = freshRoom()
  const pages = await network.enter(roomId)
  const [, ben] = pages
  await ben.waitForPath('relay')
  const writers = startWriters(pages, 1)
  const [, byBen] = writers
  await both(writers, rounds(5, 20))
  expect([...byBen.paths]).toEqual(['relay'])
  expect(network.udp.takeCount()).toMatchObject({ passed: 0 })

  network.udp.open()
  await network.directly(ben)
  await both(writers)
  await network.expectAll(roomId, writers)
  expect([...byBen.paths]).toEqual(['relay', 'direct'])
  expect([...byBen.states]).not.toContain('offline')
})

test('UDP is blocked in the middle: the relay carries on; when it is let through, it is direct again', async ({
  annotate,
}) => {
  const roomId = freshRoom()
  const pages = await network.pair(roomId)
  const [, ben] = pages
  const writers = startWriters(pages, 2)
  const [, byBen] = writers
  await both(writers)
  expect([...byBen.paths]).toEqual(['direct'])
  expect(network.udp.takeCount().passed).toBeGreaterThan(0)

  const before = await network.relayed()
  const blockedAt = performance.now()
  network.udp.block()
  await ben.waitForPath('relay')
  await annotate(`on the relay after ${Math.round(performance.now() - blockedAt)} ms`)
  await both(writers, rounds(5, 20))
  expect(await network.relayed()).toBeGreaterThan(before)

  const openAt = performance.now()
  network.udp.open()
  await network.directly(ben)
  await annotate(`direct again after ${Math.round(performance.now() - openAt)} ms`)
  await both(writers)
  await network.expectAll(roomId, writers)
  expect([...byBen.states]).not.toContain('offline')
})

test('a blackout of 5 s while two write', async ({ annotate }) => {
  const roomId = freshRoom()
  const pages = await network.pair(roomId)
  const writers = startWriters(pages, 3)
  const [, byBen] = writers
  for (let round = rounds(1, 3); round > 0; round--) {
    await both(writers)
    network.udp.block()
    await lasting(BLACKOUT_MS)
    network.udp.open()
    await network.directly(pages[1])
  }
  expect(network.udp.takeCount().dropped).toBeGreaterThan(0)
  await network.expectAll(roomId, writers)
  expect([...byBen.states]).not.toContain('offline')
  await annotate(`the guest said ${[...byBen.paths, ...byBen.states].join(', ')}`)
})

test.runIf(WHOLE)('UDP goes and comes every 2 s while two write', async ({ annotate }) => {
  const roomId = freshRoom()
  const pages = await network.pair(roomId)
  const writers = startWriters(pages, 4)
  const [, byBen] = writers
  const flaps = rounds(20_000, 600_000) / (2 * FLAP_MS)
  for (let flap = 0; flap < flaps; flap++) {
    network.udp.block()
    await lasting(FLAP_MS)
    network.udp.open()
    await lasting(FLAP_MS)
  }
  const { dropped } = network.udp.takeCount()
  expect(dropped).toBeGreaterThan(0)
  await network.directly(pages[1])
  await network.expectAll(roomId, writers)
  expect([...byBen.states]).not.toContain('offline')
  const marks = writers.map((writer) => writer.marks.length).join(' and ')
  await annotate(
    `${flaps} times, ${dropped} datagrams dropped, ${marks} marks; the guest said ${[...byBen.paths].join(', ')}`,
  )
})

test('UDP passes one way only: the relay carries on', async () => {
  const own = await UdpProxy.listen(network.turn.port)
  try {
    const roomId = freshRoom()
    const iceServers = [network.turn.iceServer(own.port)]
    const pages = await network.enter(roomId, RELAY_ONLY, { rtc: { ...RELAY_ONLY.rtc, iceServers } })
    const [, ben] = pages
    await network.directly(ben)
    const writers = startWriters(pages, 5)
    for (const direction of WHOLE ? BOTH : (['up'] as const)) {
      await both(writers)
      own.takeCount()
      own.block(direction)
      await ben.waitForPath('relay')
      await both(writers)
      const count = own.takeCount()
      expect(count.passed).toBeGreaterThan(0)
      expect(count.dropped).toBeGreaterThan(0)
      own.open()
      await network.directly(ben)
    }
    await network.expectAll(roomId, writers)
  } finally {
    own.close()
  }
})
