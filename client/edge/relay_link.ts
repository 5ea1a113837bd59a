import type { PeerId } from '../../shared/base/ids.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { Gauge } from '../../shared/transport/gauge.ts'
import { Inbox } from '../../shared/transport/inbox.ts'
import type { Link, LinkListener } from '../../shared/transport/link.ts'
import type { LinkId, PeerWire } from './peer_wire.ts'

/** One end of a link through the server. Its `buffered` is what the server has not acknowledged. */
export class RelayLink implements Link {
  readonly path = 'relay'
  readonly peer: PeerId
  readonly #id: LinkId
  readonly #wire: PeerWire
  readonly #ended: (reason: CloseReason) => void
  readonly #inbox = new Inbox()
  readonly #gauge = new Gauge()

  /** `ended` is told once, before the listener is. */
  constructor(wire: PeerWire, peer: PeerId, id: LinkId, ended: (reason: CloseReason) => void) {
    this.#wire = wire
    this.peer = peer
    this.#id = id
    this.#ended = ended
  }

  get buffered(): number {
    return this.#gauge.bytes
  }

  send(frame: Uint8Array): void {
    if (this.#inbox.closed) return
    this.#gauge.add(frame.byteLength)
    this.#wire.relay({ to: this.peer, link: this.#id, kind: 'frame', frame }, (reason) => {
      if (this.#inbox.closed) return
      // A frame that was not passed on leaves a gap: what follows is of no use.
      if (reason !== null) this.#fail(reason)
      else if (this.#gauge.remove(frame.byteLength)) this.#inbox.drained()
    })
  }

  close(reason: CloseReason): void {
    if (!this.#inbox.closed) {
      this.#bye(reason)
      this.#stop(reason)
    }
    this.#inbox.abort(reason)
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }

  /** A frame from the other end. */
  take(frame: Uint8Array): void {
    if (!this.#inbox.frame(frame)) this.close('slow')
  }

  /** The other end closed it, or the server is out of reach: nobody is told. */
  end(reason: CloseReason): void {
    if (this.#inbox.closed) return
    this.#stop(reason)
    this.#inbox.end(reason)
  }

  /** The server refused a frame; the other end learns of it when it can still be told. */
  #fail(reason: CloseReason): void {
    if (reason !== 'lost') this.#bye(reason)
    this.end(reason)
  }

  #bye(reason: CloseReason): void {
    this.#wire.relay({ to: this.peer, link: this.#id, kind: 'close', reason }, () => undefined)
  }

  #stop(reason: CloseReason): void {
    this.#gauge.clear()
    this.#ended(reason)
  }
}
