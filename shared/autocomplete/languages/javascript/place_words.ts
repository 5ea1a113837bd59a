import type { Place } from '../../place.ts'
import type { TokenBefore } from './syntax.ts'

/**
 * Words that may follow a complete operand, by what they follow. At such places nothing else fits, so something is suggested
 * only while one of them is being written. Each is also the `within` of its keywords.
 */
const FOLLOWING: Readonly<Record<string, readonly string[]>> = {
  operand: ['instanceof', 'in', 'as', 'satisfies'],
  binding: ['of', 'in'],
  import: ['from', 'as'],
  heading: ['extends', 'implements'],
  async: ['function'],
}

const MEMBER_WORDS = ['static', 'get', 'set', 'async', 'constructor']
const TYPED_MEMBER_WORDS = [
  ...MEMBER_WORDS,
  'public',
  'private',
  'protected',
  'readonly',
  'abstract',
  'override',
  'declare',
]

const NOTHING: Place = { kind: 'nothing' }

/** A place where only the keywords within `inside` fit: nothing, unless the word written so far begins one of them. */
function keywordPlace(from: number, word: string, inside: string, words: readonly string[]): Place {
  if (!words.some((each) => each.startsWith(word))) return NOTHING
  return {
    kind: 'name',
    from,
    wants: 'type',
    statement: false,
    within: new Set([inside]),
    parameters: [],
    only: 'keywords',
  }
}

/** Where a member of a class begins: what is written is its name or a modifier. */
export const memberWordPlace = (from: number, word: string, typed: boolean): Place =>
  keywordPlace(from, word, 'members', typed ? TYPED_MEMBER_WORDS : MEMBER_WORDS)

/** After a complete operand on the same line. */
export function followingPlace(from: number, word: string, before: TokenBefore): Place {
  const parent = before.node.parent?.name ?? ''
  let inside = 'operand'
  if (before.text === 'async') inside = 'async'
  else if (parent.startsWith('Import') || (/^Export/.test(parent) && /[*}]/.test(before.text)))
    inside = 'import'
  else if (parent === 'ForInSpec' || parent === 'ForOfSpec' || parent === 'ForSpec') inside = 'binding'
  else if (/^(?:Class|Interface|TypeParam)/.test(parent)) inside = 'heading'
  else if (/^For(?:In|Of)?Spec$/.test(before.node.parent?.parent?.name ?? '')) inside = 'binding'
  return keywordPlace(from, word, inside, FOLLOWING[inside] ?? [])
}
