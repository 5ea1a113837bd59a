import type SimplePeer from 'simple-peer'
import type { Env } from '../../shared/base/env.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { IceServer, IceTransport } from '../../shared/protocol/signaling.ts'
import type { DirectLink } from './direct_link.ts'
import { closeReason } from './peer_wire.ts'
import { type PeerSignal, type Signal, SignalGate } from './signals.ts'

export type PeerClass = SimplePeer.SimplePeer
export type Wrtc = NonNullable<SimplePeer.Options['wrtc']>

/** An end that is not connected within so many milliseconds is given up. */
const HANDSHAKE_MS = 15_000

interface HandshakeOptions {
  readonly env: Env
  readonly peer: PeerId
  readonly end: 'dialling' | 'answering'
  readonly load: () => Promise<PeerClass>
  readonly wrtc: Wrtc | undefined
  readonly iceServers: readonly IceServer[]
  readonly iceTransport: IceTransport
  readonly signal: (data: string) => void
  /** Told once: the open link, or why there is none. */
  readonly opened: (result: Result<DirectLink, CloseReason>) => void
  /** Told once, open or not; the listener of an open link hears of it afterwards. */
  readonly ended: () => void
}

/** One end of one data channel in the making, and what its signals go to as long as it lives. */
export class Handshake {
  readonly #options: HandshakeOptions
  readonly #gate: SignalGate
  readonly #cancelTimer: () => void
  /** Signals that came before simple-peer was loaded. */
  #early: PeerSignal[] = []
  #connection: SimplePeer.Instance | null = null
  #link: DirectLink | null = null
  #settled = false
  #over = false

  constructor(options: HandshakeOptions) {
    this.#options = options
    this.#gate = new SignalGate(options.end)
    this.#cancelTimer = options.env.timer(HANDSHAKE_MS, () => this.giveUp('unreachable'))
    // Whoever is alone in a room does without either.
    Promise.all([options.load(), import('./direct_link.ts')]).then(
      ([Peer, parts]) => this.#begin(Peer, parts),
      () => this.giveUp('unreachable'),
    )
  }

  /** The link, once it is open. */
  get link(): DirectLink | null {
    return this.#settled ? this.#link : null
  }

  /** A signal from the other end; false when it was not one for this end now, and was dropped. */
  take(signal: Signal): boolean {
    if (this.#over) return false
    if (signal.type === 'bye') {
      // An open link is told over its channel.
      if (this.#settled) return false
      this.fail(closeReason(signal.reason))
      return true
    }
    if (!this.#gate.admits(signal)) return false
    if (this.#connection === null) this.#early.push(signal)
    else this.#pass(this.#connection, signal)
    return true
  }

  /** Gives up before it opened, and tells the other end; does nothing to an open link. */
  giveUp(reason: CloseReason): void {
    if (this.#settled) return
    this.#options.signal(bye(reason))
    this.fail(reason)
  }

  /** Ends it before it opened, without a word; does nothing to an open link. */
  fail(reason: CloseReason): void {
    if (this.#settled) return
    this.#settle(fail(reason))
    this.#end()
    this.#link?.close(reason)
  }

  /** Gives up, or closes the open link. */
  close(reason: CloseReason): void {
    this.giveUp(reason)
    this.#link?.close(reason)
  }

  #begin(Peer: PeerClass, { DirectLink, connectionOf }: typeof import('./direct_link.ts')): void {
    if (this.#over) return
    const { env, peer, end, wrtc, iceServers, iceTransport } = this.#options
    const connection = new Peer({
      initiator: end === 'dialling',
      trickle: true,
      objectMode: true,
      // Never left out: simple-peer's own default are servers out in the world.
      config: { iceServers: iceServers.map(toIceServer), iceTransportPolicy: iceTransport },
      ...(wrtc === undefined ? {} : { wrtc }),
    })
    this.#connection = connection
    forgiveCandidates(connectionOf(connection))
    const link = new DirectLink({ env, peer, connection, ended: (reason) => this.#linkEnded(reason) })
    this.#link = link
    connection.on('signal', (signal) => {
      if (!this.#over) this.#options.signal(JSON.stringify(signal))
    })
    connection.once('connect', () => {
      if (this.#over) return
      link.opened()
      // It may have ended on being looked at.
      if (!this.#settled) this.#settle(ok(link))
    })
    for (const signal of this.#early.splice(0)) this.#pass(connection, signal)
  }

  #pass(connection: SimplePeer.Instance, signal: PeerSignal): void {
    try {
      connection.signal(signal as SimplePeer.SignalData)
    } catch {
      // simple-peer throws when it was destroyed a moment ago, and some browsers on odd candidates.
      this.#options.env.log('debug', 'signal refused', { type: signal.type })
    }
  }

  #linkEnded(reason: CloseReason): void {
    // Before it opened, whatever went wrong comes down to this.
    if (!this.#settled) this.#settle(fail(reason === 'lost' ? 'unreachable' : reason))
    this.#end()
  }

  #settle(result: Result<DirectLink, CloseReason>): void {
    this.#settled = true
    this.#cancelTimer()
    this.#options.opened(result)
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    this.#early = []
    this.#options.ended()
  }
}

/** The signal that tells the other end why there will be no link. */
export const bye = (reason: CloseReason): string => JSON.stringify({ type: 'bye', reason })

function toIceServer({ urls, username, credential }: IceServer): RTCIceServer {
  return {
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }
}

/** simple-peer ends the connection over a candidate that does not fit, and a peer may send what it likes. */
function forgiveCandidates(connection: RTCPeerConnection | null): void {
  if (connection === null) return
  const add = connection.addIceCandidate.bind(connection)
  connection.addIceCandidate = (candidate?: RTCIceCandidateInit | null) =>
    add(candidate).catch(() => undefined)
}
