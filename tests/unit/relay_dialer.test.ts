import { beforeEach, describe, expect, test } from 'vitest'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { OUTBOX_BYTES } from '../../shared/protocol/limits.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Link } from '../../shared/transport/link.ts'
import { nodeEnv } from '../support/node_env.ts'
import { until } from '../support/until.ts'
import { WireHub } from '../support/wire_hub.ts'

const A = 'peerA' as PeerId
const B = 'peerB' as PeerId

describe('relayed links', () => {
  let hub: WireHub
  let a: RelayDialer
  let b: RelayDialer
  let accepted: Link[]
  let closes: Record<string, CloseReason[]>

  beforeEach(() => {
    hub = new WireHub()
    a = new RelayDialer({ env: nodeEnv(1), wire: hub.wire(A) })
    b = new RelayDialer({ env: nodeEnv(2), wire: hub.wire(B) })
    accepted = []
    closes = { a: [], b: [] }
    b.accept((link) => accepted.push(link))
  })

  const heard: number[] = []
  const listen = (link: Link, name: 'a' | 'b'): void =>
    link.listen({
      frame: (frame) => heard.push(frame[0] ?? -1),
      drained: () => undefined,
      closed: (reason) => closes[name]?.push(reason),
    })

  async function connect(): Promise<[Link, Link]> {
    const here = await new Promise<Link>((resolve, reject) => {
      a.dial(B, (result) => (result.ok ? resolve(result.value) : reject(new Error(result.reason))))
    })
    const there = accepted.at(-1)
    if (there === undefined) throw new Error('not accepted')
    return [here, there]
  }

  test('R1: what the server has not acknowledged counts as buffered', async () => {
    const [here] = await connect()
    hub.held = []
    here.send(new Uint8Array(1_000))
    here.send(new Uint8Array(500))
    await until('both were passed on', () => hub.held?.length === 2)
    expect(here.buffered).toBe(1_500)
    hub.held[0]?.()
    expect(here.buffered).toBe(500)
    hub.held[1]?.()
    expect(here.buffered).toBe(0)
  })

  test.each(['notMember', 'relayOff', 'tooFast', 'slow', 'lost'] as const)(
    'R2: a frame that the server refuses as %s closes the link with that reason',
    async (reason) => {
      const [here, there] = await connect()
      listen(here, 'a')
      listen(there, 'b')
      hub.refuse = (event) => (event.kind === 'frame' ? reason : null)
      here.send(Uint8Array.of(1))
      here.send(Uint8Array.of(2))
      await until('it closes', () => closes.a?.length)
      expect(closes.a).toEqual([reason])
      if (reason !== 'lost') {
        await until('the other end is told', () => closes.b?.length)
        expect(closes.b).toEqual([reason])
      }
    },
  )

  test('R2: a refused opening fails the dial with that reason', async () => {
    hub.refuse = () => 'relayOff'
    const answers: unknown[] = []
    a.dial(B, (result) => answers.push(result))
    await until('it fails', () => answers.length)
    expect(answers).toEqual([{ ok: false, reason: 'relayOff' }])
  })

  test('R3: losing the server closes every relayed link as lost', async () => {
    const [first] = await connect()
    const [second, there] = await connect()
    listen(first, 'a')
    listen(second, 'a')
    listen(there, 'b')
    hub.cut(A)
    expect(closes).toEqual({ a: ['lost', 'lost'], b: [] })
    // The other end learns of it with its next frame.
    there.send(Uint8Array.of(1))
    await until('the other end is told', () => closes.b?.length)
    expect(closes.b).toEqual(['lost'])
  })

  test('R4: nobody but its peer can send on a link or close it', async () => {
    const [here, there] = await connect()
    listen(here, 'a')
    listen(there, 'b')
    heard.length = 0
    const link = hub.relayed[0]?.link ?? -1
    const from = 'mallory' as PeerId
    hub.injectRelay(B, { from, link, kind: 'frame', frame: Uint8Array.of(66) })
    hub.injectRelay(B, { from, link, kind: 'close', reason: 'left' })
    here.send(Uint8Array.of(5))
    await until('the frame arrives', () => heard.length)
    expect([heard, closes]).toEqual([[5], { a: [], b: [] }])
  })

  test('R4: an opening under a name in use changes nothing; a close that names no reason is a loss', async () => {
    const [here, there] = await connect()
    listen(there, 'b')
    const link = hub.relayed[0]?.link ?? -1
    hub.injectRelay(B, { from: A, link, kind: 'open' })
    expect(accepted).toEqual([there])
    hub.injectRelay(B, { from: A, link, kind: 'close', reason: '__proto__' })
    expect(closes.b).toEqual(['lost'])
    expect(here.buffered).toBe(0)
  })

  test('R5: a peer that opens link after link replaces its oldest', async () => {
    const [first] = await connect()
    listen(first, 'a')
    for (let i = 0; i < 7; i++) await connect()
    expect(closes.a).toEqual([])
    await connect()
    await until('the oldest is closed', () => closes.a?.length)
    expect(closes.a).toEqual(['replaced'])
  })

  test('L22: a link that nobody listens to holds OUTBOX_BYTES and is then closed as slow', async () => {
    const [here, there] = await connect()
    listen(here, 'a')
    const frame = new Uint8Array(16_384)
    for (let sent = 0; sent <= OUTBOX_BYTES; sent += frame.length) here.send(frame)
    await until('it closes', () => closes.a?.length)
    expect(closes.a).toEqual(['slow'])
    listen(there, 'b')
    expect(closes.b).toEqual(['slow'])
  })
})
