import type { ScopeKind, Speech } from './speech.ts'
import {
  DIRECTIVE,
  endOf,
  firstFrom,
  is,
  kindAt,
  OPERATOR,
  startOf,
  type Tokens,
  WORD,
  wordAt,
} from './tokens.ts'

/** A statement, a declaration or a member: its tokens, and the first scope that it opens. */
export interface Item {
  readonly start: number
  /** After its last token, its `;` or `}` excluded. */
  end: number
  scope: Scope | null
}

/** What stands between two braces. */
export interface Scope {
  readonly kind: ScopeKind
  /** The class's, namespace's or function's own name; empty when it has none. */
  readonly name: string
  /** The tokens before its `{` that belong to it; empty for the whole text. */
  readonly head: readonly [number, number]
  readonly from: number
  /** After its `}`; the text's end while it is open. */
  to: number
  readonly parent: Scope | null
  /** Empty for bodies that do not hold the caret: what is in them is nobody else's business. */
  items: Item[]
}

/** A bracket that is open at the caret, or the whole text. */
export interface Frame {
  readonly scope: Scope
  /** '{', '(' or '['; empty for the whole text. */
  readonly sign: string
  /** The bracket's token. */
  readonly open: number
  /** The first token of what is being written in it. */
  start: number
  /** The item before that, if there is one. */
  last: Item | null
}

/** The structure of a text around a caret. */
export interface Outline {
  readonly tokens: Tokens
  readonly root: Scope
  /** The first token that ends after the caret, or touches it. */
  readonly at: number
  /** What is open at the caret, outermost first. */
  readonly frames: readonly Frame[]
  /** Classes, enums and the like, everywhere outside of other bodies, by name. */
  readonly classes: ReadonlyMap<string, Scope>
  readonly directives: readonly number[]
}

const MOST_FRAMES = 2_000

const sign = (s: string): number => s.charCodeAt(0)
const BRACE = sign('{')
const BRACE_END = sign('}')
const PAREN = sign('(')
const PAREN_END = sign(')')
const SQUARE = sign('[')
const SQUARE_END = sign(']')
const SEMICOLON = sign(';')
const COLON = sign(':')
const COMMA = sign(',')

/** Before a `:` among members these begin a new part, even if what was before is not finished. */
const ACCESS = new Set(['public', 'private', 'protected'])

/** In these the round brackets may hold a `;`. */
const WITH_SEMICOLONS = new Set(['for', 'try', 'if', 'switch', 'while'])

/** The token being written at the caret, or the first one after it. */
function tokenAt(tokens: Tokens, caret: number): number {
  const next = firstFrom(tokens, caret)
  return kindAt(tokens, next - 1) === WORD && endOf(tokens, next - 1) >= caret ? next - 1 : next
}

/** Reads all tokens once. Whatever the text, it answers; brackets that do not match are made to. */
export function outlineOf(tokens: Tokens, caret: number, speech: Speech): Outline {
  const root = newScope('top', '', [0, 0], tokens.base, null)
  root.to = tokens.base + tokens.text.length
  const classes = new Map<string, Scope>()
  const directives: number[] = []
  const at = tokenAt(tokens, caret)
  let top: Frame = { scope: root, sign: '', open: -1, start: 0, last: null }
  const stack: Frame[] = [top]
  /** The first scope of the item that each frame is in. */
  const opened = new Map<Frame, Scope>()
  let frames: readonly Frame[] | null = null

  const enter = (scope: Scope, sign: string, open: number): void => {
    top = { scope, sign, open, start: open + 1, last: null }
    stack.push(top)
  }
  const leave = (): void => {
    opened.delete(top)
    stack.pop()
    top = stack[stack.length - 1] ?? top
  }
  const leaveBrackets = (): void => {
    while (top.sign === '(' || top.sign === '[') leave()
  }
  const endItem = (end: number, next: number): void => {
    if (end > top.start) {
      top.last = { start: top.start, end, scope: opened.get(top) ?? null }
      top.scope.items.push(top.last)
    }
    opened.delete(top)
    top.start = next
  }
  const openBrace = (i: number): void => {
    const what = speech.opens(tokens, top.start, i, top.scope.kind, top.sign)
    while (what.member && !isHolder(top.scope.kind)) {
      // A member cannot begin in a body: the brace that closes the body is missing.
      const { start } = top
      leave()
      top.start = start
    }
    const scope = newScope(what.kind, what.name, [top.start, i], startOf(tokens, i), top.scope)
    scope.to = root.to
    if (isClassLike(what.kind) && what.name !== '' && !classes.has(what.name)) classes.set(what.name, scope)
    if (!opened.has(top)) opened.set(top, scope)
    enter(scope, '{', i)
  }
  const closeBrace = (i: number): void => {
    leaveBrackets()
    endItem(i, i + 1)
    if (top.sign === '') return
    const { scope } = top
    scope.to = endOf(tokens, i)
    if (!isHolder(scope.kind) && (caret <= scope.from || scope.to <= caret)) scope.items = []
    leave()
    const inBrackets = top.sign === '(' || top.sign === '['
    if (!inBrackets && speech.endsItem(tokens, top.start, i, scope.kind)) endItem(i, i + 1)
  }

  for (let i = 0; i < tokens.size && stack.length < MOST_FRAMES; i++) {
    if (i === at) frames = stack.map((frame) => ({ ...frame }))
    const kind = kindAt(tokens, i)
    if (kind === BRACE) openBrace(i)
    else if (kind === PAREN) enter(top.scope, '(', i)
    else if (kind === SQUARE) enter(top.scope, '[', i)
    else if (kind === BRACE_END) closeBrace(i)
    else if (kind === PAREN_END || kind === SQUARE_END) {
      if (top.sign === '(' || top.sign === '[') leave()
    } else if (kind === SEMICOLON) {
      if (top.sign === '(' && WITH_SEMICOLONS.has(wordAt(tokens, top.open - 1))) continue
      leaveBrackets()
      endItem(i, i + 1)
    } else if (kind === DIRECTIVE) {
      directives.push(i)
      if (top.start === i) top.start = i + 1
    } else if (top.sign === '(' || top.sign === '[') continue
    else if (kind === COLON) {
      if (speech.endsLabel(tokens, top.start, i)) top.start = i + 1
      else if (isClassLike(top.scope.kind) && ACCESS.has(wordAt(tokens, i - 1))) endItem(i - 1, i + 1)
    } else if (kind === COMMA) {
      if (top.scope.kind === 'enum' && isEnumerator(tokens, top.start)) endItem(i, i + 1)
      else if (top.scope.kind === 'values') top.start = i + 1
    } else if (kind === OPERATOR && top.scope.kind === 'switch' && is(tokens, i, '->')) {
      if (speech.endsLabel(tokens, top.start, i)) top.start = i + 1
    }
  }
  frames ??= stack.map((frame) => ({ ...frame }))
  while (stack.length > 1) {
    if (top.sign === '{') endItem(tokens.size, tokens.size)
    leave()
  }
  endItem(tokens.size, tokens.size)
  return { tokens, root, at, frames, classes, directives }
}

/** Whether the item may be a value of an enum rather than a member: `RED`, `RED(1)`, `RED = 1`. */
export const isEnumerator = (tokens: Tokens, start: number): boolean =>
  kindAt(tokens, start) === WORD &&
  kindAt(tokens, start + 1) !== WORD &&
  !is(tokens, start + 1, '<') &&
  !is(tokens, start + 1, '[')

const newScope = (
  kind: ScopeKind,
  name: string,
  head: readonly [number, number],
  from: number,
  parent: Scope | null,
): Scope => ({ kind, name, head, from, to: from, parent, items: [] })

/** Whether its members are of interest outside of it. */
const isHolder = (kind: ScopeKind): boolean =>
  kind === 'class' ||
  kind === 'interface' ||
  kind === 'enum' ||
  kind === 'record' ||
  kind === 'namespace' ||
  kind === 'top'

/** A class, an enum, an interface or a record. */
export const isClassLike = (kind: ScopeKind): boolean =>
  isHolder(kind) && kind !== 'namespace' && kind !== 'top'
