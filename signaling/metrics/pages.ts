import type { Request } from '../../shared/protocol/signaling.ts'
import type { ConnectionId, RoomObserver } from '../rooms/ports.ts'
import type { Meter } from './meter.ts'

/** Of one page's stay in a room no more divergences are believed. */
const MOST_DIVERGENCES = 100

type Report = Request<'report'>

interface Page {
  /** Milliseconds since 1970, as all times here. */
  readonly since: number
  path: Report['path']
  /** Null until it said so. */
  protocol: number | null
  diverged: number
}

/** Links of guests with their hosts, by the way they take. */
export interface LinkCounts {
  readonly direct: number
  readonly relay: number
}

/**
 * The pages that are in rooms, and what they say of themselves. Each tells of one link, its own, so that whoever tells
 * lies changes the sums by one link and by so many divergences as one page may have. Only sums leave here.
 */
export class Pages implements RoomObserver {
  readonly #meter: Meter
  readonly #now: () => number
  readonly #pages = new Map<ConnectionId, Page>()

  constructor(meter: Meter, now: () => number) {
    this.#meter = meter
    this.#now = now
  }

  entered(connection: ConnectionId): void {
    this.#pages.set(connection, { since: this.#now(), path: 'none', protocol: null, diverged: 0 })
  }

  left(connection: ConnectionId): void {
    const page = this.#pages.get(connection)
    if (!page) return
    this.#pages.delete(connection)
    this.#meter.stayed(Math.max(0, this.#now() - page.since))
  }

  promoted(isFirst: boolean): void {
    this.#meter.promoted(isFirst)
  }

  /** Takes a page's word; false where it is in no room. */
  report(connection: ConnectionId, { path, protocol, divergences }: Report): boolean {
    const page = this.#pages.get(connection)
    if (!page) return false
    page.path = path
    page.protocol = protocol
    const believed = Math.min(divergences, MOST_DIVERGENCES - page.diverged)
    page.diverged += believed
    if (believed > 0) this.#meter.diverged(believed)
    return true
  }

  get links(): LinkCounts {
    const links = { direct: 0, relay: 0, none: 0 }
    for (const { path } of this.#pages.values()) links[path] += 1
    return { direct: links.direct, relay: links.relay }
  }

  /** How many pages speak which version of the protocol; null: those that did not say. */
  get protocols(): ReadonlyMap<number | null, number> {
    const counts = new Map<number | null, number>()
    for (const { protocol } of this.#pages.values()) counts.set(protocol, (counts.get(protocol) ?? 0) + 1)
    return counts
  }

  /** For how long everybody who is in a room is there, in milliseconds. */
  get stays(): number[] {
    const now = this.#now()
    return [...this.#pages.values()].map(({ since }) => Math.max(0, now - since))
  }
}
