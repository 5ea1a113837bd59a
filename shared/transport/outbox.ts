import { toFrames } from '../protocol/frames.ts'
import { HIGH_WATER_BYTES, OUTBOX_BYTES, PRESENCE_BYTES } from '../protocol/limits.ts'
import type { Link } from './link.ts'

/** What a message that is held back takes at the least, in bytes, however little it says. */
const LEAST_BYTES = 256
const costOf = (message: Uint8Array): number => Math.max(LEAST_BYTES, message.byteLength)

/**
 * Messages on their way into a link, in order. Cuts them into frames only as fast as the link takes them, and
 * never touches a message's bytes: the same ones may be posted to many. Whoever listens to the link passes
 * `drained` on.
 */
export class Outbox {
  readonly #link: Link
  /** Of the message being sent; null when nothing waits. */
  #frames: Iterator<Uint8Array> | null = null
  /** The next frame, cut already. */
  #frame: Uint8Array | null = null
  /** Bytes of the message being sent that are not in the link yet. */
  #left = 0
  #behind: Uint8Array[] = []
  #behindBytes = 0

  constructor(link: Link) {
    this.#link = link
  }

  /** Bytes of messages that are not in the link yet. */
  get waiting(): number {
    return this.#left + this.#behindBytes
  }

  /** Something waits, here or in the link: what is only news had better wait outside. */
  get isBusy(): boolean {
    return this.#frames !== null || this.#link.buffered >= PRESENCE_BYTES
  }

  /**
   * Queues a message. Closes the link as `slow` when more than OUTBOX_BYTES wait behind the message that is being
   * sent; that one may have any length.
   */
  post(message: Uint8Array): void {
    if (this.#frames === null) {
      this.#begin(message)
      return this.#pump()
    }
    if (this.#behindBytes + costOf(message) > OUTBOX_BYTES) {
      this.#clear()
      return this.#link.close('slow')
    }
    this.#behind.push(message)
    this.#behindBytes += costOf(message)
  }

  /** Queues a message unless something waits, here or in a full link: for what is outdated soon anyway. */
  postDroppable(message: Uint8Array): void {
    if (this.#frames === null && this.#link.buffered < HIGH_WATER_BYTES) this.post(message)
  }

  /** The link has room again. */
  drained(): void {
    this.#pump()
  }

  #pump(): void {
    while (this.#frame !== null && this.#link.buffered < HIGH_WATER_BYTES) {
      const frame = this.#frame
      this.#left = Math.max(0, this.#left - frame.byteLength)
      this.#next()
      this.#link.send(frame)
    }
  }

  #begin(message: Uint8Array): void {
    this.#left = message.byteLength
    this.#frames = toFrames(message)[Symbol.iterator]()
    this.#next()
  }

  #next(): void {
    const cut = this.#frames?.next()
    if (cut !== undefined && cut.done !== true) {
      this.#frame = cut.value
      return
    }
    this.#frames = null
    this.#frame = null
    this.#left = 0
    const message = this.#behind.shift()
    if (message === undefined) return
    this.#behindBytes -= costOf(message)
    this.#begin(message)
  }

  #clear(): void {
    this.#frames = null
    this.#frame = null
    this.#left = 0
    this.#behind = []
    this.#behindBytes = 0
  }
}
