import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { Gauge } from '../../shared/transport/gauge.ts'
import { Inbox } from '../../shared/transport/inbox.ts'
import type { Dialer, Fingerprints, Link, LinkListener } from '../../shared/transport/link.ts'
import { Lane } from './lane.ts'
import type { PageLoop } from './page_loop.ts'
import type { Network } from './sim_connection.ts'

/** What the links between pages go through: it knows who is there, and who can reach whom. */
export interface DirectNetwork extends Network {
  dialerOf(peer: PeerId): SimDialer | null
  /** Whether these two can have a direct link at all. */
  reachable(a: PeerId, b: PeerId): boolean
  /** Milliseconds that making a link takes. */
  setUp(): number
}

class SimLink implements Link {
  readonly path = 'direct'
  readonly peer: PeerId
  readonly fingerprints: Fingerprints
  readonly #lane: Lane
  readonly #loop: PageLoop
  readonly #inbox = new Inbox()
  readonly #gauge = new Gauge()
  #other: SimLink | null = null

  /** @param loop of the page that has this end */
  constructor(own: PeerId, peer: PeerId, lane: Lane, loop: PageLoop) {
    this.peer = peer
    this.fingerprints = { own: `sha-256 ${own}`, peer: `sha-256 ${peer}` }
    this.#lane = lane
    this.#loop = loop
  }

  join(other: SimLink): void {
    this.#other = other
  }

  get buffered(): number {
    return this.#gauge.bytes
  }

  send(frame: Uint8Array): void {
    if (this.#inbox.closed) return
    this.#gauge.add(frame.byteLength)
    this.#lane.send(() => {
      if (this.#gauge.remove(frame.byteLength)) this.#loop.run(() => this.#inbox.drained())
      this.#other?.take(frame)
    })
  }

  close(reason: CloseReason): void {
    if (!this.#inbox.abort(reason)) return
    this.#lane.send(() => this.#other?.end(reason))
  }

  take(frame: Uint8Array): void {
    this.#loop.run(() => this.#inbox.frame(frame))
  }

  end(reason: CloseReason): void {
    this.#loop.run(() => this.#inbox.end(reason))
  }

  /** Nothing arrives any more, and nobody is told. */
  breakOff(): void {
    this.#lane.cut()
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }
}

/** Direct links of the simulation. */
export class SimDialer implements Dialer {
  readonly path = 'direct'
  readonly #network: DirectNetwork
  readonly #loop: PageLoop
  readonly #self: () => PeerId | null
  readonly #ends: { readonly here: SimLink; readonly there: SimLink; readonly peer: PeerId }[] = []
  #accepted: ((link: Link) => void) | null = null

  constructor(network: DirectNetwork, loop: PageLoop, self: () => PeerId | null) {
    this.#network = network
    this.#loop = loop
    this.#self = self
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    let given = false
    this.#network.clock.timer(this.#network.setUp(), () =>
      this.#loop.run(() => {
        if (!given) this.#connect(peer, opened)
      }),
    )
    return () => {
      given = true
    }
  }

  accept(accepted: (link: Link) => void): void {
    this.#accepted = accepted
  }

  stop(reason: CloseReason): void {
    for (const { here } of this.#ends.splice(0)) here.close(reason)
  }

  /** Every link to a peer, or to all, goes silent in both directions. */
  breakOff(peer?: PeerId): void {
    for (const end of this.#ends)
      if (peer === undefined || end.peer === peer) {
        end.here.breakOff()
        end.there.breakOff()
      }
  }

  /** What is sent here to a peer vanishes; the other way works. */
  mute(peer: PeerId): void {
    for (const end of this.#ends) if (end.peer === peer) end.here.breakOff()
  }

  /** The peers with whom there is or was a link. */
  get peers(): PeerId[] {
    return [...new Set(this.#ends.map(({ peer }) => peer))]
  }

  #connect(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): void {
    const other = this.#network.dialerOf(peer)
    const self = this.#self()
    if (!self || !other || !this.#network.reachable(self, peer)) return opened(fail('unreachable'))
    // Nobody answers the offer: the dial is given up in time.
    if (other.#loop.paused) return
    const lane = () => new Lane(this.#network.clock, () => this.#network.delay())
    const here = new SimLink(self, peer, lane(), this.#loop)
    const there = new SimLink(peer, self, lane(), other.#loop)
    here.join(there)
    there.join(here)
    this.#ends.push({ here, there, peer })
    other.#ends.push({ here: there, there: here, peer: self })
    opened(ok(here))
    other.#accepted?.(there)
  }
}
