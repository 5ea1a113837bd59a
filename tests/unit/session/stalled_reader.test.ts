import { expect, test } from 'vitest'
import { encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { toFrames } from '../../../shared/protocol/frames.ts'
import type { Link } from '../../../shared/transport/link.ts'
import { heldBytes } from '../../support/memory.ts'
import { joinOf, peerOf, type ScenePage, SessionScene } from '../../support/session_scene.ts'

const MINUTES = 10
const EDITS_PER_S = 100
const MOST_BYTES = 8 * 1024 * 1024

/** From now on nothing leaves this end: what is sent stays in the link, as behind a reader that stalls. */
function stall(link: Link): void {
  let buffered = 0
  Object.defineProperty(link, 'buffered', { get: () => buffered })
  link.send = (frame) => {
    buffered += frame.byteLength
  }
}

test('L13: a reader that stalls for ten minutes while a hundred edits a second arrive costs its host 8 MiB at most', () => {
  const scene = new SessionScene()
  const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
  scene.members('ann', 'bob', 'mal')
  const run = (seconds: number) => {
    for (let i = 0; i < seconds * EDITS_PER_S; i++) {
      ann.type(0, i % 2 === 0 ? 'x' : '', i % 2)
      scene.run(1_000 / EDITS_PER_S)
      scene.stored = { ...scene.stored, entries: [] }
      ann.server.asked.splice(0, ann.server.asked.length, ...ann.server.waiting())
      ann.events.length = 0
      bob.events.length = 0
    }
  }
  run(60)
  const before = heldBytes()
  let reason: string | null = null
  scene.direct.dialer(peerOf('mal')).dial(peerOf('ann'), (result) => {
    if (!result.ok) return
    for (const frame of toFrames(encodeMessage(joinOf('mal')))) result.value.send(frame)
    result.value.listen({ frame: () => undefined, drained: () => undefined, closed: (why) => (reason = why) })
  })
  scene.run(50)
  const link = ann.links.at(-1)
  if (link?.peer !== peerOf('mal')) throw new Error('the link of the one who stalls')
  stall(link)
  let most = 0
  for (let minute = 0; minute < MINUTES; minute++) {
    run(60)
    most = Math.max(most, heldBytes() - before)
  }
  expect(most).toBeLessThan(MOST_BYTES)
  // It was held back until there was more than may be, and then let go.
  expect(reason).toBe('slow')
})
