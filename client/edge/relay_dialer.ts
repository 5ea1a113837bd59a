import type { Env } from '../../shared/base/env.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Dialer, Link } from '../../shared/transport/link.ts'
import { closeReason, type LinkId, newLinkId, type PeerWire, type RelayEvent } from './peer_wire.ts'
import { RelayLink } from './relay_link.ts'

/** Links that one peer may have dialled to us at a time; one more replaces the oldest. */
const ACCEPTED_PER_PEER = 8

interface RelayDialerOptions {
  readonly env: Env
  readonly wire: PeerWire
}

const keyOf = (peer: PeerId, id: LinkId): string => `${peer}/${id}`

/** Links through the signaling server, which passes their frames on unread. Open as soon as it passed the first. */
export class RelayDialer implements Dialer {
  readonly path = 'relay'
  readonly #env: Env
  readonly #wire: PeerWire
  readonly #links = new Map<string, RelayLink>()
  /** Keys of links that were dialled to us, oldest first. */
  readonly #taken = new Set<string>()
  #accepted: ((link: Link) => void) | null = null
  #stopped = false

  constructor({ env, wire }: RelayDialerOptions) {
    this.#env = env
    this.#wire = wire
    wire.onRelay(
      (event) => this.#hear(event),
      () => this.#endAll('lost'),
    )
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    let settled = false
    const settle = (result: Result<Link, CloseReason>): void => {
      if (settled) return
      settled = true
      opened(result)
    }
    const id = newLinkId(this.#env.random)
    // Frames may come before the server's answer does; a close too, and then there was no link.
    const link = this.#make(peer, id, (reason) => settle(fail(reason)))
    this.#wire.relay({ to: peer, link: id, kind: 'open' }, (reason) => {
      if (reason !== null) link.end(reason)
      else settle(ok(link))
    })
    return () => {
      if (settled) return
      settled = true
      link.close('replaced')
    }
  }

  accept(accepted: (link: Link) => void): void {
    this.#accepted = accepted
  }

  stop(reason: CloseReason): void {
    this.#stopped = true
    for (const link of [...this.#links.values()]) link.close(reason)
  }

  #make(peer: PeerId, id: LinkId, ended: (reason: CloseReason) => void): RelayLink {
    const key = keyOf(peer, id)
    const link = new RelayLink(this.#wire, peer, id, (reason) => {
      this.#links.delete(key)
      this.#taken.delete(key)
      ended(reason)
    })
    this.#links.set(key, link)
    return link
  }

  #hear(event: RelayEvent): void {
    const link = this.#links.get(keyOf(event.from, event.link))
    if (event.kind === 'open') {
      if (link === undefined) this.#take(event)
      return
    }
    if (event.kind === 'close') return link?.end(closeReason(event.reason))
    if (link === undefined) return this.#refuse(event, 'lost')
    if (event.frame !== undefined) link.take(event.frame)
  }

  #take({ from, link: id }: RelayEvent): void {
    if (this.#stopped || this.#accepted === null) {
      return this.#refuse({ from, link: id }, 'unreachable')
    }
    const keys = [...this.#taken].filter((key) => key.startsWith(`${from}/`))
    const oldest = keys.length >= ACCEPTED_PER_PEER ? keys[0] : undefined
    if (oldest !== undefined) this.#links.get(oldest)?.close('replaced')
    const link = this.#make(from, id, () => undefined)
    this.#taken.add(keyOf(from, id))
    this.#accepted(link)
  }

  /** Tells a peer that its link is not known here, as after this page lost the server for a moment. */
  #refuse({ from, link }: Pick<RelayEvent, 'from' | 'link'>, reason: CloseReason): void {
    this.#wire.relay({ to: from, link, kind: 'close', reason }, () => undefined)
  }

  #endAll(reason: CloseReason): void {
    for (const link of [...this.#links.values()]) link.end(reason)
  }
}
