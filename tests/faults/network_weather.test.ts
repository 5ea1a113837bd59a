import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { NetworkScene } from '../support/network_scene.ts'
import { rounds, WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import type { Weather } from '../support/udp_proxy.ts'
import { until } from '../support/until.ts'
import { startWriters, statusOf } from '../support/writer.ts'

/** Marks that each of the two writes. */
const MARKS = rounds(6, 20)
/** From page to page and back a message passes the UDP proxy four times, and the TCP proxy too. */
const HOPS = 4

let network: NetworkScene
beforeAll(async () => {
  network = await NetworkScene.open()
})
afterEach(() => network?.calm())
afterAll(() => network?.end())

interface Case {
  readonly name: string
  readonly up: Weather
  readonly down?: Weather
  /** The least round trip that the page may tell of, in milliseconds. */
  readonly least?: number
  /** It is tried in an ordinary run too. */
  readonly inBrief?: boolean
}

const hop: Weather = { delayMs: 40, jitterMs: 20 }
// What goes from page to page goes up once and down once: where only one of them loses, it loses that share.
const CASES: readonly Case[] = [
  { name: '5 % are lost', up: { loss: 0.05 } },
  { name: '15 % are lost', up: { loss: 0.15 }, inBrief: true },
  { name: 'every hop takes 40 to 60 ms', up: hop, down: hop, least: HOPS * 40 },
  { name: 'every tenth is overtaken', up: { reorder: 0.1 }, down: { reorder: 0.1 } },
  {
    name: 'all of it at once',
    up: { loss: 0.05, ...hop, reorder: 0.1 },
    down: { ...hop, reorder: 0.1 },
    least: HOPS * 40,
    inBrief: true,
  },
]

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

test.for(WHOLE ? CASES : CASES.filter(({ inBrief }) => inBrief))(
  'datagrams between two who write: $name',
  async ({ up, down = {}, least = 0 }, { annotate }) => {
    const roomId = freshRoom()
    const pages = await network.pair(roomId)
    const [, ben] = pages
    network.udp.setWeather({ up, down })
    network.udp.takeCount()
    const writers = startWriters(pages, 6)
    const [byAna, byBen] = writers
    await Promise.all([byAna.more(MARKS), byBen.more(MARKS)])
    const count = network.udp.takeCount()
    expect(count.dropped > 0).toBe(up.loss !== undefined)
    expect(count.overtaken > 0).toBe(up.reorder !== undefined)
    // However bad it is, in the end it is good enough to stay with.
    await network.directly(ben)
    // The way back to it may have led over the relay, where nothing is delayed: the next round trip tells.
    await until('the direct link’s round trip is told', async () => {
      const { path, latency } = await statusOf(ben)
      return path === 'direct' && latency !== null && latency >= least
    })
    await network.expectAll(roomId, writers)
    const { passed, dropped, overtaken } = count
    const [usual, most] = [median(byBen.latencies), Math.max(...byBen.latencies)].map(Math.round)
    await annotate(
      `${passed} datagrams passed, ${dropped} dropped, ${overtaken} overtaken; the guest told of ${usual} ms, ` +
        `${most} ms at most, and said ${[...byBen.paths].join(', ')}`,
    )
  },
)

test('the relay over a slow line: the page tells how slow', async () => {
  network.tcp.delayMs = 100
  const roomId = freshRoom()
  const pages = await network.enter(roomId, { noPeers: true })
  const [, ben] = pages
  await ben.waitForPath('relay')
  const writers = startWriters(pages, 7)
  const [, byBen] = writers
  await Promise.all(writers.map((writer) => writer.more(3)))
  await until('a round trip is told', () => byBen.latencies.length > 0)
  expect(Math.min(...byBen.latencies)).toBeGreaterThanOrEqual(HOPS * network.tcp.delayMs)
  expect((await ben.status()).words).toMatch(/Relayed \d{3,} ms/)
  await network.expectAll(roomId, writers)
})
