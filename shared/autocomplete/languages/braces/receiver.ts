import { opening, openingAngle } from './brackets.ts'
import { is, kindAt, STRING, type Tokens, WORD, wordAt } from './tokens.ts'

const MOST_LINKS = 60

/** Words after which a new expression begins, so that they are no part of one that ends behind them. */
const BEFORE = new Set([
  'return',
  'throw',
  'case',
  'else',
  'yield',
  'delete',
  'co_return',
  'co_await',
  'do',
  'goto',
])

const isLink = (tokens: Tokens, i: number, arrows: boolean): boolean =>
  is(tokens, i, '.') || is(tokens, i, '::') || (arrows && is(tokens, i, '->'))

/** The first token of the expression that ends before `end`: names, calls, indexes and what joins them. -1 when none does. */
export function expressionStart(tokens: Tokens, end: number, least: number, arrows: boolean): number {
  let at = end - 1
  for (let links = 0; links < MOST_LINKS; links++) {
    let start = -1
    for (let groups = 0; groups < MOST_LINKS; groups++) {
      if (is(tokens, at, ')') || is(tokens, at, ']') || is(tokens, at, '}')) {
        const open = opening(tokens, at, least)
        if (open < 0) return -1
        start = open
        at = open - 1
        const goesOn =
          kindAt(tokens, at) === WORD && !BEFORE.has(wordAt(tokens, at)) && !isControl(tokens, at)
        if (!goesOn && !is(tokens, at, ')') && !is(tokens, at, ']') && !is(tokens, at, '>')) break
      } else if (is(tokens, at, '>')) {
        const open = openingAngle(tokens, at, least)
        if (open < 0) break
        at = open - 1
      } else if (kindAt(tokens, at) === WORD || kindAt(tokens, at) === STRING) {
        if (BEFORE.has(wordAt(tokens, at))) break
        start = at
        break
      } else break
    }
    if (start < least) return -1
    if (isLink(tokens, start - 1, arrows) && start - 1 > least) at = start - 2
    else if (is(tokens, start - 1, 'new') && start - 1 >= least) return start - 1
    else return start
  }
  return -1
}

const isControl = (tokens: Tokens, i: number): boolean =>
  /^(?:if|for|while|switch|catch)$/.test(wordAt(tokens, i))
