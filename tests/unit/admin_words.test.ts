import { expect, test } from 'vitest'
import { linePath, nearest, niceMost, PLOT } from '../../client/admin/plot_path.ts'
import { duration, milliseconds, plural, STAY_NAMES } from '../../client/admin/words.ts'
import { STAY_STEPS_S } from '../../shared/protocol/overview.ts'

test.each([
  [0, '0 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [3_600, '1 h'],
  [7_260, '2 h 1 min'],
  [86_400, '1 d'],
  [100_000, '1 d 3 h'],
])('%d seconds are told as %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})

test('times and numbers are told with as many digits as say something', () => {
  expect([0.04, 1.25, 12.4, 999, 1_500].map(milliseconds)).toEqual([
    '0.0 ms',
    '1.3 ms',
    '12 ms',
    '999 ms',
    '1.5 s',
  ])
  expect([plural(1, 'room'), plural(0, 'room'), plural(1_200, 'person', 'people')]).toEqual([
    '1 room',
    '0 rooms',
    '1,200 people',
  ])
  expect(STAY_NAMES).toHaveLength(STAY_STEPS_S.length + 1)
})

test('a scale ends at a round number', () => {
  expect([0, -1, Number.NaN, 0.2, 1, 1.1, 4, 28, 51, 999].map(niceMost)).toEqual([
    1, 1, 1, 0.2, 1, 2, 5, 30, 100, 1_000,
  ])
})

test('a line is interrupted where nothing was measured, and what stands alone is a dot', () => {
  const points = [
    { at: -50, value: 9 },
    { at: 0, value: 0 },
    { at: 50, value: 10 },
    { at: 60, value: null },
    { at: 70, value: 10 },
    { at: 200, value: 20 },
  ]
  const bottom = PLOT.height - 2
  expect(linePath(points, 0, 100, 10, 50)).toBe(`M0 ${bottom}h0L300 2M420 2h0`)
  expect(linePath(points, 0, 100, 10, 0)).toBe(`M0 ${bottom}h0M300 2h0M420 2h0`)
  expect(linePath([], 0, 100, 10, 50)).toBe('')
})

test('the pointer is at the nearest moment', () => {
  const points = [{ at: 0 }, { at: 10 }, { at: 20 }]
  expect([-5, 4, 6, 100].map((at) => nearest(points, at))).toEqual([0, 0, 1, 2])
  expect(nearest([], 5)).toBe(-1)
})
