import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { openAngleBefore, opening, openingAngle } from '../braces/brackets.ts'
import { afterModifiers } from '../braces/declarations.ts'
import { type Frame, isClassLike, type Outline } from '../braces/outline.ts'
import { expressionStart } from '../braces/receiver.ts'
import { read } from '../braces/scene.ts'
import {
  endOf,
  is,
  kindAt,
  NUMBER,
  STRING,
  startOf,
  type Tokens,
  textOf,
  WORD,
  wordAt,
} from '../braces/tokens.ts'
import { importPlace } from './imports.ts'
import { JAVA_SIGHT } from './sight.ts'
import { JAVA } from './speech.ts'

const NOTHING: Place = { kind: 'nothing' }
const NO_NAMES: readonly string[] = []

/** What may be written at a position of a Java text. */
export function placeAt(source: Source, position: number): Place {
  const outline = read(source, position, JAVA_SIGHT)
  if (outline.tokens.inside !== null) return NOTHING
  return new JavaPlace(outline, position).find()
}

/** Reads a place from the tokens before it and the brackets around it. */
class JavaPlace {
  readonly #outline: Outline
  readonly #tokens: Tokens
  readonly #at: number
  readonly #from: number
  readonly #word: string
  readonly #frame: Frame

  constructor(outline: Outline, position: number) {
    this.#outline = outline
    this.#tokens = outline.tokens
    this.#at = outline.at
    const start = startOf(this.#tokens, this.#at)
    const writing = kindAt(this.#tokens, this.#at) === WORD && start <= position
    this.#from = writing ? start : position
    this.#word = writing ? wordAt(this.#tokens, this.#at).slice(0, position - start) : ''
    this.#frame = outline.frames[outline.frames.length - 1] as Frame
  }

  find(): Place {
    const tokens = this.#tokens
    const at = this.#at
    const before = at - 1
    const { start, scope, sign } = this.#frame
    const previous = wordAt(tokens, before)
    const imported = importPlace(tokens, start, at, this.#from, this.#word)
    if (imported) return imported
    if (is(tokens, start, 'package') && start < at) return NOTHING
    if (is(tokens, before, '@')) return this.#annotation(before)
    if (is(tokens, before, '.') || is(tokens, before, '::')) return this.#member(before)
    if (before < start) return this.#begin()
    const kind = kindAt(tokens, before)
    if (kind === STRING || kind === NUMBER) return NOTHING
    const heading = this.#heading()
    if (heading) return heading
    if (kind === WORD) return this.#afterWord(before, previous)
    if (is(tokens, before, ')')) return this.#afterBracket(before)
    if (is(tokens, before, '>') && openingAngle(tokens, before, start) > 0) return this.#afterType()
    if (is(tokens, before, ']')) return is(tokens, before - 1, '[') ? this.#afterType() : NOTHING
    if (is(tokens, before, '}')) return this.#phrase('value_end')
    if (is(tokens, before, '?') && openAngleBefore(tokens, before, start) >= 0)
      return this.#phrase('wildcard')
    if (this.#isTypeList()) return this.#name('type')
    if (is(tokens, before, '&') && openAngleBefore(tokens, before, start) >= 0) return this.#name('type')
    if (scope.kind === 'enum' && sign === '{' && !this.#isPastConstants()) return NOTHING
    if (isClassLike(scope.kind) && sign === '{' && is(tokens, before, ',')) return NOTHING
    if (this.#isLocalList(before)) return NOTHING
    return this.#name('value')
  }

  /** At the beginning of an item, or right after a bracket. */
  #begin(): Place {
    const { scope, sign, open } = this.#frame
    const tokens = this.#tokens
    if (sign === '(') {
      const word = wordAt(tokens, open - 1)
      if (word === 'catch') return this.#name('type')
      if (this.#isParameterList()) return this.#name('type')
      if (this.#isLambdaHead()) return NOTHING
      return this.#name('value')
    }
    if (sign === '[') return this.#name('value')
    if (scope.kind === 'enum' && !this.#isPastConstants()) return NOTHING
    if (scope.kind === 'values') return this.#name('value')
    if (sign === '' || isClassLike(scope.kind)) return this.#name('type', true)
    return this.#name('value', true)
  }

  /** In the head of a class or of a method. */
  #heading(): Place | null {
    const { start, scope, sign } = this.#frame
    const tokens = this.#tokens
    const at = this.#at
    if (sign === '(') return this.#isParameterList() ? this.#parameter() : null
    if (sign === '[') return null
    const first = afterModifiers(tokens, start, at, JAVA)
    const word = wordAt(tokens, is(tokens, first, '@') ? first + 1 : first)
    const isHead = JAVA.classWords.has(word) && kindAt(tokens, first + 1) === WORD && first + 1 < at
    if (isHead) {
      if (this.#isTypeList()) return this.#name('type')
      const last = wordAt(tokens, at - 1)
      if (/^(?:extends|implements|permits|[,&])$/.test(last)) return this.#name('type')
      return this.#phrase(
        word === 'class' ? 'class_head' : word === 'interface' ? 'interface_head' : 'plain_head',
      )
    }
    const inClass = sign === '' || isClassLike(scope.kind)
    if (!inClass || at - start > 200) return null
    for (let i = first; i < at; i++) {
      if (is(tokens, i, 'throws'))
        return /^(?:throws|,)$/.test(wordAt(tokens, at - 1)) ? this.#name('type') : NOTHING
      if (is(tokens, i, '=')) return null
    }
    if (is(tokens, at - 1, ')') && first < at - 1) return this.#phrase('method_head')
    return null
  }

  /** In the brackets behind a method's name. */
  #parameter(): Place {
    const tokens = this.#tokens
    const before = this.#at - 1
    if (is(tokens, before, ',') || is(tokens, before, '(')) return this.#name('type')
    if (is(tokens, before, 'final')) return this.#name('type')
    if (is(tokens, before, ')') && this.#isAnnotation(before)) return this.#name('type')
    if (kindAt(tokens, before) === WORD && is(tokens, before - 1, '@')) return this.#name('type')
    return this.#isTypeList()
      ? this.#name('type')
      : is(tokens, before, '?')
        ? this.#phrase('wildcard')
        : NOTHING
  }

  #afterWord(before: number, word: string): Place {
    const tokens = this.#tokens
    const { start, scope, sign } = this.#frame
    if (is(tokens, before - 1, '@') && word !== 'interface') return this.#begin()
    if (is(tokens, before - 1, '.')) return is(tokens, before, 'class') ? NOTHING : this.#afterType()
    switch (word) {
      case 'new':
        return this.#name('type', false, ['new'])
      case 'extends':
      case 'implements':
      case 'throws':
      case 'permits':
      case 'instanceof':
        return this.#name('type')
      case 'else':
      case 'do':
        return this.#name('value', true)
      case 'return':
      case 'throw':
      case 'case':
      case 'assert':
      case 'yield':
      case 'when':
        return this.#name('value', false, word === 'case' ? ['case'] : word === 'throw' ? ['throw'] : [])
      case 'final':
        return this.#name('type', sign !== '(')
      case 'try':
      case 'finally':
        return NOTHING
      case 'default':
        return scope.kind === 'interface' ? this.#name('type', true) : NOTHING
      case 'synchronized':
        return isClassLike(scope.kind) ? this.#name('type', true) : NOTHING
    }
    if (JAVA.modifiers.has(word)) return this.#name('type', true, ['modified'])
    if (
      JAVA.classWords.has(word) &&
      (before === start || kindAt(tokens, before - 1) === WORD || is(tokens, before - 1, '@'))
    ) {
      return NOTHING
    }
    return this.#afterType()
  }

  /** After what may be a type: its variable is named, or a value goes on with `instanceof`. */
  #afterType(): Place {
    const tokens = this.#tokens
    const { start, sign, open } = this.#frame
    const before = this.#at - 1
    const inHead = sign === '(' && !/^(?:for|try|catch)$/.test(wordAt(tokens, open - 1))
    const first = afterModifiers(tokens, start, this.#at, JAVA)
    const begins = expressionStart(tokens, this.#at, start, false)
    const isValue =
      is(tokens, begins - 1, '=') || is(tokens, begins - 1, 'return') || is(tokens, begins - 1, '&&')
    if (kindAt(tokens, before) === WORD && (isValue || (inHead && begins >= 0)) && begins > first - 1) {
      return JAVA.primitives.has(wordAt(tokens, before)) ? NOTHING : this.#phrase('value_end')
    }
    return NOTHING
  }

  /** After a closing round bracket. */
  #afterBracket(close: number): Place {
    const tokens = this.#tokens
    const open = opening(tokens, close, this.#frame.start)
    const word = wordAt(tokens, open - 1)
    if (/^(?:if|for|while)$/.test(word)) return this.#name('value', true)
    if (this.#isAnnotation(close)) return this.#begin()
    const isCast = open >= 0 && kindAt(tokens, open - 1) !== WORD && close - open > 1
    if (isCast && !is(tokens, open - 1, ')') && isTypeText(textOf(tokens, open + 1, close)))
      return this.#name('value')
    return this.#phrase('value_end')
  }

  #isAnnotation(close: number): boolean {
    const open = opening(this.#tokens, close, this.#frame.start)
    return open > 1 && kindAt(this.#tokens, open - 1) === WORD && is(this.#tokens, open - 2, '@')
  }

  #member(dot: number): Place {
    const tokens = this.#tokens
    const { start } = this.#frame
    const first = expressionStart(tokens, dot, start, false)
    if (first < 0) return NOTHING
    const receiver = { from: startOf(tokens, first), to: endOf(tokens, dot - 1) }
    return { kind: 'member', from: this.#from, receiver, sign: wordAt(tokens, dot) }
  }

  /** The model lists annotations as members of the `@`. */
  #annotation(sign: number): Place {
    const receiver = { from: startOf(this.#tokens, sign), to: startOf(this.#tokens, sign) }
    return { kind: 'member', from: this.#from, receiver, sign: '@' }
  }

  /** Where the grammar lets only certain words follow. */
  #phrase(within: string): Place {
    const words = new Set([within])
    return {
      kind: 'name',
      from: this.#from,
      wants: 'value',
      statement: false,
      within: words,
      parameters: NO_NAMES,
      only: 'keywords',
    }
  }

  /** In the brackets of a method that is being declared. */
  #isParameterList(): boolean {
    const tokens = this.#tokens
    const { frames } = this.#outline
    const { open, sign } = this.#frame
    const outer = frames[frames.length - 2]
    if (sign !== '(' || !outer || kindAt(tokens, open - 1) !== WORD) return false
    if (outer.sign === '(' || outer.sign === '[') return false
    const inClass = outer.sign === '' || isClassLike(outer.scope.kind)
    if (!inClass || is(tokens, open - 2, '@')) return false
    if (
      outer.scope.kind === 'enum' &&
      open - 1 === outer.start &&
      wordAt(tokens, open - 1) !== outer.scope.name
    )
      return false
    for (let i = Math.max(outer.start, open - 60); i < open; i++) if (is(tokens, i, '=')) return false
    return true
  }

  /** `(a, ‸) ->`: names are being made up. */
  #isLambdaHead(): boolean {
    const tokens = this.#tokens
    for (let i = this.#at; i < this.#at + 40; i++) {
      if (is(tokens, i, ')')) return is(tokens, i + 1, '->')
      if (kindAt(tokens, i) !== WORD && !is(tokens, i, ',')) return false
    }
    return false
  }

  /** Between the `<` and the `>` of a type. */
  #isTypeList(): boolean {
    const tokens = this.#tokens
    const before = this.#at - 1
    if (!is(tokens, before, '<') && !is(tokens, before, ',')) return false
    const open = openAngleBefore(tokens, this.#at, this.#frame.start)
    if (open < 0) return false
    const word = wordAt(tokens, open - 1)
    return /^[A-Z]/.test(word) && !/^[A-Z][A-Z0-9_]+$/.test(word) ? true : JAVA.modifiers.has(word)
  }

  /** `int a = 1, ‸`: another name is being made up. */
  #isLocalList(before: number): boolean {
    const tokens = this.#tokens
    const { start, sign, scope } = this.#frame
    if (!is(tokens, before, ',')) return false
    if (sign === '(') return this.#isLambdaHead()
    if (sign === '[' || scope.kind === 'values' || scope.kind === 'switch') return false
    const first = afterModifiers(tokens, start, before, JAVA)
    return kindAt(tokens, first) === WORD && !JAVA.reserved.has(wordAt(tokens, first))
  }

  #isPastConstants(): boolean {
    const { scope, open } = this.#frame
    const start = this.#frame.start
    const tokens = this.#tokens
    if (scope.items.some((item) => item.end < this.#at && is(tokens, item.end, ';'))) return true
    return open >= 0 && start > open + 1 && is(tokens, start - 1, ';')
  }

  #name(wants: 'value' | 'type', statement = false, more: readonly string[] = []): Place {
    const within = new Set([...this.#within(), ...more])
    return { kind: 'name', from: this.#from, wants, statement, within, parameters: NO_NAMES }
  }

  /** What is around: only up to the nearest method for what a method has, only the innermost for a class's. */
  #within(): Set<string> {
    const within = new Set<string>()
    const { frames } = this.#outline
    const tokens = this.#tokens
    let inBody = false
    let sealed = false
    for (let k = frames.length - 1; k >= 0; k--) {
      const { scope, sign, start } = frames[k] as Frame
      const stop = frames[k + 1]?.open ?? this.#at
      if (sign === '(' || sign === '[') continue
      if (!inBody && !sealed && (sign === '' || isClassLike(scope.kind))) {
        within.add(sign === '' ? 'top' : scope.kind === 'interface' ? 'interface' : 'class')
        if (sign !== '') within.add('members')
        if (within.has('class') && hasEquals(tokens, start, stop)) within.add('instance')
        sealed = true
      }
      if (sign === '' || isClassLike(scope.kind)) {
        if (sign !== '') within.add('type')
        inBody = false
        sealed = true
        continue
      }
      if (!sealed) {
        inBody = true
        within.add('function').add('instance')
        if (scope.kind === 'loop' || unbracedLoop(tokens, start, stop)) within.add('loop').add('breakable')
        if (scope.kind === 'switch') within.add('switch').add('breakable')
        if (scope.kind === 'try') within.add('try')
        if (scope.kind === 'lambda') within.add('lambda')
        if (scope.kind === 'lambda' || scope.kind === 'function') sealed = true
      }
    }
    const { last, start } = this.#frame
    if (last && last.end + 1 >= start) {
      if (is(tokens, last.start, 'if') || is(tokens, last.start, 'else')) within.add('after_if')
      const isTry = is(tokens, last.start, 'try') || is(tokens, last.start, 'catch')
      if (isTry && is(tokens, last.end, '}')) within.add('after_try')
      if (is(tokens, last.start, 'do')) within.add('after_do')
    }
    return within
  }
}

const isTypeText = (text: string): boolean => /^[A-Za-z_$][\w$.]*(?:<[\w$.,<>? ]*>)?(?:\[\])*$/.test(text)

function hasEquals(tokens: Tokens, from: number, to: number): boolean {
  for (let i = Math.max(from, to - 200); i < to; i++) if (is(tokens, i, '=')) return true
  return false
}

/** `for (…) ‸` without a brace. */
const unbracedLoop = (tokens: Tokens, start: number, stop: number): boolean =>
  start < stop && /^(?:for|while|do)$/.test(wordAt(tokens, start))
