import type { Env } from '../../shared/base/env.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { IceServer, IceTransport } from '../../shared/protocol/signaling.ts'
import type { Dialer, Link } from '../../shared/transport/link.ts'
import type { DirectLink } from './direct_link.ts'
import { bye, Handshake, type PeerClass, type Wrtc } from './handshake.ts'
import type { LinkStats } from './link_stats.ts'
import { type LinkId, newLinkId, type PeerWire, type SignalEvent } from './peer_wire.ts'
import { parseSignal } from './signals.ts'

/** Connections that one peer may have made to us at a time; one more replaces the oldest. */
const ANSWERED_PER_PEER = 4

interface PeerDialerOptions {
  readonly env: Env
  readonly wire: PeerWire
  /** Brings simple-peer when it is first needed. */
  readonly load?: () => Promise<PeerClass>
  /** WebRTC for where there is none, as in Node. */
  readonly wrtc?: Wrtc
}

const loadSimplePeer = async (): Promise<PeerClass> => (await import('simple-peer')).default
const keyOf = (peer: PeerId, id: LinkId): string => `${peer}/${id}`

/**
 * Links over WebRTC data channels, made by simple-peer: ordered and reliable. The dialling end makes the offer.
 * Their signals travel over the server; once open they need it no more.
 */
export class PeerDialer implements Dialer {
  readonly path = 'direct'
  /** STUN and TURN servers of links made from now on; none until the room was entered. */
  iceServers: readonly IceServer[] = []
  /** Over what ways links are made from now on. */
  iceTransport: IceTransport = 'all'
  readonly #env: Env
  readonly #wire: PeerWire
  readonly #load: () => Promise<PeerClass>
  readonly #wrtc: Wrtc | undefined
  readonly #ends = new Map<string, Handshake>()
  /** Keys of those that were dialled to us, oldest first. */
  readonly #answered = new Set<string>()
  #accepted: ((link: Link) => void) | null = null
  #stopped = false

  constructor({ env, wire, load = loadSimplePeer, wrtc }: PeerDialerOptions) {
    this.#env = env
    this.#wire = wire
    this.#load = load
    this.#wrtc = wrtc
    wire.onSignal((event) => this.#hear(event))
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    let gaveUp = false
    const id = newLinkId(this.#env.random)
    const end = this.#make(peer, id, 'dialling', (result) => {
      if (!gaveUp) opened(result)
    })
    return () => {
      gaveUp = true
      end.giveUp('replaced')
    }
  }

  accept(accepted: (link: Link) => void): void {
    this.#accepted = accepted
  }

  stop(reason: CloseReason): void {
    this.#stopped = true
    for (const end of [...this.#ends.values()]) end.close(reason)
  }

  /** How this page is connected to a peer; null when no direct link to it is open. */
  async stats(peer: PeerId): Promise<LinkStats | null> {
    let link: DirectLink | null = null
    for (const [key, end] of this.#ends) if (key.startsWith(`${peer}/`)) link = end.link ?? link
    return link === null ? null : link.stats()
  }

  #make(
    peer: PeerId,
    id: LinkId,
    end: 'dialling' | 'answering',
    opened: (result: Result<DirectLink, CloseReason>) => void,
  ): Handshake {
    const key = keyOf(peer, id)
    const handshake = new Handshake({
      env: this.#env,
      peer,
      end,
      load: this.#load,
      wrtc: this.#wrtc,
      iceServers: this.iceServers,
      iceTransport: this.iceTransport,
      signal: (data) =>
        this.#wire.signal(peer, id, data, (reason) => {
          if (reason !== null) handshake.fail(reason)
        }),
      opened,
      ended: () => {
        this.#ends.delete(key)
        this.#answered.delete(key)
      },
    })
    this.#ends.set(key, handshake)
    return handshake
  }

  /** The server vouches for `from`; a signal can only reach a link with that peer. */
  #hear({ from, link: id, data }: SignalEvent): void {
    const signal = parseSignal(data)
    if (!signal.ok) return this.#env.log('debug', 'signal dropped', { from, reason: signal.reason })
    const known = this.#ends.get(keyOf(from, id))
    const end = known ?? (signal.value.type === 'offer' ? this.#answer(from, id) : null)
    if (end?.take(signal.value) === false) {
      this.#env.log('debug', 'signal dropped', { from, reason: 'unexpected' })
    }
  }

  #answer(from: PeerId, id: LinkId): Handshake | null {
    if (this.#stopped || this.#accepted === null) {
      this.#wire.signal(from, id, bye('unreachable'), () => undefined)
      return null
    }
    const keys = [...this.#answered].filter((key) => key.startsWith(`${from}/`))
    const oldest = keys.length >= ANSWERED_PER_PEER ? keys[0] : undefined
    if (oldest !== undefined) this.#ends.get(oldest)?.close('replaced')
    this.#answered.add(keyOf(from, id))
    return this.#make(from, id, 'answering', (result) => {
      if (result.ok) this.#accepted?.(result.value)
    })
  }
}
