import type { PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Dialer, Link, LinkListener } from '../../shared/transport/link.ts'

/** Tells what is sent into it. */
class CountedLink implements Link {
  readonly path = 'direct'
  readonly #link: Link
  readonly #sent: (frame: Uint8Array) => void

  constructor(link: Link, sent: (frame: Uint8Array) => void) {
    this.#link = link
    this.#sent = sent
  }

  get peer(): PeerId {
    return this.#link.peer
  }

  get buffered(): number {
    return this.#link.buffered
  }

  send(frame: Uint8Array): void {
    this.#sent(frame)
    this.#link.send(frame)
  }

  close(reason: CloseReason): void {
    this.#link.close(reason)
  }

  listen(listener: LinkListener): void {
    this.#link.listen(listener)
  }
}

/** A dialer whose links tell what is sent into them, and which can be cut off from everybody. */
export class CountedDialer implements Dialer {
  readonly path = 'direct'
  readonly #dialer: Dialer
  #links: Link[] = []
  #apart = false
  /** Hears of every frame and whom it is for. */
  sent: (frame: Uint8Array, to: PeerId) => void = () => undefined

  constructor(dialer: Dialer) {
    this.#dialer = dialer
  }

  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void {
    return this.#dialer.dial(peer, (result) => {
      if (!result.ok) return opened(result)
      if (!this.#apart) return opened(ok(this.#take(result.value)))
      result.value.close('lost')
      opened(fail('unreachable'))
    })
  }

  accept(accepted: (link: Link) => void): void {
    this.#dialer.accept((link) => accepted(this.#take(link)))
  }

  stop(reason: CloseReason): void {
    this.#dialer.stop(reason)
  }

  /** Every link ends now, and there is no other until `mend`. */
  cut(): void {
    this.#apart = true
    for (const link of this.#links.splice(0)) link.close('lost')
  }

  mend(): void {
    this.#apart = false
  }

  #take(link: Link): Link {
    this.#links.push(link)
    return new CountedLink(link, (frame) => this.sent(frame, link.peer))
  }
}
