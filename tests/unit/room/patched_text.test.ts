import { Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PatchedText } from '../../../shared/room/patched_text.ts'
import { lines } from '../../support/room_story.ts'

const insert = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('', 'x', 'yz', '\n', 'a\nb', '\n\n', '🙂', '\ud83d') },
  { weight: 1, arbitrary: fc.constantFrom('long '.repeat(60), 'line\n'.repeat(70)) },
)
/** Near the edit before most of the time, as people type. */
const step = fc.record({
  near: fc.option(fc.integer({ min: -4, max: 4 }), { freq: 5 }),
  far: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.nat({ max: 6 }),
  insert,
  read: fc.boolean(),
})

describe('E1: edits that are carried out late read as if they had been carried out at once', () => {
  test('whatever is edited, read and edited again', () => {
    let merged = 0
    fc.assert(
      fc.property(insert, fc.array(step, { maxLength: 40 }), (start, steps) => {
        let plain = lines(start)
        let patched = new PatchedText(plain)
        let last = 0
        const before: [PatchedText, Text][] = []
        for (const { near, far, remove, insert, read } of steps) {
          const wanted = near === null ? Math.floor(far * plain.length) : last + near
          const from = Math.max(0, Math.min(wanted, plain.length))
          const removed = Math.min(remove, plain.length - from)
          before.push([patched, plain])
          plain = plain.replace(from, from + removed, lines(insert))
          patched = patched.replace(from, removed, insert)
          last = from + insert.length
          expect(patched.length).toBe(plain.length)
          if (read) expect(patched.text.eq(plain)).toBe(true)
          else merged += 1
        }
        expect(patched.text.sliceString(0)).toBe(plain.sliceString(0))
        expect(patched.text.eq(plain)).toBe(true)
        expect(patched.text).toBe(patched.text)
        // What it was made of is as it was.
        for (const [old, text] of before) {
          expect(old.length).toBe(text.length)
          expect(old.text.eq(text)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
    expect(merged).toBeGreaterThan(1_000)
  })

  test('a text that nobody edited is itself', () => {
    const text = lines('a\nb')
    expect(new PatchedText(text).text).toBe(text)
    expect(new PatchedText(Text.empty).replace(0, 0, '').text.length).toBe(0)
  })

  test('typing on and on does not pile up', () => {
    let patched = new PatchedText(lines('ab'))
    for (let i = 0; i < 20_000; i++) patched = patched.replace(1 + i, 0, i % 50 === 49 ? '\n' : 'x')
    expect(patched.length).toBe(20_002)
    expect(patched.text.lines).toBe(401)
    expect(patched.text.sliceString(19_990)).toBe(`${'x'.repeat(10)}\nb`)
  })
})
