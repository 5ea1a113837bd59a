import type { Source } from './source.ts'

/** How much text before and after the place is looked through for words, in UTF-16 units. */
const BEFORE = 24_000
const AFTER = 8_000
/** Different members that are looked at, at the most. */
const MEMBERS_MOST = 400

const WORD = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/g
const MEMBER = /(?:\.|->|::)\s{0,8}([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)/g

interface TextWindow {
  readonly text: string
  readonly from: number
}

function around(source: Source, position: number): TextWindow {
  const from = Math.max(0, position - BEFORE)
  return { text: source.slice(from, Math.min(source.length, position + AFTER)), from }
}

/** Whether this unit can be part of a word in any of the languages. */
export const isWordUnit = (unit: string): boolean => /[\w$\u0080-\uffff]/.test(unit)

/** How often each word is written near the place. */
export function wordsNear(source: Source, position: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of around(source, position).text.matchAll(WORD))
    counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/**
 * How often each word is written after a dot, an arrow or a scope sign near the place, the word at the place itself left
 * out.
 */
export function membersNear(source: Source, position: number): ReadonlyMap<string, number> {
  const { text, from } = around(source, position)
  const counts = new Map<string, number>()
  for (const found of text.matchAll(MEMBER)) {
    const word = found[1] ?? ''
    const end = from + found.index + found[0].length
    if (end - word.length <= position && position <= end) continue
    counts.set(word, (counts.get(word) ?? 0) + 1)
    if (counts.size >= MEMBERS_MOST) break
  }
  return counts
}
