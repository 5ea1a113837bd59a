import type { Kind } from '../../completion.ts'
import { closing, closingAngle, splitAtCommas } from './brackets.ts'
import { type Item, isEnumerator, type Scope } from './outline.ts'
import type { ScopeKind, Speech } from './speech.ts'
import { is, kindAt, STRING, startOf, type Tokens, textOf, WORD, wordAt } from './tokens.ts'

/** A name that the text declares. */
export interface Declared {
  readonly label: string
  readonly kind: Kind
  /** The type as written: of a value, or what a function returns; empty when it is not said. */
  readonly type: string
  /** The parameters as written, with their brackets; null for what is no function. */
  readonly parameters: string | null
  readonly at: number
  /** Tokens of what it is set to, [from, to). */
  readonly value: readonly [number, number] | null
  /** Belongs to the class rather than to its objects. */
  readonly fixed: boolean
  /** What it opens, when it is a class, an enum or a namespace. */
  readonly scope: Scope | null
  /** It is what the value holds, one by one: the variable of a loop over something. */
  readonly each: boolean
  /** The names of the type's own parameters: `T` of `class Box<T>`. */
  readonly generics: readonly string[]
}

const declared = (label: string, kind: Kind, at: number, more: Partial<Declared> = {}): Declared => ({
  label,
  kind,
  type: '',
  parameters: null,
  at,
  value: null,
  fixed: false,
  scope: null,
  each: false,
  generics: [],
  ...more,
})

export { declared }

const MOST_DECLARATORS = 50

/** After the annotations, the attributes and the modifiers at `i`. */
export function afterModifiers(tokens: Tokens, i: number, end: number, speech: Speech): number {
  let at = i
  while (at < end) {
    if (is(tokens, at, '@') && !is(tokens, at + 1, 'interface')) {
      at += 2
      while (at < end && is(tokens, at, '.')) at += 2
      if (is(tokens, at, '(')) at = after(closing(tokens, at, end), end)
    } else if (is(tokens, at, '[') && is(tokens, at + 1, '[')) at = after(closing(tokens, at, end), end)
    else if (is(tokens, at, 'template') && is(tokens, at + 1, '<'))
      at = after(closingAngle(tokens, at + 1, end), end)
    else if (kindAt(tokens, at) === WORD && speech.modifiers.has(wordAt(tokens, at))) {
      at++
      if (is(tokens, at, '(') && !is(tokens, at + 1, '*')) at = after(closing(tokens, at, end), end)
    } else if (kindAt(tokens, at) === STRING && is(tokens, at - 1, 'extern')) at++
    else break
  }
  return Math.min(at, end)
}
const after = (found: number, end: number): number => (found < 0 ? end : found + 1)

/** After the type that begins at `i`; -1 when none does. */
export function afterType(tokens: Tokens, i: number, end: number, speech: Speech): number {
  let at = i
  while (at < end && speech.modifiers.has(wordAt(tokens, at))) at++
  if (speech.classWords.has(wordAt(tokens, at)) && kindAt(tokens, at + 1) === WORD) at++
  if (is(tokens, at, '::')) at++
  if (kindAt(tokens, at) !== WORD) return -1
  const first = wordAt(tokens, at)
  if (speech.reserved.has(first) || at >= end) return -1
  at++
  if (speech.primitives.has(first)) while (speech.primitives.has(wordAt(tokens, at)) && at < end) at++
  for (;;) {
    if (is(tokens, at, '<')) {
      const close = closingAngle(tokens, at, end)
      if (close < 0) return -1
      at = close + 1
    }
    if ((is(tokens, at, '::') || is(tokens, at, '.')) && kindAt(tokens, at + 1) === WORD && at + 1 < end)
      at += 2
    else break
  }
  return afterSigns(tokens, at, end)
}

/** After `*`, `&`, `const`, `[]` and `...` behind a type's name. */
function afterSigns(tokens: Tokens, i: number, end: number): number {
  let at = i
  while (at < end) {
    if (is(tokens, at, '*') || is(tokens, at, '&') || is(tokens, at, '&&')) at++
    else if (is(tokens, at, 'const') || is(tokens, at, '...')) at++
    else if (is(tokens, at, '[') && is(tokens, at + 1, ']')) at += 2
    else break
  }
  return at
}

/** The names declared by the tokens [from, to), which are an item of a scope of this kind. */
export function declarations(tokens: Tokens, item: Item, holder: Scope, speech: Speech): Declared[] {
  const { start, end, scope } = item
  if (holder.kind === 'enum') {
    const first = afterModifiers(tokens, start, end, speech)
    if (isEnumerator(tokens, first) && wordAt(tokens, first) !== holder.name) {
      return [
        declared(wordAt(tokens, first), 'constant', startOf(tokens, first), {
          type: holder.name,
          fixed: true,
        }),
      ]
    }
  }
  let at = afterModifiers(tokens, start, end, speech)
  const fixed = hasWord(tokens, start, at, 'static')
  if (is(tokens, at, '<')) at = after(closingAngle(tokens, at, end), end)
  if (is(tokens, at, '@')) at++
  const word = wordAt(tokens, at)
  if (word === 'using' || word === 'typedef') return alias(tokens, at, end, scope, speech)
  const classKind = speech.classWords.get(word)
  if (classKind !== undefined && isClassHead(tokens, at, end, scope)) {
    return classDeclared(tokens, item, at, classKind, speech)
  }
  return variables(tokens, at, end, holder.kind, fixed, speech)
}

/** `class A {`, `struct A;`, but not `struct A a`, `record.call()` or `record = 1`. */
function isClassHead(tokens: Tokens, at: number, end: number, scope: Scope | null): boolean {
  if (scope !== null && startOf(tokens, at) < scope.from && scope.kind !== 'function') return true
  return kindAt(tokens, at + 1) === WORD && at + 2 === end
}

function classDeclared(tokens: Tokens, item: Item, at: number, kind: ScopeKind, speech: Speech): Declared[] {
  const { start, end } = item
  const scope = item.scope !== null && speechKinds.has(item.scope.kind) ? item.scope : null
  const stop = scope === null ? end : scope.head[1]
  const name = scope?.name ? scope.name : wordAt(tokens, at + 1)
  let nameAt = at + 1
  while (nameAt < stop && wordAt(tokens, nameAt) !== name) nameAt++
  const variablesAfter: Declared[] = []
  if (scope !== null) {
    const tail = tokensAfter(tokens, scope, end)
    if (tail < end && kindAt(tokens, end - 1) === WORD) {
      variablesAfter.push(
        declared(wordAt(tokens, end - 1), 'variable', startOf(tokens, end - 1), { type: name }),
      )
    }
  }
  if (name === '' || kindAt(tokens, at + 1) !== WORD) return variablesAfter
  const shown: Kind =
    kind === 'interface' ? 'interface' : kind === 'enum' ? 'enum' : kind === 'namespace' ? 'module' : 'class'
  const generics = genericsOf(tokens, start, at, nameAt, stop, speech)
  const type = wordAt(tokens, at)
  return [
    declared(name, shown, startOf(tokens, nameAt), { type, fixed: true, scope, generics }),
    ...variablesAfter,
  ]
}
const speechKinds: ReadonlySet<ScopeKind> = new Set(['class', 'interface', 'enum', 'record', 'namespace'])

/** The first token after the scope's closing brace. */
function tokensAfter(tokens: Tokens, scope: Scope, end: number): number {
  let at = end
  while (at > scope.head[1] && startOf(tokens, at - 1) >= scope.to) at--
  return at
}

/** `T` and `U` of `class Box<T, U extends Foo>`, or of `template <typename T, class U>`. */
export function genericsOf(
  tokens: Tokens,
  start: number,
  at: number,
  name: number,
  stop: number,
  speech: Speech,
): readonly string[] {
  for (let i = start; i < at; i++) {
    if (is(tokens, i, 'template') && is(tokens, i + 1, '<')) return typeParameters(tokens, i + 1, at, speech)
  }
  return is(tokens, name + 1, '<') ? typeParameters(tokens, name + 1, stop, speech) : []
}

/** The names in the list that the `<` at `open` begins. */
export function typeParameters(
  tokens: Tokens,
  open: number,
  stop: number,
  speech: Speech,
): readonly string[] {
  const close = closingAngle(tokens, open, stop)
  if (close < 0) return []
  return splitAtCommas(tokens, open + 1, close).flatMap(([from, to]) => {
    let i = afterModifiers(tokens, from, to, speech)
    while (i < to && (is(tokens, i, 'typename') || is(tokens, i, 'class') || is(tokens, i, '...'))) i++
    if (kindAt(tokens, i + 1) === WORD && !is(tokens, i + 1, 'extends') && i + 1 < to) i++
    return kindAt(tokens, i) === WORD && i < to ? [wordAt(tokens, i)] : []
  })
}

function alias(tokens: Tokens, at: number, end: number, scope: Scope | null, speech: Speech): Declared[] {
  if (is(tokens, at, 'using')) {
    if (!is(tokens, at + 2, '=')) return []
    const type = textOf(tokens, at + 3, end)
    return [declared(wordAt(tokens, at + 1), 'type', startOf(tokens, at + 1), { type, fixed: true })]
  }
  const name = end - 1
  if (kindAt(tokens, name) !== WORD || name <= at + 1) return []
  const inner = scope?.name ? scope.name : ''
  const type = scope === null ? textOf(tokens, at + 1, name) : inner
  const made = declared(wordAt(tokens, name), 'type', startOf(tokens, name), { type, fixed: true, scope })
  return inner !== '' && inner !== made.label && scope !== null
    ? [made, ...classDeclared(tokens, { start: at, end: scope.head[1], scope }, at + 1, scope.kind, speech)]
    : [made]
}

/** The variables or the function that a type at `i` declares in a scope of this kind. */
export function variables(
  tokens: Tokens,
  i: number,
  end: number,
  holder: ScopeKind,
  fixed: boolean,
  speech: Speech,
): Declared[] {
  const name = afterType(tokens, i, end, speech)
  if (name < 0 || name >= end) return []
  if (is(tokens, name, '[') && name > i) return bindings(tokens, i, name, end)
  if (kindAt(tokens, name) !== WORD || speech.reserved.has(wordAt(tokens, name))) return []
  const inBody = !MEMBERS_IN.has(holder)
  const type = typeText(tokens, i, name)
  if (is(tokens, name + 1, '(') && !(inBody && speech.roundInitializers) && name + 1 < end) {
    if (inBody) return []
    const close = closing(tokens, name + 1, end)
    const parameters = textOf(tokens, name + 1, close < 0 ? end : close + 1)
    const inClass = holder !== 'top' && holder !== 'namespace'
    const arrow = close > 0 && is(tokens, close + 1, '->') ? afterType(tokens, close + 2, end, speech) : -1
    const answer = arrow > 0 ? textOf(tokens, close + 2, arrow) : type
    const more = { type: answer, parameters, fixed }
    return [declared(wordAt(tokens, name), inClass ? 'method' : 'function', startOf(tokens, name), more)]
  }
  const found: Declared[] = []
  const kind: Kind = inBody || holder === 'top' || holder === 'namespace' ? 'variable' : 'property'
  let at = name
  while (at < end && found.length < MOST_DECLARATORS) {
    at = afterSigns(tokens, at, end)
    if (kindAt(tokens, at) !== WORD || speech.reserved.has(wordAt(tokens, at))) break
    const label = at
    at++
    let dimensions = ''
    while (is(tokens, at, '[') && at < end) {
      const close = closing(tokens, at, end)
      if (close < 0) return found
      dimensions += '[]'
      at = close + 1
    }
    const from = is(tokens, at, '=') || is(tokens, at, ':') ? at + 1 : at
    const each = is(tokens, at, ':')
    if (at < end && !INITIAL.has(wordAt(tokens, at))) return found
    const [, to] = splitAtCommas(tokens, from, end)[0] ?? [from, end]
    const constant = fixed && /^[A-Z][A-Z0-9_]*$/.test(wordAt(tokens, label))
    found.push(
      declared(wordAt(tokens, label), constant ? 'constant' : kind, startOf(tokens, label), {
        type: type + dimensions,
        value: from < to ? [from, to] : null,
        fixed,
        each,
      }),
    )
    at = to + 1
  }
  return found
}
const MEMBERS_IN: ReadonlySet<ScopeKind> = new Set([
  'top',
  'namespace',
  'class',
  'interface',
  'record',
  'enum',
])
const INITIAL = new Set(['=', ':', ',', '{', '(', ';', ')'])

/** `auto [a, b] = pair`. */
function bindings(tokens: Tokens, i: number, open: number, end: number): Declared[] {
  const close = closing(tokens, open, end)
  if (!is(tokens, open - 1, 'auto') && !is(tokens, open - 1, '&') && !is(tokens, open - 1, '&&')) return []
  if (close < 0 || !textOf(tokens, i, open).includes('auto')) return []
  const sign = close + 1
  const value = [sign + 1, end] as const
  return splitAtCommas(tokens, open + 1, close).flatMap(([from], index) =>
    kindAt(tokens, from) === WORD
      ? [
          declared(wordAt(tokens, from), 'variable', startOf(tokens, from), {
            type: `auto#${index}`,
            value,
            each: is(tokens, sign, ':'),
          }),
        ]
      : [],
  )
}

/** The parameters in the brackets (from, to), which are written with their types. */
export function parametersIn(tokens: Tokens, from: number, to: number, speech: Speech): Declared[] {
  return splitAtCommas(tokens, from, to).flatMap(([start, end]) => {
    const at = afterModifiers(tokens, start, end, speech)
    const name = afterType(tokens, at, end, speech)
    if (name < 0 || name >= end || kindAt(tokens, name) !== WORD) return []
    const spread = is(tokens, name - 1, '...') || is(tokens, name + 1, '[')
    const type = typeText(tokens, at, name) + (spread ? '[]' : '')
    return [declared(wordAt(tokens, name), 'parameter', startOf(tokens, name), { type })]
  })
}

/** A type as written, without what is no part of it. */
const typeText = (tokens: Tokens, from: number, to: number): string =>
  textOf(tokens, from, to)
    .replace(/\s*\.\.\.$/, '')
    .trim()

export function hasWord(tokens: Tokens, from: number, to: number, word: string): boolean {
  for (let i = from; i < to; i++) if (kindAt(tokens, i) === WORD && wordAt(tokens, i) === word) return true
  return false
}
