import { fail, ok, type Result } from '../../base/result.ts'
import type { Reason } from '../reasons.ts'
import { readText } from './text.ts'

/** No identifier is longer. */
const ID_BYTES = 32

/**
 * Reads what a `Writer` wrote, or anything else. It never throws: the first fault sticks as `reason`, and from
 * then on every read answers 0 or '' and nothing is left, so that loops over `more` end. Nothing is allocated
 * because of a length or a count that was merely claimed.
 */
export class Reader {
  readonly #bytes: Uint8Array
  #at = 0
  #reason: Reason | null = null

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get ok(): boolean {
    return this.#reason === null
  }

  /** There are bytes left, and no fault so far. */
  get more(): boolean {
    return this.#at < this.#bytes.length
  }

  get left(): number {
    return this.#bytes.length - this.#at
  }

  fail(reason: Reason): 0 {
    this.#reason ??= reason
    this.#at = this.#bytes.length
    return 0
  }

  byte(): number {
    const byte = this.#bytes[this.#at]
    if (byte === undefined) return this.fail('malformed')
    this.#at++
    return byte
  }

  /** A natural number up to 2^53 - 1 in its shortest form. */
  varint(): number {
    const bytes = this.#bytes
    let at = this.#at
    let byte = bytes[at++]
    if (byte === undefined) return this.fail('malformed')
    if (byte < 0x80) {
      this.#at = at
      return byte
    }
    let value = byte & 0x7f
    for (let scale = 0x80; scale < 2 ** 56; scale *= 0x80) {
      byte = bytes[at++]
      if (byte === undefined) return this.fail('malformed')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) {
        if (byte === 0 || value > Number.MAX_SAFE_INTEGER) return this.fail('malformed')
        this.#at = at
        return value
      }
    }
    return this.fail('malformed')
  }

  /** A whole number between -2^52 and 2^52 - 1. */
  zigzag(): number {
    const value = this.varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  /** A natural number that may be `most`. More is malformed. */
  natural(most: number): number {
    const value = this.varint()
    return value > most ? this.fail('malformed') : value
  }

  /** How many things follow: `most` at most, of a byte or more each. */
  count(most: number): number {
    const count = this.varint()
    if (count > most) return this.fail('tooLarge')
    return count > this.left ? this.fail('malformed') : count
  }

  /** A text with its length before it, of `most` UTF-16 units at most. */
  text(most: number): string {
    return this.raw(this.varint(), most)
  }

  /** A text of so many bytes. */
  raw(bytes: number, most: number): string {
    if (bytes > this.left) {
      this.fail('malformed')
      return ''
    }
    // No unit takes more than three bytes.
    if (bytes > most * 3) {
      this.fail('tooLarge')
      return ''
    }
    const text = readText(this.#bytes, this.#at, this.#at + bytes)
    if (text === null || text.length > most) {
      this.fail(text === null ? 'malformed' : 'tooLarge')
      return ''
    }
    this.#at += bytes
    return text
  }

  /** So many bytes as they are, not copied. */
  view(bytes: number): Uint8Array {
    if (bytes > this.left) this.fail('malformed')
    const end = Math.min(this.#at + bytes, this.#bytes.length)
    const view = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return view
  }

  /** An identifier; `parse` answers null when the text is none. */
  id<T extends string>(parse: (text: unknown) => T | null): T {
    const bytes = this.varint()
    const id = parse(bytes > ID_BYTES ? '' : this.raw(bytes, ID_BYTES))
    if (id === null) this.fail('malformed')
    return id ?? ('' as T)
  }

  /** One of a list, by its place. `otherwise` is the answer after a fault. */
  pick<T>(list: readonly T[], otherwise: T): T {
    const item = list[this.byte()]
    if (item === undefined) this.fail('malformed')
    return item ?? otherwise
  }

  /** The end: the value, unless there was a fault or bytes are left over. */
  finish<T>(value: T): Result<T, Reason> {
    if (this.#reason !== null) return fail(this.#reason)
    return this.more ? fail('malformed') : ok(value)
  }
}
