import { randomInt } from 'node:crypto'
import { ChangeSet } from '@codemirror/state'
import { io, type Socket } from 'socket.io-client'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import {
  asSeq,
  asVersion,
  MAIN_FILE,
  newClientId,
  type PeerId,
  type RoomId,
  randomKey,
} from '../../shared/base/ids.ts'
import type { Message } from '../../shared/protocol/messages.ts'
import { Channel } from '../../shared/session/channel.ts'
import { nodeEnv } from '../support/node_env.ts'
import type { AbuserReport, AbuserRequest } from './abuser.ts'
import { NodeMember } from './node_member.ts'

/** One abusive client in a process of its own, which goes on until it is ended. */
const EVERY_MS = 20
const SOCKETS = 50
/** Where it says that it comes from: limits by address are its own. */
const ADDRESS = '203.0.113.9'

/** What it has done so far. */
const done = { said: 0, taken: 0, cut: 0 }

/** Says so many operations a second to the host of a room, waits for nothing, and comes back whenever it is cut off. */
function floodHost(url: string, roomId: RoomId, perSecond: number): void {
  const env = nodeEnv(randomInt(2 ** 32))
  const clientId = newClientId(env.random)
  const signaling = new SignalingClient({ env, url })
  const relay = new RelayDialer({ env, wire: signaling })
  let host: PeerId | null = null
  let seq = 0
  let carry = 0
  let channel: Channel | null = null

  const join = (): void =>
    signaling.request(
      'join',
      {
        roomId,
        userName: 'Mallory',
        clientId,
        userKey: randomKey(env.random, 32),
        standing: { epoch: 0 as never, version: 0 as never, hosting: false, vouches: false },
      },
      (reply) => {
        if (!reply.ok) return void env.timer(100, join)
        host = reply.host
        dial()
      },
    )
  const dial = (): void => {
    if (host === null) return
    relay.dial(host, (result) => {
      if (!result.ok) return void env.timer(20, dial)
      const opened = new Channel(result.value, clientId)
      channel = opened
      opened.listen({
        message: () => undefined,
        closed: () => {
          if (channel === opened) channel = null
          done.cut += 1
          dial()
        },
      })
      opened.send({
        type: 'join',
        epoch: 0 as never,
        version: asVersion(0),
        floor: asVersion(0),
        clientId,
        runs: [],
      })
    })
  }
  signaling.listen({
    up: join,
    down: () => undefined,
    heldBack: () => undefined,
    userJoined: () => undefined,
    hostChanged: (event) => {
      host = event.host
    },
    rules: () => undefined,
    desk: () => undefined,
    putOut: () => undefined,
    letIn: () => undefined,
    standing: (_event, answer) =>
      answer({ epoch: 0 as never, version: 0 as never, hosting: false, vouches: false }),
  })
  signaling.connect()
  setInterval(() => {
    carry += (perSecond * EVERY_MS) / 1_000
    const count = Math.floor(carry)
    carry -= count
    const edits = Array.from({ length: count }, () => ({
      clientId,
      seq: asSeq(seq++),
      change: { kind: 'edit', file: MAIN_FILE, spans: [[0, 0, 'm']] } as const,
    }))
    if (channel === null) return
    channel.send({ type: 'codeChange', base: asVersion(0), edits } satisfies Message)
    done.said += count
  }, EVERY_MS)
}

/** Edits so often, as an editor does it, at the beginning of the text. */
function floodRoom(url: string, roomId: RoomId, perSecond: number): void {
  const member = new NodeMember({ url, roomId, way: 'relay' })
  let made = 0
  void member.entered().then(() => {
    const begun = performance.now()
    setInterval(() => {
      const due = ((performance.now() - begun) * perSecond) / 1_000
      for (; made < due; made++) {
        done.said += 1
        const { length } = member.session.text(MAIN_FILE)
        member.session.edit(
          MAIN_FILE,
          ChangeSet.of({ from: made % 2 === 0 ? 0 : length, insert: 'm' }, length),
        )
      }
    }, EVERY_MS)
  })
}

/** Asks to join so many times a second, over many connections, each time another room. */
function floodJoins(url: string, perSecond: number): void {
  const sockets: Socket[] = Array.from({ length: SOCKETS }, () =>
    io(url, { transports: ['websocket'], forceNew: true, extraHeaders: { 'x-forwarded-for': ADDRESS } }),
  )
  let asked = 0
  const begun = performance.now()
  setInterval(() => {
    const due = ((performance.now() - begun) * perSecond) / 1_000
    for (; asked < due; asked++) {
      const socket = sockets[asked % SOCKETS]
      if (!socket?.connected) continue
      done.said += 1
      socket.emit(
        'join',
        {
          roomId: `flood-${randomInt(2 ** 40)}`,
          userName: 'Mallory',
          clientId: `mallory-${asked % SOCKETS}`,
          userKey: 'm'.repeat(32),
        },
        ({ ok }: { ok: boolean }) => {
          if (ok) done.taken += 1
        },
      )
    }
  }, EVERY_MS)
}

/** Since it began, in milliseconds of this machine's processor. */
let cpuBefore = process.cpuUsage()
let begunAt = performance.now()
const report = (): AbuserReport => {
  const { user, system } = process.cpuUsage(cpuBefore)
  return { ...done, cpuMs: (user + system) / 1_000, ms: performance.now() - begunAt }
}

process.on('message', (message: AbuserRequest | 'report') => {
  if (message === 'report') return void process.send?.(report())
  const { what, url, roomId, perSecond } = message
  cpuBefore = process.cpuUsage()
  begunAt = performance.now()
  if (what === 'operations') floodRoom(url, roomId as RoomId, perSecond)
  else if (what === 'blind operations') floodHost(url, roomId as RoomId, perSecond)
  else floodJoins(url, perSecond)
  process.send?.('begun')
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
