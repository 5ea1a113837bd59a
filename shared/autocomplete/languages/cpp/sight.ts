import { closing, closingAngle, splitAtCommas } from '../braces/brackets.ts'
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
import { CPP, isCapture } from './speech.ts'

/** As much of what is being written is read for names, from its end. */
const LONGEST_HEAD = 600

function headNames(outline: Outline, start: number, to: number, inner: Scope | null): readonly Declared[] {
  const { tokens } = outline
  const from = Math.max(start, to - LONGEST_HEAD)
  const names: Declared[] = []
  for (let i = from; i < to; i++) {
    if (is(tokens, i, '[') && isCapture(tokens, i)) {
      const close = closing(tokens, i, to)
      const open = is(tokens, close + 1, '<') ? closingAngle(tokens, close + 1, to) + 1 : close + 1
      if (close < 0 || !is(tokens, open, '(')) continue
      const end = closing(tokens, open, to)
      if (end > 0 && isOpen(tokens, end + 1, to)) names.push(...parametersIn(tokens, open + 1, end, CPP))
      continue
    }
    if (kindAt(tokens, i) !== WORD) continue
    const word = wordAt(tokens, i)
    if (word === 'template' && is(tokens, i + 1, '<')) {
      for (const label of typeParameters(tokens, i + 1, to, CPP)) {
        names.push(declared(label, 'type', startOf(tokens, i), { fixed: true }))
      }
    } else if (/^(?:for|catch|if|while|switch)$/.test(word)) {
      const open = is(tokens, i + 1, 'constexpr') ? i + 2 : i + 1
      if (!is(tokens, open, '(')) continue
      const close = closing(tokens, open, to)
      names.push(...bracketNames(tokens, word, open + 1, close < 0 ? to : close))
    }
  }
  if (inner?.kind === 'function') names.push(...parametersOf(tokens, inner))
  return names
}

/** What `for (…`, `catch (…` and `if (…` declare. */
function bracketNames(tokens: Tokens, word: string, from: number, to: number): readonly Declared[] {
  const at = afterModifiers(tokens, from, to, CPP)
  if (word === 'catch') return parametersIn(tokens, from, to, CPP)
  let end = at
  let depth = 0
  for (; end < to; end++) {
    if (is(tokens, end, '(') || is(tokens, end, '{')) depth++
    else if (is(tokens, end, ')') || is(tokens, end, '}')) depth--
    else if (depth === 0 && is(tokens, end, ';')) break
  }
  const names = variables(tokens, at, end, 'block', false, CPP)
  return word === 'for' ? names : names.filter(({ value }) => value !== null)
}

function parametersOf(tokens: Tokens, scope: Scope): readonly Declared[] {
  const [start, end] = scope.head
  const at = afterModifiers(tokens, start, end, CPP)
  for (let i = at; i < end; i++) {
    if (!is(tokens, i, '(')) continue
    if (is(tokens, i - 1, 'operator')) {
      i++
      continue
    }
    const close = closing(tokens, i, end)
    return parametersIn(tokens, i + 1, close < 0 ? end : close, CPP)
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
      if (depth === 0 && is(tokens, i, '}')) return false
    } else if (depth === 0 && is(tokens, i, ',')) return false
  }
  return true
}

/** `B` and `C` of `class A : public B, C<int>`. */
function basesOf(outline: Outline, scope: Scope): readonly string[] {
  const { tokens } = outline
  const [start, end] = scope.head
  if (!isClassLike(scope.kind) || scope.kind === 'enum') return []
  let colon = start
  while (colon < end && !is(tokens, colon, ':')) colon++
  return splitAtCommas(tokens, colon + 1, end).flatMap(([from, to]) => {
    let at = from
    while (/^(?:public|private|protected|virtual)$/.test(wordAt(tokens, at))) at++
    const after = afterType(tokens, at, to, CPP)
    return after < 0 ? [] : [textOf(tokens, at, after)]
  })
}

/** `Shape` of `double Shape::area() const {`. */
function ownerOf(scope: Scope): string {
  const parts = scope.name.split('::')
  return parts.length > 1 ? (parts[parts.length - 2] ?? '') : ''
}

/** How names are found in C++. */
export const CPP_SIGHT: Sight = { ...CPP, headNames, basesOf, ownerOf, inOrder: true }
