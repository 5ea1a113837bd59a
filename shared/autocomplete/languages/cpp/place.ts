import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { openAngleBefore, opening, openingAngle } from '../braces/brackets.ts'
import { afterModifiers } from '../braces/declarations.ts'
import { type Frame, isClassLike, type Outline } from '../braces/outline.ts'
import { expressionStart } from '../braces/receiver.ts'
import { read } from '../braces/scene.ts'
import {
  DIRECTIVE,
  endOf,
  is,
  kindAt,
  NUMBER,
  STRING,
  startOf,
  type Tokens,
  WORD,
  wordAt,
} from '../braces/tokens.ts'
import { directivePlace } from './directives.ts'
import { isStandardType } from './modules.ts'
import { CPP_SIGHT } from './sight.ts'
import { CPP, isCapture } from './speech.ts'

const NOTHING: Place = { kind: 'nothing' }
const NO_NAMES: readonly string[] = []
/** Templates that are followed by types, besides those whose names say so. */
const CASTS = /(?:_cast|^make_\w+|^template|^get_if|^get|^is_\w+|^numeric_limits)$/

/** What may be written at a position of a C++ text. */
export function placeAt(source: Source, position: number): Place {
  const outline = read(source, position, CPP_SIGHT)
  const { inside, size } = outline.tokens
  if (inside === 'directive') return directivePlace(outline.tokens, position)
  if (inside !== null) return NOTHING
  if (
    size > 0 &&
    kindAt(outline.tokens, outline.at) === DIRECTIVE &&
    startOf(outline.tokens, outline.at) < position
  ) {
    return NOTHING
  }
  return new CppPlace(outline, position).find()
}

/** Reads a place from the tokens before it and the brackets around it. */
class CppPlace {
  readonly #outline: Outline
  readonly #tokens: Tokens
  readonly #at: number
  readonly #from: number
  readonly #frame: Frame

  constructor(outline: Outline, position: number) {
    this.#outline = outline
    this.#tokens = outline.tokens
    this.#at = outline.at
    const start = startOf(this.#tokens, this.#at)
    this.#from = kindAt(this.#tokens, this.#at) === WORD && start <= position ? start : position
    this.#frame = outline.frames[outline.frames.length - 1] as Frame
  }

  find(): Place {
    const tokens = this.#tokens
    const before = this.#at - 1
    const { start, scope, sign } = this.#frame
    if (is(tokens, before, '.') || is(tokens, before, '->')) return this.#member(before)
    if (is(tokens, before, '::')) {
      const global = before <= start || (kindAt(tokens, before - 1) !== WORD && !is(tokens, before - 1, '>'))
      return global ? this.#name('value') : this.#member(before)
    }
    if (before < start) return this.#begin()
    const kind = kindAt(tokens, before)
    if (kind === STRING || kind === NUMBER) return NOTHING
    const heading = this.#heading()
    if (heading) return heading
    if (kind === WORD) return this.#afterWord(before)
    if (is(tokens, before, ')')) return this.#afterBracket(before)
    if (is(tokens, before, '>')) {
      const open = openingAngle(tokens, before, start)
      if (open > 0 && is(tokens, open - 1, 'template')) return this.#name('type', true)
      if (open > 0 && this.#opensTypes(open)) return NOTHING
    }
    if (is(tokens, before, ']')) return is(tokens, before - 1, ']') ? this.#begin() : NOTHING
    if (is(tokens, before, '}')) return NOTHING
    if (this.#isTypeList()) return this.#name('type')
    if (this.#isDeclarator(before)) return NOTHING
    if (scope.kind === 'enum' && sign === '{' && is(tokens, before, ',')) return NOTHING
    return this.#name('value')
  }

  #begin(): Place {
    const { scope, sign, open } = this.#frame
    const tokens = this.#tokens
    if (sign === '(') {
      if (this.#isParameterList() || is(tokens, open - 1, 'catch'))
        return this.#name('type', false, ['parameters'])
      return this.#name('value')
    }
    if (sign === '[' || scope.kind === 'values') return this.#name('value')
    if (scope.kind === 'enum') return NOTHING
    if (sign === '' || scope.kind === 'namespace' || isClassLike(scope.kind)) return this.#name('type', true)
    return this.#name('value', true)
  }

  /** In the head of a class, in a function's brackets, or between a function's head and its body. */
  #heading(): Place | null {
    const { start, scope, sign } = this.#frame
    const tokens = this.#tokens
    const at = this.#at
    const last = wordAt(tokens, at - 1)
    if (sign === '(') return this.#isParameterList() ? this.#parameter() : null
    if (sign === '[' || at - start > 200) return null
    if (is(tokens, start, 'using')) return this.#using()
    const first = afterModifiers(tokens, start, at, CPP)
    const kind = CPP.classWords.get(wordAt(tokens, first))
    if (kind && first < at - 1 && kindAt(tokens, first + 1) === WORD) {
      let colon = first
      while (colon < at && !is(tokens, colon, ':')) colon++
      if (colon === at) return kind === 'class' && !is(tokens, at - 1, '>') ? this.#classTail(first) : NOTHING
      if (this.#isTypeList() || /^(?:[:,]|public|private|protected|virtual)$/.test(last)) {
        return this.#name('type', false, ['bases'])
      }
      return NOTHING
    }
    const isHolder = sign === '' || scope.kind === 'namespace' || isClassLike(scope.kind)
    if (!isHolder || at - 1 <= first) return null
    if (is(tokens, at - 1, ')') || /^(?:const|noexcept|override)$/.test(last)) {
      for (let i = first; i < at; i++) if (is(tokens, i, '(')) return this.#phrase('function_head')
    }
    return null
  }

  /** `struct Foo ‸`: what follows is `final`, or the name of a variable. */
  #classTail(first: number): Place {
    return this.#at - first === 2 && this.#frame.sign !== '(' ? this.#phrase('class_head') : NOTHING
  }

  #using(): Place {
    const tokens = this.#tokens
    const { start } = this.#frame
    const before = this.#at - 1
    if (before === start) return this.#name('value', false, ['using'])
    if (is(tokens, before, 'namespace')) return this.#name('value')
    if (is(tokens, before, '=') || this.#isTypeList() || is(tokens, before, 'const'))
      return this.#name('type')
    return NOTHING
  }

  #parameter(): Place {
    const tokens = this.#tokens
    const before = this.#at - 1
    if (is(tokens, before, ',') && !this.#isTypeList()) return this.#name('type', false, ['parameters'])
    if (this.#isTypeList() || is(tokens, before, 'const')) return this.#name('type', false, ['parameters'])
    for (let i = before; i >= this.#frame.start; i--) {
      if (is(tokens, i, '=')) return this.#name('value')
      if (is(tokens, i, ',')) break
    }
    return NOTHING
  }

  #afterWord(before: number): Place {
    const tokens = this.#tokens
    const { start, scope, sign } = this.#frame
    const word = wordAt(tokens, before)
    if ((word === 'typename' || word === 'class') && this.#isTypeListWord(before)) return NOTHING
    switch (word) {
      case 'return':
      case 'throw':
      case 'delete':
      case 'co_return':
      case 'co_await':
      case 'co_yield':
      case 'and':
      case 'or':
      case 'not':
      case 'sizeof':
        return this.#name('value')
      case 'case':
        return this.#name('value', false, ['case'])
      case 'new':
      case 'typename':
      case 'typedef':
      case 'friend':
      case 'public':
      case 'private':
      case 'protected':
        return this.#name('type')
      case 'else':
      case 'do':
        return this.#name('value', true)
      case 'try':
      case 'default':
      case 'goto':
      case 'template':
        return NOTHING
      case 'operator':
        return NOTHING
      case 'const':
        return this.#afterConst(before)
    }
    if (this.#isTypeListWord(before)) return NOTHING
    if (CPP.modifiers.has(word)) {
      const inBody = sign === '{' && !isClassLike(scope.kind) && scope.kind !== 'namespace'
      return this.#name('type', true, inBody ? [] : ['modified'])
    }
    if (CPP.classWords.has(word) && before >= start) return NOTHING
    return NOTHING
  }

  /** `const ‸` before a type, but not `int const ‸`. */
  #afterConst(before: number): Place {
    const { start } = this.#frame
    const tokens = this.#tokens
    const first =
      before === start || is(tokens, before - 1, ',') || CPP.modifiers.has(wordAt(tokens, before - 1))
    return first || this.#isTypeListWord(before) || is(tokens, before - 1, '<') ? this.#name('type') : NOTHING
  }

  /** In `template <typename ‸`, a name is being made up. */
  #isTypeListWord(before: number): boolean {
    const open = openAngleBefore(this.#tokens, before, this.#frame.start)
    return open > 0 && is(this.#tokens, open - 1, 'template')
  }

  #afterBracket(close: number): Place {
    const tokens = this.#tokens
    const { start } = this.#frame
    const open = opening(tokens, close, start)
    const word = wordAt(tokens, open - 1)
    if (/^(?:if|for|while|constexpr)$/.test(word)) return this.#name('value', true)
    if (is(tokens, open - 1, ']') && isCapture(tokens, opening(tokens, open - 1, start)))
      return this.#phrase('lambda_head')
    const type = open >= 0 && close - open === 2 && CPP.primitives.has(wordAt(tokens, open + 1))
    return type ? this.#name('value') : NOTHING
  }

  /** `Foo *‸`, `auto &‸`, `int a, ‸`: a name is being made up. */
  #isDeclarator(before: number): boolean {
    const tokens = this.#tokens
    const { start, sign, open } = this.#frame
    const inFor = sign === '(' && is(tokens, open - 1, 'for')
    if (sign === '[' || (sign === '(' && !inFor)) return false
    if (is(tokens, before, ',')) {
      const first = afterModifiers(tokens, start, before, CPP)
      const word = wordAt(tokens, first)
      if (this.#frame.scope.kind === 'values' || CPP.reserved.has(word)) return false
      if (isPlain(tokens, first + 1) && kindAt(tokens, first) === WORD) return true
      return is(tokens, first + 1, '<') && openingAngle(tokens, before - 2, start) > 0
    }
    let at = before
    while (at > start && (is(tokens, at, '*') || is(tokens, at, '&') || is(tokens, at, '&&'))) at--
    if (at === before) return false
    const word = wordAt(tokens, at)
    if (is(tokens, at, '>')) return openingAngle(tokens, at, start) > 0
    if (kindAt(tokens, at) !== WORD) return false
    if (CPP.primitives.has(word) || this.#outline.classes.has(word) || is(tokens, start, 'const')) return true
    const isFirst = at === start || (at === start + 2 && is(tokens, start + 1, '::'))
    return isFirst && (/^[A-Z]/.test(word) || isStandardType(word))
  }

  #member(sign: number): Place {
    const tokens = this.#tokens
    const first = expressionStart(tokens, sign, this.#frame.start, true)
    if (first < 0) return NOTHING
    const receiver = { from: startOf(tokens, first), to: endOf(tokens, sign - 1) }
    return { kind: 'member', from: this.#from, receiver, sign: wordAt(tokens, sign) }
  }

  #phrase(word: string): Place {
    const within = new Set([word])
    const only = 'keywords'
    return {
      kind: 'name',
      from: this.#from,
      wants: 'value',
      statement: false,
      within,
      parameters: NO_NAMES,
      only,
    }
  }

  /** In the brackets of a function that is being declared outside of bodies. */
  #isParameterList(): boolean {
    const tokens = this.#tokens
    const { frames } = this.#outline
    const { open, sign } = this.#frame
    const outer = frames[frames.length - 2]
    if (sign !== '(' || !outer || outer.sign === '(') return false
    const before = open - 1
    if (is(tokens, before, ']')) return isCapture(tokens, opening(tokens, before, outer.start))
    if (kindAt(tokens, before) !== WORD || outer.sign === '[') return false
    const isHolder = outer.sign === '' || outer.scope.kind === 'namespace' || isClassLike(outer.scope.kind)
    if (!isHolder) return false
    for (let i = Math.max(outer.start, open - 80); i < open; i++) {
      if (is(tokens, i, '=') || is(tokens, i, ':') || is(tokens, i, 'requires')) return false
    }
    return true
  }

  #isTypeList(): boolean {
    const tokens = this.#tokens
    const before = this.#at - 1
    if (!is(tokens, before, '<') && !is(tokens, before, ',')) return false
    const open = openAngleBefore(tokens, this.#at, this.#frame.start)
    return open > 0 && this.#opensTypes(open)
  }

  /** Whether types follow the `<` at `open`, rather than a value to compare with. */
  #opensTypes(open: number): boolean {
    const tokens = this.#tokens
    const word = wordAt(tokens, open - 1)
    if (CASTS.test(word) || isStandardType(word) || is(tokens, open - 2, '::')) return true
    const own = this.#outline.classes.get(word)
    return (
      own !== undefined || (/^[A-Z][a-z]/.test(word) && endOf(tokens, open - 1) === startOf(tokens, open))
    )
  }

  #name(wants: 'value' | 'type', statement = false, more: readonly string[] = []): Place {
    const within = new Set([...this.#within(), ...more])
    return { kind: 'name', from: this.#from, wants, statement, within, parameters: NO_NAMES }
  }

  #within(): Set<string> {
    const within = new Set<string>()
    const tokens = this.#tokens
    const { frames } = this.#outline
    let sealed = false
    for (let k = frames.length - 1; k >= 0; k--) {
      const { scope, sign, start } = frames[k] as Frame
      const stop = frames[k + 1]?.open ?? this.#at
      if (sign === '(' || sign === '[') continue
      const isHolder = sign === '' || scope.kind === 'namespace' || isClassLike(scope.kind)
      if (isHolder) {
        if (!sealed) within.add(isClassLike(scope.kind) ? 'class' : 'top')
        if (isClassLike(scope.kind)) within.add('instance')
        sealed = true
        continue
      }
      if (scope.kind === 'function' && scope.name.includes('::')) within.add('instance')
      if (sealed) continue
      within.add('function')
      if (scope.kind === 'loop' || /^(?:for|while|do)$/.test(start < stop ? wordAt(tokens, start) : '')) {
        within.add('loop').add('breakable')
      }
      if (scope.kind === 'switch') within.add('switch').add('breakable')
      if (scope.kind === 'lambda' || scope.kind === 'function') sealed = true
    }
    if (within.has('class')) within.delete('instance')
    const { last, start } = this.#frame
    if (last && last.end + 1 >= start) {
      if (is(tokens, last.start, 'if') || is(tokens, last.start, 'else')) within.add('after_if')
      if (is(tokens, last.start, 'try') || is(tokens, last.start, 'catch')) within.add('after_try')
    }
    return within
  }
}

const isPlain = (tokens: Tokens, i: number): boolean => {
  let at = i
  while (
    is(tokens, at, '*') ||
    is(tokens, at, '&') ||
    is(tokens, at, '::') ||
    CPP.primitives.has(wordAt(tokens, at))
  )
    at++
  return kindAt(tokens, at) === WORD
}
