import { ChangeSet, Text } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, MAIN_FILE } from '../../../shared/base/ids.ts'
import { encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { toFrames } from '../../../shared/protocol/frames.ts'
import { GUEST_MESSAGE_BYTES, INSERT_UNITS, LOG_TAIL, ROOM_UNITS } from '../../../shared/protocol/limits.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import type { Link } from '../../../shared/transport/link.ts'
import { foldStored } from '../../../signaling/rooms/stored_room.ts'
import { peerOf, type ScenePage, SessionScene, welcomeOf } from '../../support/session_scene.ts'

const storedText = (scene: SessionScene) =>
  foldStored(scene.stored).state.files.get(MAIN_FILE)?.text.sliceString(0)

/** `ann` hosts, `bob` is her guest, on a server with these limits. */
function limited(units: number, entries: number) {
  const scene = new SessionScene()
  const [ann, bob] = scene.limited({ units, entries }, 'ann', 'bob') as [ScenePage, ScenePage]
  return { scene, ann, bob }
}

describe('B1: the server says how large the room may become', () => {
  test('and each page knows what still fits', () => {
    const { scene, ann, bob } = limited(10, 5)
    bob.type(0, '1234')
    scene.run()
    for (const page of [ann, bob]) expect(page.session.space()).toEqual({ units: 6, most: 10, edits: 4 })
    expect(new SessionScene().page('cid').session.space().most).toBe(ROOM_UNITS)
  })

  test('of two who fill it at once, the later one gets back what it wrote', () => {
    const { scene, ann, bob } = limited(10, 100)
    ann.type(0, '123456')
    bob.type(0, 'abcdef')
    scene.run(1_000)
    expect([ann.text, bob.text, storedText(scene)]).toEqual(['123456', '123456', '123456'])
    expect(bob.notices).toContainEqual({ kind: 'refused', reason: 'documentFull', text: 'abcdef' })
    expect(ann.notices).toEqual([])
    bob.type(6, '7890')
    scene.run(1_000)
    expect([ann.text, bob.text]).toEqual(['1234567890', '1234567890'])
  })
})

describe('B3: a log that is as long as it may be', () => {
  test('takes no more edits, and whoever was late gets back what it wrote', () => {
    const { scene, ann, bob } = limited(1_000, 3)
    for (let i = 0; i < 3; i++) {
      bob.type(i, String(i))
      scene.run()
    }
    expect(bob.session.space().edits).toBe(0)
    bob.type(0, 'more')
    ann.type(0, 'and more')
    scene.run(1_000)
    expect([ann.text, bob.text, storedText(scene)]).toEqual(['012', '012', '012'])
    expect(bob.notices).toContainEqual({ kind: 'refused', reason: 'logFull', text: 'more' })
    expect(ann.notices).toContainEqual({ kind: 'refused', reason: 'logFull', text: 'and more' })
  })
})

describe('B5: a host’s own long text', () => {
  const long = (units: number) => `${'x'.repeat(63)}\n`.repeat(units / 64)

  test('leaves room for what others write meanwhile', () => {
    const scene = new SessionScene()
    const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
    ann.type(0, long(100 * INSERT_UNITS))
    let between = 0
    for (let i = 0; i < 50 && ann.session.status().pending > 0; i++) {
      bob.type(0, 'b')
      scene.run(20)
      if (bob.session.status().pending === 0 && ann.session.status().pending > 0) between += 1
    }
    expect(between).toBeGreaterThan(3)
    scene.run(10_000)
    expect(ann.session.status().pending).toBe(0)
    expect(bob.text.length).toBe(ann.text.length)
    expect(bob.session.text(MAIN_FILE).eq(ann.session.text(MAIN_FILE))).toBe(true)
    expect(ann.links.length).toBeGreaterThan(0)
  })

  test('is all committed and handed over before the host leaves', () => {
    const scene = new SessionScene()
    const [ann] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
    ann.type(0, long(100 * INSERT_UNITS))
    expect(ann.session.status().pending).toBeGreaterThan(0)
    ann.session.leave()
    expect(ann.session.replica.pending).toEqual([])
    expect(ann.server.appends.reduce((sum, { entries }) => sum + entries, 0)).toBe(100)
  })
})

test('B6: every frame of a long welcome is a sign of life', () => {
  const scene = new SessionScene()
  const links: Link[] = []
  scene.direct.dialer(peerOf('ann')).accept((link) => {
    links.push(link)
    link.listen({ frame: () => undefined, drained: () => undefined, closed: () => undefined })
  })
  const bob = scene.page('bob')
  bob.server.up()
  scene.members('ann', 'bob')
  bob.entered('ann')
  scene.run(200)
  const [link] = links
  if (!link) throw new Error('bob dials')
  const text = 'y'.repeat(200_000)
  const file = { file: MAIN_FILE, name: 'main', lineEnd: '\n', deleted: false, text } as const
  const snapshot = {
    version: asVersion(1),
    runs: [[asEpoch(1), asVersion(1)]],
    seqs: [],
    language: 'python',
    roles: [],
    files: [file],
  } as const
  for (const frame of toFrames(encodeMessage(welcomeOf(1, { snapshot, from: snapshot.version })))) {
    link.send(frame)
    // Longer in all than any link may be silent.
    scene.run(TIMINGS.dead / 2)
  }
  expect(bob.session.text(MAIN_FILE).length).toBe(text.length)
  expect(links).toHaveLength(1)
})

test('B7: what a page holds of its log is bounded by the places of its edits, too', () => {
  const scene = new SessionScene()
  const [ann] = scene.room('ann') as [ScenePage]
  const places = 4_000
  ann.type(0, 'x'.repeat(places))
  for (let i = 0; i < 80; i++) {
    const { length } = ann.session.text(MAIN_FILE)
    const inserts = Array.from({ length: places }, (_, at) => ({ from: at, insert: 'y' }))
    ann.edit(ChangeSet.of(i % 2 === 0 ? inserts : [{ from: places, to: length }], length))
    scene.run(10)
  }
  const { log } = ann.session.replica
  expect(ann.session.status().saved).toBe(81)
  expect(log.entries.length * places * 32).toBeLessThanOrEqual(2 * (2 * LOG_TAIL + places * 33))
  expect(log.start).toBeGreaterThan(0)
})

test('B7: what a page holds of its log is bounded by the text in it', () => {
  const scene = new SessionScene()
  const [ann] = scene.room('ann') as [ScenePage]
  const piece = 'x'.repeat(INSERT_UNITS)
  for (let i = 0; i < 200; i++) {
    ann.type(0, piece, i === 0 ? 0 : INSERT_UNITS)
    scene.run(10)
  }
  const { log } = ann.session.replica
  const held = log.entries.length * INSERT_UNITS
  expect(ann.session.status().saved).toBe(200)
  expect(held).toBeLessThanOrEqual(2 * LOG_TAIL)
  expect(held).toBeGreaterThan(LOG_TAIL / 2)
  expect(log.units).toBe(held)
  expect(ann.session.text(MAIN_FILE).eq(Text.of([piece]))).toBe(true)
})

test('B8: a guest’s message longer than it may be ends its link, and nothing else', () => {
  const scene = new SessionScene()
  const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
  const puppet = scene.guest('eve', 'ann')
  puppet.raw(new Uint8Array(GUEST_MESSAGE_BYTES + 1))
  scene.run(1_000)
  expect(puppet.closed).toBe('tooLarge')
  bob.type(0, 'b')
  scene.run()
  expect(ann.text).toBe('b')
})
