import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asEpoch, asVersion, type ClientId } from '../../shared/base/ids.ts'
import { encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { toFrames } from '../../shared/protocol/frames.ts'
import { GUEST_MESSAGE_BYTES } from '../../shared/protocol/limits.ts'
import type { Message } from '../../shared/protocol/messages.ts'
import { versionOf } from '../../shared/room/replica.ts'
import type { Link } from '../../shared/transport/link.ts'
import { heldBytes } from '../support/memory.ts'
import { seeded } from '../support/random.ts'
import { joinOf, peerOf, type ScenePage, SessionScene } from '../support/session_scene.ts'
import { MESSAGES } from '../support/wire.ts'

const SEED = Number(process.env.FUZZ_SEED ?? 20_250_601)
const COUNT = Number(process.env.FUZZ_COUNT ?? 20_000)
const MAL = 'client-mal' as ClientId

/** A room with a host, an honest guest, and a peer that says whatever the test says. */
function room() {
  const scene = new SessionScene()
  const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
  scene.members('ann', 'bob', 'mal')
  const dialer = scene.direct.dialer(peerOf('mal'))
  const dial = (): Link => {
    const links: Link[] = []
    dialer.dial(peerOf('ann'), (result) => {
      if (result.ok) links.push(result.value)
    })
    scene.run(1)
    const [link] = links
    if (!link) throw new Error('the link opens')
    return link
  }
  return { scene, ann, bob, dial }
}

test(`C13 E10: ${COUNT} messages of every kind, whole and damaged, at a live host: nobody else notices (seed ${SEED})`, {
  timeout: 300_000,
}, () => {
  const { scene, ann, bob, dial } = room()
  const random = seeded(SEED)
  const below = (n: number): number => Math.floor(random() * n)
  const corpus = Object.values(MESSAGES).flatMap((arbitrary) =>
    fc
      .sample(arbitrary, { seed: SEED, numRuns: 60 })
      .map((message) => encodeMessage(message as Message, MAL)),
  )
  const ends = new Map<string, number>()
  let link: Link | null = null
  const send = (message: Uint8Array): void => {
    for (const frame of toFrames(message)) link?.send(frame)
  }
  for (let i = 0; i < COUNT; i++) {
    if (!link) {
      const fresh = dial()
      link = fresh
      fresh.listen({
        frame: () => undefined,
        drained: () => undefined,
        closed: (reason) => {
          ends.set(reason, (ends.get(reason) ?? 0) + 1)
          if (link === fresh) link = null
        },
      })
      // Most of the time it is let in first, so that what follows is heard.
      if (below(8) > 0) send(encodeMessage(joinOf('mal')))
    }
    const message = (corpus[below(corpus.length)] ?? new Uint8Array(1)).slice()
    if (below(3) === 0) message[below(message.length)] = below(256)
    // A push on what is there, now and then: most of the corpus is made on versions that never were.
    if (below(4) === 0) {
      const base = asVersion(versionOf(ann.session.replica))
      send(encodeMessage({ type: 'codeChange', base, edits: [] }, MAL).slice())
    }
    send(message)
    scene.run(below(20))
    if (i % 500 === 0) {
      bob.type(0, 'b')
      ann.type(0, 'a')
      scene.run(50)
    }
  }
  scene.run(5_000)
  bob.type(0, 'b')
  scene.run(500)
  expect(bob.text).toBe(ann.text)
  expect(bob.session.divergences + ann.session.divergences).toBe(0)
  expect(ann.session.replica.epoch).toBe(asEpoch(1))
  const typed = COUNT / 500
  expect(ann.text.split('a').length - 1).toBeGreaterThanOrEqual(typed)
  expect(bob.session.replica.pending).toEqual([])
  // It did something: links ended for what was said on them, in more than one way.
  expect(ends.get('malformed')).toBeGreaterThan(COUNT / 100)
  expect(ends.get('unexpected')).toBeGreaterThan(COUNT / 100)
  expect(ends.get('staleVersion')).toBeGreaterThan(0)
})

test('F6 B8: messages that never finish hold what a guest may send, on as many links as it has, and no more', () => {
  const { scene, dial } = room()
  const before = heldBytes()
  const links = Array.from({ length: 4 }, dial)
  const part = new Uint8Array(16 * 1024)
  part[0] = 1
  for (let sent = 0; sent < 2 * GUEST_MESSAGE_BYTES; sent += part.length) {
    for (const link of links) link.send(part)
    scene.run(1)
  }
  expect(heldBytes() - before).toBeLessThan(links.length * 2 * GUEST_MESSAGE_BYTES + 2_000_000)
  scene.run(15_000)
  expect(heldBytes() - before).toBeLessThan(2_000_000)
})
