import { assert } from '../base/assert.ts'
import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { Gauge } from './gauge.ts'
import { Inbox } from './inbox.ts'
import type { Dialer, Link, LinkListener } from './link.ts'

/** What delivers: a timer of 0 ms for each batch. Anything with such a timer will do. */
type Scheduler = Pick<Env, 'timer'>

/** Links within one process. Frames are handed over as they are, not copied: nobody may change one. */
class LoopbackLink implements Link {
  readonly path = 'loopback'
  readonly peer: PeerId
  readonly #scheduler: Scheduler
  readonly #inbox = new Inbox()
  readonly #gauge = new Gauge()
  #other: LoopbackLink | null = null
  #frames: Uint8Array[] = []
  #goodbye: CloseReason | null = null
  #scheduled = false

  constructor(scheduler: Scheduler, peer: PeerId) {
    this.peer = peer
    this.#scheduler = scheduler
  }

  join(other: LoopbackLink): void {
    this.#other = other
  }

  get buffered(): number {
    return this.#gauge.bytes
  }

  get closed(): boolean {
    return this.#inbox.closed
  }

  send(frame: Uint8Array): void {
    if (this.#inbox.closed) return
    this.#frames.push(frame)
    this.#gauge.add(frame.byteLength)
    this.#schedule()
  }

  close(reason: CloseReason): void {
    if (!this.#inbox.closed) {
      this.#goodbye = reason
      this.#schedule()
    }
    this.#inbox.abort(reason)
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#scheduler.timer(0, () => this.#deliver())
  }

  #deliver(): void {
    this.#scheduled = false
    const frames = this.#frames
    const goodbye = this.#goodbye
    this.#frames = []
    let bytes = 0
    for (const frame of frames) {
      bytes += frame.byteLength
      if (this.#other?.take(frame) === false) this.#other.close('slow')
    }
    if (goodbye !== null) {
      this.#gauge.clear()
      this.#other?.end(goodbye)
    } else if (this.#gauge.remove(bytes)) this.#inbox.drained()
  }

  /** From the other end. */
  take(frame: Uint8Array): boolean {
    return this.#inbox.frame(frame)
  }

  /** From the other end: what this end still had on its way is lost, as on any link. */
  end(reason: CloseReason): void {
    if (!this.#inbox.end(reason)) return
    this.#frames = []
    this.#gauge.clear()
  }
}

function pair(scheduler: Scheduler, a: PeerId, b: PeerId): [LoopbackLink, LoopbackLink] {
  const atA = new LoopbackLink(scheduler, b)
  const atB = new LoopbackLink(scheduler, a)
  atA.join(atB)
  atB.join(atA)
  return [atA, atB]
}

/** Both ends of an open link: the one at `a`, whose peer is `b`, and the one at `b`. */
export const loopbackPair = (scheduler: Scheduler, a: PeerId, b: PeerId): [Link, Link] =>
  pair(scheduler, a, b)

/** Joins dialers of one process. */
export class LoopbackHub {
  readonly #scheduler: Scheduler
  readonly #dialers = new Map<PeerId, LoopbackDialer>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
  }

  /** The dialer of one peer; there is one at a time, until it is stopped. */
  dialer(self: PeerId): Dialer {
    assert(!this.#dialers.has(self), 'a peer has one loopback dialer')
    const dialer = new LoopbackDialer(self, this.#scheduler, {
      find: (peer) => this.#dialers.get(peer) ?? null,
      leave: () => this.#dialers.delete(self),
    })
    this.#dialers.set(self, dialer)
    return dialer
  }
}

interface Hub {
  find(peer: PeerId): LoopbackDialer | null
  leave(): void
}

class LoopbackDialer implements Dialer {
  readonly path = 'loopback'
  readonly #self: PeerId
  readonly #scheduler: Scheduler
  readonly #hub: Hub
  /** Dials under way: what ends each. */
  readonly #dials = new Set<(reason: CloseReason) => void>()
  #links: LoopbackLink[] = []
  #accepted: ((link: Link) => void) | null = null
  #stopped = false

  constructor(self: PeerId, scheduler: Scheduler, hub: Hub) {
    this.#self = self
    this.#scheduler = scheduler
    this.#hub = hub
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    const cancel = this.#scheduler.timer(0, () => {
      this.#dials.delete(end)
      const other = this.#hub.find(peer)
      if (other === null || !other.accepts) return opened(fail('unreachable'))
      const [here, there] = pair(this.#scheduler, this.#self, peer)
      this.#keep(here)
      opened(ok(here))
      other.take(there)
    })
    const end = (reason: CloseReason): void => {
      cancel()
      opened(fail(reason))
    }
    this.#dials.add(end)
    return () => {
      cancel()
      this.#dials.delete(end)
    }
  }

  accept(accepted: (link: Link) => void): void {
    this.#accepted = accepted
  }

  stop(reason: CloseReason): void {
    this.#stopped = true
    this.#hub.leave()
    const dials = [...this.#dials]
    this.#dials.clear()
    for (const end of dials) end(reason)
    for (const link of this.#links.splice(0)) link.close(reason)
  }

  get accepts(): boolean {
    return this.#accepted !== null && !this.#stopped
  }

  take(link: LoopbackLink): void {
    // The one who dialled may have stopped this one a moment ago.
    if (!this.accepts) return link.close('unreachable')
    this.#keep(link)
    this.#accepted?.(link)
  }

  #keep(link: LoopbackLink): void {
    this.#links = this.#links.filter((kept) => !kept.closed)
    this.#links.push(link)
  }
}
