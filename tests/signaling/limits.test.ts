import { afterEach, describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { packEntries } from '../../shared/protocol/codec/batch.ts'
import { networkOf } from '../../signaling/origins.ts'
import type { ConnectionId } from '../../signaling/rooms/ports.ts'
import { RedisServer } from '../support/redis_server.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, joined, joinRequest, startTestServer, type TestServer, viewOf } from './fakes.ts'

const ended: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end()
})

async function serve(env: Record<string, string>): Promise<TestServer> {
  const server = await startTestServer(env)
  ended.push(() => server.stop())
  return server
}

const statusOf = async (url: string) => {
  const answer = await fetch(url)
  await answer.body?.cancel()
  return answer.status
}

/** A 429 as every route answers it. */
async function expectTold(answer: Response): Promise<void> {
  expect(answer.status).toBe(429)
  expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect((await answer.json()).error).toEqual({
    code: 'tooFast',
    message: 'Too many requests. Wait a moment.',
  })
}

describe('over HTTP', () => {
  test.each([
    '/',
    '/r/room',
    '/healthz',
    '/api/rooms',
    '/api/room/room',
    '/api/room/room/log',
    '/api/openapi.json',
    '/api/nothing',
    '/nothing',
  ])('Q5: past the limit GET %s is 429 with Retry-After', async (path) => {
    const { url } = await serve({ HTTP_PER_MINUTE: '1' })
    await statusOf(url)
    await expectTold(await fetch(url + path))
  })

  test('Q5: past the limit POST /autocomplete is 429 with Retry-After', async () => {
    const { url } = await serve({ AUTOCOMPLETE_PER_MINUTE: '1' })
    const question = () =>
      fetch(`${url}/autocomplete`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ code: '', cursorPosition: 0, language: 'python' }),
      })
    expect((await question()).status).toBe(200)
    await expectTold(await question())
  })

  test('Q5: past the limit a new Socket.IO connection is 429 with Retry-After', async () => {
    const { url } = await serve({ CONNECTIONS_PER_MINUTE: '1' })
    const connect = () => fetch(`${url}/socket.io/?EIO=4&transport=polling`)
    expect((await connect()).status).toBe(200)
    await expectTold(await connect())
  })

  test('Q1: requests of a connection without a WebSocket are limited by address', async () => {
    const { url } = await serve({ POLLS_PER_10S: '1' })
    const poll = () => fetch(`${url}/socket.io/?EIO=4&transport=polling&sid=nobody`)
    expect((await poll()).status).toBe(400)
    await expectTold(await poll())
  })

  test.each(['', '/log'])(
    'Q1: reads of one room (%s) are limited, those of another are not',
    async (suffix) => {
      const { url, reader } = await serve({ ROOM_READS_PER_10S: '2' })
      for (const id of ['busy', 'calm']) {
        reader.views.push(viewOf(id, 'x'))
        reader.logs.set(id as RoomId, Uint8Array.of(1))
      }
      for (let i = 0; i < 2; i++) expect(await statusOf(`${url}/api/room/busy${suffix}`)).toBe(200)
      await expectTold(await fetch(`${url}/api/room/busy${suffix}`))
      expect(await statusOf(`${url}/api/room/calm${suffix}`)).toBe(200)
    },
  )

  test('Q3: misses run out, then nothing is told of rooms that are there; hits never do that', async () => {
    const { url, reader } = await serve({ MISSES_PER_MINUTE: '3' })
    reader.views.push(viewOf('there', 'x'))
    for (let i = 0; i < 20; i++) expect(await statusOf(`${url}/api/room/there`)).toBe(200)
    expect(await statusOf(`${url}/api/room/guess-1`)).toBe(404)
    expect(await statusOf(`${url}/api/room/guess-2/log`)).toBe(204)
    expect(await statusOf(`${url}/api/room/there`)).toBe(200)
    expect(await statusOf(`${url}/api/room/guess-3`)).toBe(404)
    for (const path of ['guess-4', 'guess-4/log', 'there', 'there/log'])
      await expectTold(await fetch(`${url}/api/room/${path}`))
    expect(await statusOf(`${url}/api/rooms`)).toBe(200)
  })

  test('Q3: misses asked for at once are not more', async () => {
    const { url } = await serve({ MISSES_PER_MINUTE: '3' })
    const guesses = Array.from({ length: 30 }, (_, i) => statusOf(`${url}/api/room/guess-${i}`))
    expect((await Promise.all(guesses)).filter((status) => status === 404)).toHaveLength(3)
  })
})

describe('over Socket.IO', () => {
  const append = { epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) }
  const frame = (to: string) => ({ to, link: 1, kind: 'frame', frame: new Uint8Array(60) })

  test.each([
    ['ROOM_SIGNALS_PER_10S', '2', 'signal', (to: string) => ({ to, link: 1, data: '' })],
    ['ROOM_APPENDS_PER_10S', '2', 'append', () => append],
    [
      'ROOM_APPENDS_PER_10S',
      '2',
      'snapshot',
      () => ({ epoch: 1, part: 0, parts: 1, bytes: new Uint8Array(1) }),
    ],
    ['ROOM_RELAY_FRAMES_PER_10S', '2', 'relay', frame],
    ['ROOM_RELAY_BYTES_PER_10S', '120', 'relay', frame],
    [
      'ROOM_RELAY_BYTES_PER_10S',
      '120',
      'relayMany',
      (to: string) => ({ to: [[to, 1]], frame: new Uint8Array(60) }),
    ],
    ['ROOM_RELAY_FRAMES_PER_10S', '2', 'drain', (to: string) => ({ to })],
  ])(
    'Q1: past %s=%s the members of a room share, %s is refused, and in another room it is not',
    async (name, most, event, body) => {
      const server = await serve({ [name]: most })
      const [a, b, c, d] = await Promise.all(Array.from({ length: 4 }, () => server.connect()))
      if (!a || !b || !c || !d) throw new Error('four connections')
      const peerA = await joined(a, 'busy', 'client-a')
      const peerB = await joined(b, 'busy', 'client-b')
      await joined(c, 'calm', 'client-c')
      const peerD = await joined(d, 'calm', 'client-d')
      expect(codeOf(await ask(a, event, body(peerB)))).toBe('ok')
      expect(codeOf(await ask(b, event, body(peerA)))).toBe('ok')
      const refused = await ask(a, event, body(peerB))
      expect(refused).toMatchObject({ ok: false, error: { code: 'tooFast' } })
      const { retryAfter } = (refused as { error: { retryAfter: number } }).error
      expect([Number.isInteger(retryAfter), retryAfter > 0, retryAfter <= 10]).toEqual([true, true, true])
      expect(codeOf(await ask(c, event, body(peerD)))).toBe('ok')
    },
  )

  test.each(['append', 'snapshot'])(
    'Q1: %s of a member that is not host takes nothing from its room’s host',
    async (event) => {
      const server = await serve({ ROOM_APPENDS_PER_10S: '2' })
      const [host, mal] = [await server.connect(), await server.connect()]
      await joined(host, 'busy', 'client-host')
      await joined(mal, 'busy', 'client-mal')
      server.rooms.guests.add(mal.id as ConnectionId)
      const body = event === 'append' ? append : { epoch: 1, part: 0, parts: 1, bytes: new Uint8Array(1) }
      for (let i = 0; i < 10; i++) await ask(mal, event, body)
      expect(codeOf(await ask(host, event, body))).toBe('ok')
    },
  )

  test('Q1: what is sent to nobody takes nothing from the room', async () => {
    const server = await serve({ ROOM_SIGNALS_PER_10S: '2', ROOM_RELAY_FRAMES_PER_10S: '2' })
    const [a, mal] = [await server.connect(), await server.connect()]
    const peer = await joined(a, 'busy', 'client-a')
    const other = await joined(mal, 'busy', 'client-mal')
    for (let i = 0; i < 10; i++) {
      expect(codeOf(await ask(mal, 'signal', { to: 'nobody', link: 1, data: '' }))).toBe('notMember')
      expect(codeOf(await ask(mal, 'relay', frame('nobody')))).toBe('notMember')
      expect(codeOf(await ask(mal, 'drain', { to: 'nobody' }))).toBe('notMember')
      await ask(mal, 'relayMany', { to: [['nobody', 1]], frame: new Uint8Array(60) })
    }
    expect(codeOf(await ask(a, 'signal', { to: other, link: 1, data: '' }))).toBe('ok')
    expect(codeOf(await ask(a, 'relay', frame(other)))).toBe('ok')
    expect(codeOf(await ask(mal, 'drain', { to: peer }))).toBe('ok')
  })

  test('Q3: links that open nothing are misses: who tries many hears nothing more', async () => {
    const server = await serve({ MISSES_PER_MINUTE: '2', ROOMS_PER_ADDRESS_PER_HOUR: '1' })
    const socket = await server.connect()
    server.rooms.refuse = 'noRight'
    for (let i = 0; i < 2; i++)
      expect(codeOf(await ask(socket, 'join', joinRequest('private')))).toBe(
        i === 0 ? 'noRight' : 'tooManyRooms',
      )
    expect(codeOf(await ask(socket, 'join', joinRequest('private')))).toBe('tooFast')
  })

  test('Q1: joins of one room are limited, those of another are not', async () => {
    const server = await serve({ ROOM_JOINS_PER_10S: '1' })
    const [a, b] = [await server.connect(), await server.connect()]
    expect(codeOf(await ask(a, 'join', joinRequest('busy', 'client-a')))).toBe('ok')
    expect(codeOf(await ask(b, 'join', joinRequest('busy', 'client-b')))).toBe('tooFast')
    expect(codeOf(await ask(b, 'join', joinRequest('calm', 'client-b')))).toBe('ok')
  })

  test('Q1: events that do not exist or do not fit are limited too', async () => {
    const server = await serve({ EVENTS_PER_10S: '2' })
    const socket = await server.connect()
    const codes = []
    for (const name of ['nonsense', 'append', 'append', 'nonsense'])
      codes.push(codeOf(await ask(socket, name, 1)))
    expect(codes).toEqual(['unexpected', 'badRequest', 'tooFast', 'tooFast'])
  })

  test('Q4: an address makes so many rooms; those that are there it can still enter', async () => {
    const server = await serve({ ROOMS_PER_ADDRESS_PER_HOUR: '2', MISSES_PER_MINUTE: '2' })
    server.reader.views.push(viewOf('there', 'x'))
    const socket = await server.connect()
    const enter = async (id: string) => codeOf(await ask(socket, 'join', joinRequest(id)))
    expect([await enter('new-1'), await enter('new-2')]).toEqual(['ok', 'ok'])
    expect([await enter('new-3'), await enter('there')]).toEqual(['tooManyRooms', 'ok'])
    expect(await enter('new-4')).toBe('tooManyRooms')
    // Q3: what is refused now would tell which rooms there are.
    expect([await enter('new-5'), await enter('other')]).toEqual(['tooFast', 'tooFast'])
  })

  test('Q4: the server keeps so many rooms; those can be entered, and a guess at others is a miss', async () => {
    const server = await serve({ ROOMS_STORED: '2', MISSES_PER_MINUTE: '2' })
    const socket = await server.connect()
    const enter = async (id: string) => codeOf(await ask(socket, 'join', joinRequest(id)))
    server.reader.views.push(viewOf('there', 'x'))
    expect(await enter('new-1')).toBe('ok')
    server.reader.views.push(viewOf('new-1', ''))
    expect([await enter('new-2'), await enter('there'), await enter('new-3')]).toEqual([
      'storeFull',
      'ok',
      'storeFull',
    ])
    // Q3: what is refused now would tell which rooms there are.
    server.reader.views.push(viewOf('kept', ''))
    expect([await enter('new-4'), await enter('kept')]).toEqual(['tooFast', 'tooFast'])
  })

  test('Q4: the server has so many rooms open; the open ones can be entered, and an empty one makes room', async () => {
    const server = await serve({ ROOMS_OPEN: '1' })
    const [a, b] = [await server.connect(), await server.connect()]
    await joined(a, 'one', 'client-a')
    expect(codeOf(await ask(b, 'join', joinRequest('two', 'client-b')))).toBe('serverFull')
    expect(codeOf(await ask(b, 'join', joinRequest('one', 'client-b')))).toBe('ok')
    for (const socket of [a, b]) await ask(socket, 'leaveRoom', {})
    expect(codeOf(await ask(b, 'join', joinRequest('two', 'client-b')))).toBe('ok')
  })
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('Q1: the address %s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

describe('over Redis', () => {
  const pair = async (env: Record<string, string>) => {
    const redis = await RedisServer.run()
    ended.push(() => redis.stop())
    const servers: ServerProcess[] = []
    for (let i = 0; i < 2; i++) {
      const server = await ServerProcess.run({ redisUrl: redis.url, env })
      ended.push(() => server.remove())
      servers.push(server)
    }
    const [one, two] = servers
    if (!one || !two) throw new Error('two servers')
    return { redis, one, two }
  }

  test('Q2: two processes share what an address may miss, and each goes on alone while Redis hangs', async () => {
    const { redis, one, two } = await pair({ MISSES_PER_MINUTE: '4' })
    const miss = (server: ServerProcess, i: number) => statusOf(`${server.url}/api/room/guess-${i}`)
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push(await miss(i % 2 === 0 ? one : two, i))
    expect(statuses).toEqual([404, 404, 404, 404, 429, 429])
    redis.pause()
    try {
      // Counted here now, and answered although nobody there answers.
      expect(await statusOf(`${one.url}/r/room`)).toBe(200)
      expect(await statusOf(`${two.url}/nothing`)).toBe(404)
    } finally {
      redis.resume()
    }
    await until('they count together again', async () => (await miss(two, 9)) === 429)
  })
})
