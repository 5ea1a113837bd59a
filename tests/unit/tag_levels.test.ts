import { describe, expect, test } from 'vitest'
import { type TagBox, tagLevels } from '../../client/editor/tag_levels.ts'

const box = (from: number, part: Partial<TagBox> = {}): TagBox => ({
  top: 100,
  from,
  to: from + 50,
  below: false,
  ...part,
})

describe('names at one place', () => {
  test('stand over each other, the first one at its line', () => {
    expect(tagLevels([box(10), box(10), box(40)])).toEqual([0, 1, 2])
  })

  test('stay at their line where nothing is in the way', () => {
    expect(tagLevels([box(10), box(60), box(10, { top: 120 }), box(10, { below: true })])).toEqual([
      0, 0, 0, 0,
    ])
  })

  test('take the lowest place that is free', () => {
    expect(tagLevels([box(0), box(30), box(60), box(90)])).toEqual([0, 1, 0, 1])
  })

  test('are no tower', () => {
    expect(Math.max(...tagLevels(Array.from({ length: 40 }, () => box(10))))).toBe(4)
  })
})
