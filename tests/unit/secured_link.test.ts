import { describe, expect, test } from 'vitest'
import { type ContentKey, contentKeyOf } from '../../shared/access/content_key.ts'
import { asEpoch, type PeerId, type RoomId } from '../../shared/base/ids.ts'
import type { CloseReason } from '../../shared/protocol/reasons.ts'
import type { Fingerprints, Link } from '../../shared/transport/link.ts'
import { loopbackPair } from '../../shared/transport/loopback.ts'
import { type End, SecuredLink } from '../../shared/transport/secured_link.ts'
import { seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'

const ROOM = 'room' as RoomId
const OWNER = 'o'.repeat(43)
const KEY = contentKeyOf(OWNER, ROOM, 2)
const GUEST_CERT = 'sha-256 AA'
const HOST_CERT = 'sha-256 BB'

/** One end of a link that notes what passes it in the clear, as whoever carries it sees it. */
interface Tapped extends Link {
  readonly seen: Uint8Array[]
}

function tapped(link: Link, fingerprints: Fingerprints | null): Tapped {
  const seen: Uint8Array[] = []
  return {
    peer: link.peer,
    path: link.path,
    ...(fingerprints && { fingerprints }),
    get buffered() {
      return link.buffered
    },
    seen,
    send(frame) {
      seen.push(frame)
      link.send(frame)
    },
    close: (reason) => link.close(reason),
    listen: (listener) => link.listen(listener),
  }
}

class Ear {
  readonly frames: string[] = []
  closed: CloseReason | null = null

  constructor(link: Link) {
    link.listen({
      frame: (frame) => this.frames.push(Buffer.from(frame).toString()),
      drained: () => undefined,
      closed: (reason) => {
        this.closed = reason
      },
    })
  }
}

interface EndOf {
  readonly room?: RoomId
  readonly epoch?: number
  readonly key?: ContentKey
  readonly end?: End
  readonly fingerprints?: Fingerprints | null
}

/** Both ends of a link; what they see of it and hold can differ. */
function linked(guest: EndOf = {}, host: EndOf = {}) {
  const clock = new VirtualClock()
  const random = seeded(3)
  const [atGuest, atHost] = loopbackPair(clock, 'guest' as PeerId, 'host' as PeerId)
  const wires = [
    tapped(atGuest, guest.fingerprints ?? null),
    tapped(atHost, host.fingerprints ?? null),
  ] as const
  const make = (link: Link, { room = ROOM, epoch = 1, key = KEY, end }: EndOf, usual: End) =>
    new SecuredLink({ link, end: end ?? usual, room, epoch: asEpoch(epoch), key, random })
  const links = [make(wires[0], guest, 'guest'), make(wires[1], host, 'host')] as const
  const ears = links.map((link) => new Ear(link)) as [Ear, Ear]
  const say = (from: 0 | 1, text: string) => links[from].send(Uint8Array.from(Buffer.from(text)))
  return { clock, links, wires, ears, say, atGuest, atHost }
}

const CERTS = [
  { fingerprints: { own: GUEST_CERT, peer: HOST_CERT } },
  { fingerprints: { own: HOST_CERT, peer: GUEST_CERT } },
] as const

describe('X6: a link of a private room', () => {
  test.each([
    ['with certificates', CERTS],
    ['without any', [{}, {}] as const],
  ])('%s carries what both ends say, in order, once both have proven the key', (_name, [guest, host]) => {
    const { clock, ears, say } = linked(guest, host)
    say(0, 'first')
    say(1, 'early')
    clock.advance(1)
    say(0, 'second')
    say(1, 'answer')
    clock.advance(1)
    expect(ears[1].frames).toEqual(['first', 'second'])
    expect(ears[0].frames).toEqual(['early', 'answer'])
    expect(ears.map(({ closed }) => closed)).toEqual([null, null])
  })

  test('says nothing but its proof before the other end has proven itself', () => {
    const { clock, wires, atHost, say, links } = linked(...CERTS)
    atHost.close('lost')
    say(0, 'secret')
    clock.advance(10)
    expect(wires[0].seen).toHaveLength(1)
    expect(Buffer.concat(wires[0].seen).includes('secret')).toBe(false)
    expect(links[0].buffered).toBeGreaterThanOrEqual(0)
  })

  test('whoever put themselves in the middle has other certificates, and is found at both ends', () => {
    const clock = new VirtualClock()
    const random = seeded(3)
    const [guest, near] = loopbackPair(clock, 'guest' as PeerId, 'host' as PeerId)
    const [far, host] = loopbackPair(clock, 'guest' as PeerId, 'host' as PeerId)
    // The middle passes on all it hears, unchanged; each end sees the middle's certificate in the other's place.
    const ends = [
      tapped(guest, { own: GUEST_CERT, peer: 'sha-256 MM' }),
      tapped(host, { own: HOST_CERT, peer: 'sha-256 MM' }),
    ]
    for (const [a, b] of [
      [near, far],
      [far, near],
    ] as const)
      a.listen({
        frame: (frame) => b.send(frame),
        drained: () => undefined,
        closed: (reason) => b.close(reason),
      })
    const secured = ends.map(
      (link, i) =>
        new SecuredLink({
          link,
          end: i === 0 ? 'guest' : 'host',
          room: ROOM,
          epoch: asEpoch(1),
          key: KEY,
          random,
        }),
    )
    const ears = secured.map((link) => new Ear(link))
    secured[0]?.send(Uint8Array.from(Buffer.from('secret')))
    clock.advance(10)
    expect(ears.map(({ closed }) => closed)).toEqual(['notProven', 'notProven'])
    expect(ears.flatMap(({ frames }) => frames)).toEqual([])
    expect(Buffer.concat(ends.flatMap(({ seen }) => seen)).includes('secret')).toBe(false)
  })

  test.each<[string, EndOf, EndOf, CloseReason]>([
    ['another room', {}, { room: 'other' as RoomId }, 'notProven'],
    ['another epoch', { epoch: 2 }, {}, 'notProven'],
    ['another key of that generation', { key: contentKeyOf('p'.repeat(43), ROOM, 2) }, {}, 'notProven'],
    ['an ended link’s key', { key: contentKeyOf(OWNER, ROOM, 1) }, {}, 'staleKey'],
    ['a key that is newer', { key: contentKeyOf(OWNER, ROOM, 3) }, {}, 'staleKey'],
    ['an end that says it is host as well', { end: 'host' }, { end: 'host' }, 'notProven'],
    ['certificates at one end only', CERTS[0], {}, 'notProven'],
    ['swapped certificates', CERTS[1], CERTS[1], 'notProven'],
  ])('%s: nothing is heard, and the link ends', (_name, guest, host, reason) => {
    const { clock, ears, say, wires } = linked(guest, host)
    say(0, 'secret')
    say(1, 'secret')
    // An end that waits for the other to begin.
    if (guest.end === 'host') wires[0].send(new Uint8Array(53))
    clock.advance(10)
    expect(ears.flatMap(({ frames }) => frames)).toEqual([])
    expect(ears[1].closed).toBe(reason)
    expect(Buffer.concat(wires.flatMap(({ seen }) => seen)).includes('secret')).toBe(false)
  })

  test('a proof that is sent back, or was heard on another link, proves nothing', () => {
    const first = linked()
    first.clock.advance(10)
    const [hello] = first.wires[0].seen
    const [answer] = first.wires[1].seen
    // Replayed to the host: it answers, but nothing that follows can be read.
    const clock = new VirtualClock()
    const [puppet, atHost] = loopbackPair(clock, 'guest' as PeerId, 'host' as PeerId)
    const host = new SecuredLink({
      link: atHost,
      end: 'host',
      room: ROOM,
      epoch: asEpoch(1),
      key: KEY,
      random: seeded(9),
    })
    const ear = new Ear(host)
    if (hello) puppet.send(hello)
    first.say(0, 'secret')
    const frame = first.wires[0].seen.at(-1)
    if (frame) puppet.send(frame)
    clock.advance(10)
    expect(ear.frames).toEqual([])
    expect(ear.closed).toBe('notProven')
    // Replayed, or sent back, to a guest.
    for (const said of [answer, null]) {
      const [atGuest, other] = loopbackPair(clock, 'guest' as PeerId, 'host' as PeerId)
      const link = tapped(atGuest, null)
      const guest = new SecuredLink({
        link,
        end: 'guest',
        room: ROOM,
        epoch: asEpoch(1),
        key: KEY,
        random: seeded(11),
      })
      const heard = new Ear(guest)
      const reply = said ?? link.seen[0]
      if (reply) other.send(reply)
      clock.advance(10)
      expect(heard.closed).toBe('notProven')
    }
  })

  test('without certificates every frame is encrypted, each under another nonce, and none can be changed or repeated', () => {
    const { clock, ears, say, wires, atGuest } = linked()
    clock.advance(10)
    say(0, 'same words')
    say(0, 'same words')
    clock.advance(10)
    const [, a, b] = wires[0].seen
    expect(ears[1].frames).toEqual(['same words', 'same words'])
    expect(Buffer.from(a ?? []).equals(Buffer.from(b ?? []))).toBe(false)
    expect(Buffer.concat(wires[0].seen).includes('same words')).toBe(false)
    if (b) atGuest.send(b)
    clock.advance(10)
    expect(ears[1].frames).toHaveLength(2)
    expect(ears[1].closed).toBe('notProven')
  })

  test('between certificates DTLS does that: frames pass as they are', () => {
    const { clock, say, wires } = linked(...CERTS)
    clock.advance(10)
    say(0, 'as they are')
    clock.advance(10)
    expect(Buffer.from(wires[0].seen.at(-1) ?? []).toString()).toBe('as they are')
  })
})
