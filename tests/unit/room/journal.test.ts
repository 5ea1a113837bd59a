import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asVersion, MAIN_FILE } from '../../../shared/base/ids.ts'
import { absorb } from '../../../shared/room/absorb.ts'
import { fromImage, type JournalImage, JournalPages } from '../../../shared/room/journal.ts'
import { newReplica, noUpdate, type Replica, versionOf } from '../../../shared/room/replica.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { written } from '../../support/journal_disk.ts'
import { clientOf, foldOf, story } from '../../support/room_story.ts'

const FRESH = clientOf('fresh')

/** The image of a replica that was written once. */
const imageOf = (replica: Replica): JournalImage =>
  written(null, new JournalPages().next(replica, [replica.self.clientId]))

function kept(image: JournalImage): Replica {
  const result = fromImage(image, FRESH)
  if (!result.ok) throw new Error(result.reason)
  return result.value.replica
}

const identities = (replica: Replica) => [
  replica.log.entries.map(({ clientId, seq, epoch, by }) => [clientId, seq, epoch, by]),
  replica.pending.map(({ clientId, seq }) => [clientId, seq]),
]

function expectSame(restored: Replica, replica: Replica): void {
  expect(identities(restored)).toEqual(identities(replica))
  expect(restored.log.start).toBe(replica.log.start)
  expect(restored.log.runs).toEqual(replica.log.runs)
  if (replica.log.entries.length > 0) expect(restored.log.units).toBe(replica.log.units)
  expect(restored.epoch).toBe(replica.epoch)
  expect(hashState(restored.doc)).toBe(hashState(replica.doc))
  expect(hashState(restored.view)).toBe(hashState(foldOf(replica)))
  expect(restored.self).toEqual({ clientId: FRESH, nextSeq: 0, unsent: 0, joins: 0, forged: 0 })
}

type Deed = 'type' | 'delete' | 'send' | 'receive' | 'save' | 'cut' | 'promote' | 'write' | 'setting'

describe('K1: what a journal holds is the replica', () => {
  test('after any history, written piece by piece, with rewinds and cut heads', () => {
    const deed = fc.constantFrom<Deed>(
      'type',
      'type',
      'delete',
      'send',
      'receive',
      'save',
      'cut',
      'promote',
      'write',
      'setting',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(deed, fc.nat(), fc.boolean()), { maxLength: 80 }), (deeds) => {
        const s = story('a', 'b')
        const pages = new JournalPages()
        let image: JournalImage | null = null
        for (const [what, n, other] of deeds) {
          const who = other ? 'b' : 'a'
          const replica = s.replica(who)
          const length = s.text(who).length
          if (what === 'type') s.type(who, n % (length + 1), `w${n % 7}\n`)
          else if (what === 'delete' && length > 0) s.type(who, n % length, '', 1)
          else if (what === 'send') s.push(who)
          else if (what === 'receive') s.receive(who)
          else if (what === 'save') s.save()
          else if (what === 'setting') s.set(who, { kind: 'language', language: n % 2 ? 'java' : 'cpp' })
          else if (what === 'cut' && replica.saved > replica.log.start) s.cut(who, replica.saved)
          else if (what === 'promote' && s.replica('a') !== s.host) {
            s.promote('a')
            s.join('b')
          } else if (what === 'write') image = written(image, pages.next(s.replica('a'), [clientOf('a')]))
        }
        image = written(image, pages.next(s.replica('a'), [clientOf('a')]))
        expectSame(kept(image), s.replica('a'))
        expect(
          [...image.chunks.keys()].every((chunk) => chunk * 64 < Math.max(1, versionOf(s.replica('a')))),
        ).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('a later write brings only what is new', () => {
    const s = story('a')
    for (let i = 0; i < 200; i++) s.type('host', 0, `${i}\n`)
    s.receive('a')
    const pages = new JournalPages()
    let image = written(null, pages.next(s.replica('a'), []))
    s.type('host', 0, 'x')
    s.receive('a')
    const next = pages.next(s.replica('a'), [])
    expect(next.base).toBeNull()
    expect([...next.chunks.keys()]).toEqual([3])
    image = written(image, next)
    expectSame(kept(image), s.replica('a'))
  })

  test('a log that was rewound and committed anew is written anew', () => {
    const s = story('a', 'b')
    for (let i = 0; i < 150; i++) s.type('host', 0, `${i}\n`)
    s.receive('a')
    const pages = new JournalPages()
    let image = written(null, pages.next(s.replica('a'), []))
    s.promote('a')
    s.type('a', 0, 'more')
    expect(versionOf(s.replica('a'))).toBe(151)
    image = written(image, pages.next(s.replica('a'), []))
    expectSame(kept(image), s.replica('a'))
  })

  test('a log that was rewound leaves nothing of what it was', () => {
    const s = story('a', 'b')
    for (let i = 0; i < 150; i++) s.type('host', 0, `${i}\n`)
    s.receive('a')
    const pages = new JournalPages()
    let image = written(null, pages.next(s.replica('a'), []))
    s.promote('b')
    s.join('a')
    image = written(image, pages.next(s.replica('a'), []))
    expect(versionOf(kept(image))).toBe(0)
    expectSame(kept(image), s.replica('a'))
    expect(image.chunks.size).toBe(0)
  })
})

describe('K5: what makes no sense', () => {
  const s = story('a')
  s.type('host', 0, 'text')
  s.receive('a')
  s.type('a', 0, 'more')
  const image = imageOf(s.replica('a'))
  test.each<[string, Partial<JournalImage>]>([
    ['a tail of another format', { tail: Uint8Array.of(9) }],
    ['a cut tail', { tail: image.tail.slice(0, -1) }],
    ['a tail of nothing', { tail: new Uint8Array() }],
    ['a base of nothing', { base: new Uint8Array() }],
    ['chunks that are missing', { chunks: new Map() }],
    ['a damaged chunk', { chunks: new Map([[0, Uint8Array.of(1, 2, 3)]]) }],
  ])('%s is answered with a reason', (_name, part) => {
    const result = fromImage({ ...image, ...part }, FRESH)
    expect(result.ok ? 'taken' : result.reason).toMatch(/malformed|tooLarge|outOfBounds/)
  })
})

describe('K2: a dead page’s replica', () => {
  test('is taken whole by a page that knows nothing', () => {
    const s = story('a')
    s.type('host', 0, 'shared')
    s.receive('a')
    s.type('a', 6, ' and mine')
    const dead = kept(imageOf(s.replica('a')))
    const fresh = newReplica(FRESH)
    const update = noUpdate()
    expect(absorb(fresh, dead, update).ok).toBe(true)
    expectSame(fresh, s.replica('a'))
    expect(update.changes.map(({ changes }) => changes.newLength)).toEqual(['shared and mine'.length])
  })

  test('brings what it alone held to a page that has edits of its own', () => {
    const s = story('a', 'b')
    s.type('host', 0, 'one two')
    s.receive('a')
    s.receive('b')
    s.type('a', 3, ' A')
    const image = imageOf(s.replica('a'))
    s.type('host', 0, '>')
    s.receive('b')
    s.type('b', 8, ' B')
    const living = s.replica('b')
    const update = noUpdate()
    expect(absorb(living, kept(image), update).ok).toBe(true)
    expect(textOf(living.view, MAIN_FILE).toString()).toBe('>one A two B')
    expect(living.pending.map(({ clientId }) => clientId)).toEqual([clientOf('b'), clientOf('a')])
    expect(hashState(living.view)).toBe(hashState(foldOf(living)))
  })

  test('brings nothing twice that both held, or that was confirmed meanwhile', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'kept')
    s.send('a')
    const image = imageOf(s.replica('a'))
    s.arrive('a')
    s.receive('b')
    expect(absorb(s.replica('b'), kept(image), noUpdate()).ok).toBe(true)
    expect(s.replica('b').pending).toEqual([])
    // The same journal again, on top of itself as pending.
    const fresh = newReplica(FRESH)
    absorb(fresh, kept(image), noUpdate())
    absorb(fresh, kept(image), noUpdate())
    expect(textOf(fresh.view, MAIN_FILE).toString()).toBe('kept')
    expect(fresh.pending).toHaveLength(1)
  })

  test('brings what nobody saved of a log that ends in an older epoch', () => {
    const s = story('a', 'b')
    s.type('host', 0, 'saved')
    s.save()
    s.receive('a')
    s.type('host', 5, ' lost')
    s.receive('a')
    const image = imageOf(s.replica('a'))
    s.promote('b')
    s.type('b', 0, 'new ')
    expect(s.text('b')).toBe('new saved')
    expect(absorb(s.replica('b'), kept(image), noUpdate()).ok).toBe(true)
    expect(textOf(s.replica('b').view, MAIN_FILE).toString()).toBe('new saved lost')
    expect(s.replica('b').pending.map(({ clientId }) => clientId)).toEqual([clientOf('host')])
  })

  test('does not change the epoch of a page that is in one, though its log is empty', () => {
    const s = story('a', 'b')
    s.promote('b')
    s.join('a')
    s.type('a', 0, 'mine')
    const image = imageOf(s.replica('a'))
    const host = s.replica('host')
    expect(host.epoch).toBeLessThan(s.replica('a').epoch)
    const { epoch } = host
    expect(absorb(host, kept(image), noUpdate()).ok).toBe(true)
    expect(host.epoch).toBe(epoch)
    expect(textOf(host.view, MAIN_FILE).toString()).toBe('mine')
  })

  test('waits for a page whose log does not reach up to what the dead one had cut off', () => {
    const s = story('a', 'b')
    for (const word of ['one ', 'two ', 'three ']) s.type('host', 0, word)
    s.save()
    s.receive('a')
    s.cut('a', 3)
    s.type('host', 0, 'four ')
    s.receive('a')
    s.type('a', 0, 'mine ')
    const image = imageOf(s.replica('a'))
    s.receive('b', 1)
    s.type('b', 0, 'b ')
    const { view, pending } = s.replica('b')
    const early = absorb(s.replica('b'), kept(image), noUpdate())
    expect(early).toEqual({ ok: false, reason: 'staleVersion' })
    expect(s.replica('b')).toMatchObject({ view, pending })
    s.receive('b', 2)
    expect(absorb(s.replica('b'), kept(image), noUpdate()).ok).toBe(true)
    expect(s.replica('b').pending.map(({ clientId, seq }) => [clientId, seq])).toEqual([
      [clientOf('b'), 0],
      [clientOf('host'), 3],
      [clientOf('a'), 0],
    ])
  })

  test('lands where it belongs when the living log’s head was cut', () => {
    const s = story('a', 'b')
    s.type('host', 0, 'first\nsecond\nthird\n')
    s.save()
    s.receive('a')
    s.receive('b')
    s.type('a', 6, 'mine ')
    const image = imageOf(s.replica('a'))
    s.type('host', 0, 'zero\n')
    s.type('host', s.text('host').length, 'last\n')
    s.save()
    s.receive('b')
    s.cut('b', versionOf(s.replica('b')))
    const living = s.replica('b')
    expect(absorb(living, kept(image), noUpdate()).ok).toBe(true)
    expect(textOf(living.view, MAIN_FILE).toString()).toBe('zero\nfirst\nmine second\nthird\nlast\n')
    expect(living.saved).toBe(asVersion(3))
  })
})
