import { opening, openingAngle } from '../braces/brackets.ts'
import { afterModifiers, hasWord } from '../braces/declarations.ts'
import type { Opened, ScopeKind, Speech } from '../braces/speech.ts'
import { is, kindAt, type Tokens, WORD, wordAt } from '../braces/tokens.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const CLASS_WORDS: ReadonlyMap<string, ScopeKind> = new Map([
  ['class', 'class'],
  ['interface', 'interface'],
  ['enum', 'enum'],
  ['record', 'record'],
])

/** A head longer than this many tokens is none that we know. */
const LONGEST_HEAD = 300

const opened = (kind: ScopeKind, name = '', member = false): Opened => ({ kind, name, member })

const CONTROL: Readonly<Record<string, ScopeKind>> = {
  for: 'loop',
  while: 'loop',
  do: 'loop',
  switch: 'switch',
  try: 'try',
  catch: 'block',
  finally: 'block',
  if: 'block',
  else: 'block',
  synchronized: 'block',
}

function opens(tokens: Tokens, start: number, i: number, outer: ScopeKind, sign: string): Opened {
  const before = i - 1
  if (is(tokens, before, '->')) return opened('lambda')
  const holder = outer === 'class' || outer === 'interface' || outer === 'record' || outer === 'enum'
  if (before < start) {
    if (sign === '(' || outer === 'values') return opened('values')
    return opened(holder ? 'function' : 'block')
  }
  if (is(tokens, before, ']') || is(tokens, before, '=') || is(tokens, before, ',')) return opened('values')
  if (i - start > LONGEST_HEAD) return opened('block')
  const at = afterModifiers(tokens, start, i, JAVA)
  if (at >= i) return opened(holder ? 'function' : 'block')
  const classAt = is(tokens, at, '@') ? at + 1 : at
  const kind = CLASS_WORDS.get(wordAt(tokens, classAt))
  if (kind && kindAt(tokens, classAt + 1) === WORD) return opened(kind, wordAt(tokens, classAt + 1))
  const paren = is(tokens, before, ')') ? opening(tokens, before, start) : -1
  const word = wordAt(tokens, paren < 0 ? before : paren - 1)
  const control = Object.hasOwn(CONTROL, word) ? CONTROL[word] : undefined
  if (control && !holder) return opened(control)
  if (paren >= 0 && isCreation(tokens, paren, start)) return opened('class')
  if (outer === 'enum' && at + 1 === (paren < 0 ? i : paren) && at === start) return opened('class')
  const first = firstParen(tokens, at, i)
  const isMember = first > at && kindAt(tokens, first - 1) === WORD
  if (holder) return opened('function', isMember ? wordAt(tokens, first - 1) : '')
  if (outer === 'top' && isMember) return opened('function', wordAt(tokens, first - 1))
  const member = isMember && (hasWord(tokens, start, at, 'public') || hasWord(tokens, start, at, 'private'))
  return member ? opened('function', wordAt(tokens, first - 1), true) : opened('block')
}

/** `new Foo(…)` and `new Foo<>(…)`, of which the `(` is given. */
function isCreation(tokens: Tokens, paren: number, start: number): boolean {
  let at = paren - 1
  if (is(tokens, at, '>')) at = is(tokens, at - 1, '<') ? at - 2 : openingAngle(tokens, at, start) - 1
  while (at > start && kindAt(tokens, at) === WORD && is(tokens, at - 1, '.')) at -= 2
  return at > start - 1 && kindAt(tokens, at) === WORD && is(tokens, at - 1, 'new')
}

function firstParen(tokens: Tokens, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (is(tokens, i, '(')) return i
    if (is(tokens, i, '=')) return -1
  }
  return -1
}

const endsLabel = (tokens: Tokens, start: number, i: number): boolean => {
  if (is(tokens, start, 'default')) return start + 1 === i
  if (!is(tokens, start, 'case')) return false
  // The `?` of a condition takes the first `:`.
  return is(tokens, i, '->') || !hasSign(tokens, start, i, '?')
}

function hasSign(tokens: Tokens, from: number, to: number, sign: string): boolean {
  for (let i = Math.max(from, to - LONGEST_HEAD); i < to; i++) if (is(tokens, i, sign)) return true
  return false
}

function endsItem(tokens: Tokens, start: number, i: number, kind: ScopeKind): boolean {
  if (kind === 'values' || kind === 'lambda') return false
  if (kind === 'class' || kind === 'switch') {
    const at = afterModifiers(tokens, start, i, JAVA)
    return CLASS_WORDS.has(wordAt(tokens, at)) || is(tokens, at, 'switch')
  }
  return true
}

/** How Java is spoken. */
export const JAVA: Speech = {
  lexicon: { textBlocks: true, preprocessor: false },
  bodies: words('Block ConstructorBody'),
  holders: words(
    'Program ClassDeclaration ClassBody InterfaceDeclaration InterfaceBody EnumDeclaration EnumBody EnumBodyDeclarations RecordDeclaration RecordBody MethodDeclaration ConstructorDeclaration StaticInitializer',
  ),
  opens,
  endsLabel,
  endsItem,
  modifiers: words(
    'public private protected static final abstract native synchronized transient volatile strictfp default sealed',
  ),
  reserved: words(
    'return throw new case else if for while do switch try catch finally break continue import package instanceof extends implements throws this super null true false assert yield goto class enum interface when',
  ),
  primitives: words('int long short byte char boolean float double void var'),
  classWords: CLASS_WORDS,
  arrows: false,
  roundInitializers: false,
}
