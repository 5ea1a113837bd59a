import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { Gauge } from '../../shared/transport/gauge.ts'
import { Inbox } from '../../shared/transport/inbox.ts'
import type { Dialer, Link, LinkListener } from '../../shared/transport/link.ts'
import { Lane } from './lane.ts'
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
  readonly #lane: Lane
  readonly #inbox = new Inbox()
  readonly #gauge = new Gauge()
  #other: SimLink | null = null

  constructor(peer: PeerId, lane: Lane) {
    this.peer = peer
    this.#lane = lane
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
      if (this.#gauge.remove(frame.byteLength)) this.#inbox.drained()
      this.#other?.take(frame)
    })
  }

  close(reason: CloseReason): void {
    if (!this.#inbox.abort(reason)) return
    this.#lane.send(() => this.#other?.end(reason))
  }

  take(frame: Uint8Array): void {
    this.#inbox.frame(frame)
  }

  end(reason: CloseReason): void {
    this.#inbox.end(reason)
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
  readonly #self: () => PeerId | null
  readonly #ends: { readonly here: SimLink; readonly there: SimLink; readonly peer: PeerId }[] = []
  #accepted: ((link: Link) => void) | null = null
  alive = true

  constructor(network: DirectNetwork, self: () => PeerId | null) {
    this.#network = network
    this.#self = self
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    let given = false
    this.#network.clock.timer(this.#network.setUp(), () => {
      const other = this.#network.dialerOf(peer)
      const self = this.#self()
      if (given || !this.alive) return
      if (!self || !other?.alive || !this.#network.reachable(self, peer)) return opened(fail('unreachable'))
      const delay = () => this.#network.delay()
      const here = new SimLink(peer, new Lane(this.#network.clock, delay))
      const there = new SimLink(self, new Lane(this.#network.clock, delay))
      here.join(there)
      there.join(here)
      this.#ends.push({ here, there, peer })
      other.#ends.push({ here: there, there: here, peer: self })
      opened(ok(here))
      other.#accepted?.(there)
    })
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

  kill(): void {
    this.alive = false
    this.breakOff()
  }
}
