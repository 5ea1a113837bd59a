import { Text } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesBetween } from '../../signaling/cli/text_diff.ts'

const text = fc
  .array(fc.constantFrom('a', 'b', '\n', 'ä', '😀', '😁', '🙀', '\u{2f601}'), { maxLength: 30 })
  .map((signs) => signs.join(''))

test('what differs makes one text out of the other, and takes no sign apart', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = changesBetween(before, after)
      expect(changes.apply(Text.of(before.split('\n'))).toString()).toBe(after)
      changes.iterChanges((from, to, _fromB, _toB, insert) => {
        expect(before.slice(from, to)).not.toMatch(/\p{Surrogate}/u)
        expect(insert.toString()).not.toMatch(/\p{Surrogate}/u)
      }, true)
    }),
    { numRuns: 3_000 },
  )
})

test('a change far away from another one touches nothing in between', () => {
  const middle = Array.from({ length: 3_000 }, (_, n) => `line ${n}\n`).join('')
  const ranges: number[] = []
  changesBetween(`a\n${middle}b`, `A\n${middle}B`).iterChangedRanges((from) => ranges.push(from))
  expect(ranges).toEqual([0, middle.length + 2])
})

test.each([
  ['many lines', 10_000, 10],
  ['long lines', 100, 100],
])(
  'texts that have nothing in common are not compared in full, which would take long: %s',
  (_, lines, units) => {
    const make = (sign: string) =>
      Array.from({ length: lines }, (_line, n) => `${sign.repeat(units)}${n}\n`).join('')
    const changes = changesBetween(make('a'), make('b'))
    expect(changes.apply(Text.of(make('a').split('\n'))).toString()).toBe(make('b'))
    let ranges = 0
    changes.iterChangedRanges(() => {
      ranges += 1
    }, true)
    // Compared in full, all numbers would stay.
    expect(ranges).toBeLessThan(lines)
  },
)
