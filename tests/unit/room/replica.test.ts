import { ChangeSet } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asEpoch, asFileId, asVersion, MAIN_FILE } from '../../../shared/base/ids.ts'
import { INSERT_UNITS, SPANS_PER_EDIT } from '../../../shared/protocol/limits.ts'
import { admitEdits } from '../../../shared/room/authority.ts'
import {
  cut,
  edit,
  markSaved,
  newReplica,
  type Replica,
  stateAt,
  trim,
  versionOf,
} from '../../../shared/room/replica.ts'
import { lastSeq, textOf } from '../../../shared/room/room_state.ts'
import { mayJoin, sizeOf } from '../../../shared/room/split.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { clientOf, lines, replacing, story, textChange, userOf } from '../../support/room_story.ts'

describe('E7: own edits that were never sent', () => {
  test('are joined into one while a push is under way, and the sent one never changes', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'f')
    s.send('a')
    const [sent] = s.replica('a').pending
    for (const [i, unit] of [...'unction'].entries()) s.type('a', 1 + i, unit)
    s.type('a', 0, '', 1)
    expect(s.replica('a').pending).toHaveLength(2)
    expect(s.replica('a').pending[0]).toBe(sent)
    s.settle()
    s.same('unction')
    expect(s.host.log.entries.map(({ seq }) => seq)).toEqual([0, 1])
  })

  test('stay as they were sent when the link breaks and they are sent again', () => {
    const s = story('a')
    s.type('a', 0, 'sent')
    s.send('a')
    s.lose('a')
    s.type('a', 4, ' later')
    expect(s.replica('a').pending.map(({ seq }) => seq)).toEqual([0, 1])
    s.join('a')
    s.settle()
    s.same('sent later')
  })

  test('what was in a lost host’s log was sent: what is typed on it is an edit of its own', () => {
    const s = story('a', 'b')
    s.createFile('host', 1)
    s.type('host', 0, 'x')
    s.receive('b')
    // Nobody saved it. The new host never heard of it; the other guest did, and holds it as it was.
    s.promote('a')
    s.join('host')
    s.send('host')
    s.type('host', 1, ' typed while the file is on its way')
    s.join('b')
    s.push('b')
    s.receive('b')
    s.push('b')
    s.arrive('host')
    s.settle()
    s.agreed()
    s.same('x typed while the file is on its way')
  })

  test('of other files, of other kinds and of other people are not joined', () => {
    const s = story('a')
    s.createFile('a', 1)
    s.type('a', 0, 'x')
    s.type('a', 0, 'y', 0, 1)
    s.set('a', { kind: 'language', language: 'cpp' })
    s.set('a', { kind: 'language', language: 'java' })
    s.type('a', 0, 'z', 0, 1)
    s.type('a', 1, 'z', 0, 1)
    expect(s.replica('a').pending.map(({ change }) => change.kind)).toEqual([
      'createFile',
      'edit',
      'edit',
      'language',
      'language',
      'edit',
    ])
  })

  test('are joined no further than one edit may go', () => {
    const half = 'x'.repeat(INSERT_UNITS / 2)
    const replica = newReplica(clientOf('a'))
    const type = (insert: string) =>
      edit(replica, textChange(replacing(textOf(replica.view, MAIN_FILE).length, 0, 0, insert)), mayJoin)
    type(half)
    type(half)
    expect(replica.pending).toHaveLength(1)
    type('y')
    expect(replica.pending).toHaveLength(2)
  })

  test('joined, they touch no more places and insert no more than both did', () => {
    const places = fc.array(
      fc.record({ at: fc.nat({ max: 20 }), remove: fc.nat({ max: 3 }), many: fc.nat({ max: 3 }) }),
    )
    const make = (list: readonly { at: number; remove: number; many: number }[], length: number) => {
      let pos = 0
      const specs = []
      for (const { at, remove, many } of list) {
        const from = pos + at
        if (from + remove > length) break
        specs.push({ from, to: from + remove, insert: 'i'.repeat(many) })
        pos = from + remove
      }
      return ChangeSet.of(specs, length)
    }
    fc.assert(
      fc.property(places, places, (first, second) => {
        const a = make(first, 60)
        const b = make(second, a.newLength)
        const [one, other, both] = [sizeOf(a), sizeOf(b), sizeOf(a.compose(b))]
        expect(both.units).toBeLessThanOrEqual(one.units + other.units)
        expect(both.spans).toBeLessThanOrEqual(one.spans + other.spans)
      }),
    )
  })

  test('are not joined past the places that one edit may touch', () => {
    const specs = Array.from({ length: SPANS_PER_EDIT }, (_, i) => ({ from: 2 * i, to: 2 * i + 1 }))
    const many = ChangeSet.of(specs, 2 * SPANS_PER_EDIT)
    const one = ChangeSet.of({ from: 0, insert: 'x' }, many.newLength)
    expect(mayJoin(textChange(many), textChange(one))).toBe(false)
    const fewer = ChangeSet.of(specs.slice(1), 2 * SPANS_PER_EDIT)
    expect(
      mayJoin(textChange(fewer), textChange(ChangeSet.of({ from: 0, insert: 'x' }, fewer.newLength))),
    ).toBe(true)
  })
})

describe('D3: the head of the log', () => {
  /** A host whose log has so many entries of one unit each. */
  function long(entries: number): Replica {
    const host = newReplica(clientOf('host'))
    host.epoch = asEpoch(1)
    const self = { clientId: clientOf('host'), userId: userOf('host') }
    for (let i = 0; i < entries; i++) {
      edit(host, textChange(replacing(i, i, 0, String(i % 10))), mayJoin)
      admitEdits(host, self, versionOf(host), host.pending, 0)
    }
    return host
  }

  test('is cut below what is saved only', () => {
    const host = long(20)
    markSaved(host, asVersion(10))
    expect(() => cut(host, asVersion(11))).toThrow('only saved entries are cut')
    cut(host, asVersion(10))
    expect(host.log.start).toBe(10)
    expect(versionOf(host)).toBe(20)
  })

  test('takes with it neither a text, nor who wrote last, nor the epochs', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'one')
    s.settle()
    s.type('b', 0, 'two')
    s.settle()
    const before = { seqs: new Map(s.host.doc.seqs), hash: hashState(s.host.doc), runs: [...s.host.log.runs] }
    s.save()
    s.cut('host', 2)
    expect(s.host.log.entries).toEqual([])
    expect(s.host.doc.seqs).toEqual(before.seqs)
    expect(s.host.head.seqs).toEqual(before.seqs)
    expect(lastSeq(s.host.head, clientOf('a'))).toBe(0)
    expect(hashState(stateAt(s.host, asVersion(2)))).toBe(before.hash)
    expect(s.host.log.runs).toEqual(before.runs)
    // A push that comes again finds its edit although the entry is gone.
    const again = { kind: 'edit', file: asFileId(0), spans: [[0, 0, 'one']] } as const
    expect(s.admit('a', 2, [{ clientId: clientOf('a'), seq: 0 as never, change: again }])).toMatchObject({
      ok: true,
      value: { entries: [] },
    })
  })

  test('is cut by itself once it has grown, never into what is not saved', () => {
    const host = long(6_000)
    trim(host)
    expect(host.log.start).toBe(0)
    markSaved(host, asVersion(4_096))
    trim(host)
    expect(host.log.start).toBe(0)
    const text = textOf(host.doc, MAIN_FILE)
    for (const saved of [4_097, 5_000, 6_000]) {
      markSaved(host, asVersion(saved))
      trim(host)
      expect(host.log.start).toBeLessThanOrEqual(host.saved - 2_048)
      expect(host.saved - host.log.start).toBeLessThanOrEqual(4_096)
    }
    expect(host.log.start).toBeGreaterThan(0)
    expect(textOf(stateAt(host, versionOf(host)), MAIN_FILE).eq(text)).toBe(true)
    expect(textOf(stateAt(host, asVersion(host.log.start + 5)), MAIN_FILE).length).toBe(host.log.start + 5)
  })
})

describe('D1: saved', () => {
  test('is never more than the log, never falls by word of mouth, and falls with what becomes pending', () => {
    const s = story('a')
    s.type('host', 0, 'one')
    s.type('host', 0, 'two')
    s.settle()
    const guest = s.replica('a')
    markSaved(guest, asVersion(7))
    expect(guest.saved).toBe(2)
    markSaved(guest, asVersion(1))
    expect(guest.saved).toBe(2)
    // The store's log ends earlier than this page believed.
    s.save(1)
    s.promote('a')
    expect(s.replica('a').saved).toBe(1)
    expect(versionOf(s.replica('a'))).toBe(2)
  })
})

test('E1: a state of any version is the fold up to there, and nobody else’s to change', () => {
  const s = story()
  const texts = ['']
  for (let i = 0; i < 40; i++) {
    s.type('host', i % 7 === 0 ? 0 : s.text('host').length, `${i} `)
    texts.push(s.text('host'))
  }
  for (const [version, text] of texts.entries())
    expect(textOf(stateAt(s.host, asVersion(version)), MAIN_FILE).sliceString(0)).toBe(text)
  const state = stateAt(s.host, asVersion(40))
  state.files.clear()
  state.seqs.clear()
  expect(s.host.doc.files.size).toBe(1)
  expect(lines(s.text('host')).eq(textOf(s.host.doc, MAIN_FILE))).toBe(true)
})
