import type { ClientId, PeerId } from '../base/ids.ts'
import { decodeMessage, encodeMessage } from '../protocol/codec/messages.ts'
import { Reassembly } from '../protocol/frames.ts'
import { MESSAGE_BYTES } from '../protocol/limits.ts'
import type { Message } from '../protocol/messages.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import type { Link, Path } from '../transport/link.ts'
import { Outbox } from '../transport/outbox.ts'

export interface ChannelListener {
  message(message: Message): void
  /** Part of a message came, or all of it: called before `message`. */
  heard?(): void
  /** Once; no other call follows. */
  closed(reason: CloseReason): void
}

/** Messages over a link: cut into frames, put together again, parsed. What cannot be parsed closes the link. */
export class Channel {
  readonly #link: Link
  readonly #outbox: Outbox
  readonly #most: number
  #closed = false
  /** The author whose edits need no name on this link: the guest's at either end, once it is known. */
  author: ClientId | undefined

  /** @param most the longest message that the other end may send, in bytes */
  constructor(link: Link, author?: ClientId, most = MESSAGE_BYTES) {
    this.#link = link
    this.#most = most
    this.author = author
    this.#outbox = new Outbox(link)
  }

  /** Sets who hears of this channel; call it once. What came before is handed over now. */
  listen(listener: ChannelListener): void {
    const reassembly = new Reassembly(this.#most)
    this.#link.listen({
      frame: (frame) => {
        if (this.#closed) return
        const whole = reassembly.push(frame)
        if (!whole.ok) return this.close(whole.reason)
        listener.heard?.()
        if (whole.value === null) return
        const message = decodeMessage(whole.value, this.author)
        if (message.ok) listener.message(message.value)
        else this.close(message.reason)
      },
      drained: () => this.#outbox.drained(),
      closed: (reason) => {
        this.#closed = true
        listener.closed(reason)
      },
    })
  }

  /** Bytes of messages that the link has not taken yet. */
  get waiting(): number {
    return this.#outbox.waiting
  }

  /** There is more to send already than goes at once. */
  get isBusy(): boolean {
    return this.#outbox.isBusy
  }

  get peer(): PeerId {
    return this.#link.peer
  }

  get path(): Path {
    return this.#link.path
  }

  send(message: Message): void {
    this.post(encodeMessage(message, this.author))
  }

  /** An encoded message; the same bytes may be posted to many. */
  post(message: Uint8Array): void {
    if (!this.#closed) this.#outbox.post(message)
  }

  /** Skipped when something waits already: for what is outdated soon anyway. */
  postDroppable(message: Uint8Array): void {
    if (!this.#closed) this.#outbox.postDroppable(message)
  }

  close(reason: CloseReason): void {
    this.#link.close(reason)
  }
}
