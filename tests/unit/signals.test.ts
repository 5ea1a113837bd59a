import wrtc from '@roamhq/wrtc'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { PeerDialer } from '../../client/edge/peer_dialer.ts'
import { parseSignal, SignalGate } from '../../client/edge/signals.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { SIGNAL_CHARS } from '../../shared/protocol/limits.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Link } from '../../shared/transport/link.ts'
import { nodeEnv } from '../support/node_env.ts'
import { until } from '../support/until.ts'
import { WireHub } from '../support/wire_hub.ts'

const SDP =
  'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n'
const CANDIDATE = 'candidate:1 1 udp 2122063615 127.0.0.1 60606 typ host'

const candidate = (fields: object): unknown => ({
  type: 'candidate',
  candidate: { candidate: CANDIDATE, sdpMid: '0', sdpMLineIndex: 0, ...fields },
})

const HOSTILE: readonly (readonly [string, unknown])[] = [
  ['nothing', null],
  ['a number', 7],
  ['a list', []],
  ['an empty object', {}],
  ['an unknown type', { type: 'rollback', sdp: SDP }],
  ['a provisional answer', { type: 'pranswer', sdp: SDP }],
  ['renegotiation', { type: 'renegotiate', renegotiate: true }],
  ['a transceiver', { type: 'transceiverRequest', transceiverRequest: { kind: 'audio' } }],
  ['a description that is no text', { type: 'offer', sdp: { length: 5 } }],
  ['a description of nothing', { type: 'offer', sdp: '' }],
  ['a description of something else', { type: 'offer', sdp: 'hello' }],
  ['a description with a camera', { type: 'offer', sdp: `${SDP}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n` }],
  ['a description of sound alone', { type: 'answer', sdp: 'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n' }],
  ['two data media', { type: 'offer', sdp: `${SDP}m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n` }],
  ['no candidate', { type: 'candidate' }],
  ['a candidate that is no object', { type: 'candidate', candidate: CANDIDATE }],
  ['a candidate that is no text', candidate({ candidate: 5 })],
  ['a candidate that is none', candidate({ candidate: 'garbage' })],
  ['a candidate over two lines', candidate({ candidate: `${CANDIDATE}\r\nm=video` })],
  ['an endless candidate', candidate({ candidate: `candidate:${'1'.repeat(2_000)}` })],
  ['a candidate for no medium', candidate({ sdpMid: null, sdpMLineIndex: null })],
  ['a candidate for another medium', candidate({ sdpMLineIndex: 7 })],
  ['a candidate for a strange medium', candidate({ sdpMid: 'x'.repeat(17) })],
]

describe('parseSignal', () => {
  test.each(HOSTILE)('L16: refuses %s', (_name, signal) => {
    expect(parseSignal(JSON.stringify(signal))).toEqual({ ok: false, reason: 'malformed' })
  })

  test('L16: refuses what is no JSON, and what is too long before reading it', () => {
    expect(parseSignal('{')).toEqual({ ok: false, reason: 'malformed' })
    expect(parseSignal(`"${'x'.repeat(SIGNAL_CHARS)}"`)).toEqual({ ok: false, reason: 'tooLarge' })
  })

  test('L16: passes offers, answers, candidates and the end of candidates, and no other field', () => {
    const given = { type: 'offer', sdp: SDP, renegotiate: true, transceiverRequest: { kind: 'audio' } }
    expect(parseSignal(JSON.stringify(given))).toEqual({ ok: true, value: { type: 'offer', sdp: SDP } })
    expect(parseSignal(JSON.stringify({ type: 'answer', sdp: SDP })).ok).toBe(true)
    expect(parseSignal(JSON.stringify(candidate({}))).ok).toBe(true)
    expect(parseSignal(JSON.stringify(candidate({ sdpMid: null }))).ok).toBe(true)
    expect(parseSignal(JSON.stringify(candidate({ candidate: '' }))).ok).toBe(true)
  })
})

test('L17: an end takes one description, of the kind it waits for, and a bounded number of candidates', () => {
  const dialling = new SignalGate('dialling')
  const answering = new SignalGate('answering')
  expect(dialling.admits({ type: 'offer', sdp: SDP })).toBe(false)
  expect(dialling.admits({ type: 'answer', sdp: SDP })).toBe(true)
  expect(dialling.admits({ type: 'answer', sdp: SDP })).toBe(false)
  expect(answering.admits({ type: 'answer', sdp: SDP })).toBe(false)
  expect(answering.admits({ type: 'offer', sdp: SDP })).toBe(true)
  expect(answering.admits({ type: 'offer', sdp: SDP })).toBe(false)
  const one = { type: 'candidate', candidate: { candidate: CANDIDATE, sdpMid: '0' } } as const
  const admitted = Array.from({ length: 100 }, () => dialling.admits(one)).filter(Boolean).length
  expect(admitted).toBe(64)
})

/** As in a browser: candidates have an address, and simple-peer gives up over one that does not fit. */
const strict = {
  ...wrtc,
  RTCIceCandidate: class extends wrtc.RTCIceCandidate {
    constructor(init?: RTCIceCandidateInit) {
      super(init)
      Object.defineProperty(this, 'address', { value: '127.0.0.1' })
    }
  },
}

describe('a live direct link', () => {
  const A = 'peerA' as PeerId
  const B = 'peerB' as PeerId
  const EVE = 'mallory' as PeerId
  let hub: WireHub
  let a: PeerDialer
  let b: PeerDialer
  let accepted: Link[]

  beforeEach(() => {
    hub = new WireHub()
    a = new PeerDialer({ env: nodeEnv(1), wire: hub.wire(A), wrtc })
    b = new PeerDialer({ env: nodeEnv(2), wire: hub.wire(B), wrtc: strict })
    accepted = []
    b.accept((link) => accepted.push(link))
  })
  afterEach(() => {
    a.stop('stopped')
    b.stop('stopped')
  })

  async function connect(): Promise<{ here: Link; closes: CloseReason[]; heard: number[]; id: number }> {
    const closes: CloseReason[] = []
    const heard: number[] = []
    const here = await new Promise<Link>((resolve, reject) => {
      a.dial(B, (result) => (result.ok ? resolve(result.value) : reject(new Error(result.reason))))
    })
    const there = await until('the link is accepted', () => accepted.shift())
    const closed = (reason: CloseReason) => closes.push(reason)
    here.listen({ frame: () => undefined, drained: () => undefined, closed })
    there.listen({ frame: (frame) => heard.push(frame[0] ?? -1), drained: () => undefined, closed })
    return { here, closes, heard, id: hub.signals[0]?.link ?? -1 }
  }

  test('L18: hostile signals from the peer itself do not end it', async () => {
    const { here, closes, heard, id } = await connect()
    const odd = [
      candidate({ candidate: 'candidate:x y z' }),
      candidate({ candidate: 'candidate:1 1 udp 1 256.1.1.1 99999 typ nothing' }),
      candidate({ candidate: CANDIDATE, sdpMid: 'other' }),
      candidate({ candidate: '' }),
      { type: 'offer', sdp: SDP },
      { type: 'answer', sdp: SDP },
      { type: 'bye', reason: 'left' },
      { type: 'bye', reason: 'nonsense' },
    ]
    for (const signal of [...HOSTILE.map(([, hostile]) => hostile), ...odd]) {
      hub.inject(A, { from: B, link: id, data: JSON.stringify(signal) })
      hub.inject(B, { from: A, link: id, data: JSON.stringify(signal) })
    }
    hub.inject(B, { from: A, link: id, data: '{{{' })
    // Whatever they set off has happened when a later link is up and a frame came through the first.
    await connect()
    here.send(Uint8Array.of(42))
    await until('the frame arrives', () => heard.includes(42))
    expect(closes).toEqual([])
  })

  test('L18: signals of a third one do not reach it', async () => {
    const { here, closes, heard, id } = await connect()
    const before = hub.signals.length
    hub.inject(B, { from: EVE, link: id, data: JSON.stringify({ type: 'answer', sdp: SDP }) })
    hub.inject(B, { from: EVE, link: id, data: JSON.stringify(candidate({})) })
    hub.inject(B, { from: EVE, link: id, data: JSON.stringify({ type: 'bye', reason: 'left' }) })
    here.send(Uint8Array.of(7))
    await until('the frame arrives', () => heard.includes(7))
    expect(closes).toEqual([])
    expect(hub.signals.length).toBe(before)
  })

  test('L19: a peer that opens connection after connection replaces its oldest', async () => {
    const closes: CloseReason[] = []
    for (let i = 0; i < 5; i++) {
      const link = await new Promise<Link>((resolve, reject) => {
        a.dial(B, (result) => (result.ok ? resolve(result.value) : reject(new Error(result.reason))))
      })
      const closed = (reason: CloseReason) => closes.push(reason)
      link.listen({ frame: () => undefined, drained: () => undefined, closed })
    }
    await until('the oldest is closed', () => closes.length > 0)
    expect(closes).toEqual(['replaced'])
  })

  test('L20: the details say how the ends are connected, and nothing once it is closed', async () => {
    const { here, id } = await connect()
    expect(id).toBeGreaterThanOrEqual(0)
    here.send(new Uint8Array(5_000))
    const stats = await until('bytes are counted', async () => {
      const read = await a.stats(B)
      return read !== null && read.bytesSent > 5_000 ? read : null
    })
    expect(['host', 'prflx']).toContain(stats.localType)
    expect(['host', 'prflx']).toContain(stats.remoteType)
    expect(stats.rtt === null || stats.rtt >= 0).toBe(true)
    expect(await a.stats(EVE)).toBe(null)
    here.close('left')
    expect(await a.stats(B)).toBe(null)
  })

  test('L21: no signal names a server out in the world, and simple-peer is loaded when first needed', async () => {
    let loads = 0
    const lazy = new PeerDialer({
      env: nodeEnv(3),
      wire: hub.wire(EVE),
      wrtc,
      load: async () => {
        loads += 1
        return (await import('simple-peer')).default
      },
    })
    expect(loads).toBe(0)
    const configs: RTCConfiguration[] = []
    const spied = new PeerDialer({
      env: nodeEnv(4),
      wire: hub.wire('spy1' as PeerId),
      wrtc: {
        ...wrtc,
        RTCPeerConnection: class extends wrtc.RTCPeerConnection {
          constructor(config?: RTCConfiguration) {
            super(config)
            if (config !== undefined) configs.push(config)
          }
        },
      },
    })
    lazy.dial(B, () => undefined)
    spied.dial(B, () => undefined)
    spied.iceServers = [{ urls: 'turn:127.0.0.1:1', username: 'u', credential: 'c' }]
    spied.dial(B, () => undefined)
    await until('both were made', () => configs.length === 2 && loads === 1)
    expect(configs.map((config) => config.iceServers)).toEqual([
      [],
      [{ urls: 'turn:127.0.0.1:1', username: 'u', credential: 'c' }],
    ])
    lazy.stop('stopped')
    spied.stop('stopped')
  })
})
