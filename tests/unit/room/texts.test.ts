import { Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asFileId, MAIN_FILE } from '../../../shared/base/ids.ts'
import { decodeSnapshot, encodeSnapshot } from '../../../shared/protocol/codec/store.ts'
import { LANGUAGES } from '../../../shared/protocol/language.ts'
import { versionOf } from '../../../shared/room/replica.ts'
import { exportText } from '../../../shared/room/room_state.ts'
import { fromSnapshot, toSnapshot } from '../../../shared/room/snapshot.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { textDiff } from '../../../shared/room/text_diff.ts'
import { foldStored } from '../../../signaling/rooms/stored_room.ts'
import { fixtures } from '../../support/fixtures.ts'
import { lines, plain, storeWelcome, story, userOf } from '../../support/room_story.ts'
import { text as anyText, snapshot } from '../../support/wire.ts'

/** As the page does with everything that comes in. */
const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n')

const ODD: readonly (readonly [string, string])[] = [
  ['tabs', '\tif x:\n\t\treturn\t1\n'],
  ['emoji', 'print("🙂")\n'],
  ['joined emoji', '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽\n'],
  ['letters made of several', 'e\u0301 \u1112\u1161\u11ab\n'],
  ['a lone high surrogate', 'a\ud83db'],
  ['a lone low surrogate', 'a\ude42b'],
  ['surrogates the wrong way round', '\ude42\ud83d'],
  ['line and paragraph separators', 'a\u2028b\u2029c\u0085d'],
  ['a byte order mark', '\ufeff#include <map>\n'],
  ['noncharacters and nulls', '\0a\uffffb\ufffe'],
  ['right to left', 'שלום \u202eabc\u202c'],
  ['no line end at the end', 'x\n\n\ny'],
  ['line ends only', '\n\n\n'],
]

/** Edit, push, update, store, snapshot, newcomer, welcome: everybody holds exactly this text. */
function passesUnchanged(text: string): void {
  const s = story('a', 'b')
  const half = Math.floor(text.length / 2)
  s.type('a', 0, text.slice(half))
  s.push('a')
  // The second half of the way it goes in between what is there, wherever that cuts.
  s.type('a', 0, text.slice(0, half))
  s.settle()
  s.same(text)
  s.save()
  const { state } = foldStored(s.stored)
  expect(plain(state)).toEqual(plain(s.host.doc))
  s.compact(1)
  s.enter('newcomer')
  expect(s.welcome('newcomer', storeWelcome(s.stored))).toBe(null)
  s.same(text)
  // Now nobody has the entries any more.
  s.cut('host', versionOf(s.host))
  s.enter('late')
  expect(s.join('late').snapshot).not.toBe(null)
  s.compact(versionOf(s.host))
  s.enter('last')
  expect(s.welcome('last', storeWelcome(s.stored))).toBe(null)
  s.same(text)
  expect(foldStored(s.stored).state.files.get(MAIN_FILE)?.text.sliceString(0)).toBe(text)
}

describe('E11: units pass unchanged', () => {
  test.each(ODD)('%s', (_, text) => passesUnchanged(text))

  test.each(
    LANGUAGES.flatMap((language) => fixtures(language)).map((one) => [one.language, one.name, one.text]),
  )('%s: %s', (_language, _name, text) => {
    expect(text.length).toBeGreaterThan(500)
    passesUnchanged(withLineFeeds(text))
  })

  test('any text at all', () => {
    fc.assert(
      fc.property(anyText(200), (text) => passesUnchanged(text)),
      { numRuns: 60 },
    )
  })

  test('only a line feed begins a line', () => {
    expect(lines('a\u2028b\u2029c\u0085d\fe\vf').lines).toBe(1)
    const s = story('a')
    s.type('a', 0, 'a\u2028b')
    s.settle()
    const { text } = s.host.doc.files.get(MAIN_FILE) ?? { text: Text.empty }
    expect([text.lines, text.length]).toEqual([1, 3])
  })

  test('a file that came with CR LF leaves with CR LF, to the byte', () => {
    const [inventory] = fixtures('java')
    const original = inventory?.text ?? ''
    expect(original).toContain('\r\n')
    const s = story('a')
    s.set('a', { kind: 'lineEnd', file: MAIN_FILE, lineEnd: '\r\n' })
    s.type('a', 0, withLineFeeds(original))
    s.settle()
    s.save()
    s.compact(versionOf(s.host))
    const file = foldStored(s.stored).state.files.get(MAIN_FILE)
    expect(file && exportText(file)).toBe(original)
  })

  test('two people edit inside one surrogate pair', () => {
    const s = story('a', 'b')
    s.type('host', 0, '<🙂>')
    s.settle()
    s.type('a', 2, 'x')
    s.type('b', 1, '', 1)
    s.push('b')
    s.push('a')
    s.settle()
    s.agreed()
    s.same('<x\ude42>')
    s.type('a', 1, '\ud83d', 1)
    s.settle()
    s.same('<🙂>')
  })

  test('two people replace one pair at the same time', () => {
    const s = story('a', 'b')
    s.type('host', 0, '🙂')
    s.settle()
    s.type('a', 0, '👍', 2)
    s.type('b', 1, '\ude00', 1)
    s.push('a')
    s.push('b')
    s.settle()
    s.agreed()
    passesUnchanged(s.text('a'))
  })
})

describe('E12 D3: a snapshot', () => {
  test('holds everything that a room’s state holds', () => {
    const s = story('a', 'b')
    s.type('a', 0, 'text\n🙂')
    s.set('a', { kind: 'language', language: 'typescript' })
    s.createFile('b', 4_000_000_000, 'util.ts')
    s.type('b', 0, 'x', 0, 4_000_000_000)
    s.set('b', { kind: 'lineEnd', file: asFileId(4_000_000_000), lineEnd: '\r\n' })
    s.set('b', { kind: 'deleteFile', file: asFileId(4_000_000_000), deleted: true })
    s.set('host', { kind: 'role', user: userOf('b'), role: 'viewer' })
    s.settle()
    const { doc, log } = s.host
    const decoded = decodeSnapshot(encodeSnapshot(toSnapshot(doc, versionOf(s.host), log.runs)))
    if (!decoded.ok) throw new Error(decoded.reason)
    const state = fromSnapshot(decoded.value)
    expect(plain(state)).toEqual(plain(doc))
    expect(state.seqs).toEqual(doc.seqs)
    expect(decoded.value.version).toBe(versionOf(s.host))
    expect(decoded.value.runs).toEqual(log.runs)
  })

  test('gives its state and comes out of it again, whatever it holds', () => {
    fc.assert(
      fc.property(snapshot, (one) => {
        const state = fromSnapshot(one)
        expect(toSnapshot(state, one.version, one.runs)).toEqual(one)
        expect(hashState(fromSnapshot(toSnapshot(state, one.version, one.runs)))).toBe(hashState(state))
      }),
    )
  })
})

describe('J4: the difference of two texts', () => {
  test('leads from one to the other and keeps the common beginning and end', () => {
    const words = fc.array(fc.constantFrom('a', 'b', '\n', '🙂', '\ud83d'), { maxLength: 12 })
    fc.assert(
      fc.property(words, words, words, words, (begin, one, other, end) => {
        const from = lines([...begin, ...one, ...end].join(''))
        const to = lines([...begin, ...other, ...end].join(''))
        const changes = textDiff(from, to)
        expect(changes.apply(from).sliceString(0)).toBe(to.sliceString(0))
        let touched = 0
        changes.iterChanges((fromA, toA) => {
          touched += toA - fromA
          expect(fromA).toBeGreaterThanOrEqual(begin.join('').length)
        })
        expect(touched).toBeLessThanOrEqual(one.join('').length)
        if (from.eq(to)) expect(changes.empty).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('touches scattered places one by one', () => {
    const words = Array.from({ length: 2_000 }, (_, i) => `line ${i}`)
    const other = words.flatMap((line, i) => (i % 10 === 3 ? [`${line} more`] : i % 10 === 7 ? [] : [line]))
    const changes = textDiff(Text.of(words), Text.of(other))
    expect(changes.apply(Text.of(words)).eq(Text.of(other))).toBe(true)
    let places = 0
    let touched = 0
    changes.iterChanges((fromA, toA, fromB, toB) => {
      places += 1
      touched += toA - fromA + toB - fromB
    })
    expect(places).toBe(400)
    expect(touched).toBeLessThan(400 * 12)
  })

  test('does not move what stands between the differences, whatever was moved or repeated', () => {
    const line = fc.constantFrom('a', 'b', 'c', 'd', 'e', '', '  }', '  }')
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.array(line, { maxLength: 30 }), (one, two) => {
        const changes = textDiff(Text.of(['>', ...one]), Text.of(['>', ...two]))
        expect(changes.apply(Text.of(['>', ...one])).eq(Text.of(['>', ...two]))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('touches what differs and nothing else', () => {
    expect(textDiff(lines('one two three'), lines('one 2 three')).toJSON()).toEqual([4, [3, '2'], 6])
    expect(textDiff(lines('aaa'), lines('aaaa')).toJSON()).toEqual([3, [0, 'a']])
    expect(textDiff(lines(''), lines('a\nb')).toJSON()).toEqual([[0, 'a', 'b']])
    expect(textDiff(lines('a\nb'), lines('')).toJSON()).toEqual([[3]])
  })
})
