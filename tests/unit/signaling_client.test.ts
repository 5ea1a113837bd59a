import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import type { Env } from '../../shared/base/env.ts'
import {
  asEpoch,
  type ClientId,
  type PeerId,
  type RoomId,
  START,
  type UserId,
} from '../../shared/base/ids.ts'
import type { Standing } from '../../shared/protocol/signaling.ts'
import { addressFor, Forwarder } from '../support/forwarder.ts'
import { nodeEnv } from '../support/node_env.ts'
import { PrivateRoom } from '../support/private_room.ts'
import { until } from '../support/until.ts'

const ME = 'peerA' as PeerId
const STANDING: Standing = { epoch: asEpoch(3), version: START, hosting: false, vouches: true }
const JOIN = {
  roomId: 'room' as RoomId,
  userName: 'Ana',
  clientId: 'client' as ClientId,
  userKey: 'k'.repeat(32),
  standing: STANDING,
}
/** The server's answer in a private room. */
const JOINED = {
  peerId: ME,
  userId: 'user1',
  epoch: 3,
  host: null,
  iceServers: [],
  relay: true,
  rules: new PrivateRoom(JOIN.roomId).rules,
  stored: null,
}
const USER = { peerId: ME, clientId: 'client', userId: 'user1' as UserId, userName: 'Ana', color: 2 }

describe('signaling client', () => {
  let server: Forwarder
  let client: SignalingClient
  let heard: unknown[]
  let shortenTimersTo: number | null
  let code: { isHere: boolean; load(): Promise<void> }

  beforeEach(async () => {
    server = new Forwarder()
    const url = await server.listen()
    shortenTimersTo = null
    const real = nodeEnv(1)
    const env: Env = { ...real, timer: (ms, ring) => real.timer(shortenTimersTo ?? ms, ring) }
    code = { isHere: true, load: () => Promise.resolve() }
    client = new SignalingClient({
      env,
      url: addressFor(url, ME),
      privateCode: {
        get isHere() {
          return code.isHere
        },
        load: () => code.load(),
      },
    })
    heard = []
    client.listen({
      up: () => heard.push('up'),
      down: () => heard.push('down'),
      heldBack: (seconds) => heard.push({ seconds }),
      userJoined: (event) => heard.push(event),
      hostChanged: (event) => heard.push(event),
      rules: (event) => heard.push(event),
      desk: (event) => heard.push(event),
      putOut: (event) => heard.push(event),
      letIn: () => heard.push('letIn'),
      standing: (event, answer) => {
        heard.push(event)
        answer(STANDING)
      },
    })
  })
  afterEach(async () => {
    client.close()
    await server.close()
  })

  const socket = () => until('the server has it', () => (server.has(ME) ? server.socketOf(ME) : null))
  async function connect() {
    client.connect()
    await until('it is up', () => heard.includes('up'))
    return socket()
  }
  const leave = (): Promise<unknown> =>
    new Promise((resolve) => client.request('leaveRoom', {}, (reply) => resolve(reply)))
  const codeOf = (reply: unknown): unknown => (reply as { error?: { code: unknown } }).error?.code

  test('R6: a request while it is down is answered as lost, at once, and is not sent later', async () => {
    const replies: unknown[] = []
    client.request('leaveRoom', {}, (reply) => replies.push(codeOf(reply)))
    client.signal(ME, 1, 'x', (reason) => replies.push(reason))
    client.relay({ to: ME, link: 1, kind: 'open' }, (reason) => replies.push(reason))
    expect(replies).toEqual(['lost', 'lost', 'lost'])
    const seen: string[] = []
    server.io.on('connection', (one) => one.onAny((name) => seen.push(name)))
    const one = await connect()
    one.on('leaveRoom', (_body, ack) => ack({ ok: true }))
    expect(await leave()).toEqual({ ok: true })
    expect(seen).toEqual(['leaveRoom'])
  })

  test('Q5: told to come again after so many seconds, over whatever transport, it does then and not before', async () => {
    // The first try is over both transports.
    server.refuseHandshakes = { times: 2, seconds: 1 }
    await connect()
    expect(heard).toEqual([{ seconds: 1 }, 'up'])
    const [, last = 0, again = 0] = server.handshakes
    expect(server.handshakes).toHaveLength(3)
    expect(again - last).toBeGreaterThanOrEqual(1_000)
  })

  test('Q5: told to wait, it comes at once when the person acts, and never after close', async () => {
    server.refuseHandshakes = { times: 2, seconds: 3_000 }
    client.connect()
    await until('it is told to wait', () => heard.length > 0)
    client.reconnectNow()
    await until('it is up', () => heard.includes('up'))
    server.refuseHandshakes = { times: 2, seconds: 1 }
    ;(await socket()).conn.close()
    await until('it is told to wait again', () => heard.length === 4)
    shortenTimersTo = 1
    client.close()
    expect(server.refuseHandshakes.times).toBe(0)
    expect(heard).toEqual([{ seconds: 3_000 }, 'up', 'down', { seconds: 1 }])
  })

  test('R7: a request without a reply is lost when the connection goes, and after its time', async () => {
    const one = await connect()
    const replies: unknown[] = []
    client.request('leaveRoom', {}, (reply) => replies.push(codeOf(reply)))
    one.on('leaveRoom', () => one.conn.close())
    await until('it is answered', () => replies.length > 0)
    await until('it is up again', () => heard.filter((event) => event === 'up').length === 2)
    shortenTimersTo = 1
    client.request('leaveRoom', {}, (reply) => replies.push(codeOf(reply)))
    await until('it is answered', () => replies.length === 2)
    expect(replies).toEqual(['lost', 'lost'])
    expect(heard).toEqual(['up', 'down', 'up'])
  })

  test('R14, R15: one frame for three is one request; each is answered for itself, and who is behind when it drained', async () => {
    const one = await connect()
    const asked: unknown[] = []
    const answers: [number, unknown][] = []
    one.on('relay', (body, ack) => {
      asked.push(body.kind)
      ack({ ok: true })
    })
    one.on('relayMany', ({ to, frame }, ack) => {
      asked.push({ to, frame: [...frame] })
      ack({ ok: true, refused: [[1, 'slow']], behind: [2] })
    })
    let drained: (() => void) | null = null
    one.on('drain', ({ to }, ack) => {
      asked.push({ to })
      drained = () => ack({ ok: true })
    })
    const frame = Uint8Array.of(5)
    const relay = (link: number, kind: 'open' | 'frame') =>
      client.relay({ to: ME, link, kind, ...(kind === 'frame' && { frame }) }, (reason) =>
        answers.push([link, reason]),
      )
    relay(0, 'open')
    for (const link of [1, 2, 3]) relay(link, 'frame')
    await until('the drain is asked', () => drained !== null)
    expect(asked).toEqual([
      'open',
      {
        to: [
          [ME, 1],
          [ME, 2],
          [ME, 3],
        ],
        frame: [5],
      },
      { to: ME },
    ])
    expect(answers).toEqual([
      [0, null],
      [1, null],
      [2, 'slow'],
    ])
    ;(drained as (() => void) | null)?.()
    await until('the last is answered', () => answers.length === 4)
    expect(answers[3]).toEqual([3, null])
  })

  test('R14: nothing overtakes a frame, and what was sent before the end is sent', async () => {
    const one = await connect()
    const seen: string[] = []
    one.onAny((name) => seen.push(name))
    const frame = Uint8Array.of(5)
    client.relay({ to: ME, link: 1, kind: 'frame', frame }, () => undefined)
    client.relay({ to: ME, link: 2, kind: 'frame', frame }, () => undefined)
    client.request('leaveRoom', {}, () => undefined)
    client.relay({ to: ME, link: 1, kind: 'close' }, () => undefined)
    client.close()
    await until('the server noticed', () => !server.has(ME))
    expect(seen).toEqual(['relayMany', 'leaveRoom', 'relay'])
  })

  test('R8: replies are believed only as far as their schema goes', async () => {
    const one = await connect()
    const answers: unknown[] = [
      { ok: true, extra: 1 },
      { ok: false, error: { code: 'roomFull', message: 'x' } },
      { ok: false, error: { code: 'made up', message: 'x' } },
      { ok: 'yes' },
      null,
      'fine',
    ]
    one.on('leaveRoom', (_body, ack) => ack(answers.shift()))
    const codes: unknown[] = []
    for (let i = 0; i < 6; i++) codes.push(codeOf(await leave()) ?? 'ok')
    expect(codes).toEqual(['ok', 'roomFull', 'malformed', 'malformed', 'malformed', 'malformed'])
    expect(client.dropped).toBe(4)
  })

  test('R9: events arrive with their bytes; what does not fit is dropped and counted', async () => {
    const one = await connect()
    one.emit('userJoined', { users: [USER] })
    one.emit('userJoined', { users: [{ ...USER, color: 'red' }] })
    one.emit('hostChanged', { epoch: 4, host: ME, stored: Buffer.from([1, 2, 3]) })
    one.emit('hostChanged', { epoch: -1, host: ME, stored: null })
    one.emit('hostChanged')
    one.emit('constructor', {})
    one.emit('signal', { from: ME, link: 2 ** 32, data: '' })
    const answer = await one.timeout(5_000).emitWithAck('standing', { epoch: 3 })
    expect(answer).toEqual(STANDING)
    expect(heard.slice(1)).toEqual([
      { users: [USER] },
      { epoch: 4, host: ME, stored: new Uint8Array([1, 2, 3]) },
      { epoch: 3 },
    ])
    expect((heard[2] as { stored: Uint8Array }).stored.constructor).toBe(Uint8Array)
    expect(client.dropped).toBe(5)
  })

  test('R10: it comes back by itself after a cut, and at once when told to', async () => {
    const one = await connect()
    one.conn.close()
    await until('it is up again', () => heard.filter((event) => event === 'up').length === 2)
    const two = await socket()
    two.conn.close()
    await until('it is down', () => heard.filter((event) => event === 'down').length === 2)
    client.reconnectNow()
    client.reconnectNow()
    await until('it is up again', () => heard.filter((event) => event === 'up').length === 3)
    client.reconnectNow()
    expect(client.connected).toBe(true)
    expect(heard).toEqual(['up', 'down', 'up', 'down', 'up'])
  })

  test('R11: it stays away when the server ended it on purpose, until it is told to come back', async () => {
    const one = await connect()
    one.disconnect(true)
    await until('it is down', () => heard.includes('down'))
    client.reconnectNow()
    await until('it is up again', () => heard.filter((event) => event === 'up').length === 2)
  })

  test('R12: a refused connection is tried again', async () => {
    let refusals = 0
    server.io.use((_socket, next) => {
      refusals += 1
      next(refusals < 3 ? new Error('not now') : undefined)
    })
    shortenTimersTo = 5
    client.connect()
    await until('it is up', () => heard.includes('up'))
    expect(refusals).toBe(3)
  })

  test('X11: an answer that tells of a private room waits for the code, and what follows for the answer', async () => {
    let here: (() => void) | null = null
    code = { isHere: false, load: () => new Promise((resolve) => (here = resolve)) }
    const one = await connect()
    one.on('join', (_body, ack) => {
      ack({ ok: true, ...JOINED })
      one.emit('hostChanged', { epoch: 4, host: null, stored: null })
    })
    client.request('join', JOIN, (reply) => heard.push(reply.ok))
    await until('the code is fetched', () => here !== null)
    // The server asks after all that, and is answered when it is this one's turn.
    const answer = one.timeout(5_000).emitWithAck('standing', { epoch: 4 })
    one.emit('letIn', {})
    expect(heard).toEqual(['up'])
    ;(here as (() => void) | null)?.()
    expect(await answer).toEqual(STANDING)
    expect(heard.slice(0, 4)).toEqual(['up', true, { epoch: 4, host: null, stored: null }, { epoch: 4 }])
  })

  test('X11: where the code cannot be had the connection is lost, with what was asked, and comes back', async () => {
    code = { isHere: false, load: () => Promise.reject(new Error('no network')) }
    const one = await connect()
    one.on('join', (_body, ack) => ack({ ok: true, ...JOINED }))
    shortenTimersTo = 200
    client.request('join', JOIN, (reply) => heard.push(codeOf(reply)))
    await until('it is up again', () => heard.filter((event) => event === 'up').length === 2)
    expect(heard).toEqual(['up', 'lost', 'down', 'up'])
  })

  test('R13: after close there is nothing more', async () => {
    await connect()
    client.close()
    client.connect()
    client.reconnectNow()
    expect(codeOf(await leave())).toBe('lost')
    await until('the server noticed', () => !server.has(ME))
    expect(client.connected).toBe(false)
  })
})
