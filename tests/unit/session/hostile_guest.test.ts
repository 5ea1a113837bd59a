import { describe, expect, test } from 'vitest'
import { asEpoch, asFileId, asSeq, asVersion, type ClientId, MAIN_FILE } from '../../../shared/base/ids.ts'
import type { Span, WireChange } from '../../../shared/protocol/change.ts'
import { GUEST_SIGNS, GUEST_SIGNS_PER_S, IGNORED_SIGNS, STRANGERS } from '../../../shared/protocol/limits.ts'
import type { Message } from '../../../shared/protocol/messages.ts'
import { versionOf } from '../../../shared/room/replica.ts'
import { roleOf } from '../../../shared/room/room_state.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { replacing } from '../../support/room_story.ts'
import {
  joinOf,
  type Puppet,
  peerOf,
  type ScenePage,
  SessionScene,
  userNamed,
} from '../../support/session_scene.ts'

const client = (name: string): ClientId => `client-${name}` as ClientId
const at = (...spans: Span[]): WireChange => ({ kind: 'edit', file: MAIN_FILE, spans })
const insert = (text: string): WireChange => at([0, 0, text])
type Made = readonly [author: string, seq: number, change: WireChange]
const push = (base: number, ...made: Made[]): Message => ({
  type: 'codeChange',
  base: asVersion(base),
  edits: made.map(([author, seq, change]) => ({ clientId: client(author), seq: asSeq(seq), change })),
})
/** Edits [from, from + count) of one author, one character each. */
const many = (author: string, count: number, from = 0): Made[] =>
  Array.from({ length: count }, (_, i) => [author, from + i, insert('m')] as const)

/** `ann` hosts, `bob` is an honest guest, and `mal` has joined by hand. */
function room() {
  const scene = new SessionScene()
  const [ann, bob] = scene.room('ann', 'bob') as [ScenePage, ScenePage]
  scene.members('ann', 'bob', 'mal')
  const mal = scene.guest('mal', 'ann')
  mal.say(joinOf('mal'))
  scene.run()
  expect(mal.of('welcome')).toHaveLength(1)
  const log = () => ann.session.replica.log.entries
  return { scene, ann, bob, mal, log, version: () => versionOf(ann.session.replica) }
}
type Room = ReturnType<typeof room>

/** Nobody else noticed: the room goes on, everybody agrees, and no page lost its text. */
function goesOn({ scene, ann, bob }: Room, text?: string): void {
  scene.run(3_000)
  bob.type(0, '<')
  ann.type(0, '>')
  scene.run(500)
  expect(bob.text).toBe(ann.text)
  if (text !== undefined) expect(bob.text.replace(/[<>]/g, '')).toBe(text)
  expect(bob.session.divergences + ann.session.divergences).toBe(0)
  expect(bob.session.replica.pending).toEqual([])
  expect(bob.notices.filter(({ kind }) => kind === 'refused')).toEqual([])
}

describe('E18: one push at a time, made on what its guest knows', () => {
  test('a push on a version before its last one was confirmed, or before its welcome, cuts it off', () => {
    const r = room()
    r.mal.say(push(0, ...many('mal', 1)))
    r.scene.run()
    expect(r.log()).toHaveLength(1)
    r.mal.say(push(0, ...many('mal', 1, 1)))
    r.scene.run()
    expect(r.mal.closed).toBe('tooFast')
    const again = r.scene.guest('mal', 'ann')
    again.say(joinOf('mal'))
    r.scene.run()
    again.say(push(0, ...many('mal', 1, 1)))
    r.scene.run()
    expect(again.closed).toBe('tooFast')
    expect(r.log()).toHaveLength(1)
    goesOn(r, 'm')
  })

  test('whoever waits for the confirmation may be as far behind as the others are fast', () => {
    const r = room()
    for (let i = 0; i < 800; i++) r.bob.type(0, 'b')
    r.scene.run(500)
    for (let i = 0; i < 800; i++) {
      r.ann.type(0, 'a')
      r.scene.run(1)
    }
    expect(r.version()).toBeGreaterThan(800)
    r.mal.say(push(0, ...many('mal', 1)))
    r.scene.run()
    expect(r.mal.closed).toBe(null)
    expect(r.log().at(-1)).toMatchObject({ clientId: client('mal'), seq: 0 })
  })

  test('a push that waits is over when another comes, and a join ends it', () => {
    const r = room()
    r.mal.say(push(0, ...many('mal', 512)))
    r.mal.say(push(0, ...many('mal', 300)))
    r.scene.run()
    const before = r.version()
    expect(before).toBeGreaterThanOrEqual(300)
    expect(before).toBeLessThan(512)
    r.mal.say(push(before, ...many('mal', 512 - before, before)))
    r.mal.say(
      joinOf('mal', {
        version: asVersion(before),
        runs: [[asEpoch(1), asVersion(before)]],
        epoch: asEpoch(1),
      }),
    )
    r.scene.run()
    expect(r.version()).toBeLessThan(512)
    goesOn(r)
  })
})

describe('E19: no guest’s work keeps the others waiting', () => {
  test('a large push is admitted in slices, and others’ edits come in between', () => {
    const r = room()
    r.mal.say(push(0, ...many('mal', 512)))
    r.bob.type(0, 'b')
    r.scene.run()
    const authors = r.log().map(({ clientId }) => clientId)
    const bobs = authors.indexOf(client('bob'))
    expect(bobs).toBeGreaterThanOrEqual(0)
    expect(bobs).toBeLessThan(512)
    expect(authors.lastIndexOf(client('mal'))).toBe(512)
    expect(r.version()).toBe(513)
    goesOn(r)
  })

  test('a push that costs quadratic time takes its own time, not the others’', () => {
    const r = room()
    const spans = Array.from({ length: 500 }, (): Span => [1, 0, 'm'])
    r.bob.type(0, 'b'.repeat(500))
    r.scene.run()
    for (let i = 0; i < 500; i++) {
      r.bob.type(0, 'b')
      r.scene.run(1)
    }
    r.scene.run(100)
    const before = r.version()
    // Each of these places has to be carried over each of five hundred edits.
    r.mal.say(push(1, ...Array.from({ length: 8 }, (_, i): Made => ['mal', i, at(...spans)])))
    r.bob.type(0, '!')
    r.scene.run(500)
    const authors = r
      .log()
      .slice(before)
      .map(({ clientId }) => clientId)
    expect(authors).toEqual([client('bob'), ...Array(8).fill(client('mal'))])
    goesOn(r)
  })

  test('512 orphans of a guest that is 2.5 s behind a room of 64 busy people are there within seconds', () => {
    const r = room()
    for (let i = 0; i < 800; i++) {
      r.bob.type(0, 'b')
      r.scene.run(1)
    }
    r.mal.say(push(0, ...many('mal', 512)))
    let waited = 0
    for (
      ;
      waited < 5_000 && r.log().filter(({ clientId }) => clientId === client('mal')).length < 512;
      waited += 3
    ) {
      r.bob.type(0, 'b')
      r.scene.run(3)
    }
    expect(waited).toBeLessThan(4_000)
    goesOn(r)
  })

  test('20,000 orphans go in batches, within seconds', () => {
    const r = room()
    let seq = 0
    let waited = 0
    for (; waited < 2_000 && seq < 20_000; waited += 2) {
      if (r.version() === seq) {
        r.mal.say(push(seq, ...many('mal', 512, seq)))
        seq += 512
      }
      r.scene.run(2)
    }
    r.scene.run(1_000)
    expect(r.version()).toBe(seq)
    expect(waited).toBeLessThan(1_000)
  })

  test('a guest that asks for one welcome after the other gets them at its pace, and the others do not wait', () => {
    const r = room()
    r.ann.edit(replacing(r.ann.text.length, 0, 0, 'x'.repeat(1_000_000)))
    r.scene.run(2_000)
    let welcomes = 0
    for (let ms = 0; ms < 2_000; ms += 10) {
      r.mal.say(joinOf('mal'))
      r.scene.run(10)
      welcomes = r.mal.of('welcome').length
    }
    expect(welcomes).toBeGreaterThan(20)
    expect(welcomes).toBeLessThan(120)
    r.bob.type(0, 'b')
    r.scene.run(20)
    expect(r.bob.session.replica.pending).toEqual([])
  })

  test('pings and signs of typing beyond a measure are not heard, and far beyond it cut the guest off', () => {
    const r = room()
    const seconds = 10
    for (let i = 0; i < 5_000; i++) {
      r.mal.say(i % 2 === 0 ? { type: 'ping', nonce: 1 } : { type: 'typing', typing: true })
      r.scene.run((seconds * 1_000) / 5_000)
    }
    expect(r.mal.closed).toBe(null)
    expect(r.mal.of('pong').length).toBeLessThan((GUEST_SIGNS + seconds * GUEST_SIGNS_PER_S) / 2 + 2)
    for (let i = 0; i < IGNORED_SIGNS + GUEST_SIGNS; i++) r.mal.say({ type: 'ping', nonce: 1 })
    r.scene.run()
    expect(r.mal.closed).toBe('tooFast')
    goesOn(r)
  })
})

describe('E20: nobody speaks for somebody who is in the room', () => {
  test('an edit under the name of a joined author is not taken from another, and the author’s own is kept', () => {
    const r = room()
    r.bob.type(0, 'one')
    r.scene.run()
    r.mal.say(
      push(1, ['bob', 1, insert('forged')], ['ann', 0, insert('forged too')], ['mal', 0, insert('own ')]),
    )
    r.scene.run(TIMINGS.bring + 100)
    r.bob.type(7, ' two')
    r.scene.run()
    expect(r.log().map(({ clientId, by }) => [clientId, by])).toEqual([
      [client('bob'), client('bob')],
      [client('mal'), client('mal')],
      [client('bob'), client('bob')],
    ])
    goesOn(r, 'own one two')
  })

  test('the forger’s link ends when nothing but the forged could be confirmed', () => {
    const r = room()
    r.mal.say(push(0, ['bob', 0, insert('forged')]))
    r.scene.run(3 * TIMINGS.bring)
    expect(r.mal.closed).toBe('seqGap')
    r.bob.type(0, 'mine')
    goesOn(r, 'mine')
  })

  test('an author who is away from the host is waited for, and brings its own', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    const bob = scene.page('bob')
    bob.type(0, 'bob’s')
    ann.server.up()
    scene.members('ann', 'bob', 'mal')
    ann.entered('ann')
    const mal = scene.guest('mal', 'ann')
    mal.say(joinOf('mal'))
    scene.run()
    mal.say(push(0, ['bob', 0, insert('forged')], ['mal', 0, insert('m')]))
    scene.run(TIMINGS.bring / 2)
    expect(ann.text).toBe('')
    bob.server.up()
    scene.members('ann', 'bob', 'mal')
    bob.entered('ann', { stored: false })
    scene.run(TIMINGS.bring)
    expect([...ann.text].sort().join('')).toBe([...'bob’sm'].sort().join(''))
    expect(bob.text).toBe(ann.text)
  })

  test('of who is gone, or never comes, whoever holds it brings it, and is named as the one who did', () => {
    const r = room()
    r.mal.say(push(0, ['gone', 0, insert('of the dead ')]))
    r.scene.run()
    expect(r.log()[0]).toMatchObject({ clientId: client('gone'), by: client('mal') })
    r.scene.members('ann', 'bob', 'mal', 'late')
    r.mal.say(push(1, ['late', 0, insert('held ')]))
    r.scene.run(TIMINGS.bring / 2)
    expect(r.log()).toHaveLength(1)
    r.scene.run(TIMINGS.bring)
    expect(r.log()[1]).toMatchObject({ clientId: client('late'), by: client('mal') })
    goesOn(r, 'held of the dead ')
  })

  test('whoever is waited for and leaves is waited for no longer', () => {
    const r = room()
    r.mal.say(push(0, ['bob', 0, insert('x')]))
    r.scene.run(TIMINGS.bring / 2)
    r.bob.session.leave()
    r.scene.members('ann', 'mal')
    r.scene.run(10)
    expect(r.log()).toMatchObject([{ clientId: client('bob'), by: client('mal') }])
  })

  test('one guest brings in so many authors that nobody knows, and no more', () => {
    const r = room()
    let made = 0
    for (; made <= STRANGERS && r.mal.closed === null; made += 100) {
      const edits = Array.from({ length: 100 }, (_, i): Made => [`a${made + i}`, 0, insert('s')])
      r.mal.say(push(r.version(), ...edits))
      r.scene.run(3 * TIMINGS.bring)
    }
    expect(r.version()).toBe(STRANGERS)
    expect(r.mal.closed).toBe('seqGap')
    goesOn(r, 's'.repeat(STRANGERS))
  })
})

describe('what makes no sense here ends the link of whoever said it, and nothing else', () => {
  const nonsense: readonly (readonly [string, Message | readonly Message[]])[] = [
    ['E10: an edit past the end', push(0, ['mal', 0, at([1, 0, 'x'])])],
    ['E10: an edit on a version that never was', push(7, ['mal', 0, insert('x')])],
    [
      'E10: an edit on the last version that a number can name',
      push(Number.MAX_SAFE_INTEGER, ['mal', 0, insert('x')]),
    ],
    [
      'E10: an edit in a file that is not there',
      push(0, ['mal', 0, { ...at([3, 0, 'x']), file: asFileId(9) } as never]),
    ],
    ['E9: an edit with a gap before it', push(0, ['mal', 1, insert('x')])],
    ['E9: the last seq that a number can name', push(0, ['mal', Number.MAX_SAFE_INTEGER, insert('x')])],
    ['J1: a welcome', { type: 'userJoined', users: [userNamed('mal')] }],
    ['M10: what only a host says', { type: 'saved', version: asVersion(9) }],
    ['M10: a refusal', { type: 'denied', reason: 'left' }],
    ['M10: an update', { type: 'codeUpdate', entries: [] }],
  ]
  test.each(nonsense)('%s', (_what, said) => {
    const r = room()
    for (const message of [said].flat()) r.mal.say(message)
    r.scene.run()
    expect(r.mal.closed).not.toBe(null)
    expect(r.log()).toEqual([])
    goesOn(r, '')
  })

  test('E3: a push that is said again and again is there once', () => {
    const r = room()
    for (let i = 0; i < 50; i++) {
      const again = i === 0 ? r.mal : r.scene.guest('mal', 'ann')
      if (i > 0) again.say(joinOf('mal'))
      again.say(push(i === 0 ? 0 : 1, ['mal', 0, insert('once')]))
      r.scene.run()
    }
    expect(r.log()).toHaveLength(1)
    goesOn(r, 'once')
  })

  test('E14: a viewer’s edits, also under other names, and a role that it gives itself', () => {
    const r = room()
    r.ann.session.replica.doc.roles.set(userNamed('mal').userId, 'viewer')
    const role: WireChange = { kind: 'role', user: userNamed('mal').userId, role: 'owner' }
    r.mal.say(push(0, ['mal', 0, insert('x')]))
    r.scene.run()
    // In others' names a viewer says nothing: that is not even refused, which would end what those hold themselves.
    r.mal.say(push(1, ['gone', 0, insert('x')]))
    r.scene.run()
    expect(r.log()).toHaveLength(1)
    const again = r.scene.guest('mal', 'ann')
    again.say(joinOf('mal'))
    r.scene.run()
    again.say({ ...push(1, ['mal', 1, role]), type: 'roleChange' } as Message)
    r.scene.run()
    expect(r.log().map(({ change }) => change)).toEqual(Array(2).fill({ kind: 'void', reason: 'notAllowed' }))
    expect(roleOf(r.ann.session.replica.doc, userNamed('mal'))).toBe('viewer')
  })
})

describe('M10: a claim of a higher epoch', () => {
  test('said again and again makes the host ask the server now and then, and changes nothing', () => {
    const r = room()
    const asked = () => r.ann.server.asked.filter(({ name }) => name === 'join').length
    const before = asked()
    for (let i = 0; i < 100; i++) {
      const liar = r.scene.guest('mal', 'ann')
      liar.say(joinOf('mal', { epoch: asEpoch(Number.MAX_SAFE_INTEGER - i) }))
      r.scene.run(60)
      expect(liar.of('welcome')).toEqual([])
      if (r.ann.server.waiting('join').length > 0) r.ann.entered('ann')
    }
    expect(asked() - before).toBeGreaterThan(0)
    expect(asked() - before).toBeLessThan(10)
    expect(r.ann.session.replica.epoch).toBe(1)
    goesOn(r, '')
  })
})

describe('J9: a link over which nobody joins', () => {
  test('is closed after a while, whatever else is said on it', () => {
    const r = room()
    const links: Puppet[] = Array.from({ length: 8 }, () => r.scene.guest('mal', 'ann'))
    links[0]?.say({ type: 'ping', nonce: 1 })
    links[1]?.say(joinOf('mal', { epoch: asEpoch(2) }))
    r.scene.run(TIMINGS.join - 1_000)
    links[0]?.say({ type: 'ping', nonce: 2 })
    expect(links.some(({ closed }) => closed !== null)).toBe(false)
    r.scene.run(2_000)
    expect(links.map(({ closed }) => closed)).toEqual(Array(8).fill('notJoined'))
    expect(r.mal.closed).toBe(null)
    expect(r.ann.session.users().map(({ peerId }) => peerId)).toContain(peerOf('mal'))
    goesOn(r, '')
  })
})
