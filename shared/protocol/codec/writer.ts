import { assert } from '../../base/assert.ts'
import { textBytes, writeText } from './text.ts'

const START_BYTES = 4_096
/** The buffer of the last writer that did not outgrow it: a small message costs one small allocation. */
let spare: Uint8Array<ArrayBuffer> | null = null

/** Bytes that grow. Numbers are LEB128 varints; what cannot be written is a fault of our own. */
export class Writer {
  #bytes = spare ?? new Uint8Array(START_BYTES)
  #at = 0

  constructor() {
    spare = null
  }

  /** 0 to 255. */
  byte(value: number): void {
    if (this.#at === this.#bytes.length) this.#room(1)
    this.#bytes[this.#at++] = value
  }

  /** A natural number up to 2^53 - 1, low groups of 7 bits first. */
  varint(value: number): void {
    assert(Number.isSafeInteger(value) && value >= 0, 'a natural number')
    if (this.#at + 8 > this.#bytes.length) this.#room(8)
    const bytes = this.#bytes
    let at = this.#at
    let rest = value
    while (rest >= 0x1000_0000) {
      bytes[at++] = 0x80 | (rest % 128)
      rest = Math.floor(rest / 128)
    }
    while (rest >= 128) {
      bytes[at++] = 0x80 | (rest & 127)
      rest >>>= 7
    }
    bytes[at++] = rest
    this.#at = at
  }

  /** A whole number between -2^52 and 2^52 - 1; small ones of either sign are short. */
  zigzag(value: number): void {
    this.varint(value < 0 ? -2 * value - 1 : 2 * value)
  }

  /** The text with its length in bytes before it. */
  text(text: string): void {
    const bytes = textBytes(text)
    this.varint(bytes)
    this.raw(text, bytes)
  }

  /** The text alone; `bytes` is its `textBytes`. */
  raw(text: string, bytes: number): void {
    if (this.#at + bytes > this.#bytes.length) this.#room(bytes)
    this.#at = writeText(text, this.#bytes, this.#at)
  }

  /** Bytes as they are, without their length. */
  bytes(bytes: Uint8Array): void {
    if (this.#at + bytes.length > this.#bytes.length) this.#room(bytes.length)
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** What was written. The writer must not be used any more. */
  finish(): Uint8Array<ArrayBuffer> {
    if (this.#bytes.length > START_BYTES) return this.#bytes.subarray(0, this.#at)
    spare = this.#bytes
    return spare.slice(0, this.#at)
  }

  #room(bytes: number): void {
    const grown = new Uint8Array(Math.max(this.#at + bytes, this.#bytes.length * 2))
    grown.set(this.#bytes)
    this.#bytes = grown
  }
}
