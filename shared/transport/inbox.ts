import { assert } from '../base/assert.ts'
import { OUTBOX_BYTES } from '../protocol/limits.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import type { LinkListener } from './link.ts'

/**
 * The hearing half of a link: keeps what comes before there is a listener, tells the close exactly once and
 * nothing after it. Every link owns one.
 */
export class Inbox {
  #listener: LinkListener | null = null
  #early: Uint8Array[] = []
  #earlyBytes = 0
  #handing = false
  #reason: CloseReason | null = null
  #dropped = false

  /** No more frames are taken. */
  get closed(): boolean {
    return this.#reason !== null
  }

  /** False when it was not taken because nobody listens and OUTBOX_BYTES wait already: the link is to be closed. */
  frame(frame: Uint8Array): boolean {
    if (this.closed) return true
    if (this.#listener !== null && !this.#handing) {
      this.#listener.frame(frame)
      return true
    }
    if (this.#earlyBytes + frame.byteLength > OUTBOX_BYTES) return false
    this.#early.push(frame)
    this.#earlyBytes += frame.byteLength
    return true
  }

  drained(): void {
    if (!this.closed) this.#listener?.drained()
  }

  /** The other end or the wire ended it: what came before is still handed over. False when it was closed already. */
  end(reason: CloseReason): boolean {
    if (this.closed) return false
    this.#reason = reason
    if (!this.#handing) this.#listener?.closed(reason)
    return true
  }

  /** This end closed it: what waits is dropped. False when it was closed already. */
  abort(reason: CloseReason): boolean {
    this.#early = []
    this.#dropped = true
    return this.end(reason)
  }

  listen(listener: LinkListener): void {
    assert(this.#listener === null, 'a link has one listener')
    this.#listener = listener
    this.#handing = true
    // Frames that come while these are handed over join the end of the list.
    while (this.#early.length > 0) {
      const frames = this.#early
      this.#early = []
      this.#earlyBytes = 0
      for (const frame of frames) {
        // The listener itself may close in the middle.
        if (!this.#dropped) listener.frame(frame)
      }
    }
    this.#handing = false
    if (this.#reason !== null) listener.closed(this.#reason)
  }
}
