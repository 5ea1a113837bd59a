import { ChangeSet, type Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { INSERT_UNITS, SPANS_PER_EDIT } from '../../../shared/protocol/limits.ts'
import { sizeOf, split } from '../../../shared/room/split.ts'
import { lines, replacing } from '../../support/room_story.ts'

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000

/** Applies the parts one after the other, looking at each. */
function applied(parts: readonly ChangeSet[], doc: Text): Text {
  let text = doc
  for (const part of parts) {
    const { units, spans } = sizeOf(part)
    expect(units).toBeLessThanOrEqual(INSERT_UNITS)
    expect(spans).toBeLessThanOrEqual(SPANS_PER_EDIT)
    text = part.apply(text)
  }
  return text
}

/** Whether one of the texts that a change inserts begins or ends inside a surrogate pair, lone ones aside. */
function cutsPair(part: ChangeSet): boolean {
  let cuts = false
  part.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    const text = inserted.sliceString(0)
    cuts ||= isLow(text.charCodeAt(0)) || isHigh(text.charCodeAt(text.length - 1))
  }, true)
  return cuts
}

describe('E8: what is larger than one edit may be', () => {
  test('goes as several edits, and as one when it is not larger', () => {
    const doc = lines('before after')
    for (const [units, parts] of [
      [0, 1],
      [1, 1],
      [INSERT_UNITS, 1],
      [INSERT_UNITS + 1, 2],
      [2 * INSERT_UNITS, 2],
      [5 * INSERT_UNITS - 7, 5],
    ] as const) {
      const changes = replacing(doc.length, 6, 3, 'abcdefg\n'.repeat(units / 8 + 1).slice(0, units))
      const made = split(changes)
      expect(made).toHaveLength(parts)
      expect(applied(made, doc).eq(changes.apply(doc))).toBe(true)
    }
  })

  test('none of which begins or ends inside a surrogate pair', () => {
    for (const shift of [0, 1]) {
      const text = 'x'.repeat(shift) + '🙂'.repeat(INSERT_UNITS)
      const changes = replacing(0, 0, 0, text)
      const parts = split(changes)
      expect(parts.length).toBeGreaterThanOrEqual(2)
      expect(parts.some(cutsPair)).toBe(false)
      expect(applied(parts, lines('')).sliceString(0) === text).toBe(true)
    }
  })

  test('a lone surrogate at the border stays as it is', () => {
    for (const odd of ['\ud83d', '\ude42']) {
      const text = `${'x'.repeat(INSERT_UNITS - 1)}${odd}${'y'.repeat(10)}`
      expect(applied(split(replacing(0, 0, 0, text)), lines('')).sliceString(0) === text).toBe(true)
    }
  })

  test('more places than one edit may touch go as several edits', () => {
    const length = 5 * SPANS_PER_EDIT
    const doc = lines('.'.repeat(length))
    const specs = Array.from({ length: 2 * SPANS_PER_EDIT + 1 }, (_, i) => ({
      from: 2 * i,
      to: 2 * i + (i % 2),
      insert: i % 3 === 0 ? '' : 'i',
    })).filter(({ from, to, insert }) => from < to || insert !== '')
    const changes = ChangeSet.of(specs, length)
    const parts = split(changes)
    expect(parts.length).toBeGreaterThan(1)
    expect(applied(parts, doc).eq(changes.apply(doc))).toBe(true)
  })

  test('whatever the change, its parts together do the same', () => {
    const quarter = INSERT_UNITS / 4
    const unit = 'ab🙂\n'
    const place = fc.record({
      skip: fc.nat({ max: 30 }),
      remove: fc.nat({ max: 10 }),
      quarters: fc.nat({ max: 9 }),
      more: fc.nat({ max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
        const doc = lines('0123456789'.repeat(30))
        let pos = 0
        const specs = places.map(({ skip, remove, quarters, more }) => {
          const from = pos + skip
          pos = from + remove
          const insert = unit.repeat(Math.floor((quarters * quarter) / unit.length) + more)
          return { from, to: pos, insert: lines(insert) }
        })
        const changes = ChangeSet.of(specs, doc.length)
        const parts = split(changes)
        expect(parts.some(cutsPair)).toBe(false)
        expect(applied(parts, doc).eq(changes.apply(doc))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})
