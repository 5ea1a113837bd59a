import { SearchQuery } from '@codemirror/search'
import { EditorState } from '@codemirror/state'
import { expect, test } from 'vitest'
import { MatchCounter } from '../../client/editor/match_count.ts'

const never = () => false

function counter(doc: string, search: string, anchor = 0, head = anchor): MatchCounter {
  const state = EditorState.create({ doc, selection: { anchor, head } })
  return new MatchCounter(new SearchQuery({ search }), state)
}

test('the words say how many there are, and which one is selected', () => {
  const words = (...args: Parameters<typeof counter>) => {
    const all = counter(...args)
    expect(all.count(never)).toBe(true)
    return all.words
  }
  expect(words('a b a', 'x')).toBe('No match')
  expect(words('a b a', 'b')).toBe('1 match')
  expect(words('a b a', 'a')).toBe('2 matches')
  expect(words('a b a', 'a', 4, 5)).toBe('2 of 2')
  expect(words('a b a', 'a', 5, 4)).toBe('2 of 2')
  expect(words('a b a', 'a', 3, 5)).toBe('2 matches')
  expect(words('a'.repeat(1_000), 'a')).toBe('1,000 matches')
  expect(words('a'.repeat(1_001), 'a')).toBe('1,000+ matches')
  expect(words('a'.repeat(5_000), 'a', 41, 42)).toBe('42 of 1,000+')
})

test('a long count goes in slices, and comes to the same', () => {
  const sliced = counter('ab'.repeat(300), 'b', 401, 402)
  let slices = 1
  while (!sliced.count(() => true)) slices += 1
  expect(slices).toBeGreaterThan(300)
  expect(sliced.words).toBe('201 of 300')
})
