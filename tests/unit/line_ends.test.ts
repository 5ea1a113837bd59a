import { expect, test } from 'vitest'
import { lineEndOf } from '../../client/editor/line_ends.ts'
import { fixtures } from '../support/fixtures.ts'

test.each([
  ['', '\n'],
  ['one line', '\n'],
  ['a\nb\n', '\n'],
  ['a\r\nb\r\n', '\r\n'],
  ['a\r\nb\r\nc\n', '\r\n'],
  ['a\r\nb\n', '\n'],
  ['a\rb\rc', '\n'],
])('E11: the line ends of %j are %j', (text, lineEnd) => {
  expect(lineEndOf(text)).toBe(lineEnd)
})

test('E11: a real file with CRLF is known as one', () => {
  const crlf = fixtures('java').filter(({ text }) => lineEndOf(text) === '\r\n')
  expect(crlf.map(({ name }) => name)).toEqual(['Inventory.java'])
})
