/** What a token is: one of these, or the character code of a sign that stands alone. */
export const WORD = 1
export const NUMBER = 2
export const STRING = 3
/** A sign of several characters: `->`, `::`, `==`, `<<`, … A `>>` is two signs, for it may close two type lists. */
export const OPERATOR = 4
/** A line of the preprocessor, with its continuation lines. */
export const DIRECTIVE = 5

/** A stretch that need not be read, from its `{` to after its `}`. */
export interface Leap {
  readonly from: number
  readonly to: number
}

/** Text that the caret may be in, where no code is written. */
type Inside = 'string' | 'comment' | 'number' | 'directive'

/** Tokens of a piece of text without its comments; offsets count from the whole text's beginning. */
export interface Tokens {
  readonly size: number
  readonly text: string
  /** The offset of `text` in the whole. */
  readonly base: number
  readonly kinds: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** What the caret is in, if that is no code. */
  readonly inside: Inside | null
}

/** What differs between the languages when they are cut into tokens. */
export interface Lexicon {
  /** `"""` opens a text of several lines. */
  readonly textBlocks: boolean
  /** Lines that begin with `#`, and strings like R"(…)". */
  readonly preprocessor: boolean
}

const MOST_TOKENS = 600_000
const TWO_SIGNS: ReadonlySet<string> = new Set([
  '->',
  '::',
  '==',
  '!=',
  '<=',
  '>=',
  '&&',
  '||',
  '++',
  '--',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '<<',
])

const code = (sign: string): number => sign.charCodeAt(0)
const NEWLINE = code('\n')
const SLASH = code('/')
const STAR = code('*')
const QUOTE = code('"')
const APOSTROPHE = code("'")
const BACKSLASH = code('\\')
const HASH = code('#')
const BRACE = code('{')
const DOT = code('.')

const isDigit = (c: number): boolean => c >= 48 && c <= 57
const isWordStart = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 36 || c > 127
const isWordPart = (c: number): boolean => isWordStart(c) || isDigit(c)

/** Cuts `text`, which stands at `base` in the whole, into tokens; `leaps` are in order. Linear in the text's length. */
export function tokenize(
  text: string,
  base: number,
  caret: number,
  lexicon: Lexicon,
  leaps: readonly Leap[] = [],
): Tokens {
  const room = Math.min(text.length + 1, MOST_TOKENS)
  const kinds = new Uint8Array(room)
  const starts = new Int32Array(room)
  const ends = new Int32Array(room)
  const end = text.length
  const at = caret - base
  let size = 0
  let leap = 0
  let inside: Inside | null = null
  let lineStart = true

  const push = (kind: number, from: number, to: number): void => {
    kinds[size] = kind
    starts[size] = from + base
    ends[size] = to + base
    size++
  }
  /** Ends after the closing quote, or at the line's end when there is none. */
  const closeQuote = (from: number, quote: number): { to: number; closed: boolean } => {
    let i = from
    while (i < end) {
      const c = text.charCodeAt(i)
      if (c === NEWLINE) return { to: i, closed: false }
      if (c === BACKSLASH) i++
      else if (c === quote) return { to: i + 1, closed: true }
      i++
    }
    return { to: end, closed: false }
  }
  const closeText = (from: number, sign: string): { to: number; closed: boolean } => {
    let found = text.indexOf(sign, from)
    while (lexicon.textBlocks && found > from && text.charCodeAt(found - 1) === BACKSLASH) {
      found = text.indexOf(sign, found + 1)
    }
    return found < 0 ? { to: end, closed: false } : { to: found + sign.length, closed: true }
  }
  const cover = (what: Inside, from: number, to: number, closed: boolean): void => {
    if (at > from && (at < to || (!closed && at === to))) inside = what
  }

  let i = 0
  while (i < end && size < room) {
    const c = text.charCodeAt(i)
    if (c === NEWLINE) {
      lineStart = true
      i++
      continue
    }
    if (c <= 32 || c === 0xa0 || c === 0xfeff) {
      i++
      continue
    }
    const next = i + 1 < end ? text.charCodeAt(i + 1) : 0
    if (c === SLASH && next === SLASH) {
      const stop = text.indexOf('\n', i)
      const to = stop < 0 ? end : stop
      cover('comment', i + 1, to, false)
      i = to
      continue
    }
    if (c === SLASH && next === STAR) {
      const { to, closed } = closeText(i + 2, '*/')
      cover('comment', i + 1, to, closed)
      i = to
      continue
    }
    if (c === HASH && lineStart && lexicon.preprocessor) {
      const to = directiveEnd(text, i)
      push(DIRECTIVE, i, to)
      cover('directive', i, to, false)
      i = to
      continue
    }
    lineStart = false
    if (isWordStart(c)) {
      let to = i + 1
      while (to < end && isWordPart(text.charCodeAt(to))) to++
      const raw =
        lexicon.preprocessor && text.charCodeAt(to) === QUOTE && text.charCodeAt(to - 1) === 82 && to - i < 4
      if (raw) {
        const open = text.indexOf('(', to)
        const mark = open > 0 && open - to < 20 ? text.slice(to + 1, open) : ''
        const found = closeText(to + 1, `)${mark}"`)
        push(STRING, i, found.to)
        cover('string', i, found.to, found.closed)
        i = found.to
        continue
      }
      push(WORD, i, to)
      i = to
      continue
    }
    if (isDigit(c) || (c === DOT && isDigit(next))) {
      const to = numberEnd(text, i)
      push(NUMBER, i, to)
      cover('number', i, to, false)
      i = to
      continue
    }
    if (c === QUOTE || c === APOSTROPHE) {
      const block = lexicon.textBlocks && c === QUOTE && text.startsWith('"""', i)
      const { to, closed } = block ? closeText(i + 3, '"""') : closeQuote(i + 1, c)
      push(STRING, i, to)
      cover('string', i, to, closed)
      i = to
      continue
    }
    if (c === BRACE) {
      let there = leaps[leap]
      while (there !== undefined && there.from < i + base) there = leaps[++leap]
      push(BRACE, i, i + 1)
      i = there?.from === i + base && text[there.to - base - 1] === '}' ? there.to - base - 1 : i + 1
      continue
    }
    if (c === DOT && next === DOT && text.charCodeAt(i + 2) === DOT) {
      push(OPERATOR, i, i + 3)
      i += 3
      continue
    }
    if (next > 32 && TWO_SIGNS.has(text.slice(i, i + 2))) {
      push(OPERATOR, i, i + 2)
      i += 2
      continue
    }
    push(c < 128 ? c : OPERATOR, i, i + 1)
    i++
  }
  return { size, text, base, kinds, starts, ends, inside }
}

/** A directive goes on over lines that end with a backslash, and ends before a comment. */
function directiveEnd(text: string, from: number): number {
  let i = from
  for (;;) {
    const stop = text.indexOf('\n', i)
    const to = stop < 0 ? text.length : stop
    const remark = text.slice(i, to).search(/\/[/*]/)
    if (remark >= 0) return i + remark
    const last = text.charCodeAt(to - 1) === 13 ? to - 2 : to - 1
    if (stop < 0 || text.charCodeAt(last) !== BACKSLASH) return to
    i = stop + 1
  }
}

/** Digits, letters (`0xff`, `10L`), separators, one sign after an exponent, and dots that no word follows. */
function numberEnd(text: string, from: number): number {
  const hex = text.charCodeAt(from + 1) === 120 || text.charCodeAt(from + 1) === 88
  let i = from + 1
  for (; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (isWordPart(c)) continue
    if (c === APOSTROPHE && isWordPart(text.charCodeAt(i + 1)) && isWordPart(text.charCodeAt(i - 1))) continue
    if (c === DOT && text.charCodeAt(i + 1) !== DOT) continue
    const before = text.charCodeAt(i - 1)
    if ((c === 43 || c === 45) && !hex && (before === 101 || before === 69)) continue
    break
  }
  return i
}

/** What a token says. */
export const wordAt = (tokens: Tokens, i: number): string =>
  i < 0 || i >= tokens.size
    ? ''
    : tokens.text.slice((tokens.starts[i] ?? 0) - tokens.base, (tokens.ends[i] ?? 0) - tokens.base)

/** A token's kind; 0 beyond both ends. */
export const kindAt = (tokens: Tokens, i: number): number =>
  i < 0 || i >= tokens.size ? 0 : (tokens.kinds[i] ?? 0)

/** Whether the token is this sign or word. */
export function is(tokens: Tokens, i: number, sign: string): boolean {
  const kind = kindAt(tokens, i)
  if (sign.length === 1 && kind > DIRECTIVE) return kind === sign.charCodeAt(0)
  return kind !== STRING && wordAt(tokens, i) === sign
}

export const startOf = (tokens: Tokens, i: number): number =>
  tokens.starts[i] ?? tokens.base + tokens.text.length
export const endOf = (tokens: Tokens, i: number): number => tokens.ends[i] ?? tokens.base + tokens.text.length

/** The text from one token to before another, on one line. */
export function textOf(tokens: Tokens, from: number, to: number): string {
  if (to <= from) return ''
  const start = startOf(tokens, from) - tokens.base
  const stop = endOf(tokens, to - 1) - tokens.base
  return tokens.text.slice(start, Math.min(stop, start + LONGEST_PIECE)).replace(/\s+/g, ' ')
}
const LONGEST_PIECE = 400

/** The first token at or after the offset. */
export function firstFrom(tokens: Tokens, offset: number): number {
  let low = 0
  let high = tokens.size
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens.starts[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}
