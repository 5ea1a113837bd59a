import { DIRECTIVE, is, kindAt, NUMBER, OPERATOR, STRING, type Tokens, WORD } from './tokens.ts'

/** How many tokens a search for a bracket's partner goes through at most. */
const MOST_STEPS = 4_000
const MOST_TYPE_STEPS = 160

const OPENING = new Set(['(', '[', '{'].map((sign) => sign.charCodeAt(0)))
const CLOSING = new Set([')', ']', '}'].map((sign) => sign.charCodeAt(0)))

/** The token that closes the bracket at `i`, of any kind, before `end`; -1 when there is none near. */
export function closing(tokens: Tokens, i: number, end: number): number {
  let depth = 0
  const stop = Math.min(end, i + MOST_STEPS)
  for (let at = i; at < stop; at++) {
    const kind = kindAt(tokens, at)
    if (OPENING.has(kind)) depth++
    else if (CLOSING.has(kind) && --depth === 0) return at
  }
  return -1
}

/** The token that opens the bracket closed at `i`, not before `start`; -1 when there is none near. */
export function opening(tokens: Tokens, i: number, start = 0): number {
  let depth = 0
  const stop = Math.max(start, i - MOST_STEPS)
  for (let at = i; at >= stop; at--) {
    const kind = kindAt(tokens, at)
    if (CLOSING.has(kind)) depth++
    else if (OPENING.has(kind) && --depth === 0) return at
  }
  return -1
}

const TYPE_SIGNS = new Set(
  ['<', '>', ',', '.', '?', '&', '*', '[', ']', '@', '(', ')'].map((s) => s.charCodeAt(0)),
)

const fitsInTypes = (tokens: Tokens, i: number): boolean => {
  const kind = kindAt(tokens, i)
  if (kind === WORD || kind === NUMBER || TYPE_SIGNS.has(kind)) return true
  return kind === OPERATOR && (is(tokens, i, '::') || is(tokens, i, '...') || is(tokens, i, '&&'))
}

/** The `>` that closes the type list opened by the `<` at `i`; -1 when it is no such list. */
export function closingAngle(tokens: Tokens, i: number, end: number): number {
  let depth = 0
  const stop = Math.min(end, i + MOST_TYPE_STEPS)
  for (let at = i; at < stop; at++) {
    if (is(tokens, at, '<')) depth++
    else if (is(tokens, at, '>')) {
      if (--depth === 0) return at
    } else if (!fitsInTypes(tokens, at)) return -1
  }
  return -1
}

/** The `<` of the type list that the `>` at `i` closes; -1 when it is no such list. */
export function openingAngle(tokens: Tokens, i: number, start = 0): number {
  let depth = 0
  const stop = Math.max(start, i - MOST_TYPE_STEPS)
  for (let at = i; at >= stop; at--) {
    if (is(tokens, at, '>')) depth++
    else if (is(tokens, at, '<')) {
      if (--depth === 0) return kindAt(tokens, at - 1) === WORD ? at : -1
    } else if (!fitsInTypes(tokens, at)) return -1
  }
  return -1
}

/** The `<` of the type list that is open before `i`; -1 when there is none. */
export function openAngleBefore(tokens: Tokens, i: number, start: number): number {
  let depth = 0
  const stop = Math.max(start, i - MOST_TYPE_STEPS)
  for (let at = i - 1; at >= stop; at--) {
    if (is(tokens, at, '>')) depth++
    else if (is(tokens, at, '<')) {
      if (depth === 0) return kindAt(tokens, at - 1) === WORD ? at : -1
      depth--
    } else if (!fitsInTypes(tokens, at)) return -1
  }
  return -1
}

/** The pieces between commas that stand in no bracket, as [from, to) of tokens. */
export function splitAtCommas(tokens: Tokens, from: number, to: number): [number, number][] {
  const pieces: [number, number][] = []
  let depth = 0
  let start = from
  for (let at = from; at < to; at++) {
    const kind = kindAt(tokens, at)
    if (kind === STRING || kind === DIRECTIVE || kind === WORD) continue
    if (OPENING.has(kind)) depth++
    else if (CLOSING.has(kind)) depth--
    else if (is(tokens, at, '<')) {
      const close = closingAngle(tokens, at, to)
      if (close > 0) at = close
    } else if (depth === 0 && is(tokens, at, ',')) {
      pieces.push([start, at])
      start = at + 1
    }
  }
  if (start < to) pieces.push([start, to])
  return pieces
}
