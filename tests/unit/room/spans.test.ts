import { ChangeSet, type Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asEpoch, asSeq, asVersion, MAIN_FILE } from '../../../shared/base/ids.ts'
import { decodeMessage, encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { decodeEntry, encodeEntry } from '../../../shared/protocol/codec/store.ts'
import { fromSpans, isEqual, toSpans, toWireEdit, toWireEntry } from '../../../shared/room/entry.ts'
import { clientOf, lines, replacing, textChange } from '../../support/room_story.ts'

const piece = fc.constantFrom('', 'x', 'yz', '\n', 'a\nb', '\n\n', '🙂', '\ud83d', '\u2028')
const step = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 6 }),
  insert: piece,
  how: fc.constantFrom('compose', 'map', 'over'),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A change set of a text, grown by composing and by mapping, as happens while people edit. */
function grown(doc: Text, steps: readonly Step[]): { changes: ChangeSet; below: Text } {
  let below = doc
  let changes = ChangeSet.empty(doc.length)
  for (const { from, remove, insert, how } of steps) {
    const length = how === 'compose' ? changes.newLength : below.length
    const at = Math.floor(from * length)
    const next = replacing(length, at, Math.min(remove, length - at), insert)
    if (how === 'compose') changes = changes.compose(next)
    else {
      changes = changes.map(next, how === 'over')
      below = next.apply(below)
    }
  }
  return { changes, below }
}

const changeSets = fc
  .tuple(fc.array(piece, { maxLength: 30 }), fc.array(step, { maxLength: 12 }))
  .map(([pieces, steps]) => grown(lines(pieces.join('')), steps))

const viaPush = (changes: ChangeSet): ChangeSet | null => {
  const edit = toWireEdit({ clientId: clientOf('a'), seq: asSeq(0), change: textChange(changes) })
  const message = decodeMessage(
    encodeMessage({ type: 'codeChange', base: asVersion(0), edits: [edit] }, clientOf('a')),
    clientOf('a'),
  )
  const change = message.ok && message.value.type === 'codeChange' ? message.value.edits[0]?.change : null
  return change?.kind === 'edit' ? fromSpans(change.spans, changes.length) : null
}

const viaStore = (changes: ChangeSet): ChangeSet | null => {
  const a = clientOf('a')
  const entry = { clientId: a, by: a, seq: asSeq(0), epoch: asEpoch(1), at: 1, change: textChange(changes) }
  const decoded = decodeEntry(encodeEntry(toWireEntry(entry)))
  const change = decoded.ok ? decoded.value.change : null
  return change?.kind === 'edit' ? fromSpans(change.spans, changes.length) : null
}

describe('E13: section by section', () => {
  test('every change set comes back grouped as it was, over a link and out of a store', () => {
    fc.assert(
      fc.property(changeSets, ({ changes, below }) => {
        for (const back of [
          fromSpans(toSpans(changes), changes.length),
          viaPush(changes),
          viaStore(changes),
        ]) {
          expect(back?.toJSON()).toEqual(changes.toJSON())
          expect(back?.apply(below).eq(changes.apply(below))).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('what is mapped over it maps the same way afterwards', () => {
    fc.assert(
      fc.property(changeSets, fc.array(step, { maxLength: 6 }), ({ changes, below }, steps) => {
        const back = viaPush(changes)
        const other = grown(
          below,
          steps.map((one) => ({ ...one, how: 'compose' as const })),
        ).changes
        if (!back) throw new Error('it comes back')
        expect(other.map(back).toJSON()).toEqual(other.map(changes).toJSON())
        expect(back.map(other, true).toJSON()).toEqual(changes.map(other, true).toJSON())
      }),
    )
  })

  test('neighbours that were two stay two', () => {
    // A deletion and an insertion at one place, in either order, are not the replacement that they look like.
    const two = ChangeSet.fromJSON([[2], [0, 'x'], 3])
    const other = ChangeSet.fromJSON([[0, 'x'], [2], 3])
    const one = ChangeSet.fromJSON([[2, 'x'], 3])
    for (const changes of [two, other, one]) {
      expect(viaPush(changes)?.toJSON()).toEqual(changes.toJSON())
      expect(viaStore(changes)?.toJSON()).toEqual(changes.toJSON())
    }
    expect(toSpans(two)).toEqual([
      [0, 2, ''],
      [0, 0, 'x'],
    ])
  })

  test('spans that reach past the end are no change', () => {
    expect(fromSpans([[0, 3, 'x']], 2)).toBe(null)
    expect(fromSpans([[3, 0, 'x']], 2)).toBe(null)
    expect(
      fromSpans(
        [
          [1, 1, 'x'],
          [0, 1, ''],
        ],
        2,
      ),
    ).toBe(null)
    expect(fromSpans([[1, 1, 'x']], 2)?.toJSON()).toEqual([1, [1, 'x']])
    expect(fromSpans([], 2)?.empty).toBe(true)
    expect(fromSpans([], 0)?.length).toBe(0)
  })
})

const same = (a: ChangeSet, b: ChangeSet) => isEqual(textChange(a), textChange(b))

describe('E5: whether two change sets do the same', () => {
  test('every one equals itself after a journey, and no other', () => {
    fc.assert(
      fc.property(changeSets, changeSets, ({ changes }, { changes: other }) => {
        const back = viaPush(changes)
        expect(back && same(back, changes)).toBe(true)
        const equal = JSON.stringify(changes.toJSON()) === JSON.stringify(other.toJSON())
        expect(same(changes, other)).toBe(equal)
      }),
    )
  })

  test.each([
    ['the place', replacing(9, 1, 0, 'x'), replacing(9, 2, 0, 'x')],
    ['the text', replacing(9, 1, 0, 'x'), replacing(9, 1, 0, 'y')],
    ['what goes', replacing(9, 1, 2, 'x'), replacing(9, 1, 1, 'x')],
    ['the length', replacing(9, 1, 0, 'x'), replacing(8, 1, 0, 'x')],
    ['how it is grouped', ChangeSet.fromJSON([[2], [0, 'x'], 3]), ChangeSet.fromJSON([[2, 'x'], 3])],
  ])('%s tells them apart', (_, a, b) => {
    expect(same(a, b)).toBe(false)
    expect(same(a, ChangeSet.fromJSON(a.toJSON()))).toBe(true)
  })

  test('E13: a change set of the main file is its spans', () => {
    expect(textChange(replacing(5, 1, 2, 'a\nb'))).toMatchObject({ kind: 'edit', file: MAIN_FILE })
    expect(toSpans(replacing(5, 1, 2, 'a\nb'))).toEqual([[1, 2, 'a\nb']])
  })
})
