import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asEpoch, type PeerId } from '../../shared/base/ids.ts'
import { packEntries } from '../../shared/protocol/codec/batch.ts'
import {
  APPEND_BYTES,
  APPEND_ENTRIES,
  FRAME_BYTES,
  HIGH_WATER_BYTES,
  OUTBOX_BYTES,
  SNAPSHOT_PARTS,
} from '../../shared/protocol/limits.ts'
import { Backlog } from '../../signaling/backlog.ts'
import type { ConnectionId } from '../../signaling/rooms/ports.ts'
import { StoreDown } from '../../signaling/store/room_store.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, joined, joinRequest, startTestServer, type TestServer, USER_KEY } from './fakes.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const next = (socket: Socket, name: string): Promise<unknown> =>
  new Promise((resolve) => socket.once(name, resolve))

/** Two members of one room. */
async function pair(roomId: string, where = server) {
  const [a, b] = [await where.connect(), await where.connect()]
  const peers = [await joined(a, roomId, 'client-a'), await joined(b, roomId, 'client-b')] as const
  return { a, b, peerA: peers[0], peerB: peers[1] }
}
/** The page takes nothing more from its connection, and does not end it. Answers what lets it read on. */
function stopReading(socket: Socket): () => void {
  const { ws } = socket.io.engine.transport as unknown as {
    ws: { _socket: { pause(): void; resume(): void } }
  }
  ws._socket.pause()
  return () => ws._socket.resume()
}
const frameTo = (to: PeerId, frame: Uint8Array, link = 1) => ({ to, link, kind: 'frame', frame })

describe('requests', () => {
  test('G15: as many entries as an append may have arrive in one packet, and one more is refused', async () => {
    const socket = await server.connect()
    await joined(socket, 'many', 'client-m')
    const append = (count: number) => ({
      epoch: 1,
      from: 0,
      entries: packEntries(Array.from({ length: count }, (_, i) => new Uint8Array([i & 255, i >> 8]))),
    })
    expect(await ask(socket, 'append', append(APPEND_ENTRIES))).toMatchObject({
      ok: true,
      version: APPEND_ENTRIES,
    })
    expect(codeOf(await ask(socket, 'append', append(APPEND_ENTRIES + 1)))).toBe('badRequest')
    expect(codeOf(await ask(socket, 'append', { ...append(1), entries: new Uint8Array() }))).toBe(
      'badRequest',
    )
    socket.disconnect()
  })

  test('G15: a part of a snapshot as large as it may be arrives whole, and nothing beyond the bounds does', async () => {
    const socket = await server.connect()
    await joined(socket, 'parts', 'client-p')
    const part = { epoch: 1, part: 3, parts: SNAPSHOT_PARTS, bytes: new Uint8Array(APPEND_BYTES) }
    expect(await ask(socket, 'snapshot', part)).toMatchObject({ ok: true, epoch: 1, version: 3 })
    for (const wrong of [
      { bytes: new Uint8Array(APPEND_BYTES + 1) },
      { bytes: 'text' },
      { parts: 0 },
      { parts: SNAPSHOT_PARTS + 1 },
      { part: -1 },
      { part: 0.5 },
    ])
      expect(codeOf(await ask(socket, 'snapshot', { ...part, ...wrong }))).toBe('badRequest')
    socket.disconnect()
  })

  test('G2: before a join everything else is answered notJoined, and after leaving again', async () => {
    const socket = await server.connect()
    const requests: [string, unknown][] = [
      ['leaveRoom', {}],
      ['signal', { to: 'peer', link: 1, data: '' }],
      ['relay', { to: 'peer', link: 1, kind: 'open' }],
      ['append', { epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) }],
      ['snapshot', { epoch: 1, part: 0, parts: 1, bytes: new Uint8Array(1) }],
    ]
    for (const [name, body] of requests) expect(codeOf(await ask(socket, name, body))).toBe('notJoined')
    await joined(socket, 'room', 'client-a')
    expect(codeOf(await ask(socket, 'leaveRoom', {}))).toBe('ok')
    for (const [name, body] of requests) expect(codeOf(await ask(socket, name, body))).toBe('notJoined')
    socket.disconnect()
  })

  test('G1: the answer names the peer and the user, and repeats no secret', async () => {
    const socket = await server.connect()
    const reply = await ask(socket, 'join', joinRequest('room'))
    expect(reply).toMatchObject({ ok: true, peerId: expect.stringMatching(/^[\w-]{16}$/) })
    expect(JSON.stringify(reply)).not.toContain(USER_KEY)
    socket.disconnect()
  })

  test('G3: what the store refuses is storeDown; a fault of ours is internal and logged without its message', async () => {
    const socket = await server.connect()
    await joined(socket, 'room', 'client-a')
    const entries = { epoch: 1, from: 0, entries: packEntries([new Uint8Array([1, 2])]) }
    server.rooms.appendFails = new StoreDown('down')
    expect(codeOf(await ask(socket, 'append', entries))).toBe('storeDown')
    server.rooms.appendFails = new Error('somebody typed this')
    const reply = await ask(socket, 'append', entries)
    expect(codeOf(reply)).toBe('internal')
    server.rooms.appendFails = null
    expect(codeOf(await ask(socket, 'append', entries))).toBe('ok')
    expect(JSON.stringify([reply, server.lines])).not.toContain('somebody typed this')
    expect(server.lines.filter(({ level }) => level === 'error').at(-1)).toMatchObject({
      fields: { event: 'append', name: 'Error' },
    })
    socket.disconnect()
  })

  test('G4: the room logic hears once of a connection that ends, joined or not', async () => {
    const { a, b } = await pair('ends')
    const idle = await server.connect()
    const ids = [a, b, idle].map((socket) => socket.id as ConnectionId)
    const heard = () => server.rooms.ended.filter((connection) => ids.includes(connection))
    for (const socket of [a, b, idle]) socket.disconnect()
    await until('all three ends are told', () => heard().length >= 3)
    const later = await server.connect()
    later.disconnect()
    expect(heard().sort()).toEqual(ids.sort())
  })

  test('G4: a connection that falls silent is ended after the configured pause', async () => {
    const quick = await startTestServer({ PING_INTERVAL_MS: '100', PING_TIMEOUT_MS: '100' })
    const socket = await quick.connect()
    // The transport stays up, but answers no ping.
    socket.io.engine.transport.send = () => undefined
    await until('the silent one is ended', () => quick.rooms.ended.length === 1)
    await quick.stop()
  })
})

describe('outlet', () => {
  test('G5: asks a page where it stands', async () => {
    const socket = await server.connect()
    const connection = socket.id as ConnectionId
    const standing = { epoch: 7, version: 9, hosting: false, vouches: true }
    socket.on('standing', (_body, answer) => answer(standing))
    expect(await server.outlet.ask(connection, { epoch: asEpoch(7) }, 1_000)).toEqual(standing)
    socket.disconnect()
  })

  test('G5: nonsense, silence and absence are null', async () => {
    const [liar, mute] = [await server.connect(), await server.connect()]
    liar.on('standing', (_body, answer) => answer({ epoch: -1, version: 'x' }))
    const about = { epoch: asEpoch(7) }
    expect(await server.outlet.ask(liar.id as ConnectionId, about, 1_000)).toBeNull()
    expect(await server.outlet.ask(mute.id as ConnectionId, about, 30)).toBeNull()
    expect(await server.outlet.ask('nobody' as ConnectionId, about, 1_000)).toBeNull()
    // One that goes while it is asked is not waited for: a minute would fail the test.
    const asked = server.outlet.ask(mute.id as ConnectionId, about, 60_000)
    mute.disconnect()
    expect(await asked).toBeNull()
    liar.disconnect()
  })

  test('G6: a dropped connection is told that it was meant, and its end is heard of', async () => {
    const socket = await server.connect()
    const connection = socket.id as ConnectionId
    const reason = next(socket, 'disconnect')
    server.outlet.drop(connection)
    expect(await reason).toBe('io server disconnect')
    await until('its end is told', () => server.rooms.ended.includes(connection))
  })
})

describe('relay', () => {
  test('G7: a signal reaches the one it names, under the sender’s own name', async () => {
    const { a, b, peerA, peerB } = await pair('signals')
    const heard = next(b, 'signal')
    expect(codeOf(await ask(a, 'signal', { to: peerB, link: 3, data: '{"sdp":"v=0"}' }))).toBe('ok')
    expect(await heard).toEqual({ from: peerA, link: 3, data: '{"sdp":"v=0"}' })
    expect(codeOf(await ask(a, 'signal', { to: 'somebody-else', link: 3, data: '' }))).toBe('notMember')
    a.disconnect()
    b.disconnect()
  })

  test('G7: nothing goes from one room to another', async () => {
    const { a, b } = await pair('room-one')
    const other = await pair('room-two')
    expect(other.peerB).not.toBeNull()
    other.b.onAny((name) => expect.unreachable(`heard ${name}`))
    const stranger = await server.connect()
    const outsider = await joined(stranger, 'room-three', 'client-z')
    expect(codeOf(await ask(a, 'relay', frameTo(outsider, new Uint8Array(1))))).toBe('notMember')
    for (const socket of [a, b, other.a, other.b, stranger]) socket.disconnect()
  })

  test.each([['websocket'], ['polling']])(
    'G8: frames arrive whole, in order, over %s, and are counted',
    async (transport) => {
      const { a, b, peerA, peerB } = await pair(`frames-${transport}`)
      const poller = await server.connect({ transports: [transport] })
      const peerC = await joined(poller, `frames-${transport}`, 'client-c')
      const count = async () => (await (await fetch(`${server.url}/healthz`)).json()).relayed_frames
      const before = await count()
      const sizes = [1, FRAME_BYTES, 0, 17, FRAME_BYTES]
      const heard: { from: PeerId; kind: string; frame?: Uint8Array }[] = []
      poller.on('relay', (event) => heard.push(event))
      const asked = sizes.map((size, i) => ask(a, 'relay', frameTo(peerC, new Uint8Array(size).fill(i))))
      asked.push(ask(a, 'relay', { to: peerC, link: 1, kind: 'close', reason: 'left' }))
      expect((await Promise.all(asked)).map(codeOf)).toEqual(Array(6).fill('ok'))
      await until('six events arrive', () => heard.length === 6)
      expect(heard.map(({ frame }) => frame?.byteLength)).toEqual([...sizes, undefined])
      expect(heard.every(({ from }) => from === peerA)).toBe(true)
      expect(
        heard.slice(0, 5).every(({ frame }, i) => new Uint8Array(frame ?? []).every((byte) => byte === i)),
      ).toBe(true)
      expect(heard[5]).toEqual({ from: peerA, link: 1, kind: 'close', reason: 'left' })
      expect(await count()).toBe(before + 5)
      expect(peerB).not.toBe(peerC)
      for (const socket of [a, b, poller]) socket.disconnect()
    },
  )

  test('G8: with RELAY=off frames are refused, signals pass', async () => {
    const bare = await startTestServer({ RELAY: 'off' })
    const { a, peerB } = await pair('off', bare)
    expect(codeOf(await ask(a, 'relay', frameTo(peerB, new Uint8Array(1))))).toBe('relayOff')
    expect(codeOf(await ask(a, 'signal', { to: peerB, link: 1, data: '' }))).toBe('ok')
    await bare.stop()
  })

  test('G8: a frame without bytes, or bytes without a frame, is refused', async () => {
    const { a, peerB } = await pair('frameless')
    expect(codeOf(await ask(a, 'relay', { to: peerB, link: 1, kind: 'frame' }))).toBe('badRequest')
    const open = { to: peerB, link: 1, kind: 'open', frame: new Uint8Array(1) }
    expect(codeOf(await ask(a, 'relay', open))).toBe('badRequest')
    const large = frameTo(peerB, new Uint8Array(FRAME_BYTES + 1))
    expect(codeOf(await ask(a, 'relay', large))).toBe('badRequest')
    a.disconnect()
  })

  test('G9: a receiver that does not read holds the sender’s answers back, then its frames are refused', async () => {
    const { a, b, peerA, peerB } = await pair('slow')
    const receiving = (
      b.io.engine.transport as unknown as { ws: { _socket: { pause(): void; resume(): void } } }
    ).ws._socket
    receiving.pause()
    // More than the server holds back for one receiver and what the system's own buffers can take together.
    const frames = Math.ceil((OUTBOX_BYTES * 3) / FRAME_BYTES)
    const codes: string[] = []
    for (let i = 0; i < frames; i++) {
      ask(a, 'relay', frameTo(peerB, new Uint8Array(FRAME_BYTES))).then(
        (reply) => codes.push(codeOf(reply)),
        () => codes.push('silent'),
      )
    }
    // Answers come back in order: after these, every frame has been dealt with.
    for (let i = 0; i < 3; i++) await ask(a, 'signal', { to: peerA, link: 1, data: '' })
    expect(codes).toContain('slow')
    expect((frames - codes.length) * FRAME_BYTES).toBeGreaterThan(OUTBOX_BYTES - 2 * HIGH_WATER_BYTES)
    receiving.resume()
    await until('all frames are answered', () => codes.length === frames)
    expect(codes).not.toContain('silent')
    expect(codeOf(await ask(a, 'relay', frameTo(peerB, new Uint8Array(1))))).toBe('ok')
    a.disconnect()
    b.disconnect()
  })

  test('R15: a frame for several members reaches each over its own link; who is no member is named', async () => {
    const { a, b, peerA, peerB } = await pair('many')
    const third = await server.connect()
    const peerC = await joined(third, 'many', 'client-c')
    const frame = Uint8Array.of(1, 2, 3)
    const heard = [next(b, 'relay'), next(third, 'relay')]
    const to = [
      [peerB, 7],
      ['nobody', 8],
      [peerC, 9],
    ]
    expect(await ask(a, 'relayMany', { to, frame })).toEqual({
      ok: true,
      refused: [[1, 'notMember']],
      behind: [],
    })
    const events = (await Promise.all(heard)) as { frame: Uint8Array }[]
    expect(events.map((event) => ({ ...event, frame: [...event.frame] }))).toEqual([
      { from: peerA, link: 7, kind: 'frame', frame: [1, 2, 3] },
      { from: peerA, link: 9, kind: 'frame', frame: [1, 2, 3] },
    ])
    for (const body of [{ to: [], frame }, { to }, { to: [[peerB]], frame }, { to: peerB, frame }])
      expect(codeOf(await ask(a, 'relayMany', body))).toBe('badRequest')
    for (const one of [a, b, third]) one.disconnect()
  })

  test('R15: who does not read is told of as behind, then refused; its drain is answered when it has caught up', async () => {
    const { a, b, peerB } = await pair('behind')
    const third = await server.connect()
    const peerC = await joined(third, 'behind', 'client-c')
    const readOn = stopReading(b)
    const to = [
      [peerB, 1],
      [peerC, 2],
    ]
    const frame = new Uint8Array(FRAME_BYTES)
    type Answer = { readonly behind: number[]; readonly refused: [number, string][] }
    /** A megabyte at a time; what any of these frames was answered. */
    const send = async (): Promise<Answer> => {
      const asked = Array.from({ length: 64 }, () => ask(a, 'relayMany', { to, frame }))
      const answers = (await Promise.all(asked)) as unknown as Answer[]
      return {
        behind: answers.flatMap(({ behind }) => behind),
        refused: answers.flatMap(({ refused }) => refused),
      }
    }
    let answer = await send()
    while (answer.refused.length === 0 && !answer.behind.includes(0)) answer = await send()
    expect(answer.refused).toEqual([])
    let drained = false
    const drain = ask(a, 'drain', { to: peerB }).then((reply) => {
      drained = true
      return reply
    })
    while (answer.refused.length === 0) answer = await send()
    expect(answer.refused.every(([at, code]) => at === 0 && code === 'slow')).toBe(true)
    expect(drained).toBe(false)
    expect(codeOf(await ask(a, 'drain', { to: peerC }))).toBe('ok')
    expect(codeOf(await ask(a, 'drain', { to: 'nobody' }))).toBe('notMember')
    readOn()
    expect(codeOf(await drain)).toBe('ok')
    expect((await send()).refused).toEqual([])
    for (const one of [a, b, third]) one.disconnect()
  })

  test('R15: each receiver of such a frame counts, in frames and in bytes', async () => {
    const frugal = await startTestServer({ RELAY_FRAMES_PER_10S: '5', RELAY_BYTES_PER_10S: '100' })
    const { a, peerA, peerB } = await pair('frugal', frugal)
    const to = [
      [peerA, 1],
      [peerB, 1],
    ]
    expect(codeOf(await ask(a, 'relayMany', { to, frame: new Uint8Array(40) }))).toBe('ok')
    expect(codeOf(await ask(a, 'relayMany', { to, frame: new Uint8Array(20) }))).toBe('tooFast')
    const other = await pair('frugal', frugal)
    for (const code of ['ok', 'ok', 'tooFast'])
      expect(codeOf(await ask(other.a, 'relayMany', { to, frame: new Uint8Array(1) }))).toBe(code)
    await frugal.stop()
    const bare = await startTestServer({ RELAY: 'off' })
    const { a: c, peerB: d } = await pair('off', bare)
    expect(codeOf(await ask(c, 'relayMany', { to: [[d, 1]], frame: new Uint8Array(1) }))).toBe('relayOff')
    expect(codeOf(await ask(c, 'drain', { to: d }))).toBe('relayOff')
    await bare.stop()
  })

  test('G17: signals to a receiver that does not read are refused before they fill the server’s memory', async () => {
    const free = await startTestServer({ SIGNALS_PER_10S: '0' })
    const { a, b, peerB } = await pair('deaf', free)
    const readOn = stopReading(b)
    const data = 'x'.repeat(30_000)
    const codes: string[] = []
    // More than the server holds back for one receiver and what the system's own buffers can take together.
    const signals = Math.ceil((OUTBOX_BYTES * 3) / data.length)
    for (let i = 0; i < signals; i++)
      a.emit('signal', { to: peerB, link: 1, data }, (reply: unknown) => codes.push(codeOf(reply)))
    await until('all are answered', () => codes.length === signals)
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThan(OUTBOX_BYTES / data.length - 1)
    expect(codes.at(-1)).toBe('slow')
    readOn()
    await free.stop()
  })

  test('G17: a room is not sent again to a connection that does not take it', async () => {
    const free = await startTestServer({ JOINS_PER_10S: '0' })
    free.rooms.stored = new Uint8Array(OUTBOX_BYTES)
    const deaf = await free.connect()
    const readOn = stopReading(deaf)
    for (let i = 0; i < 20; i++) deaf.emit('join', joinRequest('large'))
    deaf.emit('append', { epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) })
    await until('all was read', () => free.rooms.appendsBegun === 1)
    expect(free.rooms.joins.length).toBeGreaterThan(1)
    expect(free.rooms.joins.length).toBeLessThan(10)
    readOn()
    await free.stop()
  })

  test('G9: who waits for a receiver is let go when it ends', async () => {
    const backlog = new Backlog({ onFlush: () => undefined, onDrain: () => undefined })
    backlog.add(100)
    const waiting = backlog.below(10)
    backlog.end()
    await waiting
    expect(backlog.bytes).toBe(0)
  })
})

describe('limits', () => {
  test.each([
    ['JOINS_PER_10S', 'join', () => joinRequest('many')],
    ['SIGNALS_PER_10S', 'signal', (to: PeerId) => ({ to, link: 1, data: '' })],
    ['RELAY_FRAMES_PER_10S', 'relay', (to: PeerId) => frameTo(to, new Uint8Array(1))],
    ['APPENDS_PER_10S', 'append', () => ({ epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) })],
    ['APPENDS_PER_10S', 'snapshot', () => ({ epoch: 1, part: 0, parts: 1, bytes: new Uint8Array(1) })],
  ])(
    'G10: past %s a connection is answered tooFast, and another one is not',
    async (variable, name, body) => {
      const strict = await startTestServer({ [variable]: '3' })
      const { a, b, peerA, peerB } = await pair('many', strict)
      const codes: string[] = []
      for (let i = 0; i < 4; i++) codes.push(codeOf(await ask(a, name, body(peerB))))
      expect(codes.at(-1)).toBe('tooFast')
      expect(codes[0]).toBe('ok')
      expect(codeOf(await ask(b, name, body(peerA)))).toBe('ok')
      await strict.stop()
    },
  )

  test('G10: relayed bytes are counted too, and a link can still be closed', async () => {
    const strict = await startTestServer({ RELAY_BYTES_PER_10S: '100' })
    const { a, peerB } = await pair('bytes', strict)
    expect(codeOf(await ask(a, 'relay', frameTo(peerB, new Uint8Array(90))))).toBe('ok')
    expect(codeOf(await ask(a, 'relay', frameTo(peerB, new Uint8Array(20))))).toBe('tooFast')
    expect(codeOf(await ask(a, 'relay', { to: peerB, link: 1, kind: 'close' }))).toBe('ok')
    await strict.stop()
  })

  test('G10: an address that connects too often is turned away', async () => {
    const strict = await startTestServer({ CONNECTIONS_PER_MINUTE: '2' })
    await strict.connect()
    await strict.connect()
    await expect(strict.connect()).rejects.toThrow()
    await strict.stop()
  })

  test('G11: a page of another origin is turned away, over either transport', async () => {
    for (const transport of ['websocket', 'polling']) {
      const from = (origin: string) => server.connect({ transports: [transport], extraHeaders: { origin } })
      await expect(from('https://evil.example')).rejects.toThrow()
      const own = await from(server.url)
      expect(own.connected).toBe(true)
      own.disconnect()
    }
  })
})

describe('stopping', () => {
  test('W7: what is under way is finished and answered, what is new is refused, nobody counts as gone', async () => {
    const ending = await startTestServer()
    const socket = await ending.connect()
    await joined(socket, 'room', 'client-a')
    let open: () => void = () => undefined
    ending.rooms.gate = new Promise((resolve) => {
      open = resolve
    })
    const entries = { epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) }
    const underWay = ask(socket, 'append', entries)
    await until('the append is under way', () => ending.rooms.appendsBegun === 1)
    const closed = next(socket, 'disconnect')
    // The fake server's own stop would disconnect the sockets first.
    const stopped = ending.stopEdges()
    expect(codeOf(await ask(socket, 'append', entries))).toBe('stopped')
    open()
    expect(codeOf(await underWay)).toBe('ok')
    expect(await closed).toBe('transport close')
    await stopped
    expect(ending.rooms.ended).toEqual([])
    await expect(fetch(`${ending.url}/healthz`)).rejects.toThrow()
  })

  test('W7: a request that hangs does not keep the server from stopping', async () => {
    const ending = await startTestServer()
    const socket = await ending.connect()
    await joined(socket, 'room', 'client-a')
    ending.rooms.gate = new Promise(() => undefined)
    ask(socket, 'append', { epoch: 1, from: 0, entries: packEntries([new Uint8Array(1)]) }).catch(
      () => undefined,
    )
    await until('the append is under way', () => ending.rooms.appendsBegun === 1)
    await ending.stopEdges()
  })
})
