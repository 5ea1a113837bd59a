import { createHash, randomInt } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ChangeSet, Text } from '@codemirror/state'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import { MAIN_FILE, newClientId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import { versionOf } from '../../shared/room/replica.ts'
import { setText, textOf } from '../../shared/room/room_state.ts'
import { Session } from '../../shared/session/session.ts'
import { Vault } from '../../shared/session/vault.ts'
import type { MemberReport, MemberRequest } from './far_member.ts'
import { heldBytes } from './memory.ts'
import { nodeEnv } from './node_env.ts'
import { until } from './until.ts'

/** A page without a browser, in a process of its own: a real session over the relay, doing what the parent asks. */
const WITHIN_MS = 600_000
const TYPING_MS = 100

const stalls = monitorEventLoopDelay({ resolution: 5 })
let session: Session | null = null
let stopTyping: (() => void) | null = null
/** How long each typed character took until the host had confirmed it, in milliseconds. */
let confirmed: number[] = []
let refused = 0
let most = 0

const here = (): Session => {
  if (!session) throw new Error('enter first')
  return session
}

function enter(url: string, roomId: string): Session {
  const env = nodeEnv(randomInt(2 ** 32))
  const signaling = new SignalingClient({ env, url })
  const entered = new Session({
    env,
    signaling,
    dialers: { relay: new RelayDialer({ env, wire: signaling }) },
    roomId: roomId as RoomId,
    userName: `Member ${process.pid}`,
    userKey: randomKey(env.random, 32),
    clientId: newClientId(env.random),
    makeVault: (options) => new Vault(options),
  })
  entered.on((event) => {
    if (event.type === 'notice' && event.notice.kind === 'refused') refused += 1
  })
  entered.start()
  return entered
}

function insert(at: number, text: string): void {
  const { length } = here().text(MAIN_FILE)
  here().edit(MAIN_FILE, ChangeSet.of({ from: Math.min(at, length), insert: text }, length))
}

/** A character every TYPING_MS, each timed until nothing is pending that was before it. */
function startTyping(): () => void {
  let waiting: { seq: number; at: number }[] = []
  const { replica } = here()
  const look = setInterval(() => {
    const first = replica.pending[0]
    const done = first ? first.seq : replica.self.nextSeq
    const now = performance.now()
    for (const { seq, at } of waiting) if (seq < done) confirmed.push(now - at)
    waiting = waiting.filter(({ seq }) => seq >= done)
  }, 5)
  const type = setInterval(() => {
    insert(0, 'x')
    waiting.push({ seq: replica.self.nextSeq - 1, at: performance.now() })
  }, TYPING_MS)
  return () => {
    clearInterval(type)
    clearInterval(look)
  }
}

function report(): MemberReport {
  const { replica } = here()
  const text = here().text(MAIN_FILE)
  const hash = createHash('sha1')
  for (const part of text) hash.update(part)
  const done: MemberReport = {
    status: here().status(),
    version: versionOf(replica),
    saved: replica.saved,
    length: text.length,
    lines: text.lines,
    hash: hash.digest('hex'),
    pending: replica.pending.length,
    divergences: here().divergences,
    refused,
    confirmed,
    stallMs: stalls.max / 1e6,
    heldMiB: Math.round(heldBytes() / 2 ** 20),
    mostMiB: Math.round(most / 2 ** 20),
  }
  confirmed = []
  stalls.reset()
  most = 0
  return done
}

async function perform(request: MemberRequest): Promise<unknown> {
  switch (request.do) {
    case 'enter':
      session = enter(request.url, request.roomId)
      await until('the member is in the room', () => here().status().path !== 'none', WITHIN_MS)
      return null
    case 'insert':
      for (let i = 0; i < request.times; i++) insert(request.at, request.text)
      return null
    case 'type':
      stopTyping?.()
      stopTyping = request.on ? startTyping() : null
      return null
    case 'rest':
      await until(
        'everything is saved',
        () => ['saved', 'synced'].includes(here().status().state) && here().replica.pending.length === 0,
        WITHIN_MS,
      )
      return null
    case 'diverge':
      // The first character of what this page holds is another one from now on.
      for (const state of [here().replica.doc, here().replica.view]) {
        const text = textOf(state, MAIN_FILE)
        setText(state, MAIN_FILE, text.replace(0, 1, Text.of(['?'])))
      }
      return null
    case 'report':
      return report()
    case 'leave':
      here().leave()
      return null
  }
}

stalls.enable()
setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 20)
process.on('message', (request: MemberRequest) => {
  perform(request).then(
    (answer) => process.send?.({ answer }),
    (thrown: unknown) => process.send?.({ fault: String(thrown) }),
  )
})
process.on('disconnect', () => process.exit(0))
