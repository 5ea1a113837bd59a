import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'
import type { Path } from '../transport/link.ts'
import type { Channel } from './channel.ts'

/** How this page is connected with one other. */
export interface PeerLink {
  readonly peer: PeerId
  readonly path: 'direct' | 'relay'
  /** The round trip in milliseconds; null while unknown. */
  readonly latency: number | null
}

/** A path as people see it: whatever does not go through the server is direct. */
export const pathOf = (path: Path): PeerLink['path'] => (path === 'relay' ? 'relay' : 'direct')

interface Trip {
  /** When the ping was sent that nothing came back for yet. */
  sentAt: number | null
  nonce: number
  latency: number | null
}

/** Round trips on a host's links, measured when somebody looks and only then. One ping a link is under way. */
export class RoundTrips {
  readonly #env: Pick<Env, 'now'>
  readonly #trips = new WeakMap<Channel, Trip>()

  constructor(env: Pick<Env, 'now'>) {
    this.#env = env
  }

  /** Sends a ping unless the last one is still under way. */
  measure(channel: Channel): void {
    const trip = this.#trips.get(channel) ?? { sentAt: null, nonce: 0, latency: null }
    if (trip.sentAt !== null) return
    trip.sentAt = this.#env.now()
    trip.nonce = (trip.nonce + 1) % 0x1_0000
    this.#trips.set(channel, trip)
    channel.send({ type: 'ping', nonce: trip.nonce })
  }

  /** A pong came. Answers whether it was waited for. */
  heard(channel: Channel, nonce: number): boolean {
    const trip = this.#trips.get(channel)
    if (!trip || trip.sentAt === null || trip.nonce !== nonce) return false
    trip.latency = Math.max(0, this.#env.now() - trip.sentAt)
    trip.sentAt = null
    return true
  }

  /** The link as it is now. A ping that takes longer than the last one is told as what it has taken so far. */
  link(channel: Channel): PeerLink {
    const { sentAt = null, latency = null } = this.#trips.get(channel) ?? {}
    const waited = sentAt === null ? 0 : this.#env.now() - sentAt
    return {
      peer: channel.peer,
      path: pathOf(channel.path),
      latency: latency === null ? null : Math.max(latency, waited),
    }
  }
}
