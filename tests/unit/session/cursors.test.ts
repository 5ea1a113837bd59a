import { ChangeSet, EditorSelection } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { asFileId, asVersion, type ClientId, MAIN_FILE, type UserId } from '../../../shared/base/ids.ts'
import { CURSOR_RANGES, HIGH_WATER_BYTES, PRESENCE_BYTES } from '../../../shared/protocol/limits.ts'
import type { Message, WireCursor } from '../../../shared/protocol/messages.ts'
import { admitEdits } from '../../../shared/room/authority.ts'
import { type Cursor, followEdit, mapCursor, type Place } from '../../../shared/room/cursor.ts'
import { edit, newReplica, versionOf } from '../../../shared/room/replica.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import { Presence, type PresenceWay } from '../../../shared/session/presence.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { joinOf, type Puppet, peerOf, type ScenePage, SessionScene } from '../../support/session_scene.ts'
import { VirtualClock } from '../../support/virtual_clock.ts'

const client = (name: string): ClientId => `client-${name}` as ClientId
const wire = (version: number, head: number, part: Partial<WireCursor> = {}): WireCursor => ({
  file: MAIN_FILE,
  version: asVersion(version),
  ranges: [{ anchor: head, head }],
  main: 0,
  top: 0,
  ...part,
})
const says = (cursor: WireCursor): Message => ({ type: 'cursorChange', cursor })
const isNews = ({ type }: Message) => type === 'cursorChange' || type === 'cursorUpdate'

/** Three pages that hold the same text, everybody at its beginning. */
function trio(text = 'abcdef') {
  const scene = new SessionScene()
  const [ann, bob, cat] = scene.room('ann', 'bob', 'cat') as [ScenePage, ScenePage, ScenePage]
  ann.type(0, text)
  scene.run(500)
  for (const page of [ann, bob, cat]) page.select(0)
  scene.run(500)
  const agreed = () => {
    for (const looker of [ann, bob, cat])
      for (const owner of [ann, bob, cat])
        if (owner !== looker) expect(looker.caretsOf(owner.name)).toEqual([owner.caret])
  }
  return { scene, ann, bob, cat, agreed }
}

/** `ann` hosts "abcdef", and a guest by hand has joined. */
function byHand() {
  const scene = new SessionScene()
  const [ann] = scene.room('ann') as [ScenePage]
  ann.type(0, 'abc')
  ann.type(3, 'def')
  scene.members('ann', 'eve')
  const eve = scene.guest('eve', 'ann')
  eve.say(joinOf('eve'))
  scene.run(500)
  const version = ann.session.status().version
  return { scene, ann, eve, version }
}

const news = (puppet: Puppet) => puppet.of('cursorUpdate')

describe('N4: where everybody is', () => {
  test('is shown everywhere as their owners have it, after edits at, above and around them', () => {
    const { scene, ann, bob, cat, agreed } = trio()
    ann.select(3)
    bob.select(3)
    cat.select(EditorSelection.single(5, 1))
    scene.run()
    agreed()
    // All at once, at one place.
    ann.type(3, 'A')
    bob.type(3, 'B')
    cat.type(0, 'C')
    scene.run(500)
    agreed()
    bob.type(0, '', 3)
    ann.select(0)
    scene.run(500)
    agreed()
    expect(cat.session.text(MAIN_FILE).length).toBe(6)
  })

  test('what others insert right at a caret comes after it', () => {
    const { scene, ann, bob, cat, agreed } = trio()
    bob.select(3)
    scene.run()
    ann.type(3, 'xyz')
    scene.run(500)
    expect([ann, cat].map((page) => page.caretsOf('bob'))).toEqual([[3], [3]])
    agreed()
  })

  test('stands in what is on the screen, own pending edits included', () => {
    const { scene, ann, bob } = trio()
    ann.select(4)
    scene.run()
    bob.breakLinks()
    bob.type(0, '12')
    expect(bob.caretsOf('ann')).toEqual([6])
  })
})

describe('N5: typing', () => {
  test('tells nobody where anybody is, and everybody sees it', () => {
    const { scene, ann, bob, cat } = trio()
    const eve = scene.guest('eve', 'ann')
    scene.members('ann', 'bob', 'cat', 'eve')
    eve.say(joinOf('eve'))
    scene.run(500)
    const before = eve.heard.filter(isNews).length
    for (const [i, letter] of [...'hello'].entries()) {
      bob.type(i, letter)
      scene.run(100)
      expect([ann, cat].map((page) => page.caretsOf('bob'))).toEqual([[i + 1], [i + 1]])
    }
    expect(eve.heard.filter(isNews)).toHaveLength(before)
  })

  test('that leaves the caret elsewhere is followed by word of it', () => {
    const { scene, ann, bob, cat } = trio()
    bob.edit(ChangeSet.of({ from: 2, insert: '()' }, 6), 3)
    scene.run(5)
    scene.run(500)
    expect([ann, cat].map((page) => page.caretsOf('bob'))).toEqual([[3], [3]])
  })

  const at = (length: number, ...carets: number[]): Cursor => ({
    file: MAIN_FILE,
    selection: EditorSelection.create(carets.map((caret) => EditorSelection.cursor(caret))),
    top: 0,
    length,
  })
  const heads = ({ selection }: Cursor) => selection.ranges.map(({ head }) => head)
  const change = (...specs: { from: number; to?: number; insert?: string }[]) => ({
    file: MAIN_FILE,
    changes: ChangeSet.of(specs, 10),
  })

  test.each([
    ['ends where the text was typed', at(10, 4), [{ from: 4, insert: 'ab' }], [6]],
    ['ends where the text was deleted', at(10, 4), [{ from: 2, to: 4 }], [2]],
    [
      'goes with each of several carets',
      at(10, 2, 6),
      [
        { from: 2, insert: 'x' },
        { from: 6, insert: 'x' },
      ],
      [3, 8],
    ],
    [
      'stays at a caret that an edit elsewhere leaves alone',
      at(10, 2, 6),
      [{ from: 6, insert: 'x' }],
      [2, 7],
    ],
    ['goes where the text changed when no caret was near', at(10, 9), [{ from: 1, insert: 'x' }], [2]],
  ])('%s', (_, cursor, specs, expected) => {
    expect(heads(followEdit(cursor, change(...specs)))).toEqual(expected)
  })

  test('a change of another text, or another file, leaves a cursor alone', () => {
    const cursor = at(7, 4)
    expect(mapCursor(cursor, change({ from: 0, insert: 'x' }))).toBe(cursor)
    expect(mapCursor(at(10, 4), { ...change({ from: 0, insert: 'x' }), file: asFileId(3) })).toMatchObject({
      length: 10,
    })
  })
})

describe('N6: news of cursors', () => {
  test('is merged: one message in so much time, the newest', () => {
    const { scene, ann, bob } = trio('x'.repeat(100))
    const eve = scene.guest('eve', 'ann')
    scene.members('ann', 'bob', 'cat', 'eve')
    eve.say(joinOf('eve'))
    scene.run(500)
    const before = news(eve).length
    for (let i = 1; i <= 100; i++) {
      bob.select(i)
      scene.run(5)
    }
    scene.run(200)
    const told = news(eve).slice(before)
    expect(told.length).toBeLessThanOrEqual(500 / TIMINGS.cursor + 1)
    expect(told.length).toBeGreaterThan(3)
    expect(told.at(-1)?.cursor?.ranges).toEqual([{ anchor: 100, head: 100 }])
    expect(ann.caretsOf('bob')).toEqual([100])
  })

  test('is no more than so many ranges, the main one among them', () => {
    const { scene, ann, bob } = trio('x'.repeat(400))
    const ranges = Array.from({ length: 150 }, (_, i) => EditorSelection.cursor(2 * i))
    bob.select(EditorSelection.create(ranges, 120))
    scene.run()
    const seen = ann.cursorOf('bob')?.selection
    expect(seen?.ranges).toHaveLength(CURSOR_RANGES)
    expect(seen?.main.head).toBe(240)
  })

  test('waits outside of a link that is busy, and the newest goes once there is room', () => {
    const { scene, ann, bob, cat } = trio('x'.repeat(100))
    expect(PRESENCE_BYTES).toBeLessThan(HIGH_WATER_BYTES)
    const [link] = cat.links
    if (!link) throw new Error('cat has a link')
    const hostEnd = ann.links.find(({ peer }) => peer === 'peer-cat')
    if (!hostEnd) throw new Error('ann has a link to cat')
    let buffered = PRESENCE_BYTES
    let frames = 0
    const send = hostEnd.send.bind(hostEnd)
    Object.defineProperty(hostEnd, 'buffered', { get: () => buffered, configurable: true })
    hostEnd.send = (frame) => {
      frames += 1
      send(frame)
    }
    scene.run(100)
    frames = 0
    for (let i = 1; i <= 40; i++) {
      bob.select(i)
      scene.run(10)
    }
    // Signs of life only.
    expect(frames).toBeLessThan(3)
    expect(cat.caretsOf('bob')).toEqual([0])
    buffered = 0
    scene.run(100)
    expect(cat.caretsOf('bob')).toEqual([40])
  })
})

describe('N7: a cursor on its way', () => {
  test('is carried over what was committed since its version', () => {
    const { scene, ann, eve, version } = byHand()
    ann.type(0, '12')
    eve.say(says(wire(version, 4)))
    scene.run()
    expect(ann.caretsOf('eve')).toEqual([6])
  })

  test.each([
    ['past the end of the text', wire(2, 7), 'outOfBounds'],
    ['whose screen is past the end', wire(2, 1, { top: 7 }), 'outOfBounds'],
    ['past the end of the text of its version', wire(1, 4), 'outOfBounds'],
    ['of a version to come', wire(99, 0), 'staleVersion'],
    ['in no file', wire(2, 0, { file: asFileId(9) }), 'noSuchFile'],
  ])('%s is refused', (_, cursor, reason) => {
    const { scene, ann, eve, version } = byHand()
    expect(version).toBe(2)
    eve.say(says(cursor))
    scene.run()
    expect(eve.closed).toBe(reason)
    expect(ann.caretsOf('eve')).toEqual([null])
  })

  test('that is too old is answered with what is held, so that it is told anew', () => {
    const { scene, ann, eve, version } = byHand()
    eve.say(says(wire(version, 4)))
    scene.run()
    for (let i = 0; i < 6_000; i++) ann.type(0, 'x')
    scene.run(2_000)
    expect(ann.session.replica.log.start).toBeGreaterThan(version)
    eve.say(says(wire(version, 1)))
    scene.run()
    expect(eve.closed).toBe(null)
    expect(news(eve).at(-1)).toMatchObject({ clientId: client('eve'), cursor: { ranges: [{ head: 6_004 }] } })
  })

  test('only a host tells of others', () => {
    const { scene, eve } = byHand()
    eve.say({ type: 'cursorUpdate', clientId: client('ann'), cursor: wire(2, 0) })
    scene.run()
    expect(eve.closed).toBe('unexpected')
  })
})

describe('N8: who is shown', () => {
  test('a newcomer is told of everybody, and nobody of who is gone', () => {
    const { scene, ann, bob } = trio()
    bob.select(4)
    ann.select(2)
    scene.run()
    const dan = scene.page('dan')
    dan.server.up()
    scene.members('ann', 'bob', 'cat', 'dan')
    dan.entered('ann')
    scene.run(300)
    expect(dan.caretsOf('ann', 'bob', 'cat')).toEqual([2, 4, 0])
    scene.members('ann', 'cat', 'dan')
    expect(dan.caretsOf('ann', 'bob', 'cat')).toEqual([2, null, 0])
    expect(dan.events.at(-1)?.type).not.toBe('cursors')
    expect(dan.events.some(({ type }) => type === 'cursors')).toBe(true)
  })

  test('cursors outlive links and hosts', () => {
    const { scene, ann, bob, cat } = trio()
    bob.select(4)
    cat.select(2)
    scene.run()
    cat.breakLinks()
    expect(cat.caretsOf('bob')).toEqual([4])
    scene.run(1_000)
    expect(ann.caretsOf('cat')).toEqual([2])
    ann.session.leave()
    scene.members('bob', 'cat')
    for (const page of [bob, cat]) page.hostChanged('bob', 2)
    expect(cat.caretsOf('bob')).toEqual([4])
    bob.type(0, '12')
    bob.select(6)
    scene.run(2_000)
    expect(cat.caretsOf('bob')).toEqual([6])
    expect(bob.caretsOf('cat')).toEqual([4])
  })

  test('nobody while this page is offline, and everybody again when it is back', () => {
    const { scene, ann, bob, cat } = trio()
    bob.select(3)
    scene.run()
    const told = () => cat.events.filter(({ type }) => type === 'cursors').length
    ann.session.leave()
    scene.run(100)
    cat.server.down()
    expect(cat.caretsOf('bob')).toEqual([3])
    const before = told()
    scene.run(TIMINGS.offline + 100)
    expect(cat.state).toBe('offline')
    expect(cat.session.presence.cursors).toEqual([])
    expect(told()).toBeGreaterThan(before)
    cat.server.up()
    scene.members('bob', 'cat')
    expect(cat.state).toBe('reconnecting')
    expect(cat.caretsOf('bob')).toEqual([3])
  })
})

describe('N9: being asked to come', () => {
  const asked = (page: ScenePage) => page.events.filter(({ type }) => type === 'summon')

  test('reaches everybody else, at the place as they have it', () => {
    const { ann, bob, cat, scene } = trio()
    expect(ann.session.presence.summon({ file: MAIN_FILE, at: 4 })).toBe(true)
    bob.type(0, 'xx')
    scene.run()
    expect(asked(bob)).toMatchObject([{ by: 'peer-ann', place: { at: 6 } }])
    expect(asked(cat)).toHaveLength(1)
    expect(asked(ann)).toEqual([])
  })

  test('waits for what the host has pending, and goes to where that place is by then', () => {
    const clock = new VirtualClock()
    const replica = newReplica(client('ann'))
    const told: Place[] = []
    const way: PresenceWay = {
      isBusy: false,
      cursor: () => undefined,
      typing: () => undefined,
      summon: (place) => void told.push(place),
    }
    const presence = new Presence({
      env: clock.env(1),
      timings: TIMINGS,
      replica,
      users: () => [],
      byAuthor: () => null,
      isReachable: () => true,
      way: () => way,
      cursorsChanged: () => undefined,
      idleChanged: () => undefined,
      edited: () => undefined,
      summoned: () => undefined,
    })
    const type = (at: number, insert: string) => {
      const { length } = textOf(replica.view, MAIN_FILE)
      const changes = ChangeSet.of({ from: at, insert }, length)
      edit(replica, { kind: 'edit', file: MAIN_FILE, changes }, () => false)
      presence.shown({ file: MAIN_FILE, changes })
    }
    type(0, 'abc')
    expect(presence.summon({ file: MAIN_FILE, at: 9 })).toBe(false)
    expect(presence.summon({ file: MAIN_FILE, at: 2 })).toBe(true)
    type(0, '>> ')
    presence.changed()
    expect(told).toEqual([])
    const pusher = { clientId: client('ann'), userId: 'user' as UserId, peerId: peerOf('ann') }
    admitEdits(replica, pusher, versionOf(replica), replica.pending, 0)
    presence.changed()
    presence.changed()
    expect(told).toEqual([{ file: MAIN_FILE, at: 5 }])
  })

  test('is for the host alone', () => {
    const { bob } = trio()
    expect(bob.session.presence.summon({ file: MAIN_FILE, at: 4 })).toBe(false)
    const { scene, ann, eve } = byHand()
    eve.say({ type: 'summon', file: MAIN_FILE, version: asVersion(2), at: 0 })
    scene.run()
    expect(eve.closed).toBe('unexpected')
    expect(asked(ann)).toEqual([])
  })
})

describe('N10: idle', () => {
  test('is who gave no sign of life for long, until the next one', () => {
    const { scene, ann, bob } = trio()
    scene.run(TIMINGS.idle - 2_000)
    expect(ann.session.presence.idle).toEqual([])
    bob.select(2)
    scene.run(2_500)
    expect(ann.session.presence.idle).toEqual(['peer-cat'])
    scene.run(TIMINGS.idle)
    expect(ann.session.presence.idle).toEqual(['peer-bob', 'peer-cat'])
    bob.type(0, 'x')
    scene.run()
    expect(ann.session.presence.idle).toEqual(['peer-cat'])
    expect(ann.events.some(({ type }) => type === 'idle')).toBe(true)
  })
})
