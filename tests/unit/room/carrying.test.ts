import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asFileId, asSeq } from '../../../shared/base/ids.ts'
import { carry } from '../../../shared/room/carry.ts'
import type { Edit } from '../../../shared/room/entry.ts'
import { versionOf } from '../../../shared/room/replica.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import {
  clientOf,
  foldOf,
  lines,
  plain,
  replacing,
  type Story,
  story,
  textChange,
  userOf,
} from '../../support/room_story.ts'

const NAMES = ['host', 'a', 'b', 'c'] as const
const WORDS = ['x', 'yz', '\n', '  ', '🙂', 'é', '\t', '\ud83d', '']

/** One thing that one person does or that the network does for them. */
const deed = fc.record({
  who: fc.constantFrom(...NAMES),
  what: fc.constantFrom('type', 'type', 'type', 'send', 'arrive', 'receive', 'receive', 'settings'),
  /** Where, as a share of the text; half of all edits fall where others edit too. */
  where: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
  remove: fc.nat({ max: 4 }),
  word: fc.constantFrom(...WORDS),
  many: fc.nat({ max: 3 }),
  file: fc.constantFrom(0, 0, 0, 1),
})
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

function act(s: Story, { who, what, where, remove, word, many, file }: Deed): void {
  const view = s.replica(who).view
  switch (what) {
    case 'type': {
      if (!view.files.has(asFileId(file))) return
      const { length } = textOf(view, asFileId(file))
      const from = Math.floor(where * length)
      s.type(who, from, word, Math.min(remove, length - from), file)
      return
    }
    case 'settings':
      if (file === 1) return s.createFile(who, 1)
      return s.set(who, { kind: 'language', language: many === 0 ? 'java' : 'cpp' })
    case 'send':
      return void s.send(who)
    case 'arrive':
      return void s.arrive(who)
    case 'receive':
      return void s.receive(who, many)
  }
}

describe('E1 E2 E9 E16: whatever the order in which messages arrive', () => {
  // Story checks after every step that the view is the fold of log and pending, and what an editor was told.
  test('everybody comes to one text, and no confirmed edit differs from what its author saw', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
        const s = story('a', 'b', 'c')
        s.type('host', 0, 'one\ntwo\nthree')
        for (const one of deeds) act(s, one)
        s.settle()
        s.agreed()
        for (const name of NAMES) {
          expect(s.replica(name).exchanged).toBe(0)
          expect(s.refused(name).filter(({ text }) => text !== '')).toEqual([])
        }
      }),
      { numRuns: 250 },
    )
  })

  test('links break and people join again in the middle, and nothing is lost or doubled', () => {
    const restless = fc.oneof(
      { weight: 6, arbitrary: deed },
      { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c').map((who) => ({ join: who })) },
    )
    fc.assert(
      fc.property(fc.array(restless, { maxLength: 60 }), (deeds) => {
        const s = story('a', 'b', 'c')
        s.type('host', 0, 'one\ntwo\nthree')
        for (const one of deeds) 'join' in one ? s.join(one.join) : act(s, one)
        for (const name of ['a', 'b', 'c']) s.join(name)
        s.settle()
        s.agreed()
      }),
      { numRuns: 200 },
    )
  })

  test('hosts change in the middle, with more or less of the log saved', () => {
    const fickle = fc.oneof(
      { weight: 8, arbitrary: deed },
      {
        weight: 1,
        arbitrary: fc.record({ promote: fc.constantFrom(...NAMES), unsaved: fc.nat({ max: 5 }) }),
      },
    )
    fc.assert(
      fc.property(fc.array(fickle, { maxLength: 60 }), (deeds) => {
        const s = story('a', 'b', 'c')
        s.type('host', 0, 'one\ntwo\nthree')
        for (const one of deeds) {
          if (!('promote' in one)) act(s, one)
          else {
            const { length } = s.host.log.entries
            s.save(Math.max(s.stored.version, s.host.log.start + length - one.unsaved))
            s.promote(one.promote)
            for (const name of s.names) if (s.replica(name) !== s.host) s.join(name)
          }
        }
        s.settle()
        s.agreed()
      }),
      { numRuns: 200 },
    )
  })
})

test('E1 E6 E10: whatever is refused, by limits and by roles that change, everybody still shows the fold', () => {
  const mean = fc.oneof(
    { weight: 8, arbitrary: deed },
    {
      weight: 2,
      arbitrary: fc.record({
        who: fc.constantFrom('a', 'b', 'c'),
        what: fc.constantFrom('viewer', 'editor', 'create', 'write', 'delete', 'promote', 'limit'),
        file: fc.integer({ min: 1, max: 3 }),
      }),
    },
  )
  fc.assert(
    fc.property(fc.array(mean, { maxLength: 60 }), (deeds) => {
      const s = story('a', 'b', 'c')
      s.limits = { ...s.limits, units: 25, files: 2 }
      s.type('host', 0, 'one\ntwo\nthree')
      for (const one of deeds) {
        if (!('file' in one && 'who' in one && !('word' in one))) act(s, one as Deed)
        else if (one.what === 'viewer' || one.what === 'editor')
          s.set('host', { kind: 'role', user: userOf(one.who), role: one.what })
        else if (one.what === 'create') s.createFile(one.who, one.file)
        else if (one.what === 'limit') s.limits = { ...s.limits, files: 1 + (s.limits.files % 3) }
        else if (one.what === 'delete')
          s.set(one.who, { kind: 'deleteFile', file: asFileId(one.file), deleted: true })
        else if (one.what === 'write') {
          if (s.replica(one.who).view.files.has(asFileId(one.file))) s.type(one.who, 0, 'file', 0, one.file)
        } else {
          s.save(Math.max(s.stored.version, versionOf(s.host) - 2))
          s.promote(one.who)
          for (const name of s.names) if (s.replica(name) !== s.host) s.join(name)
        }
      }
      s.settle()
      s.agreed()
    }),
    { numRuns: 250 },
  )
})

test('E1: a file that goes with a refusal and comes back as another’s shows what is still pending in it', () => {
  const s = story('a', 'b')
  s.set('host', { kind: 'role', user: userOf('b'), role: 'viewer' })
  s.createFile('b', 1, 'of b')
  s.type('b', 0, 'typed', 0, 1)
  s.push('b')
  s.createFile('a', 1, 'of a')
  s.push('a')
  s.receive('b', 2)
  expect(s.replica('b').view.files.has(asFileId(1))).toBe(false)
  s.receive('b')
  expect(s.text('b', asFileId(1))).toBe('typed')
  s.settle()
  s.agreed()
  expect(s.text('b', asFileId(1))).toBe('')
})

test('E1: the view is the log and then what is pending, in order', () => {
  const s = story('a', 'b')
  s.type('a', 0, 'hello')
  s.type('b', 0, 'world')
  s.push('b')
  s.receive('a')
  expect(s.confirmed('a')).toBe('world')
  expect(s.text('a')).toBe('worldhello')
  expect(plain(s.replica('a').view)).toEqual(plain(foldOf(s.replica('a'))))
  s.settle()
  s.same('worldhello')
})

describe('E2: over one entry at a time', () => {
  test('an insertion whose surroundings are deleted and written anew stays where its author sees it', () => {
    const s = story('a', 'b', 'c')
    s.type('a', 0, 'abcdef')
    s.settle()
    s.type('a', 3, 'X')
    s.type('b', 1, '', 4)
    s.push('b')
    s.type('c', 3, 'Y')
    s.push('c')
    s.receive('b')
    s.type('b', 1, 'Z')
    s.push('b')
    s.receive('a', 1)
    s.push('a')
    s.settle()
    s.agreed()
    for (const name of s.names) expect(s.replica(name).exchanged).toBe(0)
  })

  test('what is pushed on an old version arrives at the host as its author carried it here', () => {
    const s = story('a', 'b')
    s.type('host', 0, '0123456789')
    s.settle()
    s.type('a', 5, 'first')
    s.send('a')
    s.type('a', 10, 'second')
    for (const at of [0, 3, 5, 5, 2]) {
      s.type('b', at, '.', 1)
      s.push('b')
      s.receive('b')
    }
    s.receive('a')
    const shown = s.text('a')
    s.settle()
    expect(s.text('host')).toBe(shown)
    s.agreed()
  })
})

describe('E4: at any place of the list', () => {
  const edit = (name: string, seq: number, length: number, at: number, insert: string): Edit =>
    ({ clientId: clientOf(name), seq, change: textChange(replacing(length, at, 0, insert)) }) as Edit
  const below = () => lines('0123456789')

  test.each([0, 1, 2])('the pending edit number %i is recognised, and the others stay', (place) => {
    const pending = [edit('a', 0, 10, 10, 'A'), edit('b', 0, 11, 11, 'B'), edit('c', 0, 12, 12, 'C')]
    const entry = [edit('a', 0, 10, 10, 'A'), edit('b', 0, 10, 10, 'B'), edit('c', 0, 10, 10, 'C')][place]
    if (!entry) throw new Error('one of three')
    const carried = carry(pending, entry, below)
    expect(carried.own).toBe(pending[place])
    expect(carried.pending.map(({ clientId }) => clientId)).toEqual(
      pending.filter((_, i) => i !== place).map(({ clientId }) => clientId),
    )
  })

  test('what others pushed of what one holds oneself is not there twice', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'one ')
    s.settle()
    s.save()
    for (const word of ['two ', 'three ', 'four ']) {
      s.type('host', s.text('host').length, word)
      s.settle()
    }
    s.same('one two three four ')
    // Nothing of that was saved: both guests hold three edits of the lost host.
    s.promote('a')
    s.type('b', 0, '> ')
    s.join('b')
    s.join('host')
    s.settle()
    s.same('> one two three four ')
    s.agreed()
  })

  test('the same seq of another author is another edit', () => {
    const carried = carry([edit('a', 0, 10, 0, 'A')], edit('b', 0, 10, 0, 'B'), below)
    expect(carried.own).toBeUndefined()
    expect(carried.pending).toHaveLength(1)
  })
})

describe('E5: committed differently', () => {
  /** `b` becomes host and commits before it hears of `a`'s edits, whose order was another one for `a`. */
  function moved(): Story {
    const s = story('a', 'b')
    s.type('a', 0, 'base')
    s.settle()
    s.save()
    s.type('a', 2, 'AA')
    s.push('a')
    s.receive('a')
    s.type('host', 4, 'HH')
    s.receive('a')
    s.type('a', 8, '!')
    return s
  }

  test('the confirmed text takes the entry as it is and the view exchanges its own for it', () => {
    const s = moved()
    expect(s.text('a')).toBe('baAAHHse!')
    s.promote('b')
    // The host's edit reaches the new host before the one that it was made on top of.
    s.type('b', 0, 'B')
    const [hosts] = s.replica('host').log.entries.slice(-1)
    if (hosts?.change.kind !== 'edit') throw new Error('the host typed')
    const change = { kind: 'edit', file: asFileId(0), spans: [[2, 0, 'HH']] } as const
    expect(s.admit('host', 1, [{ clientId: hosts.clientId, seq: hosts.seq, change }]).ok).toBe(true)
    s.join('a')
    expect(s.confirmed('a')).toBe('BbaHHse')
    expect(s.text('a')).toBe('BbaHHAAse!')
    expect(s.replica('a').exchanged).toBe(1)
    s.join('host')
    s.settle()
    s.agreed()
    for (const word of ['B', 'HH', 'AA', '!']) expect(s.text('a').split(word)).toHaveLength(2)
  })

  test('an entry in another file than its pending edit takes the one back and does the other', () => {
    const s = story('a')
    s.createFile('host', 1)
    s.settle()
    s.type('a', 0, 'mine')
    s.type('a', 4, ' more', 0)
    const change = { kind: 'edit', file: asFileId(1), spans: [[0, 0, 'elsewhere']] } as const
    s.admit('a', 1, [
      { clientId: clientOf('a'), seq: s.replica('a').pending[0]?.seq ?? (0 as never), change },
    ])
    s.receive('a')
    expect(s.text('a', asFileId(1))).toBe('elsewhere')
    expect(s.text('a')).not.toContain('mine')
  })
})

describe('E6: refused', () => {
  test('everybody lets go of the edit, and its author gets its text and the reason', () => {
    const s = story('a', 'b')
    s.limits = { ...s.limits, units: 10 }
    s.type('host', 0, '12345678')
    s.settle()
    s.type('a', 4, 'too much')
    s.push('a')
    s.type('a', 0, '>')
    expect(s.host.log.entries.at(-1)?.change).toEqual({ kind: 'void', reason: 'documentFull' })
    s.settle()
    s.same('>12345678')
    s.agreed()
    expect(s.refused('a')).toEqual([{ text: 'too much', reason: 'documentFull' }])
    expect(s.refused('b')).toEqual([])
  })

  test('what was typed into a refused text goes with it, what was typed beside it stays', () => {
    const s = story('a')
    s.limits = { ...s.limits, units: 9 }
    s.type('host', 0, 'abcd')
    s.settle()
    s.type('a', 2, '123456')
    s.send('a')
    s.type('a', 5, 'in', 1)
    s.type('a', 0, '<')
    s.arrive('a')
    s.settle()
    s.agreed()
    expect(s.text('a')).toContain('<ab')
    expect(s.text('a')).not.toContain('123')
  })

  test('another holder of the edit lets go of it too, and is told nothing', () => {
    const s = story('a', 'b')
    s.save()
    s.type('a', 0, 'held by all')
    s.settle()
    s.limits = { ...s.limits, units: 5 }
    s.promote('b')
    s.join('a')
    s.join('host')
    s.settle()
    s.same('')
    expect(s.refused('a')).toEqual([{ text: 'held by all', reason: 'documentFull' }])
    expect(s.refused('b')).toEqual([])
    expect(s.refused('host')).toEqual([])
  })

  test('a refused deletion gives back what it took, also where that is pending itself', () => {
    const below = lines('0123456789')
    const pending: Edit[] = [
      { clientId: clientOf('b'), seq: asSeq(0), change: textChange(replacing(10, 0, 0, 'BB')) },
      { clientId: clientOf('a'), seq: asSeq(0), change: textChange(replacing(12, 1, 3, '')) },
      { clientId: clientOf('a'), seq: asSeq(1), change: textChange(replacing(9, 9, 0, '!')) },
    ]
    const entry: Edit = {
      clientId: clientOf('a'),
      seq: asSeq(0),
      change: { kind: 'void', reason: 'notAllowed' },
    }
    const carried = carry(pending, entry, () => below)
    const [view] = carried.view
    expect(view?.changes.apply(lines('B23456789!')).sliceString(0)).toBe('BB0123456789!')
    expect(carried.pending).toHaveLength(2)
  })

  test('a refused edit of the host itself is taken back at once', () => {
    const s = story('a')
    s.limits = { ...s.limits, units: 3 }
    s.type('host', 0, 'four')
    s.settle()
    s.same('')
    expect(s.refused('host')).toEqual([{ text: 'four', reason: 'documentFull' }])
  })
})

describe('E16: one push outstanding', () => {
  test('the next one takes everything that is pending then, and both arrive as they were typed', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'a')
    expect(s.send('a')).toBe(true)
    s.type('a', 1, 'b')
    s.type('a', 2, 'c')
    expect(s.send('a')).toBe(false)
    s.arrive('a')
    expect(s.text('host')).toBe('a')
    s.receive('a')
    expect(s.send('a')).toBe(true)
    s.arrive('a')
    s.settle()
    s.same('abc')
  })
})
