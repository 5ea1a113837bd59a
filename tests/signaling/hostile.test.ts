import { connect as connectTcp } from 'node:net'
import type { Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { packEntries } from '../../shared/protocol/codec/batch.ts'
import { PACKET_BYTES } from '../../shared/protocol/limits.ts'
import { REASON_CODES } from '../../shared/protocol/reasons.ts'
import { type Part, rawAnswer, requestHead } from '../support/raw_http.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, joined, joinRequest, startTestServer, type TestServer } from './fakes.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

/** Whatever was thrown at it, the server still works, and has not met a fault of its own. */
afterEach(async () => {
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const socket = await server.connect()
  await joined(socket, 'still-here', 'client-a')
  socket.disconnect()
  expect(server.lines.filter(({ level }) => level === 'error')).toEqual([])
})

const raw = (...parts: Part[]) => rawAnswer(server.port, ...parts)
const request = requestHead

/** A 4xx with a code out of the table, and no hint of what is inside. */
function expectRefusal(answer: string): void {
  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  expect(answer).not.toMatch(/\bat .*\.(ts|js)|node_modules|stack|FST_ERR|Zod/)
  const body = answer.slice(answer.indexOf('\r\n\r\n') + 4)
  if (!/text\/html/.test(answer) && body !== '') {
    const { code, message } = JSON.parse(body).error
    expect(REASON_CODES).toContain(code)
    expect(message).toMatch(/\.$/)
  }
}

describe('over HTTP', () => {
  test.each([
    '/api/room/a%2Fb',
    '/api/room/a%00b',
    '/api/room/%00',
    '/api/room/%zz',
    '/api/room/%c0%af',
    '/api/room/%E0%A4%A',
    '/api/room/a%20b',
    '/api/room/..%2f..%2fetc%2fpasswd',
    '/api/room/__proto__%00',
    `/api/room/${'x'.repeat(65)}`,
    '/api/room/%F0%9F%98%80',
    '/api/rooms?limit=__proto__',
    '/api/rooms?limit=%zz',
    '/%zz',
    '/%00',
    '/..%2f..%2f..%2fetc/passwd',
    '/../../../etc/passwd',
    '//etc/passwd',
    '/r/%00',
    '/r/a%2Fb',
    '/.env',
    '/api/__proto__',
    '/constructor/prototype',
  ])('W10: GET %s is refused', async (url) => {
    expectRefusal(await raw(request(`GET ${url}`)))
  })

  test('W10: `__proto__` is a room id like any other: there is none', async () => {
    for (const id of ['__proto__', 'constructor', 'toString']) {
      expect((await fetch(`${server.url}/api/room/${id}`)).status).toBe(404)
    }
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'W10: `__proto__` and its like are no language: %s',
    async (language) => {
      const body = JSON.stringify({ code: 'a.', cursorPosition: 2, language })
      const head = request('POST /autocomplete', 'Content-Type: application/json')
      const length = `Content-Length: ${body.length}\r\n\r\n`
      const answer = await raw(head.slice(0, -2) + length + body)
      expectRefusal(answer)
      expect(answer).toContain('"badRequest"')
    },
  )

  test('W10: a room id of 8 kB or 1 MB is refused', async () => {
    expectRefusal(await raw(request(`GET /api/room/${'x'.repeat(8_000)}`)))
    expectRefusal(await raw(request(`GET /api/room/${'x'.repeat(1 << 20)}`)))
  })

  test('W10: a header of 1 MB is refused', async () => {
    expectRefusal(await raw(request('GET /api/rooms', `X-Long: ${'x'.repeat(1 << 20)}`)))
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'NONSENSE'])(
    'W10: %s is refused',
    async (method) => {
      expectRefusal(await raw(request(`${method} /api/room/a`)))
      expectRefusal(await raw(request(`${method} /`)))
    },
  )

  test('W10: a body of 10 MB is refused before it is read', async () => {
    const size = 10 << 20
    for (const url of ['/api/rooms', '/api/nothing', '/']) {
      const head = request(`POST ${url}`, 'Content-Type: application/json', `Content-Length: ${size}`)
      const answer = await raw(head, Buffer.alloc(size, 0x20))
      // The connection may be cut before the answer has been read; what must not be is a success.
      if (answer !== '') expectRefusal(answer)
    }
  })

  test('W10: a body without end is cut', async () => {
    const head = request('POST /api/rooms', 'Content-Type: application/json', 'Transfer-Encoding: chunked')
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`
    const answer = await raw(head, ...Array<string>(32).fill(chunk))
    if (answer !== '') expectRefusal(answer)
  })

  test.each([
    ['not JSON', '{"a":'],
    ['__proto__', '{"__proto__": {"admin": true}}'],
    ['constructor.prototype', '{"constructor": {"prototype": {"admin": true}}}'],
    ['deep', '['.repeat(100_000)],
  ])('W10: a body that is %s is refused', async (_what, body) => {
    const head = request(
      'POST /api/rooms',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    )
    expectRefusal(await raw(head, body))
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
  })

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', request('POST /', 'Content-Length: 1', 'Content-Length: 2')],
    ['a length and chunks', request('POST /', 'Content-Length: 1', 'Transfer-Encoding: chunked')],
    ['a NUL in a header', request('GET /', 'X: a\0b')],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
  ])('W10: %s is refused', async (_what, bytes) => {
    expect(await raw(bytes)).toMatch(/^HTTP\/1\.1 4\d\d /)
  })
})

const CIRCULAR_LOOKING = { a: { $ref: '#' }, toJSON: 'not a function', length: -1 }
const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

const NONSENSE: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a number', 1],
  ['a text', 'x'],
  ['an array', []],
  ['an empty object', {}],
  ['bytes', new Uint8Array(8)],
  ['__proto__', JSON.parse('{"__proto__": {"roomId": "a", "userName": "b"}}')],
  ['something circular-looking', CIRCULAR_LOOKING],
  ['deep JSON', nested(2_000)],
  [
    'wrong types',
    {
      roomId: 1,
      to: [],
      link: 'x',
      epoch: {},
      from: null,
      entries: 'x',
      data: 1,
      frame: {},
      part: '0',
      parts: [1],
      bytes: 'x',
    },
  ],
  ['numbers out of range', { to: 'peer', link: -1, kind: 'frame', epoch: -1, from: 2 ** 53, entries: [] }],
]

describe('over Socket.IO', () => {
  describe.each(['join', 'leaveRoom', 'signal', 'relay', 'relayMany', 'append', 'snapshot'])('%s', (name) => {
    test.each(NONSENSE)('G12: %s is refused, with and without an acknowledgement', async (what, body) => {
      const socket = await server.connect()
      await joined(socket, 'hostile', 'client-h')
      const code = codeOf(await (body === undefined ? ask(socket, name) : ask(socket, name, body)))
      // Leaving needs nothing, so every object will do.
      const harmless =
        name === 'leaveRoom' && typeof body === 'object' && body !== null && !Array.isArray(body)
      expect(code, what).toBe(
        harmless ? 'ok' : name === 'join' && isObject(body) ? 'badRoomId' : 'badRequest',
      )
      socket.emit(name, body)
      socket.emit(name, body, body, body)
      expect(await alive(socket)).toBe(true)
      socket.disconnect()
    })
  })

  const isObject = (body: unknown) => typeof body === 'object' && body !== null && !Array.isArray(body)
  /** The connection answers, after everything that was sent before. */
  const alive = async (socket: Socket) => codeOf(await ask(socket, 'no such event')) === 'unexpected'

  test.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    'x'.repeat(100),
    'userJoined',
    'standing',
  ])('G12: an event named %j is unexpected', async (name) => {
    const socket = await server.connect()
    expect(codeOf(await ask(socket, name, {}))).toBe('unexpected')
    expect(await alive(socket)).toBe(true)
    socket.disconnect()
  })

  test.each([
    ['a slash', 'a/b'],
    ['a way up', '../'],
    ['a star', '*'],
    ['CR and LF', 'a\r\nSet-Cookie: x'],
    ['an object in its place', { toString: 'room' }],
    ['a prototype in its place', JSON.parse('{"__proto__": {"length": 4}}')],
    ['a number that is none', Number.NaN],
    ['a NUL', 'a\0b'],
    ['nothing', ''],
    ['65 characters', 'x'.repeat(65)],
    ['a line end at the end', 'room\n'],
    ['an array that reads like one', ['room']],
    ['half a megabyte', 'x'.repeat(1 << 19)],
  ])('G12: a room id with %s is badRoomId', async (_what, roomId) => {
    const socket = await server.connect()
    expect(codeOf(await ask(socket, 'join', { ...joinRequest('x'), roomId }))).toBe('badRoomId')
    socket.disconnect()
  })

  test.each([
    ['an empty userName', { userName: '' }, 'badName'],
    ['an invisible userName', { userName: '\u202e\u200b' }, 'badName'],
    ['a userName of 41 characters', { userName: 'x'.repeat(41) }, 'badName'],
    ['a number as userName', { userName: 7 }, 'badName'],
    ['a clientId of other characters', { clientId: 'a.b!' }, 'badRequest'],
    ['a short userKey', { userKey: 'short' }, 'badRequest'],
    ['a userKey of half a megabyte', { userKey: 'x'.repeat(1 << 19) }, 'badRequest'],
    ['a negative epoch', { standing: { epoch: -1 } }, 'badRequest'],
  ])('G12: a join with %s is refused', async (_what, field, code) => {
    const socket = await server.connect()
    expect(codeOf(await ask(socket, 'join', { ...joinRequest('x'), ...field }))).toBe(code)
    socket.disconnect()
  })

  test('G12: a room id of 1 MB is refused, or ends its own connection, like any packet of that size', async () => {
    const socket = await server.connect()
    const ended = new Promise((resolve) => socket.once('disconnect', () => resolve('ended')))
    const request = { ...joinRequest('x'), roomId: 'x'.repeat((1 << 20) - 512) }
    const answered = ask(socket, 'join', request).then(codeOf, () => 'ended')
    expect(['badRoomId', 'ended']).toContain(await Promise.race([ended, answered]))
    socket.disconnect()
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString'])(
    'G12: %s is a room id, a client id and a name like any other',
    async (word) => {
      const [a, b] = [await server.connect(), await server.connect()]
      const word32 = word.padEnd(4, '_')
      const reply = await ask(a, 'join', { ...joinRequest(word, word32), userName: word })
      expect(codeOf(reply)).toBe('ok')
      expect(codeOf(await ask(b, 'join', { ...joinRequest(word, 'client-b'), userName: 'b' }))).toBe('ok')
      expect(codeOf(await ask(b, 'signal', { to: word32, link: 1, data: '{}' }))).toBe('notMember')
      expect(codeOf(await ask(b, 'relay', { to: word32, link: 1, kind: 'open' }))).toBe('notMember')
      a.disconnect()
      b.disconnect()
    },
  )

  test.each([
    ['bidi controls', 'A\u202en\u2066a\u061c'],
    ['zero-width characters', '\u200bA\u200dn\ufeffa\u2060'],
    ['line ends and tabs', '\r\nA\tn\u2028a\0'.replace('\t', '')],
    ['tags and private characters', 'A\u{e0041}n\ue000a'],
    ['half a surrogate pair', 'A\ud800na'],
  ])('G16: %s in a name are taken out of it', async (_what, userName) => {
    const socket = await server.connect()
    await ask(socket, 'join', { ...joinRequest('names', 'client-n'), userName })
    expect(server.rooms.joins.at(-1)?.userName).toBe('Ana')
    socket.disconnect()
  })

  test('G13: a packet over the limit ends its connection and no other', async () => {
    const [large, other] = [await server.connect(), await server.connect()]
    const closed = new Promise((resolve) => large.once('disconnect', resolve))
    large.emit('join', { ...joinRequest('x'), roomId: 'x'.repeat(PACKET_BYTES + 1) })
    await closed
    expect(await alive(other)).toBe(true)
    other.disconnect()
  })

  test.each([
    ['no packet', 'hello'],
    ['half JSON', '2["join",{'],
    ['a reserved event', '2["disconnect"]'],
    ['an acknowledgement of nothing', '3999[{}]'],
    ['attachments that never come', '51-["relay",{"frame":{"_placeholder":true,"num":0}}]'],
    ['more attachments than there can be', '599999999-["relay",{}]'],
    ['a placeholder out of range', '51-["relay",{"_placeholder":true,"num":99}]'],
    ['depth that recursion cannot follow', `51-["relay",${'['.repeat(400_000)}${']'.repeat(400_000)}]`],
    ['a namespace that is not there', '2/admin,["join",{}]'],
    ['a connect to __proto__', '0/__proto__,'],
    ['a second connect', '0'],
    ['an id that is no number', '2x["join"]'],
  ])('G13: %s ends at most its own connection', async (_what, text) => {
    const socket = await server.connect()
    const { engine } = socket.io
    engine.write(text)
    engine.write(new Uint8Array([1, 2, 3]))
    const ended = new Promise<'ended'>((resolve) => socket.once('disconnect', () => resolve('ended')))
    const answered = alive(socket).then(
      (yes) => (yes ? 'alive' : 'odd'),
      () => 'ended',
    )
    expect(['ended', 'alive']).toContain(await Promise.race([ended, answered]))
    socket.disconnect()
  })

  test('G13: a connection that never says a word of Socket.IO does no harm', async () => {
    const [answer] = await Promise.all([raw(request('GET /socket.io/?EIO=4&transport=nonsense'))])
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(await raw(request('GET /socket.io/?EIO=4&transport=polling&sid=__proto__'))).toMatch(
      /^HTTP\/1\.1 400 /,
    )
    expect(await raw(request('GET /socket.io/%zz?EIO=4'))).toMatch(/^HTTP\/1\.1 4/)
  })

  test('G14: no text, key, name or frame is ever logged', async () => {
    const loud = await startTestServer({ LOG_LEVEL: 'debug' })
    const socket = await loud.connect()
    const secret = 'SECRET-SECRET-SECRET'
    await ask(socket, 'join', { ...joinRequest('room'), userName: secret, userKey: secret })
    await ask(socket, 'signal', { to: 'nobody', link: 1, data: secret })
    loud.rooms.appendFails = new Error(secret)
    await ask(socket, 'append', { epoch: 1, from: 0, entries: packEntries([Buffer.from(secret)]) })
    await ask(socket, secret, secret)
    await fetch(`${loud.url}/api/room/${secret}%zz`, { headers: { cookie: secret } })
    socket.io.engine.write(`2["join",{"${secret}`)
    await until('the connection has ended', () => loud.rooms.ended.length === 1)
    expect(loud.lines.length).toBeGreaterThan(0)
    expect(JSON.stringify(loud.lines)).not.toContain(secret)
    await loud.stop()
  })
})

describe('from one address', () => {
  test('G10: as many connections at a time as it may have, and no more; others come in', async () => {
    const most = 200
    const env = { CONNECTIONS_PER_ADDRESS: `${most}`, CONNECTIONS_PER_MINUTE: '0', TRUST_PROXY: 'on' }
    const small = await startTestServer(env)
    const from = (address: string) => small.connect({ extraHeaders: { 'x-forwarded-for': address } })
    try {
      const here = await Promise.all(Array.from({ length: most }, () => from('10.0.0.1')))
      await expect(from('10.0.0.1')).rejects.toThrow()
      const other = await from('10.0.0.2')
      await joined(other, 'room', 'client-o')
      here[0]?.disconnect()
      await until('its place is free', () =>
        from('10.0.0.1').then(
          () => true,
          () => false,
        ),
      )
      expect((await fetch(`${small.url}/healthz`)).status).toBe(200)
    } finally {
      await small.stop()
    }
  })

  test('G10: connections that never say a word of Socket.IO count too', async () => {
    const small = await startTestServer({ CONNECTIONS_PER_ADDRESS: '3' })
    const dumb = Array.from({ length: 3 }, () => connectTcp(small.port, '127.0.0.1'))
    try {
      let open = 0
      for (const socket of dumb) {
        socket.on('data', (chunk) => {
          if (chunk.toString('latin1').startsWith('HTTP/1.1 101 ')) open += 1
        })
        socket.write(
          [
            'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
            'Host: x',
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
            '',
            '',
          ].join('\r\n'),
        )
      }
      await until('all are open', () => open === dumb.length)
      await expect(small.connect()).rejects.toThrow()
    } finally {
      for (const socket of dumb) socket.destroy()
      await small.stop()
    }
  })

  test('G10: joins over many connections get as far as the address may', async () => {
    const small = await startTestServer({ JOINS_PER_ADDRESS_PER_10S: '50', JOINS_PER_10S: '0' })
    try {
      const sockets = await Promise.all(Array.from({ length: 10 }, () => small.connect()))
      const codes: string[] = []
      const guess = async (socket: Socket, i: number) => {
        for (let n = 0; n < 20; n++)
          codes.push(codeOf(await ask(socket, 'join', joinRequest(`guess-${i}-${n}`, `client-${i}`))))
      }
      await Promise.all(sockets.map(guess))
      expect(codes.filter((code) => code === 'ok')).toHaveLength(50)
      expect(codes.filter((code) => code === 'tooFast')).toHaveLength(150)
      expect(small.rooms.joins).toHaveLength(50)
    } finally {
      await small.stop()
    }
  })

  test('W8: whoever guesses room ids is told to wait', async () => {
    const small = await startTestServer({ HTTP_PER_MINUTE: '100', MISSES_PER_MINUTE: '0' })
    try {
      const statuses: number[] = []
      for (let i = 0; i < 150; i++) statuses.push((await fetch(`${small.url}/api/room/guess-${i}`)).status)
      expect(statuses.filter((status) => status === 404)).toHaveLength(100)
      expect(statuses.filter((status) => status === 429)).toHaveLength(50)
    } finally {
      await small.stop()
    }
  })
})
