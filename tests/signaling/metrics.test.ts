import { io, type Socket } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { asSeq } from '../../shared/base/ids.ts'
import { packEntries } from '../../shared/protocol/codec/batch.ts'
import { encodeEntry } from '../../shared/protocol/codec/store.ts'
import { PAGE_PROTOCOL } from '../../shared/protocol/page_protocol.ts'
import type { Reply } from '../../shared/protocol/signaling.ts'
import type { Edges } from '../../signaling/edges.ts'
import { startServer } from '../../signaling/server.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { METRICS_TOKEN, type MetricsText, readMetrics } from '../support/metrics_reader.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, configWith, joinRequest, testEnv } from './fakes.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function serve(settings: Record<string, string> = {}): Promise<Edges> {
  const config = configWith({ METRICS_TOKEN, ...settings })
  const server = await startServer({ config, store: new MemoryStore(), env: testEnv() })
  ends.push(() => server.stop())
  return server
}

async function page({ url }: Edges, room: string, name: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true })
  ends.push(() => void socket.disconnect())
  const userKey = `key-of-${name}-${'-'.repeat(20)}`
  expect(codeOf(await ask(socket, 'join', { ...joinRequest(room, `client-${name}`), userKey }))).toBe('ok')
  return socket
}

const report = (socket: Socket, path: string, divergences = 0, protocol = PAGE_PROTOCOL) =>
  ask(socket, 'report', { protocol, path, divergences }).then(codeOf)

test('Y2: rooms, members, connections and joins are counted, and none that is over', async () => {
  const server = await serve()
  const ana = await page(server, 'room-a', 'ana')
  await page(server, 'room-a', 'ben')
  await page(server, 'room-b', 'cy')
  const before = await readMetrics(server.url)
  const read = (metrics: MetricsText) =>
    ['rooms', 'members', 'connections', 'join_seconds_count', 'stay_seconds_count'].map((name) =>
      metrics.value(`tandem_${name}`),
    )
  expect(read(before)).toEqual([2, 3, 3, 3, 0])
  expect(before.value('tandem_join_seconds_sum')).toBeGreaterThan(0)
  expect(before.value('tandem_promotions_total{why="opened"}')).toBe(2)
  expect(before.value('tandem_promotions_total{why="changed"}')).toBe(0)
  ana.disconnect()
  await until('the room has another host', async () => {
    const after = await readMetrics(server.url)
    return after.value('tandem_promotions_total{why="changed"}') === 1
  })
  expect(read(await readMetrics(server.url))).toEqual([2, 2, 2, 3, 1])
})

test('Y2: a page that comes back over another connection is one page', async () => {
  const server = await serve()
  await page(server, 'room-a', 'ana')
  await page(server, 'room-a', 'ana')
  const metrics = await readMetrics(server.url)
  expect(metrics.value('tandem_members')).toBe(1)
  expect(metrics.value('tandem_pages{protocol="unknown"}')).toBe(1)
  expect(metrics.value('tandem_stay_seconds_count')).toBe(1)
})

test('Y2: what a host appends is timed, and what is refused is counted by its reason', async () => {
  const server = await serve()
  const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true })
  ends.push(() => void socket.disconnect())
  const reply = (await ask(socket, 'join', joinRequest('room-a'))) as Reply<'join'>
  if (!reply.ok) throw new Error(reply.error.code)
  const { epoch } = reply
  const entry = encodeEntry({
    epoch,
    clientId: joinRequest('room-a').clientId,
    seq: asSeq(0),
    by: joinRequest('room-a').clientId,
    at: 0,
    change: { kind: 'language', language: 'java' },
  })
  const entries = packEntries([entry])
  expect(codeOf(await ask(socket, 'append', { epoch, from: 0, entries }))).toBe('ok')
  expect(codeOf(await ask(socket, 'append', { epoch: 1, from: 0, entries }))).toBe('staleEpoch')
  await ask(socket, 'no-such-thing', {})
  await ask(socket, 'join', { roomId: '../' })
  await fetch(`${server.url}/api/room/nowhere`)
  await fetch(`${server.url}/nowhere-at-all/${'x'.repeat(50)}`)
  await fetch(`${server.url}/autocomplete`, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  })
  const metrics = await readMetrics(server.url)
  expect(metrics.value('tandem_append_seconds_count')).toBe(1)
  expect(metrics.value('tandem_appended_entries_total')).toBe(1)
  const refused = (reason: string, way: string) =>
    metrics.value(`tandem_refused_total{reason="${reason}",way="${way}"}`)
  expect(refused('staleEpoch', 'socket')).toBe(1)
  expect(refused('unexpected', 'socket')).toBe(1)
  expect(refused('badRoomId', 'socket')).toBe(1)
  expect(refused('notFound', 'http')).toBe(1)
  expect(refused('badRequest', 'http')).toBe(1)
  const http = (route: string, status: number) =>
    metrics.value(`tandem_http_requests_total{route="${route}",status="${status}"}`)
  expect(http('/api/room/:room_id', 404)).toBe(1)
  expect(http('/autocomplete', 400)).toBe(1)
  expect(http('none', 404)).toBe(1)
})

test('Y3: a page tells of its own link only, once, and of no more divergences than one page may have', async () => {
  const server = await serve()
  await page(server, 'room-a', 'ana')
  const ben = await page(server, 'room-a', 'ben')
  const cy = await page(server, 'room-a', 'cy')
  for (let i = 0; i < 5; i++) expect(await report(ben, 'relay')).toBe('ok')
  expect(await report(ben, 'direct', 2)).toBe('ok')
  expect(await report(cy, 'relay', 100, 7)).toBe('ok')
  for (let i = 0; i < 3; i++) expect(await report(cy, 'relay', 100, 8)).toBe('ok')
  const metrics = await readMetrics(server.url)
  expect(metrics.value('tandem_links{path="direct"}')).toBe(1)
  expect(metrics.value('tandem_links{path="relay"}')).toBe(1)
  expect(metrics.value('tandem_divergences_total')).toBe(102)
  // Pages choose no label: versions that the server does not know are one.
  expect(metrics.text.match(/^tandem_pages\{.*$/gm)?.sort()).toEqual([
    `tandem_pages{protocol="${PAGE_PROTOCOL}"} 1`,
    'tandem_pages{protocol="other"} 1',
    'tandem_pages{protocol="unknown"} 1',
  ])
  expect(codeOf(await ask(ben, 'leaveRoom', {}))).toBe('ok')
  expect((await readMetrics(server.url)).value('tandem_links{path="direct"}')).toBe(0)
  expect(await report(ben, 'direct')).toBe('notJoined')
})

test.each([
  ['a negative count', { protocol: 1, path: 'direct', divergences: -1 }],
  ['more than one report may have', { protocol: 1, path: 'direct', divergences: 101 }],
  ['a number that is none', { protocol: 1, path: 'direct', divergences: Number.NaN }],
  ['a way that there is not', { protocol: 1, path: 'x"} 1\ntandem_rooms 99', divergences: 0 }],
  ['a version that is text', { protocol: '1', path: 'direct', divergences: 0 }],
  ['nothing', undefined],
])('Y3: a page that reports %s is refused, and the sums stay', async (_, body) => {
  const server = await serve()
  const ana = await page(server, 'room-a', 'ana')
  expect(codeOf(await ask(ana, 'report', ...(body === undefined ? [] : [body])))).toBe('badRequest')
  const metrics = await readMetrics(server.url)
  expect(metrics.value('tandem_divergences_total')).toBe(0)
  expect(metrics.value('tandem_links{path="direct"}')).toBe(0)
  expect(metrics.value('tandem_rooms')).toBe(1)
})

test('Y4: without the token there is nothing at /metrics, whatever is shown in its place', async () => {
  const server = await serve()
  const absent = await (await serve({ METRICS_TOKEN: '' })).url
  const said = async (url: string, authorization?: string) => {
    const answer = await fetch(`${url}/metrics`, authorization ? { headers: { authorization } } : {})
    return [answer.status, await answer.json()]
  }
  const nothing = await said(absent)
  expect(nothing).toEqual([404, expect.objectContaining({ error: expect.anything() })])
  expect(await said(absent, `Bearer ${METRICS_TOKEN}`)).toEqual(nothing)
  for (const shown of [
    undefined,
    'Bearer ',
    'Bearer undefined',
    `Bearer ${METRICS_TOKEN.slice(0, -1)}`,
    `Bearer ${METRICS_TOKEN}x`,
    `Basic ${METRICS_TOKEN}`,
    METRICS_TOKEN,
  ])
    expect(await said(server.url, shown)).toEqual(nothing)
  await readMetrics(server.url)
})

test('Y4: whoever guesses the token of /metrics is told to wait, and then the right one is not looked at either', async () => {
  const server = await serve({ MISSES_PER_MINUTE: '3' })
  const status = async (token: string) =>
    (await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).status
  for (let i = 0; i < 3; i++) expect(await status(`guess-${i}`)).toBe(404)
  expect(await status('guess')).toBe(429)
  expect(await status(METRICS_TOKEN)).toBe(429)
})

test('Y5: no metric names a room, a person, an address or a token', async () => {
  const server = await serve()
  const ana = await page(server, 'MARKER-room', 'MARKER-client')
  await ask(ana, 'MARKER-event', { MARKER: 'MARKER' })
  await fetch(`${server.url}/r/MARKER-room`)
  await fetch(`${server.url}/MARKER/${'x'.repeat(50)}?MARKER`)
  await fetch(`${server.url}/api/room/MARKER-other`, { headers: { authorization: 'Bearer MARKER' } })
  const { text } = await readMetrics(server.url)
  expect(text).not.toMatch(/MARKER|127\.0\.0\.1|::1|nobody-would-ever/)
  expect(text).toContain('tandem_event_loop_delay_seconds{level="p99"}')
  expect(text).toMatch(/^tandem_resident_memory_bytes [1-9]\d{6,}/m)
})
