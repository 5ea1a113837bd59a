import { fail, ok, type Result } from '../base/result.ts'
import { FRAME_BYTES, MESSAGE_BYTES, SEAL_BYTES } from './limits.ts'
import type { Reason } from './reasons.ts'

/** The first byte of a frame; the rest is the message's next part. */
const LAST = 0
const MORE = 1
/** What encryption on a relayed link adds to a frame fits beside it. */
const PART_BYTES = FRAME_BYTES - 1 - SEAL_BYTES
/** Engines keep arrays of so few bytes on their own heap: copying one costs less than sharing its memory. */
const SMALL_BYTES = 64

/** The newest message that fitted into one frame: sent to many, it is the same frame for all of them. */
let newest: { readonly message: Uint8Array; readonly frame: Uint8Array<ArrayBuffer> } | null = null

/**
 * The frames of a message in order, each of FRAME_BYTES at most and made when it is asked for: the message must
 * stay as it is.
 */
export function toFrames(message: Uint8Array): IterableIterator<Uint8Array<ArrayBuffer>> {
  return message.length > PART_BYTES ? severalFrames(message) : [onlyFrame(message)].values()
}

function onlyFrame(message: Uint8Array): Uint8Array<ArrayBuffer> {
  if (newest?.message === message) return newest.frame
  const frame = new Uint8Array(1 + message.length)
  frame[0] = LAST
  frame.set(message, 1)
  newest = { message, frame }
  return frame
}

function* severalFrames(message: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void, void> {
  let at = 0
  do {
    const end = Math.min(at + PART_BYTES, message.length)
    const frame = new Uint8Array(1 + end - at)
    frame[0] = end < message.length ? MORE : LAST
    frame.set(message.subarray(at, end), 1)
    yield frame
    at = end
  } while (at < message.length)
}

/** Puts the frames of one link together again. Holds no more than a small multiple of what arrived. */
export class Reassembly {
  readonly #most: number
  #parts: Uint8Array | null = null
  #length = 0
  #reason: Reason | null = null

  /** @param most the longest message, in bytes */
  constructor(most = MESSAGE_BYTES) {
    this.#most = most
  }

  /**
   * The message that this frame ends, or null while more follows. A message of one frame may be a view of the
   * frame. `malformed` or `tooLarge` when it is no frame, or would be too long; the link is then of no more use,
   * and every further frame gets the same answer.
   */
  push(frame: Uint8Array): Result<Uint8Array | null, Reason> {
    if (this.#reason !== null) return fail(this.#reason)
    const header = frame[0]
    if (header === undefined || header > MORE) return this.#stop('malformed')
    if (frame.length > FRAME_BYTES) return this.#stop('tooLarge')
    const part = frame.length <= SMALL_BYTES ? frame.slice(1) : frame.subarray(1)
    if (header === LAST && this.#parts === null) return ok(part)
    if (part.length === 0) return this.#stop('malformed')
    if (this.#length + part.length > this.#most) return this.#stop('tooLarge')
    this.#append(part)
    return ok(header === LAST ? this.#take() : null)
  }

  #append(part: Uint8Array): void {
    const length = this.#length + part.length
    if (this.#parts === null || this.#parts.length < length) {
      const grown = new Uint8Array(Math.max(length, Math.min(length * 2, this.#most)))
      if (this.#parts !== null) grown.set(this.#parts)
      this.#parts = grown
    }
    this.#parts.set(part, this.#length)
    this.#length = length
  }

  #take(): Uint8Array | null {
    const message = this.#parts?.subarray(0, this.#length) ?? null
    this.#parts = null
    this.#length = 0
    return message
  }

  #stop(reason: Reason): Result<never, Reason> {
    this.#take()
    this.#reason = reason
    return fail(reason)
  }
}
