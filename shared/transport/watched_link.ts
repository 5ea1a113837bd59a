import type { PeerId } from '../base/ids.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { Inbox } from './inbox.ts'
import type { Link, LinkListener, Path } from './link.ts'

/** A link whose close is told to a second party too, after its listener heard of it. */
export class WatchedLink implements Link {
  readonly #link: Link
  readonly #inbox = new Inbox()

  constructor(link: Link) {
    this.#link = link
  }

  /** Begins to hear the link; call it once. `closed` may be called before this returns. */
  watch(closed: (reason: CloseReason) => void): void {
    this.#link.listen({
      frame: (frame) => {
        if (!this.#inbox.frame(frame)) this.#link.close('slow')
      },
      drained: () => this.#inbox.drained(),
      closed: (reason) => {
        this.#inbox.end(reason)
        closed(reason)
      },
    })
  }

  get peer(): PeerId {
    return this.#link.peer
  }

  get path(): Path {
    return this.#link.path
  }

  get buffered(): number {
    return this.#link.buffered
  }

  send(frame: Uint8Array): void {
    this.#link.send(frame)
  }

  close(reason: CloseReason): void {
    this.#link.close(reason)
  }

  listen(listener: LinkListener): void {
    this.#inbox.listen(listener)
  }
}
