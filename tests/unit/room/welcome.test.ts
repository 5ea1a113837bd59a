import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asEpoch, asSeq, asVersion, type Epoch, MAIN_FILE, START } from '../../../shared/base/ids.ts'
import type { Run, Span, WireEntry } from '../../../shared/protocol/change.ts'
import type { Welcome } from '../../../shared/protocol/messages.ts'
import { commonVersion, extendRuns, runsUntil } from '../../../shared/room/log.ts'
import { disown, newReplica, noUpdate, type Replica, versionOf } from '../../../shared/room/replica.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { makeWelcome, takeWelcome } from '../../../shared/room/welcome.ts'
import { clientOf, type Story, storeWelcome, story, travelled } from '../../support/room_story.ts'

const runsOf = (epochs: readonly number[]): Run[] => {
  const runs: Run[] = []
  for (const [i, epoch] of epochs.entries()) extendRuns(runs, asEpoch(epoch), asVersion(i + 1))
  return runs
}
/** The epochs of a log's entries: they never fall. */
const epochs = fc
  .array(fc.tuple(fc.nat({ max: 2 }), fc.integer({ min: 1, max: 3 })), { maxLength: 6 })
  .map((steps) => {
    const list: number[] = []
    let epoch = 1
    for (const [more, times] of steps) {
      epoch += more
      for (let i = 0; i < times; i++) list.push(epoch)
    }
    return list
  })

describe('J2: where two logs part', () => {
  test('is after the last version at which both have an entry of one epoch', () => {
    fc.assert(
      fc.property(epochs, epochs, (mine, theirs) => {
        let last = 0
        for (let i = 0; i < Math.min(mine.length, theirs.length); i++) if (mine[i] === theirs[i]) last = i + 1
        expect(commonVersion(runsOf(mine), runsOf(theirs))).toBe(last)
        expect(commonVersion(runsOf(theirs), runsOf(mine))).toBe(last)
      }),
      { numRuns: 1_000 },
    )
  })

  test.each<[string, number[], number[], number]>([
    ['nothing on either side', [], [], 0],
    ['nothing on one side', [1, 1], [], 0],
    ['one is the beginning of the other', [1, 1, 2], [1, 1, 2, 2, 3], 3],
    ['one host committed more than was heard', [1, 1, 1, 1], [1, 1, 2, 2], 2],
    ['they never had a host in common', [1, 1], [2, 2], 0],
    ['an epoch of one side fell out of the other’s log', [1, 2, 4], [1, 3, 4], 3],
  ])('%s', (_, mine, theirs, version) => {
    expect(commonVersion(runsOf(mine), runsOf(theirs))).toBe(version)
  })

  test('runs of a part are the runs of that part', () => {
    fc.assert(
      fc.property(epochs, fc.nat({ max: 20 }), (list, end) => {
        expect(runsUntil(runsOf(list), asVersion(end))).toEqual(runsOf(list.slice(0, end)))
      }),
    )
  })

  test('the welcome begins there and brings what follows', () => {
    const s = story('a', 'b')
    for (const word of ['one ', 'two ', 'three ']) s.type('host', s.text('host').length, word)
    s.receive('a', 2)
    const welcome = s.join('a')
    expect(welcome).toMatchObject({ from: 2, snapshot: null, entries: [{ seq: 2 }] })
    expect(s.join('a')).toMatchObject({ from: 3, entries: [] })
    expect(s.join('b')).toMatchObject({ from: 0, entries: [{ seq: 0 }, { seq: 1 }, { seq: 2 }] })
    s.same('one two three ')
  })
})

/** `a`, `b` and the host share two saved entries; then the host committed two more that nobody saved. */
function forked(): Story {
  const s = story('a', 'b')
  s.type('a', 0, 'one ')
  s.settle()
  s.type('host', 4, 'two ')
  s.settle()
  s.save()
  s.type('host', 8, 'three ')
  s.receive('a')
  s.type('a', 14, 'four ')
  s.push('a')
  s.receive('a')
  return s
}

describe('J3: what the receiver holds beyond', () => {
  test('becomes pending, other people’s too, and what it shows does not move', () => {
    const s = forked()
    const shown = s.text('a')
    s.promote('b')
    const update = noUpdate()
    const replica = s.replica('a')
    const welcome = makeWelcome(s.host, { runs: replica.log.runs, floor: replica.log.start }, 0)
    expect(welcome).toMatchObject({ from: 2, entries: [], snapshot: null })
    expect(takeWelcome(replica, travelled(welcome), update).ok).toBe(true)
    expect(update.changes).toEqual([])
    expect(s.text('a')).toBe(shown)
    expect(versionOf(replica)).toBe(2)
    expect(replica.pending.map(({ clientId, seq }) => [clientId, seq])).toEqual([
      [clientOf('host'), 1],
      [clientOf('a'), 1],
    ])
    s.settle()
    s.join('host')
    s.settle()
    s.same('one two three four ')
    s.agreed()
    expect(s.host.log.entries.slice(2).map(({ clientId, by, epoch }) => [clientId, by, epoch])).toEqual([
      [clientOf('host'), clientOf('a'), 2],
      [clientOf('a'), clientOf('a'), 2],
    ])
  })

  test('and the receiver’s own pending edits stay on top of it', () => {
    const s = forked()
    s.type('a', 19, 'five')
    s.promote('b')
    s.type('b', 0, '> ')
    s.join('a')
    expect(s.replica('a').pending.map(({ clientId }) => clientId)).toEqual([
      clientOf('host'),
      clientOf('a'),
      clientOf('a'),
    ])
    expect(s.text('a')).toBe('> one two three four five')
  })

  test('the one who is promoted holds more than the store: that comes first in its epoch', () => {
    const s = forked()
    s.promote('a')
    expect(s.text('a')).toBe('one two three four ')
    expect(s.host.log.runs).toEqual([
      [1, 2],
      [2, 4],
    ])
    s.join('b')
    s.join('host')
    s.settle()
    s.same('one two three four ')
    expect(s.replica('host').exchanged + s.replica('b').exchanged).toBe(0)
  })

  test('when the store was emptied everything becomes pending and is saved anew', () => {
    const s = forked()
    s.stored = { ...s.stored, version: START, entries: [] }
    s.promote('b')
    expect(s.replica('b').saved).toBe(0)
    s.join('a')
    s.join('host')
    s.settle()
    s.same('one two three four ')
    s.agreed()
    s.save()
    s.enter('newcomer')
    expect(s.welcome('newcomer', storeWelcome(s.stored))).toBe(null)
    s.same('one two three four ')
  })

  test('hosts change again and again while people hold what nobody saved: nothing is lost or doubled', () => {
    const kinds = ['type', 'type', 'type', 'push', 'receive', 'save', 'cut', 'join', 'promote'] as const
    const deed = fc.record({
      who: fc.constantFrom('host', 'a', 'b'),
      what: fc.constantFrom(...kinds),
      where: fc.double({ min: 0, max: 1, noNaN: true }),
      many: fc.nat({ max: 4 }),
    })
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 50 }), (deeds) => {
        const s = story('a', 'b')
        let unit = 0x4e00
        for (const { who, what, where, many } of deeds) {
          if (what === 'type') {
            s.type(who, Math.floor(where * s.text(who).length), String.fromCharCode(unit))
            unit += 1
          } else if (what === 'push') s.push(who)
          else if (what === 'receive') s.receive(who, many)
          else if (what === 'save') s.save(Math.max(s.stored.version, versionOf(s.host) - many))
          else if (what === 'join' && s.replica(who) !== s.host) s.join(who)
          else if (what === 'cut') {
            const most = Math.min(s.stored.version, versionOf(s.replica(who)))
            s.cut(who, Math.max(s.replica(who).log.start, most - many))
          } else if (what === 'promote') {
            s.promote(who)
            for (const name of s.names) if (s.replica(name) !== s.host) s.join(name)
          }
          // Whoever fell behind a cut has to join, as over a link that the host closes.
          for (const name of s.names) if (versionOf(s.replica(name)) < s.host.log.start) s.join(name)
        }
        for (const name of s.names) if (s.replica(name) !== s.host) s.join(name)
        s.settle()
        s.agreed()
        const typed = Array.from({ length: unit - 0x4e00 }, (_, i) => String.fromCharCode(0x4e00 + i))
        expect([...s.text('a')].sort()).toEqual(typed)
      }),
      { numRuns: 300 },
    )
  })
})

describe('J4: where a log was cut too far', () => {
  test('the host’s: a snapshot, in which what arrived is recognised and the rest is carried', () => {
    const s = story('a', 'b')
    s.type('host', 0, 'begin ')
    s.settle()
    s.type('a', 6, 'arrived ')
    s.push('a')
    s.type('a', 14, 'not yet')
    s.type('a', 0, '# ')
    // The answer is lost; meanwhile the room goes on, is saved, and the host forgets.
    s.type('host', 0, 'so it ')
    s.save()
    s.cut('host', versionOf(s.host))
    const welcome = s.join('a')
    expect(welcome.snapshot?.version).toBe(3)
    expect(s.text('a')).toBe('# so it begin arrived not yet')
    expect(s.replica('a').pending.map(({ seq }) => seq)).toEqual([1])
    s.settle()
    expect(s.text('host')).toBe('# so it begin arrived not yet')
    s.receive('b', 0)
    s.join('b')
    s.agreed()
  })

  test('an edit in the middle of what is pending is recognised, and the others stay', () => {
    const s = story('a', 'b')
    s.save()
    s.type('b', 0, 'B')
    s.settle()
    s.type('a', 1, 'A')
    s.settle()
    // `a` and `b` hold both; the new host has them from `b`, only as far as `b`'s own.
    s.promote('host')
    s.type('a', 2, 'C')
    s.join('b')
    s.save()
    s.cut('host', versionOf(s.host))
    s.join('a')
    s.settle()
    s.agreed()
    expect([...s.text('a')].sort()).toEqual(['A', 'B', 'C'])
  })

  test('the guest’s: a snapshot too, although the host has all entries', () => {
    const s = forked()
    // A saved part that this page has cut turns out not to be in the new host's log.
    s.cut('a', 3)
    s.promote('b')
    s.type('b', 0, '> ')
    const welcome = s.join('a')
    expect(welcome.snapshot).not.toBe(null)
    expect(s.replica('a').log.start).toBe(welcome.from)
    s.join('host')
    s.settle()
    s.agreed()
    expect(s.text('a')).toContain('four ')
  })

  test('no snapshot where entries do, even when both have cut', () => {
    const s = forked()
    s.save()
    s.cut('host', 3)
    s.cut('a', 4)
    expect(s.join('a')).toMatchObject({ from: 4, snapshot: null, entries: [] })
    s.type('host', 0, '!')
    expect(s.join('a')).toMatchObject({ from: 4, snapshot: null, entries: [{}] })
    expect(s.join('b').snapshot).not.toBe(null)
    s.same('!one two three four ')
  })

  test('the snapshot ends at what is saved, and entries bring the rest', () => {
    const s = forked()
    s.save(3)
    s.cut('host', 1)
    s.enter('newcomer')
    const welcome = s.join('newcomer')
    expect(welcome).toMatchObject({ from: 3, saved: 3, snapshot: { version: 3, runs: [[1, 3]] } })
    expect(welcome.entries).toHaveLength(1)
    expect(s.text('newcomer')).toBe('one two three four ')
    expect(s.replica('newcomer').saved).toBe(3)
    // Its log can be told from where it begins.
    expect(s.replica('newcomer').log.runs).toEqual([[1, 4]])
  })

  test('a store that has compacted answers a newcomer and a promoted page alike', () => {
    const s = forked()
    s.save()
    s.compact(3)
    s.enter('newcomer')
    expect(s.welcome('newcomer', storeWelcome(s.stored))).toBe(null)
    s.promote('b')
    s.same('one two three four ')
    expect(s.replica('b').log.runs).toEqual([[1, 4]])
    expect(hashState(s.replica('newcomer').doc)).toBe(hashState(s.replica('b').doc))
  })
})

describe('J1: a welcome that makes no sense', () => {
  const entry = (seq: number, epoch: number, ...spans: Span[]): WireEntry => ({
    clientId: clientOf('x'),
    by: clientOf('x'),
    seq: asSeq(seq),
    epoch: asEpoch(epoch),
    at: 0,
    change: { kind: 'edit', file: MAIN_FILE, spans },
  })
  const welcome = (part: Partial<Welcome>): Welcome => ({
    type: 'welcome',
    epoch: asEpoch(9) as Epoch,
    from: START,
    snapshot: null,
    entries: [],
    saved: START,
    authors: [],
    clock: 0,
    ...part,
  })
  const standing = (replica: Replica) => [versionOf(replica), replica.pending.length]

  test('one that begins past the end of the log, or before what was cut, is unexpected and changes nothing', () => {
    const s = forked()
    expect(s.welcome('b', welcome({ from: asVersion(5), entries: [entry(0, 9, [0, 0, 'x'])] }))).toBe(
      'unexpected',
    )
    expect(s.welcome('b', welcome({ from: asVersion(3) }))).toBe('unexpected')
    s.cut('a', 2)
    expect(s.welcome('a', welcome({ from: asVersion(1), entries: [entry(0, 9, [0, 0, 'x'])] }))).toBe(
      'unexpected',
    )
    expect(standing(s.replica('a'))).toEqual([4, 0])
    expect(standing(s.replica('b'))).toEqual([2, 0])
  })

  test('one whose snapshot is not where its entries begin is malformed', () => {
    const s = forked()
    const good = storeWelcome(s.stored)
    const snapshot = {
      version: asVersion(1),
      runs: [],
      seqs: [],
      language: 'java',
      roles: [],
      files: [],
    } as const
    expect(s.welcome('b', { ...good, from: asVersion(2), snapshot })).toBe('malformed')
    expect(s.text('b')).toBe('one two ')
  })

  // Story compares the editor, which was told every change, with the view.
  test('E1: one whose entries do not fit is out of bounds, and the editor still shows the view', () => {
    const s = forked()
    const entries = [entry(0, 9, [0, 0, 'fits']), entry(1, 9, [99, 0, 'does not'])]
    expect(s.welcome('b', welcome({ from: asVersion(2), entries }))).toBe('outOfBounds')
    expect(s.text('b')).toBe('fitsone two ')
    // It has to join again, with nothing of that log.
    disown(s.replica('b'))
    s.join('b')
    s.same('one two three four ')
  })

  test('a fresh page takes any log from the start', () => {
    const replica = newReplica(clientOf('new'))
    const log = welcome({ entries: [entry(0, 8, [0, 0, 'x'])], saved: asVersion(1) })
    expect(takeWelcome(replica, log).ok).toBe(true)
    expect([replica.epoch, replica.saved, versionOf(replica)]).toEqual([9, 1, 1])
  })
})
