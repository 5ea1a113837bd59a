import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Reassembly, toFrames } from '../../shared/protocol/frames.ts'
import {
  AUTHORS,
  FRAME_BYTES,
  LOG_TAIL,
  MESSAGE_BYTES,
  ROOM_UNITS,
  RUNS,
  SEAL_BYTES,
} from '../../shared/protocol/limits.ts'
import { heldBytes } from '../support/memory.ts'

const LAST = 0
const MORE = 1
const filled = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff)
const MALFORMED = { ok: false, reason: 'malformed' }
const TOO_LARGE = { ok: false, reason: 'tooLarge' }
const INCOMPLETE = { ok: true, value: null }

describe('frames', () => {
  test('F1: a message of any length comes out as it went in, in frames that are full but for the last', () => {
    const part = FRAME_BYTES - SEAL_BYTES - 1
    for (const length of [0, 1, part - 1, part, part + 1, 2 * part, 2 * part + 1, 300_000]) {
      const message = filled(length)
      const frames = [...toFrames(message)]
      expect(frames).toHaveLength(Math.max(1, Math.ceil(length / part)))
      const reassembly = new Reassembly()
      for (const [i, frame] of frames.entries()) {
        const last = i === frames.length - 1
        expect(frame[0]).toBe(last ? LAST : MORE)
        expect(frame.length).toBeLessThanOrEqual(FRAME_BYTES)
        if (!last) expect(frame.length).toBe(FRAME_BYTES - SEAL_BYTES)
        const result = reassembly.push(frame)
        if (last) expect(result).toEqual({ ok: true, value: message })
        else expect(result).toEqual(INCOMPLETE)
      }
    }
  })

  test('R14: a message of one frame that goes to many is the same frame for all of them', () => {
    const [first, other] = [filled(20), filled(21)]
    const frames = [...toFrames(first), ...toFrames(first), ...toFrames(other), ...toFrames(first)]
    expect(frames[1]).toBe(frames[0])
    expect(frames[2]).not.toBe(frames[0])
    expect(frames[3]).toEqual(frames[0])
  })

  test('F1: many messages one after another over one reassembly', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 60_000 }), { maxLength: 6 }), (lengths) => {
        const reassembly = new Reassembly()
        for (const length of lengths) {
          const message = filled(length)
          let out: Uint8Array | null = null
          for (const frame of toFrames(message)) {
            expect(out).toBeNull()
            const result = reassembly.push(frame)
            out = result.ok ? result.value : null
          }
          expect(out === null ? null : Buffer.compare(out, message)).toBe(0)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('F2: a message of one frame is a view of the frame, unless it is small', () => {
    const small = new Reassembly().push(Uint8Array.of(LAST, 7, 8))
    expect(small).toEqual({ ok: true, value: Uint8Array.of(7, 8) })
    const frame = Uint8Array.of(LAST, ...new Array(99).fill(7))
    const result = new Reassembly().push(frame)
    expect(result).toEqual({ ok: true, value: new Uint8Array(99).fill(7) })
    expect(result.ok && result.value?.buffer).toBe(frame.buffer)
  })

  test('F2: a message put together is not written into by the next one', () => {
    const reassembly = new Reassembly()
    const push = (fill: number): Uint8Array | null => {
      reassembly.push(Uint8Array.of(MORE, ...new Array(99).fill(fill)))
      const result = reassembly.push(Uint8Array.of(LAST, fill))
      return result.ok ? result.value : null
    }
    const first = push(5)
    const second = push(6)
    expect(first).toEqual(new Uint8Array(100).fill(5))
    expect(second).toEqual(new Uint8Array(100).fill(6))
  })

  test('F3: frames are made when they are asked for', () => {
    const message = filled(100_000)
    const frames = toFrames(message)
    frames.next()
    message[FRAME_BYTES - SEAL_BYTES - 1] = 99
    expect(frames.next().value?.[1]).toBe(99)
  })

  test.each([
    ['empty', [[]]],
    ['an unknown header', [[2, 1, 2]]],
    ['more, with nothing in it', [[MORE]]],
    ['an end with nothing in it after a part', [[MORE, 1], [LAST]]],
    [
      'an unknown header after a part',
      [
        [MORE, 1],
        [255, 1],
      ],
    ],
  ])('F4: malformed: %s', (_, frames) => {
    const reassembly = new Reassembly()
    const results = frames.map((frame) => reassembly.push(Uint8Array.from(frame)))
    expect(results.at(-1)).toEqual(MALFORMED)
    expect(reassembly.push(Uint8Array.of(LAST, 1))).toEqual(MALFORMED)
  })

  test('F5: a frame over FRAME_BYTES is too large', () => {
    expect(new Reassembly().push(new Uint8Array(FRAME_BYTES)).ok).toBe(true)
    expect(new Reassembly().push(new Uint8Array(FRAME_BYTES + 1))).toEqual(TOO_LARGE)
  })

  test('F5: a message over the length that is given is too large, whatever its end would have been', () => {
    const part = FRAME_BYTES - 1
    const most = 4 * 1_024 * 1_024
    const frame = new Uint8Array(FRAME_BYTES).fill(1)
    const reassembly = new Reassembly(most)
    const full = Math.floor(most / part)
    for (let i = 0; i < full; i++) if (!reassembly.push(frame).ok) expect.fail(`refused after ${i} frames`)
    const rest = most - full * part
    const result = reassembly.push(new Uint8Array(1 + rest))
    expect(result.ok && result.value?.length).toBe(most)

    for (let i = 0; i < full; i++) reassembly.push(frame)
    expect(reassembly.push(new Uint8Array(2 + rest))).toEqual(TOO_LARGE)
    expect(reassembly.push(Uint8Array.of(LAST, 1))).toEqual(TOO_LARGE)
  })

  test('F5: a message of ROOM_UNITS characters of three bytes fits into MESSAGE_BYTES, with every author', () => {
    const anAuthor = 40
    expect(3 * ROOM_UNITS + anAuthor * (AUTHORS + RUNS) + 3 * 4 * LOG_TAIL).toBeLessThan(MESSAGE_BYTES)
  })

  test('F6: what is held is a small multiple of what arrived, also in parts of one byte', () => {
    const reassembly = new Reassembly()
    const before = heldBytes()
    const frame = Uint8Array.of(MORE, 1)
    const parts = 1_000_000
    for (let i = 0; i < parts; i++) reassembly.push(frame)
    const held = heldBytes() - before
    // Kept one by one, a million parts would hold a hundred million bytes and more.
    expect(held).toBeLessThan(10_000_000)
    const result = reassembly.push(Uint8Array.of(LAST, 2))
    expect(result.ok && result.value?.length).toBe(parts + 1)
  })
})
