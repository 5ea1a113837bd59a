import { ChangeSet } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion } from '../../../shared/base/ids.ts'
import { APPEND_BYTES, APPEND_ENTRIES } from '../../../shared/protocol/limits.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { foldStored } from '../../../signaling/rooms/stored_room.ts'
import { failure, joinOf, type ScenePage, SessionScene } from '../../support/session_scene.ts'

/** `ann` hosts, and the test answers her appends. */
function hosting(...others: string[]) {
  const scene = new SessionScene()
  const [ann, ...guests] = scene.room('ann', ...others)
  if (!ann) throw new Error('ann is there')
  ann.server.saves = false
  return { scene, ann, guests }
}

const storedText = (scene: SessionScene) =>
  [...foldStored(scene.stored).state.files.values()][0]?.text.sliceString(0)

const saved = (page: ScenePage) => {
  const { state, saved: version } = page.session.status()
  return [state, version]
}

describe('D1: saved means that the store acknowledged it', () => {
  test('for the host and for the guests, and not a moment before', () => {
    const { scene, ann, guests } = hosting('bob')
    const [bob] = guests as [ScenePage]
    ann.type(0, 'x')
    bob.type(0, 'y')
    scene.run(60_000)
    expect([saved(ann), saved(bob)]).toEqual([
      ['saving', 0],
      ['saving', 0],
    ])
    expect(bob.session.status().pending).toBe(0)
    ann.server.acknowledge()
    expect(saved(ann)).toEqual(['saving', 1])
    scene.run(1)
    expect(saved(bob)).toEqual(['saving', 1])
    ann.server.acknowledge()
    scene.run(1)
    expect(saved(ann)).toEqual(['saved', 2])
    // Guests are told at once, but no more often than they have use for.
    expect(saved(bob)).toEqual(['saving', 1])
    scene.run(TIMINGS.saved)
    expect(saved(bob)).toEqual(['saved', 2])
  })

  test('D8: guests are told soon that all is saved, and now and then how far a log is that keeps growing', () => {
    const { scene, ann, guests } = hosting('bob')
    const [bob] = guests as [ScenePage]
    const told: number[] = []
    bob.session.on(({ type }) => {
      const [, version] = saved(bob)
      if (type === 'status' && version !== told.at(-1)) told.push(Number(version))
    })
    const grow = (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        // Something is always unsaved.
        ann.type(0, 'x')
        if (ann.server.waiting('append').length > 0) ann.server.acknowledge()
        ann.type(0, 'y')
        scene.run(100)
      }
    }
    grow(200)
    told.length = 0
    grow(5 * TIMINGS.savedPart)
    expect(told.length).toBeGreaterThanOrEqual(4)
    expect(told.length).toBeLessThanOrEqual(6)
    scene.run(TIMINGS.append)
    ann.server.acknowledge()
    expect(saved(ann)[0]).toBe('saved')
    scene.run(TIMINGS.saved)
    expect(saved(bob)).toEqual(saved(ann))
  })

  test('no failure is an acknowledgement; what passes by itself is tried again', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'x')
    for (const code of ['storeDown', 'internal', 'tooFast', 'lost'] as const) {
      ann.server.answer('append', failure(code))
      expect(saved(ann)).toEqual(['saving', 0])
      expect(ann.server.waiting('append')).toEqual([])
      scene.run(TIMINGS.retry + 10)
      expect(ann.server.waiting('append')).toHaveLength(1)
    }
    ann.server.acknowledge()
    expect(saved(ann)).toEqual(['saved', 1])
    expect(storedText(scene)).toBe('x')
  })

  test('Q5: an append that has to wait is sent again when the server said, and not before', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'x')
    ann.server.answer('append', failure('tooFast', 7))
    scene.run(6_900)
    expect(ann.server.waiting('append')).toEqual([])
    scene.run(200)
    expect(ann.server.waiting('append')).toHaveLength(1)
  })

  test('a guest believes no more than its own log', () => {
    const scene = new SessionScene()
    const links = scene.hostByHand('bob')
    const ann = scene.page('ann')
    ann.enter('bob', { stored: false })
    scene.run()
    links[0]?.say({
      type: 'welcome',
      epoch: asEpoch(1),
      from: asVersion(0),
      snapshot: null,
      entries: [],
      saved: asVersion(0),
      authors: [],
      clock: 0,
    })
    links[0]?.say({ type: 'saved', version: asVersion(99) })
    scene.run()
    expect(ann.session.status()).toMatchObject({ saved: 0, version: 0 })
  })
})

describe('D2: one append under way', () => {
  test('the next one takes all that came in between', () => {
    const { scene, ann } = hosting()
    for (const [i, unit] of [...'abcde'].entries()) ann.type(i, unit)
    expect(ann.server.appends).toEqual([{ from: 0, entries: 1, epoch: 1 }])
    scene.run(10_000)
    expect(ann.server.appends).toHaveLength(1)
    ann.server.acknowledge()
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 4, epoch: 1 }])
    ann.server.acknowledge()
    expect(ann.server.waiting('append')).toEqual([])
    expect(storedText(scene)).toBe('abcde')
  })

  test('goes on from where the store says that the log stands, also where it had taken more', () => {
    const { ann } = hosting()
    ann.type(0, 'a')
    for (const [i, unit] of [...'bcdef'].entries()) ann.type(1 + i, unit)
    // The answer to an earlier copy: the store has taken one more than this append began with.
    ann.server.answer('append', { ok: true, epoch: asEpoch(1), version: asVersion(3) })
    expect(ann.server.appends.at(-1)).toEqual({ from: 3, entries: 3, epoch: 1 })
  })

  test('what was lost on the way is sent again when the server is back', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'a')
    ann.server.down()
    ann.type(1, 'b')
    scene.run(2_000)
    expect(ann.session.status()).toMatchObject({ path: 'hosting', state: 'saving', saved: 0, server: false })
    ann.server.up()
    ann.entered('ann')
    expect(ann.server.waiting('append')).toHaveLength(1)
    expect(ann.server.appends.at(-1)).toEqual({ from: 0, entries: 2, epoch: 1 })
    ann.server.acknowledge()
    expect(saved(ann)).toEqual(['saved', 2])
  })

  test('no append holds more than one may', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'x'.repeat(3 * APPEND_BYTES))
    while (ann.server.waiting('append').length > 0) {
      const body = ann.server.waiting('append')[0]?.body as { entries: Uint8Array[] }
      const bytes = body.entries.reduce((sum, entry) => sum + entry.length, 0)
      expect(body.entries.length === 1 || bytes <= APPEND_BYTES).toBe(true)
      ann.server.acknowledge()
    }
    expect(ann.server.appends.length).toBeGreaterThan(3)
    expect(storedText(scene)).toHaveLength(3 * APPEND_BYTES)
    const before = ann.server.appends.length
    for (let i = 0; i < APPEND_ENTRIES + 2; i++) ann.edit(ChangeSet.of({ from: 0, to: 1 }, ann.text.length))
    while (ann.server.waiting('append').length > 0) ann.server.acknowledge()
    expect(ann.server.appends.slice(before).map(({ entries }) => entries)).toEqual([1, APPEND_ENTRIES, 1])
  }, 60_000)
})

describe('D9: between two appends lies a moment where a guest holds the edits, too', () => {
  /** Everything is saved, and the moment after the append is not over. */
  const justSaved = () => {
    const made = hosting('bob')
    made.ann.type(0, 'a')
    made.ann.server.acknowledge()
    expect(saved(made.ann)).toEqual(['saved', 1])
    return made
  }

  test('what is typed in it goes together, once it is over', () => {
    const { scene, ann } = justSaved()
    ann.type(1, 'b')
    scene.run(TIMINGS.append - 1)
    ann.type(2, 'c')
    expect(ann.server.appends).toHaveLength(1)
    scene.run(1)
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 2, epoch: 1 }])
  })

  test('after a rest an edit waits for nothing', () => {
    const { scene, ann } = justSaved()
    scene.run(TIMINGS.append)
    ann.type(1, 'b')
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 1, epoch: 1 }])
  })

  test('a slow answer is not followed by another wait', () => {
    const { scene, ann } = hosting('bob')
    ann.type(0, 'a')
    ann.type(1, 'b')
    scene.run(TIMINGS.append)
    ann.server.acknowledge()
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 1, epoch: 1 }])
  })

  test('what one append does not take follows at once', () => {
    const { scene, ann } = justSaved()
    for (let i = 0; i <= APPEND_ENTRIES; i++) ann.type(0, 'x')
    scene.run(TIMINGS.append)
    ann.server.acknowledge()
    expect(ann.server.appends.slice(1).map(({ entries }) => entries)).toEqual([APPEND_ENTRIES, 1])
  })

  test('a server that is back, and a host that leaves, do not wait for it', () => {
    const back = justSaved()
    back.ann.type(1, 'b')
    back.ann.server.down()
    back.ann.server.up()
    back.ann.entered('ann')
    expect(back.ann.server.appends.at(-1)).toEqual({ from: 1, entries: 1, epoch: 1 })
    const { ann } = justSaved()
    ann.type(1, 'b')
    ann.session.leave()
    expect(ann.server.appends.at(-1)).toEqual({ from: 1, entries: 1, epoch: 1 })
  })

  test('what nobody else holds waits for nothing, nor what the last guest left', () => {
    const alone = hosting().ann
    alone.type(0, 'a')
    alone.server.acknowledge()
    alone.type(1, 'b')
    expect(alone.server.appends.slice(1)).toEqual([{ from: 1, entries: 1, epoch: 1 }])
    const { scene, ann, guests } = justSaved()
    ann.type(1, 'b')
    expect(ann.server.appends).toHaveLength(1)
    guests[0]?.session.leave()
    scene.run(TIMINGS.append / 2)
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 1, epoch: 1 }])
  })
})

describe('D5: before it leaves, the host hands over everything', () => {
  test('that is not saved, also what came while an append was under way', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'a')
    ann.type(1, 'b')
    ann.type(2, 'c')
    expect(ann.server.appends).toEqual([{ from: 0, entries: 1, epoch: 1 }])
    ann.session.leave()
    expect(ann.server.appends.slice(1)).toEqual([{ from: 1, entries: 2, epoch: 1 }])
    expect(ann.server.asked.at(-1)?.name).toBe('leaveRoom')
    while (ann.server.waiting('append').length > 0) ann.server.acknowledge()
    expect(storedText(scene)).toBe('abc')
  })

  test('also while it waits to try again', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'a')
    ann.server.answer('append', failure('storeDown'))
    ann.type(1, 'b')
    ann.session.leave()
    expect(ann.server.waiting('append')).toHaveLength(1)
    ann.server.acknowledge()
    expect(storedText(scene)).toBe('ab')
  })

  test('in as many appends as it takes, and nothing twice', () => {
    const { scene, ann } = hosting()
    ann.type(0, 'a')
    ann.type(1, 'x'.repeat(2 * APPEND_BYTES))
    ann.session.leave()
    expect(ann.server.waiting('append').length).toBeGreaterThan(2)
    let from = 0
    for (const append of ann.server.appends) {
      expect(append.from).toBe(from)
      from += append.entries
    }
    while (ann.server.waiting('append').length > 0) ann.server.acknowledge()
    expect(storedText(scene)).toHaveLength(2 * APPEND_BYTES + 1)
  })

  test('and nothing when all is saved', () => {
    const { ann } = hosting()
    ann.type(0, 'a')
    ann.server.acknowledge()
    const before = ann.server.asked.length
    ann.session.leave()
    expect(ann.server.asked.slice(before).map(({ name }) => name)).toEqual(['leaveRoom'])
    expect(ann.server.closed).toBe(true)
  })
})

describe('M9: a host whose append meets another epoch', () => {
  test('steps down, enters again, and keeps what was not saved', () => {
    const { scene, ann } = hosting('bob')
    ann.type(0, 'mine')
    const asked = ann.server.asked.length
    ann.server.answer('append', { ok: true, epoch: asEpoch(2), version: asVersion(0) })
    expect(ann.session.status().path).toBe('none')
    expect(ann.server.asked.slice(asked)).toMatchObject([
      { name: 'join', body: { standing: { epoch: 1, version: 1, hosting: false } } },
    ])
    expect(ann.text).toBe('mine')
    // It may host again, in an epoch of its own, once the server says so.
    ann.entered('ann', { epoch: 3 })
    expect(ann.session.status()).toMatchObject({ path: 'hosting', epoch: 3 })
    expect(ann.server.appends.at(-1)).toEqual({ from: 0, entries: 1, epoch: 3 })
    ann.server.acknowledge()
    scene.run()
    expect(storedText(scene)).toBe('mine')
  })

  test.each(['notHost', 'staleEpoch', 'notJoined'] as const)('also when the server says %s', (code) => {
    const { ann } = hosting()
    ann.type(0, 'mine')
    ann.server.answer('append', failure(code))
    expect(ann.session.status().path).toBe('none')
    expect(ann.server.waiting('join')).toHaveLength(1)
  })

  test('its guests’ links end, and it commits nothing more', () => {
    const { scene, ann } = hosting()
    scene.members('ann', 'eve')
    const eve = scene.guest('eve', 'ann')
    eve.say(joinOf('eve'))
    ann.type(0, 'mine')
    scene.run()
    ann.server.answer('append', failure('notHost'))
    scene.run()
    expect(eve.closed).toBe('hostChanged')
    ann.type(0, 'later ')
    expect(ann.session.status()).toMatchObject({ pending: 1, version: 1 })
  })

  test('a promoted page that got no log from the store commits nothing and asks again', () => {
    const scene = new SessionScene()
    const ann = scene.page('ann')
    ann.server.up()
    scene.members('ann')
    ann.type(0, 'early')
    ann.entered('ann', { stored: false })
    expect(ann.session.status().path).toBe('none')
    expect(ann.server.appends).toEqual([])
    scene.run(TIMINGS.retry + 10)
    ann.entered('ann')
    expect(ann.session.status().path).toBe('hosting')
    expect(ann.server.appends).toEqual([{ from: 0, entries: 1, epoch: 1 }])
  })
})
