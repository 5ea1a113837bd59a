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

test('texts that have nothing in common are compared in less than the time that keeps a connection', () => {
  for (const [lines, units] of [
    [10_000, 10],
    [3_900, 2],
    [100, 100],
    [1, 4_000],
  ] as const) {
    const make = (sign: string) =>
      Array.from({ length: lines }, (_, n) => `${sign.repeat(units)}${n}\n`).join('')
    const begun = performance.now()
    expect(
      changesBetween(make('a'), make('b'))
        .apply(Text.of(make('a').split('\n')))
        .toString(),
    ).toBe(make('b'))
    expect(performance.now() - begun).toBeLessThan(2_000)
  }
})
