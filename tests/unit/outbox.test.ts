import { beforeEach, describe, expect, test } from 'vitest'
import type { PeerId } from '../../shared/base/ids.ts'
import { Reassembly } from '../../shared/protocol/frames.ts'
import { FRAME_BYTES, HIGH_WATER_BYTES, OUTBOX_BYTES } from '../../shared/protocol/limits.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { LOW_WATER_BYTES } from '../../shared/transport/gauge.ts'
import type { Link } from '../../shared/transport/link.ts'
import { Outbox } from '../../shared/transport/outbox.ts'

/** A link that keeps what it is sent until it is told that the wire took it. */
class HeldLink implements Link {
  readonly peer = 'peer' as PeerId
  readonly path = 'loopback'
  buffered = 0
  readonly sent: Uint8Array[] = []
  readonly closes: CloseReason[] = []

  send(frame: Uint8Array): void {
    this.sent.push(frame)
    this.buffered += frame.byteLength
  }

  close(reason: CloseReason): void {
    this.closes.push(reason)
  }

  listen(): void {
    // Nobody speaks on it.
  }

  messages(): Uint8Array[] {
    const reassembly = new Reassembly()
    return this.sent.flatMap((frame) => {
      const whole = reassembly.push(frame)
      if (!whole.ok) throw new Error(whole.reason)
      return whole.value === null ? [] : [whole.value]
    })
  }
}

const message = (length: number, fill = 7): Uint8Array => new Uint8Array(length).fill(fill)

describe('outbox', () => {
  let link: HeldLink
  let outbox: Outbox

  beforeEach(() => {
    link = new HeldLink()
    outbox = new Outbox(link)
  })

  /** The wire takes all, again and again, until nothing waits. */
  function drain(): void {
    while (outbox.waiting > 0 || link.buffered > 0) {
      link.buffered = 0
      outbox.drained()
    }
  }

  test('L12: a large message goes out no faster than the link takes it, and arrives whole', () => {
    const large = message(3_000_000, 3)
    outbox.post(large)
    expect(link.buffered).toBeGreaterThanOrEqual(HIGH_WATER_BYTES)
    expect(link.buffered).toBeLessThan(HIGH_WATER_BYTES + FRAME_BYTES)
    expect(outbox.waiting).toBeGreaterThan(2_000_000)
    const before = link.sent.length
    outbox.post(message(10, 4))
    expect(link.sent.length).toBe(before)
    link.buffered = LOW_WATER_BYTES
    outbox.drained()
    expect(link.sent.length).toBeGreaterThan(before)
    expect(link.buffered).toBeLessThan(HIGH_WATER_BYTES + FRAME_BYTES)
    drain()
    const [first, second, ...more] = link.messages()
    expect(more).toEqual([])
    expect(Buffer.compare(first ?? message(0), large)).toBe(0)
    expect(second).toEqual(message(10, 4))
    expect(link.sent.every((frame) => frame.byteLength <= FRAME_BYTES)).toBe(true)
    expect(outbox.waiting).toBe(0)
  })

  test('L12: the order of messages holds, empty ones and whole frames included', () => {
    const lengths = [0, 1, FRAME_BYTES - 2, FRAME_BYTES - 1, FRAME_BYTES, 400_000, 5, 0, 300_000, 2]
    const posted = lengths.map((length, i) => message(length, i))
    for (const one of posted) outbox.post(one)
    drain()
    expect(link.messages().map((one) => [one.length, one[0]])).toEqual(
      posted.map((one) => [one.length, one[0]]),
    )
  })

  test('L13: more than OUTBOX_BYTES behind the message being sent closes the link as slow', () => {
    outbox.post(message(HIGH_WATER_BYTES * 2))
    const half = message(OUTBOX_BYTES / 2)
    outbox.post(half)
    outbox.post(half)
    expect(link.closes).toEqual([])
    outbox.post(message(1))
    expect(link.closes).toEqual(['slow'])
    expect(outbox.waiting).toBe(0)
    const sent = link.sent.length
    link.buffered = 0
    outbox.drained()
    expect(link.sent.length).toBe(sent)
  })

  test('L13: one message of any length is fine when nothing else waits, and does not count', () => {
    outbox.post(message(OUTBOX_BYTES * 3))
    outbox.post(message(OUTBOX_BYTES))
    expect(link.closes).toEqual([])
    drain()
    outbox.post(message(OUTBOX_BYTES * 2))
    expect(link.closes).toEqual([])
  })

  test('L14: what may be dropped is dropped while anything waits, and sent otherwise', () => {
    outbox.postDroppable(message(1, 1))
    outbox.post(message(HIGH_WATER_BYTES * 2, 2))
    outbox.postDroppable(message(1, 3))
    drain()
    link.buffered = HIGH_WATER_BYTES
    outbox.postDroppable(message(1, 4))
    expect(outbox.waiting).toBe(0)
    link.buffered = HIGH_WATER_BYTES - 1
    outbox.postDroppable(message(1, 5))
    expect(link.messages().map((one) => one[0])).toEqual([1, 2, 5])
  })

  test('L15: the same bytes go out on many links and stay as they are', () => {
    const shared = message(700_000, 9)
    const links = [new HeldLink(), new HeldLink(), new HeldLink()]
    for (const one of links) {
      const box = new Outbox(one)
      box.post(shared)
      while (box.waiting > 0) {
        one.buffered = 0
        box.drained()
      }
    }
    for (const one of links) expect(Buffer.compare(one.messages()[0] ?? message(0), shared)).toBe(0)
    expect(shared.every((byte) => byte === 9)).toBe(true)
  })
})
