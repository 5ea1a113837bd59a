import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ClientId } from '../../shared/base/ids.ts'
import { decodeMessage, encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { Writer } from '../../shared/protocol/codec/writer.ts'
import { Reassembly, toFrames } from '../../shared/protocol/frames.ts'
import type { Message } from '../../shared/protocol/messages.ts'
import { heldBytes } from '../support/memory.ts'
import { seeded } from '../support/random.ts'
import { MESSAGES, SELF } from '../support/wire.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_250_601)
const COUNT = Number(process.env.FUZZ_COUNT ?? 1_000_000)

const random = seeded(SEED)
const below = (n: number): number => Math.floor(random() * n)
const of = <T>(list: readonly T[]): T => list[below(list.length)] as T

const varint = (value: number): number[] => {
  const writer = new Writer()
  writer.varint(value)
  return [...writer.finish()]
}
/** Numbers that a length, a count or a place should not be. */
const HUGE: readonly (readonly number[])[] = [
  ...[127, 128, 2 ** 14, 2 ** 21, 2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33, 2 ** 40].map(
    varint,
  ),
  varint(Number.MAX_SAFE_INTEGER),
  varint(Number.MAX_SAFE_INTEGER - 1),
  // 2^53, 2^56 - 1, and without end.
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  new Array(12).fill(0xff),
]

/** Messages whose lengths and counts are lies, one lie for each place in the grammar that has one. */
const LIES: readonly ((lie: readonly number[]) => (number | string | readonly number[])[])[] = [
  (lie) => [[0], 1, 9, 0, 'client', lie],
  (lie) => [[0], 1, 9, 0, lie],
  (lie) => [[1], lie, [16], 0, 2, [0x61]],
  (lie) => [[1], 0, [0], lie, 1, 2, [0x61], 1, 2, [0x61]],
  (lie) => [[1], 0, [16], lie, 2, [0x61]],
  (lie) => [[1], 0, [16], 0, lie, [0x61]],
  (lie) => [[1], 0, [16], 0, 3, lie, [0x61]],
  (lie) => [[1], 0, [48], lie, 0, 2, [0x61], [16], 0, 2, [0x61]],
  (lie) => [[1], 0, [80], lie, 0, 2, [0x61]],
  (lie) => [[1], 0, [24], lie, 0, 2, [0x61]],
  (lie) => [[3], 0, [2], lie, [0x61]],
  (lie) => [[4], 0, [6], lie, [0]],
  (lie) => [[6], 1, 0, 0, [1], 9, lie],
  (lie) => [[6], 1, 0, 0, [1], 9, 1, lie, 9],
  (lie) => [[6], 1, 0, 0, [1], 9, 0, lie, 'client', 1],
  (lie) => [[6], 1, 0, 0, [1], 9, 0, 0, [0], lie, 'user', [0]],
  (lie) => [[6], 1, 0, 0, [1], 9, 0, 0, [0], 0, lie, 0, 'name', [0], [0], 'text'],
  (lie) => [[6], 1, 0, 0, [1], 9, 0, 0, [0], 0, 1, 0, lie, [0x61]],
  (lie) => [[6], 1, 0, 0, [1], 9, 0, 0, [0], 0, 1, 0, 'name', [0], [0], lie, [0x61]],
  (lie) => [[6], 1, 0, 0, [0], 0, lie, 'client'],
  (lie) => [[6], 1, 0, 0, [0], 0, 0, lie, 'client'],
  (lie) => [[6], 1, 0, 0, [0], 0, 0, 1, 'client', lie, 1, 1, 1, [0], 0, 0],
  (lie) => [[6], 1, 0, 0, [0], 0, 0, 1, 'client', 1, lie, 1, 1, [0], 0, 0],
  (lie) => [[6], 1, 0, 0, [0], 0, 0, 1, 'client', 1, 1, 1, lie, [0], 0, 0],
  (lie) => [[8], lie, 'client'],
  (lie) => [[9], [80], lie, 0, 0, 2, [0x61]],
  (lie) => [[9], [144], lie, 0, 0, 2, [0x61]],
  (lie) => [[9], [16], lie, 0, 2, [0x61], [16], lie, 0, 2, [0x61]],
  (lie) => [[13], lie, 'peer', 'client', 'user', 'name', [0]],
  (lie) => [[13], 1, 'peer', 'client', 'user', lie, [0]],
  (lie) => [[15], lie],
  (lie) => [[16], lie, lie],
  (lie) => [[18], lie],
]
const lying = (): Uint8Array => {
  const writer = new Writer()
  for (const part of of(LIES)(of(HUGE))) {
    if (typeof part === 'number') writer.varint(part)
    else if (typeof part === 'string') writer.text(part)
    else for (const byte of part) writer.byte(byte)
  }
  for (let i = below(40); i > 0; i--) writer.byte(below(256))
  return writer.finish()
}

const joined = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

/** Where the number that holds byte `at` would begin and end. */
function numberAt(bytes: Uint8Array, at: number): readonly [number, number] {
  let from = at
  while (from > 0 && (bytes[from - 1] ?? 0) >= 0x80) from--
  let to = at
  while (to < bytes.length - 1 && (bytes[to] ?? 0) >= 0x80) to++
  return [from, to + 1]
}

const MUTATIONS: Readonly<Record<string, (bytes: Uint8Array, other: Uint8Array) => Uint8Array>> = {
  none: (bytes) => bytes,
  flip: (bytes) => {
    const out = bytes.slice()
    for (let i = 1 + below(3); i > 0; i--) {
      const at = below(out.length)
      out[at] = (out[at] ?? 0) ^ (1 << below(8))
    }
    return out
  },
  overwrite: (bytes) => {
    const out = bytes.slice()
    out[below(out.length)] = below(256)
    return out
  },
  truncate: (bytes) => bytes.slice(0, below(bytes.length + 1)),
  extend: (bytes) =>
    joined(
      bytes,
      Array.from({ length: 1 + below(8) }, () => below(256)),
    ),
  splice: (bytes, other) =>
    joined(bytes.subarray(0, below(bytes.length + 1)), other.subarray(below(other.length + 1))),
  remove: (bytes) => {
    const at = below(bytes.length)
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(4)))
  },
  repeat: (bytes) => {
    const from = below(bytes.length)
    const part = bytes.subarray(from, from + 1 + below(16))
    return joined(bytes.subarray(0, from), part, part, bytes.subarray(from))
  },
  huge: (bytes) => {
    const [from, to] = numberAt(bytes, below(bytes.length))
    return joined(bytes.subarray(0, from), of(HUGE), bytes.subarray(to))
  },
  lie: lying,
}
const KINDS = Object.keys(MUTATIONS)

/** Characters and objects that a decoded value is made of: what it costs to hold, but for a factor. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (value === null || typeof value !== 'object') return 0
  let sum = 1
  for (const key in value) sum += weight((value as Readonly<Record<string, unknown>>)[key])
  return sum
}

/** Damage to what carries the messages: frames with other headers, missing ones, doubled ones. */
function carried(message: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = []
  // Links may deliver smaller frames than this sender makes; the reader takes them alike.
  if (message.length > 1 && below(4) === 0) {
    const cut = 1 + below(message.length - 1)
    frames.push(joined([1], message.subarray(0, cut)), joined([0], message.subarray(cut)))
  } else frames.push(...toFrames(message))
  if (below(40) === 0) {
    const at = below(frames.length)
    const frame = frames[at] ?? new Uint8Array(0)
    const broken = [
      frame.subarray(0, 0),
      joined([below(256)], frame.subarray(1)),
      joined([1], frame.subarray(1)),
    ]
    frames.splice(at, below(2), ...of([broken, [of(broken)], [frame, frame]]))
  }
  return frames
}

/** Messages of every type, valid, as bytes; the same for the same seed. */
function corpus(): { readonly type: Message['type']; readonly bytes: Uint8Array }[] {
  const out: { readonly type: Message['type']; readonly bytes: Uint8Array }[] = []
  for (const arbitrary of Object.values(MESSAGES)) {
    for (const message of fc.sample(arbitrary, { seed: SEED, numRuns: 60 })) {
      const bytes = encodeMessage(message, SELF)
      if (bytes.length <= 2_000) out.push({ type: message.type, bytes })
    }
  }
  return out
}

test(`C13: ${COUNT} mutated messages: none throws, none costs more than it brought, what is read can be written (seed ${SEED})`, {
  timeout: 300_000,
}, () => {
  const valid = corpus()
  const read: Record<string, number> = {}
  const types = new Set<string>()
  const reasons: Record<string, number> = {}
  let messages = 0
  let heaviest = 0
  const before = heldBytes()
  let self: ClientId | null = SELF

  const check = (bytes: Uint8Array, kind: string): void => {
    messages++
    const result = decodeMessage(bytes, self)
    if (!result.ok) {
      if (result.reason !== 'malformed' && result.reason !== 'tooLarge')
        expect.fail(`reason ${result.reason}`)
      reasons[result.reason] = (reasons[result.reason] ?? 0) + 1
      return
    }
    read[kind] = (read[kind] ?? 0) + 1
    types.add(result.value.type)
    // Names of the table in a welcome and the link's own name are said once and held by every edit.
    const most = 40 * bytes.length
    const held = weight(result.value)
    heaviest = Math.max(heaviest, held / bytes.length)
    if (held > most)
      expect.fail(`${bytes.length} bytes became ${held}: ${Buffer.from(bytes).toString('hex')}`)
    const again = decodeMessage(encodeMessage(result.value, self), self)
    if (!again.ok || !isDeepStrictEqual(again.value, result.value)) {
      expect.fail(`not the same when written again: ${Buffer.from(bytes).toString('hex')}`)
    }
  }

  for (let i = 0; i < COUNT; i++) {
    const kind = of(KINDS)
    const { bytes } = of(valid)
    self = below(8) === 0 ? null : SELF
    const mutated = MUTATIONS[kind]?.(bytes, of(valid).bytes) ?? bytes
    try {
      const reassembly = new Reassembly()
      for (const frame of carried(mutated)) {
        const result = reassembly.push(frame)
        if (!result.ok) reasons.frame = (reasons.frame ?? 0) + 1
        else if (result.value !== null) check(result.value, kind)
      }
    } catch (error) {
      const input = Buffer.from(mutated).toString('hex')
      throw new Error(`seed ${SEED}, case ${i}, ${kind}: ${input}`, { cause: error })
    }
    if (i % 10_000 === 0) {
      const { heapUsed, arrayBuffers } = process.memoryUsage()
      // Garbage may lie about; one lie of 4 GiB that was believed may not.
      expect(heapUsed + arrayBuffers).toBeLessThan(before + 300_000_000)
    }
  }
  expect(heldBytes() - before).toBeLessThan(10_000_000)
  if (process.env.FUZZ_REPORT) console.log({ messages, read, reasons, heaviest })

  // It did something: each kind of damage met readers that went all the way, and readers that refused.
  expect(messages).toBeGreaterThan(COUNT * 0.95)
  expect(read.none).toBeGreaterThan((COUNT / KINDS.length) * 0.8)
  for (const kind of KINDS) {
    // Noise after the end is hardly ever another edit.
    const least = kind === 'extend' ? 0 : COUNT / KINDS.length / 200
    expect(read[kind] ?? 0, `${kind} read`).toBeGreaterThanOrEqual(least)
  }
  expect(types.size).toBe(Object.keys(MESSAGES).length)
  expect(reasons.malformed).toBeGreaterThan(COUNT / 5)
  expect(reasons.tooLarge).toBeGreaterThan(COUNT / 1_000)
  expect(reasons.frame).toBeGreaterThan(COUNT / 1_000)
})
