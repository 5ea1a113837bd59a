/**
 * JavaScript strings as bytes: UTF-8, except that a surrogate without its partner is kept as three bytes
 * (WTF-8). Every string has exactly one form, and every string comes back as it was.
 */

/** What the platform has for well-formed text: several times as fast as any loop. Both are functions of their input. */
declare class TextEncoder {
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { fatal: true; ignoreBOM: true })
  decode(bytes: Uint8Array): string
}
const encoder = new TextEncoder()
/** Refuses everything that is not well-formed UTF-8, and keeps a byte order mark. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** From so many units or bytes on it pays to ask the platform. */
const LONG = 1_024
const LONE_SURROGATE = /\p{Surrogate}/u

/** How many bytes `writeText` writes. */
export function textBytes(text: string): number {
  const length = text.length
  let bytes = length
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (isPair(unit, text, i)) {
      bytes += 2
      i++
    } else bytes += 2
  }
  return bytes
}

/** Writes the text from `at` on; the caller made room for `textBytes`. Answers where it ended. */
export function writeText(text: string, bytes: Uint8Array, at: number): number {
  const length = text.length
  if (length >= LONG && !LONE_SURROGATE.test(text))
    return at + encoder.encodeInto(text, bytes.subarray(at)).written
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      bytes[at++] = unit
    } else if (unit < 0x800) {
      bytes[at++] = 0xc0 | (unit >> 6)
      bytes[at++] = 0x80 | (unit & 0x3f)
    } else if (isPair(unit, text, i)) {
      const point = 0x10000 + ((unit & 0x3ff) << 10) + (text.charCodeAt(++i) & 0x3ff)
      bytes[at++] = 0xf0 | (point >> 18)
      bytes[at++] = 0x80 | ((point >> 12) & 0x3f)
      bytes[at++] = 0x80 | ((point >> 6) & 0x3f)
      bytes[at++] = 0x80 | (point & 0x3f)
    } else {
      bytes[at++] = 0xe0 | (unit >> 12)
      bytes[at++] = 0x80 | ((unit >> 6) & 0x3f)
      bytes[at++] = 0x80 | (unit & 0x3f)
    }
  }
  return at
}

const isHigh = (unit: number): boolean => (unit & 0xfc00) === 0xd800
const isLow = (unit: number): boolean => (unit & 0xfc00) === 0xdc00
const isPair = (unit: number, text: string, i: number): boolean =>
  isHigh(unit) && i + 1 < text.length && isLow(text.charCodeAt(i + 1))

/** Up to here a string grows by single characters. */
const SHORT_BYTES = 12
/** Units handed to `fromCharCode` at once: they travel on the stack. */
const CHUNK_UNITS = 4_096

/**
 * The text in bytes [from, to), which lie within `bytes`. Null when they are not what `writeText` writes:
 * overlong, cut off, beyond U+10FFFF, or a pair of surrogates in two times three bytes.
 */
export function readText(bytes: Uint8Array, from: number, to: number): string | null {
  if (to - from <= SHORT_BYTES) {
    let text = ''
    let at = from
    for (; at < to; at++) {
      const byte = bytes[at] ?? 0
      if (byte >= 0x80) break
      text += String.fromCharCode(byte)
    }
    if (at === to) return text
  }
  if (to - from < LONG) return readUnits(bytes, from, to)
  try {
    return decoder.decode(bytes.subarray(from, to))
  } catch {
    // It holds a lone surrogate, or is no text at all.
    return readUnits(bytes, from, to)
  }
}

function readUnits(bytes: Uint8Array, from: number, to: number): string | null {
  // A unit takes a byte at least, and a chunk may end with a pair.
  const units = new Uint16Array(Math.min(to - from, CHUNK_UNITS) + 1)
  const parts: string[] = []
  let count = 0
  let afterHigh = false
  let at = from
  while (at < to) {
    if (count >= CHUNK_UNITS) {
      parts.push(fromUnits(units, count))
      count = 0
    }
    const byte = bytes[at] ?? 0
    if (byte < 0x80) {
      units[count++] = byte
      at++
      afterHigh = false
      continue
    }
    const size = byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0
    if (size === 0 || at + size > to) return null
    let point = byte & (0xff >> (size + 1))
    for (let i = 1; i < size; i++) {
      const next = bytes[at + i] ?? 0
      if ((next & 0xc0) !== 0x80) return null
      point = (point << 6) | (next & 0x3f)
    }
    at += size
    if (size === 4) {
      if (point < 0x10000 || point > 0x10ffff) return null
      units[count++] = 0xd800 | ((point - 0x10000) >> 10)
      units[count++] = 0xdc00 | ((point - 0x10000) & 0x3ff)
      afterHigh = false
    } else {
      if (size === 3 && point < 0x800) return null
      if (afterHigh && isLow(point)) return null
      units[count++] = point
      afterHigh = isHigh(point)
    }
  }
  parts.push(fromUnits(units, count))
  return parts.length === 1 ? (parts[0] ?? '') : parts.join('')
}

const fromUnits = (units: Uint16Array, count: number): string =>
  String.fromCharCode.apply(null, units.subarray(0, count) as unknown as number[])
