import { describe, expect, test } from 'vitest'
import { int, pick, type Random, seeded } from '../support/random.ts'
import {
  type Action,
  applyEdit,
  countMarks,
  GESTURES,
  markWithin,
  type Patch,
  SAMPLE,
  Typist,
  typedSession,
} from '../support/typist.ts'

const MIXED = 'let s = "👩🏽‍💻🚀𝒳 e\u0301";\r\nif (s) {\r\tprint(s)\n}\u2028\n'

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Something another person does: characters put in or taken out anywhere, whole ones only. */
function foreignEdit(random: Random, text: string): string {
  const characters = Array.from(text)
  const at = int(random, 0, characters.length)
  if (random() < 0.5) characters.splice(at, 0, pick(random, ['x', 'yy\n', '🙂', '  ', '𝒳𝒴']))
  else characters.splice(at, int(random, 1, 60))
  return characters.join('')
}

/** Lets a typist work on a text that others change as well; answers what it did and the text after each step. */
function session(seed: number, steps: number, source: string, foreign: number) {
  const random = seeded(seed)
  const typist = new Typist({ random, source })
  const actions: Action[] = []
  const before: string[] = []
  let text = ''
  for (let i = 0; i < steps; i++) {
    if (random() < foreign) text = foreignEdit(random, text)
    const action = typist.next(text)
    actions.push(action)
    before.push(text)
    if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
  }
  return { actions, before, text }
}

describe('the typist', () => {
  test('does the same again for the same seed, and something else for another', () => {
    const once = session(7, 2_000, SAMPLE, 0.1)
    expect(session(7, 2_000, SAMPLE, 0.1)).toEqual(once)
    expect(session(8, 2_000, SAMPLE, 0.1).actions).not.toEqual(once.actions)
  })

  test.each([1, 2, 3])('gives only valid positions whatever others do in between (seed %i)', (seed) => {
    const { actions, before } = session(seed, 4_000, SAMPLE + MIXED, 0.3)
    for (const [i, action] of actions.entries()) {
      if (action.kind === 'undo' || action.kind === 'redo') continue
      const text = before[i] ?? ''
      expect(action.from).toBeGreaterThanOrEqual(0)
      expect(action.to).toBeGreaterThanOrEqual(action.from)
      expect(action.to).toBeLessThanOrEqual(text.length)
      const kind = action.from === action.to ? 'insert' : action.insert === '' ? 'delete' : 'replace'
      expect(action.kind).toBe(kind)
      expect(action.to - action.from + action.insert.length).toBeGreaterThan(0)
      expect(action.insert).not.toContain('\r')
    }
  })

  test.each([1, 2, 3])('never splits a surrogate pair (seed %i)', (seed) => {
    const { before } = session(seed, 4_000, MIXED, 0.2)
    expect(before.filter((text) => LONE_SURROGATE.test(text))).toEqual([])
    expect(before.some((text) => /[\uD800-\uDBFF]/.test(text))).toBe(true)
  })

  test('uses every gesture and every kind of action within 10,000', () => {
    const random = seeded(11)
    const typist = new Typist({ random, source: SAMPLE, tag: 'a' })
    const gestures = new Map<string, number>()
    const kinds = new Set<string>()
    let text = ''
    for (let i = 0; i < 10_000; i++) {
      const action = typist.next(text)
      gestures.set(action.gesture, (gestures.get(action.gesture) ?? 0) + 1)
      kinds.add(action.kind)
      if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
    }
    expect([...gestures.keys()].sort()).toEqual([...GESTURES].sort())
    expect([...kinds].sort()).toEqual(['delete', 'insert', 'redo', 'replace', 'undo'])
    expect(Math.min(...gestures.values())).toBeGreaterThan(5)
    expect(gestures.get('type')).toBeGreaterThan(5_000)
  })

  test('writes the source itself, in order, where nobody interferes', () => {
    const typist = new Typist({ random: () => 0.99, source: SAMPLE, undo: false })
    let text = ''
    while (text.length < SAMPLE.length) {
      const action = typist.next(text)
      if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
    }
    expect(text).toBe(SAMPLE)
  })

  test('goes on where it was when somebody writes above', () => {
    const typist = new Typist({ random: () => 0.99, source: 'alpha beta gamma delta', undo: false })
    let text = ''
    for (let i = 0; i < 22; i++) {
      const action = typist.next(text)
      if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
      if (i === 9) text = `${'# a note 🙂\n'.repeat(5)}${text}`
    }
    expect(text).toBe(`${'# a note 🙂\n'.repeat(5)}alpha beta gamma delta`)
  })

  test('three of them keep each other’s marks, each exactly once, and every line ends as a line feed', () => {
    const random = seeded(5)
    const typists = ['a', 'b', 'c'].map(
      (tag) => new Typist({ random, source: SAMPLE + MIXED, tag, keysPerAction: 4, undo: false }),
    )
    let text = ''
    for (let i = 0; i < 6_000; i++) {
      const action = pick(random, typists).next(text)
      if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
    }
    const marks = typists.flatMap((typist) => typist.marks)
    expect(marks.length).toBeGreaterThan(50)
    expect(countMarks(text)).toEqual(new Map(marks.map((mark) => [mark, 1])))
    expect(text).not.toContain('\r')
  })

  test('writes a mark within so many actions, whatever the random numbers are', () => {
    for (let seed = 0; seed < 200; seed++) {
      const typist = new Typist({ random: seeded(seed), source: SAMPLE, tag: 'a', keysPerAction: 5 })
      let text = ''
      for (let written = 1; written <= 4; written++) {
        for (let i = 0; i < markWithin(5); i++) {
          const action = typist.next(text)
          if (action.kind !== 'undo' && action.kind !== 'redo') text = applyEdit(text, action)
        }
        expect(typist.marks.length, `seed ${seed}`).toBeGreaterThanOrEqual(written)
      }
      expect(countMarks(text)).toEqual(new Map(typist.marks.map((mark) => [mark, 1])))
    }
  })

  test('keeps the text bounded over a long session', () => {
    const { endContent } = typedSession(3, 40_000)
    expect(endContent.length).toBeLessThan(25_000)
  })
})

describe('a typed session', () => {
  test('is as long as asked for, repeatable, and its patches give its end', () => {
    const trace = typedSession(42, 5_000)
    expect(trace.txns).toHaveLength(5_000)
    expect(typedSession(42, 5_000)).toEqual(trace)
    expect(typedSession(43, 5_000).endContent).not.toBe(trace.endContent)
    let text = ''
    for (const { patches } of trace.txns) {
      for (const [at, deleted, inserted] of patches as readonly Patch[]) {
        expect(at + deleted).toBeLessThanOrEqual(text.length)
        text = text.slice(0, at) + inserted + text.slice(at + deleted)
      }
      expect(LONE_SURROGATE.test(text)).toBe(false)
    }
    expect(text).toBe(trace.endContent)
    expect(text.length).toBeGreaterThan(500)
  })
})
