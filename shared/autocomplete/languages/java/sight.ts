import { closing, closingAngle, opening, splitAtCommas } from '../braces/brackets.ts'
import {
  afterModifiers,
  afterType,
  type Declared,
  declared,
  parametersIn,
  typeParameters,
  variables,
} from '../braces/declarations.ts'
import { isClassLike, type Outline, type Scope } from '../braces/outline.ts'
import type { Sight } from '../braces/scene.ts'
import { is, kindAt, startOf, type Tokens, textOf, WORD, wordAt } from '../braces/tokens.ts'
import { JAVA } from './speech.ts'

/** As much of what is being written is read for names, from its end. */
const LONGEST_HEAD = 600
const LONGEST_LABEL = 40

function headNames(outline: Outline, start: number, to: number, inner: Scope | null): readonly Declared[] {
  const { tokens } = outline
  const from = Math.max(start, to - LONGEST_HEAD)
  const names: Declared[] = [...labelNames(tokens, start)]
  if (inner && (inner.kind === 'function' || isClassLike(inner.kind))) names.push(...ownHead(tokens, inner))
  for (let i = from; i < to; i++) {
    if (is(tokens, i, '->')) {
      if (isOpen(tokens, i + 1, to)) names.push(...lambdaNames(tokens, i, from))
      continue
    }
    if (kindAt(tokens, i) !== WORD) continue
    const word = wordAt(tokens, i)
    if (word === 'instanceof') names.push(...patternNames(tokens, i + 1, to))
    else if (is(tokens, i + 1, '(') && (word === 'for' || word === 'catch' || word === 'try')) {
      const close = closing(tokens, i + 1, to)
      names.push(...bracketNames(tokens, word, i + 2, close < 0 ? to : close))
    }
  }
  return names
}

/** Parameters and type parameters of a method or a class. */
function ownHead(tokens: Tokens, scope: Scope): Declared[] {
  const [start, end] = scope.head
  const at = afterModifiers(tokens, start, end, JAVA)
  const names: Declared[] = []
  const generics = (open: number): void => {
    for (const label of typeParameters(tokens, open, end, JAVA)) {
      names.push(declared(label, 'type', startOf(tokens, open), { fixed: true }))
    }
  }
  if (isClassLike(scope.kind)) {
    for (let i = at; i < end; i++) {
      if (wordAt(tokens, i) === scope.name) {
        if (is(tokens, i + 1, '<')) generics(i + 1)
        break
      }
    }
    return names
  }
  if (is(tokens, at, '<')) generics(at)
  for (let i = at; i < end; i++) {
    if (!is(tokens, i, '(')) continue
    const close = closing(tokens, i, end)
    names.push(...parametersIn(tokens, i + 1, close < 0 ? end : close, JAVA))
    break
  }
  return names
}

/** What `for (…`, `catch (…` and `try (…` declare. */
function bracketNames(tokens: Tokens, word: string, from: number, to: number): Declared[] {
  const at = afterModifiers(tokens, from, to, JAVA)
  if (word === 'catch') {
    const name = to - 1
    if (name <= at || kindAt(tokens, name) !== WORD || kindAt(tokens, name - 1) !== WORD) return []
    const type = textOf(tokens, at, name)
    return [declared(wordAt(tokens, name), 'parameter', startOf(tokens, name), { type })]
  }
  const names: Declared[] = []
  let start = at
  for (let i = from; i <= to; i++) {
    if (i < to && !is(tokens, i, ';')) continue
    names.push(...variables(tokens, afterModifiers(tokens, start, i, JAVA), i, 'block', false, JAVA))
    if (word === 'for') break
    start = i + 1
  }
  return names
}

/** `Circle c`, or `Point(int x, int y)`. */
function patternNames(tokens: Tokens, from: number, to: number): Declared[] {
  const at = afterModifiers(tokens, from, to, JAVA)
  const name = afterType(tokens, at, to, JAVA)
  if (name < 0 || name >= to) return []
  if (is(tokens, name, '(')) {
    const close = closing(tokens, name, to)
    return close < 0
      ? []
      : parametersIn(tokens, name + 1, close, JAVA).map((p) => ({ ...p, kind: 'variable' }))
  }
  if (kindAt(tokens, name) !== WORD || JAVA.reserved.has(wordAt(tokens, name))) return []
  return [
    declared(wordAt(tokens, name), 'variable', startOf(tokens, name), { type: textOf(tokens, at, name) }),
  ]
}

/** What the pattern in the label before `start` declares. */
function labelNames(tokens: Tokens, start: number): Declared[] {
  if (!is(tokens, start - 1, '->') && !is(tokens, start - 1, ':')) return []
  for (let i = start - 2; i >= Math.max(0, start - LONGEST_LABEL); i--) {
    if (is(tokens, i, 'case')) return patternNames(tokens, i + 1, start - 1)
    if (is(tokens, i, ';') || is(tokens, i, '{') || is(tokens, i, '}')) return []
  }
  return []
}

/** Whether no bracket and no comma ends what begins at `from`. */
function isOpen(tokens: Tokens, from: number, to: number): boolean {
  let depth = 0
  for (let i = from; i < to; i++) {
    if (is(tokens, i, '(') || is(tokens, i, '[') || is(tokens, i, '{')) depth++
    else if (is(tokens, i, ')') || is(tokens, i, ']') || is(tokens, i, '}')) {
      if (--depth < 0) return false
    } else if (depth === 0 && is(tokens, i, ',')) return false
    else if (is(tokens, i, '<')) {
      const close = closingAngle(tokens, i, to)
      if (close > 0) i = close
    }
  }
  return depth >= 0
}

function lambdaNames(tokens: Tokens, arrow: number, least: number): Declared[] {
  const lambda = (at: number, start: number, index: number, count: number): Declared =>
    declared(wordAt(tokens, at), 'parameter', startOf(tokens, at), {
      type: `lambda#${index}`,
      value: [start, count],
    })
  if (kindAt(tokens, arrow - 1) === WORD) return [lambda(arrow - 1, arrow - 1, 0, 1)]
  if (!is(tokens, arrow - 1, ')')) return []
  const open = opening(tokens, arrow - 1, least)
  if (open < 0) return []
  const pieces = splitAtCommas(tokens, open + 1, arrow - 1)
  if (pieces.some(([from, to]) => to - from > 1)) return parametersIn(tokens, open + 1, arrow - 1, JAVA)
  return pieces.map(([from], index) => lambda(from, open, index, pieces.length))
}

/** `B`, `C` and `D` of `class A extends B implements C, D`. */
function basesOf(outline: Outline, scope: Scope): readonly string[] {
  const { tokens } = outline
  const [start, end] = scope.head
  const bases: string[] = []
  if (scope.name === '') {
    for (let i = end - 1; i > start; i--) {
      if (is(tokens, i, 'new')) return [wordAt(tokens, i + 1)]
    }
    return []
  }
  for (let i = start; i < end; i++) {
    if (!is(tokens, i, 'extends') && !is(tokens, i, 'implements')) continue
    if (is(tokens, i - 2, '<') || is(tokens, i - 2, ',')) continue
    let at = i + 1
    for (;;) {
      const after = afterType(tokens, at, end, JAVA)
      if (after < 0) break
      bases.push(textOf(tokens, at, after))
      if (!is(tokens, after, ',')) break
      at = after + 1
    }
  }
  if (scope.kind === 'record') bases.push('Record')
  if (scope.kind === 'enum') bases.push(`Enum<${scope.name}>`)
  bases.push('Object')
  return bases
}

/** How names are found in Java. */
export const JAVA_SIGHT: Sight = { ...JAVA, headNames, basesOf, ownerOf: () => '', inOrder: false }
