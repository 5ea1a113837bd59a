import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Result } from '../../shared/base/result.ts'
import { FRAME_BYTES, HIGH_WATER_BYTES } from '../../shared/protocol/limits.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import { LOW_WATER_BYTES } from '../../shared/transport/gauge.ts'
import type { Dialer, Link } from '../../shared/transport/link.ts'
import { seeded } from '../support/random.ts'
import { until } from '../support/until.ts'

/** A place where two peers can dial each other. */
export interface LinkBench {
  readonly a: Dialer
  readonly b: Dialer
  readonly self: { readonly a: PeerId; readonly b: PeerId }
  /** Ends everything that the bench started. */
  close(): Promise<void>
}

export const PEER_A = 'peerA' as PeerId
export const PEER_B = 'peerB' as PeerId
const NOBODY = 'nobody' as PeerId

const FRAMES = 10_000
/** No dialer takes longer than this to say that somebody is not there. */
const REFUSAL_MS = 18_000

/** What one end heard, in order. */
class Ear {
  readonly frames: Uint8Array[] = []
  readonly closes: CloseReason[] = []
  drains = 0
  late = 0
  readonly link: Link
  #drained: (() => void) | null = null

  constructor(link: Link) {
    this.link = link
    link.listen({
      frame: (frame) => {
        if (this.closes.length > 0) this.late += 1
        this.frames.push(frame)
      },
      drained: () => {
        if (this.closes.length > 0) this.late += 1
        this.drains += 1
        this.#drained?.()
      },
      closed: (reason) => this.closes.push(reason),
    })
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#drained = resolve
    })
  }
}

const dial = (dialer: Dialer, peer: PeerId): Promise<Result<Link, CloseReason>> =>
  new Promise((resolve) => dialer.dial(peer, resolve))

/** Frames of 1 to FRAME_BYTES bytes, most of them small, the bounds among them; the same for the same seed. */
function* madeFrames(seed: number, count: number): Generator<Uint8Array> {
  const random = seeded(seed)
  for (let i = 0; i < count; i++) {
    const length = i === 0 ? 1 : i === 1 ? FRAME_BYTES : Math.ceil(FRAME_BYTES ** random())
    const frame = new Uint8Array(length)
    for (let at = 0; at < length; at++) frame[at] = (i + at * 31 + seed) & 0xff
    yield frame
  }
}

/** Sends as a sender should: no more once HIGH_WATER_BYTES are buffered, until the link drained. */
async function sendAll(ear: Ear, frames: Iterable<Uint8Array>): Promise<void> {
  for (const frame of frames) {
    if (ear.link.buffered >= HIGH_WATER_BYTES) {
      await ear.drained()
      expect(ear.link.buffered).toBeLessThanOrEqual(LOW_WATER_BYTES)
    }
    ear.link.send(frame)
  }
}

function expectFrames(heard: readonly Uint8Array[], seed: number, count: number): void {
  expect(heard.length).toBe(count)
  let i = 0
  for (const frame of madeFrames(seed, count)) {
    const got = heard[i]
    if (got === undefined || Buffer.compare(frame, got) !== 0) {
      throw new Error(`frame ${i} differs: ${frame.length} bytes sent, ${got?.length} heard`)
    }
    i += 1
  }
}

/** What every way to make links has to hold; `open` makes a fresh place for each test. */
export function linkContract(name: string, open: () => Promise<LinkBench>): void {
  describe(name, () => {
    let bench: LinkBench

    beforeEach(async () => {
      bench = await open()
    })
    afterEach(async () => {
      await bench.close()
    })

    /** An open link, both ends, nobody listening yet. */
    async function connect(): Promise<[Link, Link]> {
      const accepted: Link[] = []
      bench.b.accept((link) => accepted.push(link))
      const dialled = await dial(bench.a, bench.self.b)
      if (!dialled.ok) throw new Error(`no link: ${dialled.reason}`)
      await until('the link is accepted', () => accepted.length === 1)
      const [there] = accepted
      if (there === undefined) throw new Error('no link was accepted')
      return [dialled.value, there]
    }

    /** A round trip on a link of its own: what was sent on others before has arrived, unless it takes its time. */
    async function roundTrip(): Promise<void> {
      const [here, there] = await connect()
      const a = new Ear(here)
      const b = new Ear(there)
      here.send(Uint8Array.of(1))
      await until('the frame arrives', () => b.frames.length === 1)
      there.send(Uint8Array.of(2))
      await until('the answer arrives', () => a.frames.length === 1)
      here.close('left')
    }

    test('L1: both ends know the other peer and the path', async () => {
      const [here, there] = await connect()
      expect([here.peer, there.peer]).toEqual([bench.self.b, bench.self.a])
      expect([here.path, there.path]).toEqual([bench.a.path, bench.a.path])
    })

    test('L2: 10,000 frames of 1 to 16,384 bytes arrive both ways, whole and in order', async () => {
      const [a, b] = (await connect()).map((link) => new Ear(link))
      if (a === undefined || b === undefined) throw new Error('no link')
      await Promise.all([sendAll(a, madeFrames(1, FRAMES)), sendAll(b, madeFrames(2, FRAMES))])
      await until('all arrive', () => b.frames.length >= FRAMES && a.frames.length >= FRAMES)
      expectFrames(b.frames, 1, FRAMES)
      expectFrames(a.frames, 2, FRAMES)
      expect(b.frames[0]?.constructor).toBe(Uint8Array)
      expect([...a.closes, ...b.closes]).toEqual([])
    }, 40_000)

    test('L3: what was sent before a close arrives before it; both ends hear it once, with its reason', async () => {
      const [here, there] = await connect()
      const a = new Ear(here)
      const b = new Ear(there)
      for (let i = 0; i < 100; i++) here.send(new Uint8Array(FRAME_BYTES).fill(i))
      here.close('left')
      here.close('slow')
      expect(a.closes).toEqual(['left'])
      await until('the other end hears the close', () => b.closes.length > 0)
      expect(b.frames.map((frame) => frame[FRAME_BYTES - 1])).toEqual(
        Array.from({ length: 100 }, (_, i) => i),
      )
      there.close('slow')
      expect([a.closes, b.closes]).toEqual([['left'], ['left']])
      expect(a.late + b.late).toBe(0)
    })

    test('L4: a closed link sends nothing, hears nothing and throws nothing', async () => {
      const [here, there] = await connect()
      const a = new Ear(here)
      const b = new Ear(there)
      there.send(Uint8Array.of(1))
      here.close('replaced')
      here.send(Uint8Array.of(2))
      there.send(Uint8Array.of(3))
      await until('the other end hears the close', () => b.closes.length > 0)
      there.send(Uint8Array.of(4))
      await roundTrip()
      expect([a.frames, b.frames]).toEqual([[], []])
      expect([a.closes, b.closes]).toEqual([['replaced'], ['replaced']])
      expect(a.late + b.late).toBe(0)
      expect(here.buffered).toBe(0)
    })

    test('L5: who listens late is handed what came before, in order, and the close', async () => {
      const [here, there] = await connect()
      const a = new Ear(here)
      for (const frame of madeFrames(5, 50)) here.send(frame)
      here.close('left')
      await roundTrip()
      const b = new Ear(there)
      expectFrames(b.frames, 5, 50)
      expect([a.closes, b.closes]).toEqual([['left'], ['left']])
    })

    test('L6: a listener that closes while it is handed what came before hears no more', async () => {
      const [here, there] = await connect()
      for (let i = 0; i < 5; i++) here.send(Uint8Array.of(i))
      const heard: number[] = []
      const closes: CloseReason[] = []
      await roundTrip()
      there.listen({
        frame: (frame) => {
          heard.push(frame[0] ?? -1)
          there.close('malformed')
        },
        drained: () => undefined,
        closed: (reason) => closes.push(reason),
      })
      expect([heard, closes]).toEqual([[0], ['malformed']])
      const a = new Ear(here)
      await until('the other end hears the close', () => a.closes.length > 0)
      expect(a.closes).toEqual(['malformed'])
    })

    test('L7: a sender that does not wait sees `buffered` grow and then hears that it drained', async () => {
      const [here, there] = await connect()
      const a = new Ear(here)
      const b = new Ear(there)
      const frame = new Uint8Array(FRAME_BYTES)
      let sent = 0
      let most = 0
      // WebRTC hands some 12 MiB on before it counts any as buffered.
      while (most <= HIGH_WATER_BYTES && sent < 4_000) {
        here.send(frame)
        sent += 1
        most = Math.max(most, here.buffered)
      }
      expect(most).toBeGreaterThan(HIGH_WATER_BYTES)
      expect(a.drains).toBe(0)
      await until('the link drains', () => a.drains > 0)
      expect(here.buffered).toBeLessThanOrEqual(LOW_WATER_BYTES)
      await until('all arrive', () => b.frames.length === sent)
      expect(a.drains).toBe(1)
    })

    test('L8: dialling somebody who is not there fails, once, with a reason', async () => {
      const answers: Result<Link, CloseReason>[] = []
      bench.a.dial(NOBODY, (result) => answers.push(result))
      await until('the dial fails', () => answers.length > 0, REFUSAL_MS)
      expect(answers.map((answer) => (answer.ok ? 'open' : answer.reason))).toEqual([
        expect.stringMatching(/^(unreachable|notMember)$/),
      ])
    }, 20_000)

    test('L9: a dial that was given up calls nothing back and leaves no link behind', async () => {
      const answers: unknown[] = []
      const accepted: Ear[] = []
      bench.b.accept((link) => accepted.push(new Ear(link)))
      const giveUp = bench.a.dial(bench.self.b, (result) => answers.push(result))
      giveUp()
      giveUp()
      const second = await dial(bench.a, bench.self.b)
      if (!second.ok) throw new Error(second.reason)
      await until('the second is the only one left', () => {
        return accepted.filter((ear) => ear.closes.length === 0).length === 1
      })
      expect(answers).toEqual([])
    })

    test('L10: stop closes what was dialled and accepted at both ends, and accepts no more', async () => {
      const [here, there] = await connect()
      const a = new Ear(here)
      const b = new Ear(there)
      bench.b.stop('stopped')
      expect(b.closes).toEqual(['stopped'])
      await until('the other end hears the close', () => a.closes.length > 0)
      expect(a.closes).toEqual(['stopped'])
      const again = await dial(bench.a, bench.self.b)
      if (again.ok) {
        const ear = new Ear(again.value)
        await until('it closes at once', () => ear.closes.length > 0)
      } else expect(again.reason).toBe('unreachable')
    }, 25_000)

    test('L11: two links to one peer are two links', async () => {
      const [first, firstThere] = await connect()
      const [second, secondThere] = await connect()
      const ears = [firstThere, secondThere].map((link) => new Ear(link))
      first.send(Uint8Array.of(1))
      second.send(Uint8Array.of(2))
      await until('both arrive', () => ears.every((ear) => ear.frames.length > 0))
      expect(ears.map((ear) => ear.frames.map((frame) => frame[0]))).toEqual([[1], [2]])
      first.close('left')
      await until('the first closes', () => ears[0]?.closes.length === 1)
      expect(ears[1]?.closes).toEqual([])
    })
  })
}
