import { closing, opening } from '../braces/brackets.ts'
import { afterModifiers } from '../braces/declarations.ts'
import type { Opened, ScopeKind, Speech } from '../braces/speech.ts'
import { is, kindAt, OPERATOR, STRING, type Tokens, WORD, wordAt } from '../braces/tokens.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const CLASS_WORDS: ReadonlyMap<string, ScopeKind> = new Map([
  ['class', 'class'],
  ['struct', 'class'],
  ['union', 'class'],
  ['enum', 'enum'],
  ['namespace', 'namespace'],
])

const CONTROL: Readonly<Record<string, ScopeKind>> = {
  for: 'loop',
  while: 'loop',
  do: 'loop',
  switch: 'switch',
  try: 'try',
  catch: 'block',
  if: 'block',
  else: 'block',
  constexpr: 'block',
}

/** A head longer than this many tokens is none that we know. */
const LONGEST_HEAD = 300

const opened = (kind: ScopeKind, name = '', member = false): Opened => ({ kind, name, member })

function opens(tokens: Tokens, start: number, i: number, outer: ScopeKind, sign: string): Opened {
  const holder = outer === 'class' || outer === 'namespace' || outer === 'top'
  let before = i - 1
  if (before < start)
    return sign !== '{' && sign !== '' ? opened('values') : opened(outer === 'values' ? 'values' : 'block')
  if (i - start > LONGEST_HEAD) return opened(is(tokens, before, ')') ? 'block' : 'values')
  if (outer === 'enum') return opened('values')
  const at = afterModifiers(tokens, start, i, CPP)
  const first = wordAt(tokens, at) === 'typedef' ? at + 1 : at
  const kind = CLASS_WORDS.get(wordAt(tokens, first))
  if (is(tokens, start, 'extern') && kindAt(tokens, before) === STRING) return opened('namespace')
  if (kind && !hasParameters(tokens, first, i)) return opened(kind, classNameIn(tokens, first + 1, i))
  while (before > start && isSuffix(tokens, before)) before--
  before = beforeArrow(tokens, before, start)
  if (is(tokens, before, ']'))
    return opened(isCapture(tokens, opening(tokens, before, start)) ? 'lambda' : 'values')
  if (is(tokens, before, ')')) {
    const paren = opening(tokens, before, start)
    const word = wordAt(tokens, paren - 1)
    const control = Object.hasOwn(CONTROL, word) ? CONTROL[word] : undefined
    if (control) return opened(control)
    if (is(tokens, paren - 1, ']') || (is(tokens, paren - 1, '>') && !holder)) return opened('lambda')
    if (outer === 'values' || sign === '(') return opened('values')
  }
  const word = wordAt(tokens, before)
  if (Object.hasOwn(CONTROL, word) && !holder) return opened(CONTROL[word] ?? 'block')
  const open = firstParen(tokens, at, i)
  if (open > at) {
    const name = qualifiedName(tokens, open, at)
    if (holder && name !== '') return opened('function', name)
    if (name.includes('::') && is(tokens, before, ')') && open - at > 3 && kindAt(tokens, at) === WORD) {
      const isMember = kindAt(tokens, at + 1) === WORD && !CPP.reserved.has(wordAt(tokens, at))
      if (isMember) return opened('function', name, true)
    }
  }
  return opened('values')
}

/** `const`, `noexcept`, `override` and the like after a function's brackets. */
const isSuffix = (tokens: Tokens, i: number): boolean =>
  /^(?:const|noexcept|override|final|mutable|try|&|&&)$/.test(wordAt(tokens, i)) && !is(tokens, i - 1, 'if')

/** Before the `-> Type` that ends at `i`. */
function beforeArrow(tokens: Tokens, i: number, start: number): number {
  for (let at = i; at > Math.max(start, i - 24); at--) {
    if (is(tokens, at, '->')) return at - 1
    const fits = kindAt(tokens, at) === WORD || '<>*&,::'.includes(wordAt(tokens, at))
    if (!fits) return i
  }
  return i
}

/** Whether the `[` at `open` begins a lambda's list of what it captures. */
export function isCapture(tokens: Tokens, open: number): boolean {
  const before = open - 1
  if (open < 0) return false
  if (kindAt(tokens, before) === WORD) return /^(?:return|co_return|co_yield)$/.test(wordAt(tokens, before))
  return !is(tokens, before, ']') && !is(tokens, before, ')') && !is(tokens, before, '[')
}

/** The name in the head of a class: the last word before its bases, past what a macro adds. */
function classNameIn(tokens: Tokens, from: number, to: number): string {
  let name = ''
  let at = from
  if (is(tokens, at, 'class') || is(tokens, at, 'struct')) at++
  for (; at < to; at++) {
    if (is(tokens, at, '[') || is(tokens, at, '(')) {
      const close = closing(tokens, at, to)
      if (close < 0) break
      at = close
    } else if (kindAt(tokens, at) === WORD && !is(tokens, at, 'final')) name = wordAt(tokens, at)
    else if (!is(tokens, at, '::') && !is(tokens, at, 'final')) break
  }
  return name
}

/** Whether a `(` stands in the head before any `:` or `=`: then it is a function's. */
function hasParameters(tokens: Tokens, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    if (is(tokens, i, ':') || is(tokens, i, '=')) return false
    if (is(tokens, i, '(')) return !/^(?:alignas|__attribute__|__declspec)$/.test(wordAt(tokens, i - 1))
  }
  return false
}

function firstParen(tokens: Tokens, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (is(tokens, i, '(')) return i
    if (is(tokens, i, '=') && !is(tokens, i - 1, 'operator')) return -1
  }
  return -1
}

/** `Shape::area` before the `(` of its parameters. */
function qualifiedName(tokens: Tokens, open: number, least: number): string {
  let at = open - 1
  if (kindAt(tokens, at) !== WORD && (kindAt(tokens, at) === OPERATOR || is(tokens, at - 1, 'operator'))) at--
  if (kindAt(tokens, at) !== WORD && is(tokens, at - 1, 'operator')) at--
  let name = wordAt(tokens, at)
  if (kindAt(tokens, at) !== WORD) return ''
  if (is(tokens, at - 1, '~')) at--
  while (at - 2 >= least && is(tokens, at - 1, '::')) {
    let before = at - 2
    while (before > least && !is(tokens, before, '<') && kindAt(tokens, before) !== WORD) before--
    while (before > least && is(tokens, before - 1, '<')) before -= 2
    name = `${wordAt(tokens, before)}::${name}`
    at = before
  }
  return name
}

function endsLabel(tokens: Tokens, start: number, i: number): boolean {
  if (is(tokens, i, '->')) return false
  const word = wordAt(tokens, start)
  if (word === 'default' || word === 'public' || word === 'private' || word === 'protected')
    return i <= start + 2
  return word === 'case'
}

function endsItem(tokens: Tokens, start: number, i: number, kind: ScopeKind): boolean {
  if (kind === 'values' || kind === 'lambda') return false
  if (is(tokens, start, 'typedef')) return false
  if (kind !== 'class' && kind !== 'enum') return true
  return !(kindAt(tokens, i + 1) === WORD && /^[;,=[]$/.test(wordAt(tokens, i + 2)))
}

/** How C++ is spoken. */
export const CPP: Speech = {
  lexicon: { textBlocks: false, preprocessor: true },
  bodies: words('CompoundStatement'),
  holders: words(
    'Program FunctionDefinition ClassSpecifier StructSpecifier UnionSpecifier FieldDeclarationList NamespaceDefinition DeclarationList TemplateDeclaration LinkageSpecification PreprocDirective Declaration',
  ),
  opens,
  endsLabel,
  endsItem,
  modifiers: words(
    'static const constexpr consteval constinit inline extern virtual explicit friend mutable volatile register thread_local typename noexcept export alignas',
  ),
  reserved: words(
    'return throw new delete case else if for while do switch try catch break continue goto default public private protected using typedef template operator this nullptr true false sizeof co_return co_await co_yield static_cast dynamic_cast const_cast reinterpret_cast namespace static_assert asm and or not override final requires',
  ),
  primitives: words(
    'int long short char bool float double void unsigned signed auto wchar_t char8_t char16_t char32_t',
  ),
  classWords: CLASS_WORDS,
  arrows: true,
  roundInitializers: true,
}
