import type { Name } from '../../language_model.ts'
import { closing, closingAngle, openingAngle, splitAtCommas } from './brackets.ts'
import type { Declared } from './declarations.ts'
import { genericsOfScope, libraryOf, membersOf, ownMembers } from './member_lookup.ts'
import type { Outline, Scope } from './outline.ts'
import { expressionStart } from './receiver.ts'
import { classAround, memberNames, type Seen, seenNames } from './scene.ts'
import { endOf, firstFrom, is, kindAt, NUMBER, STRING, type Tokens, textOf, WORD, wordAt } from './tokens.ts'
import { filled, openNames, parseType, type TypeRef, typeRef } from './type_ref.ts'
import type { World } from './world.ts'

const MOST_STEPS = 600
const MOST_DEPTH = 10
/** A name with its type list, and the call or the braces behind it. */
interface Call {
  /** After the name and its type list. */
  readonly name: number
  /** After the call. */
  readonly after: number
  readonly called: boolean
  readonly args: readonly TypeRef[]
}

/** Says what expressions are, from the text and the library. Gives up after a bounded number of steps. */
export class Evaluator {
  readonly #outline: Outline
  readonly #world: World
  readonly #tokens: Tokens
  readonly #given = new Map<string, TypeRef>()
  #seen: Map<string, Seen[]> | null = null
  #steps = 0

  constructor(outline: Outline, world: World) {
    this.#outline = outline
    this.#world = world
    this.#tokens = outline.tokens
  }

  /** What the text [from, to) is, by offsets. */
  typeBetween(from: number, to: number): TypeRef | null {
    const first = firstFrom(this.#tokens, from)
    let end = first
    while (end < this.#tokens.size && endOf(this.#tokens, end) <= to) end++
    return this.typeOf(first, end, 0)
  }

  /** What the expression that begins at a token is. */
  typeOf(from: number, to: number, depth: number): TypeRef | null {
    const tokens = this.#tokens
    if (from >= to || depth > MOST_DEPTH || ++this.#steps > MOST_STEPS) return null
    if (is(tokens, from, '*')) {
      const pointer = this.typeOf(from + 1, to, depth + 1)
      return pointer && this.#world.pointee(pointer)
    }
    if (is(tokens, from, '&')) {
      const target = this.typeOf(from + 1, to, depth + 1)
      return target && typeRef('*', [target])
    }
    if (is(tokens, from, '!')) return typeRef(this.#world.literal('true').name)
    if (is(tokens, from, '-') || is(tokens, from, '+')) return this.typeOf(from + 1, to, depth + 1)
    let at = from
    let type: TypeRef | null
    if (kindAt(tokens, at) === STRING || kindAt(tokens, at) === NUMBER) {
      type = this.#world.literal(wordAt(tokens, at))
      at++
    } else if (is(tokens, at, '(')) {
      const close = closing(tokens, at, to)
      if (close < 0 || (!this.#world.arrows && is(tokens, close + 1, '->'))) return null
      const cast = close + 1 < to && (kindAt(tokens, close + 1) === WORD || is(tokens, close + 1, '('))
      if (cast && !is(tokens, close + 1, 'instanceof')) return parseType(textOf(tokens, at + 1, close))
      type = this.typeOf(at + 1, close, depth + 1)
      at = close + 1
    } else if (is(tokens, at, 'new')) {
      const end = this.#afterCall(at + 1, to)
      const made = parseType(textOf(tokens, at + 1, end.name))
      if (made === null) return null
      type = this.#world.created(made)
      at = end.after
      if (is(tokens, at, '[')) {
        while (is(tokens, at, '[') && at < to) {
          type = typeRef('[]', [type])
          at = closing(tokens, at, to) + 1 || to
        }
        return type
      }
      if (is(tokens, at, '{')) at = closing(tokens, at, to) + 1 || to
    } else if (is(tokens, at, '::')) return this.typeOf(at + 1, to, depth + 1)
    else if (kindAt(tokens, at) === WORD) {
      const end = this.#afterCall(at, to)
      type = this.#wordType(at, end, to, depth)
      at = end.after
    } else return null
    return this.#links(type, at, to, depth)
  }

  /** Follows `.name`, `->name()`, `::name` and `[i]`. */
  #links(start: TypeRef | null, from: number, to: number, depth: number): TypeRef | null {
    const tokens = this.#tokens
    let type = start
    let at = from
    while (type !== null && at < to && ++this.#steps < MOST_STEPS) {
      if (is(tokens, at, '[')) {
        type = this.#world.indexed(type)
        at = closing(tokens, at, to) + 1 || to
      } else if (
        is(tokens, at, '.') ||
        is(tokens, at, '::') ||
        (this.#world.arrows && is(tokens, at, '->'))
      ) {
        if (is(tokens, at, '->')) type = this.#world.pointee(type) ?? type
        at++
        if (is(tokens, at, 'template')) at++
        const label = wordAt(tokens, at)
        if (kindAt(tokens, at) !== WORD || label === 'this') {
          if (label !== 'this') return null
          at++
          type = { ...type, fixed: false }
          continue
        }
        const end = this.#afterCall(at, to)
        type = this.#memberType(type, label, end, to, depth)
        at = end.after
      } else if (
        is(tokens, at, '==') ||
        is(tokens, at, '!=') ||
        is(tokens, at, '&&') ||
        is(tokens, at, '||')
      ) {
        return this.#world.literal('true')
      } else break
    }
    return type
  }

  /** Where a name with its type list ends, and where the call or the braces behind it do. */
  #afterCall(at: number, to: number): Call {
    const tokens = this.#tokens
    let name = at + 1
    const isNew = is(tokens, at - 1, 'new')
    while (isNew && (is(tokens, name, '.') || is(tokens, name, '::')) && name + 1 < to) name += 2
    let args: readonly TypeRef[] = []
    if (is(tokens, name, '<')) {
      const close = closingAngle(tokens, name, to)
      if (close > 0) {
        args = splitAtCommas(tokens, name + 1, close).flatMap(
          ([a, b]) => parseType(textOf(tokens, a, b)) ?? [],
        )
        name = close + 1
      }
    }
    if (!is(tokens, name, '(') && !(is(tokens, name, '{') && !isNew))
      return { name, after: name, called: false, args }
    const close = closing(tokens, name, to)
    return { name, after: close < 0 ? to : close + 1, called: name < to, args }
  }

  #wordType(at: number, end: Call, to: number, depth: number): TypeRef | null {
    const tokens = this.#tokens
    const word = wordAt(tokens, at)
    if (word === 'this' || word === 'super') {
      const around = classAround(this.#outline, this.#world)
      if (!around) return null
      if (word === 'this') return this.#world.created(typeRef(around.name))
      const [base] = this.#world.basesOf(this.#outline, around)
      return base === undefined ? null : typeRef(base)
    }
    const [meant] = end.args
    if (meant && word.endsWith('_cast')) return meant
    if (word === 'true' || word === 'false') return this.#world.literal(word)
    const given = this.#given.get(word)
    if (given && !end.called) return given
    const names = this.#namesOf(word)
    const isFunction = (name: Declared): boolean => name.parameters !== null
    const match = names.find(({ name }) => isFunction(name) === end.called) ?? names[0]
    if (match) {
      const { name } = match
      if (name.scope !== null || name.kind === 'class' || name.kind === 'type') {
        return this.#alias(typeRef(name.label, end.args, !end.called))
      }
      const type = this.typeOfName(name, depth + 1)
      return type && this.#inferred(type, end, to, depth)
    }
    const type = this.#world.wordType(this.#outline, word, end.called)
    if (type === null) return null
    if (type.args.length === 0 && end.args.length > 0) return { ...type, args: end.args }
    return end.called ? this.#inferred(type, end, to, depth) : type
  }

  #namesOf(word: string): readonly Seen[] {
    if (this.#seen === null) {
      this.#seen = new Map()
      for (const seen of seenNames(this.#outline, this.#world)) {
        const list = this.#seen.get(seen.name.label)
        if (list) list.push(seen)
        else this.#seen.set(seen.name.label, [seen])
      }
    }
    return this.#seen.get(word) ?? []
  }

  /** What a declared name holds, or what the function answers. */
  typeOfName(name: Declared, depth = 0): TypeRef | null {
    if (depth > MOST_DEPTH || ++this.#steps > MOST_STEPS) return null
    const [type = '', index] = name.type.split('#')
    if (type === 'lambda') return this.#lambdaParameter(name, Number(index), depth)
    const plain = type.replace(/\b(?:const|static|final|constexpr)\b|[&*]/g, ' ').trim()
    if (plain !== 'auto' && plain !== 'var' && plain !== 'val') {
      const found = parseType(type)
      return found && this.#alias(found)
    }
    if (name.value === null) return null
    const value = this.typeOf(name.value[0], name.value[1], depth + 1)
    const held = value && name.each ? this.#world.element(value) : value
    if (index === undefined || held === null) return held
    const own = this.#outline.classes.get(held.name)
    const field =
      own && memberNames(this.#outline, own, this.#world).filter((f) => f.kind === 'property')[Number(index)]
    return field ? parseType(field.type) : (held.args[Number(index)] ?? null)
  }

  /** `x` of `list.forEach(x -> …)`: what the receiver holds. */
  #lambdaParameter(name: Declared, index: number, depth: number): TypeRef | null {
    const tokens = this.#tokens
    const start = name.value?.[0] ?? 0
    let open = start - 1
    for (let level = 0, steps = 0; open >= 0 && steps < MOST_STEPS; open--, steps++) {
      if (is(tokens, open, ')') || is(tokens, open, '}') || is(tokens, open, ']')) level++
      else if (is(tokens, open, '(') || is(tokens, open, '{') || is(tokens, open, '[')) {
        if (level === 0) break
        level--
      }
    }
    if (!is(tokens, open, '(')) return null
    if (is(tokens, open - 1, '>')) {
      const angle = openingAngle(tokens, open - 1)
      return (angle > 0 && parseType(textOf(tokens, angle - 1, open))?.args[0]) || null
    }
    if (kindAt(tokens, open - 1) !== WORD) return null
    const count = name.value?.[1] ?? 1
    if (is(tokens, open - 2, '.')) {
      const from = expressionStart(tokens, open - 2, 0, this.#world.arrows)
      const receiver = from < 0 ? null : this.typeOf(from, open - 2, depth + 1)
      if (receiver && receiver.args.length > 0) {
        if (wordAt(tokens, open - 1) === 'merge') return receiver.args[1] ?? null
        return receiver.args[count > 1 && receiver.args.length > 1 ? index : 0] ?? null
      }
    }
    const first = this.typeOf(open + 1, start, depth + 1)
    return first ? this.#world.element(first) : null
  }

  #alias(type: TypeRef): TypeRef {
    const alias = this.#namesOf(type.name).find(({ name }) => name.kind === 'type' && name.type !== '')
    const meant = alias && parseType(alias.name.type)
    return meant && meant.name !== type.name ? { ...meant, fixed: type.fixed } : type
  }

  /** Fills the names that stand for types from what a call is given. */
  #inferred(type: TypeRef, end: Call, to: number, depth: number): TypeRef {
    const open = openNames(type)
    if (open.length === 0) return type
    if (end.args.length > 0) return filled(type, open, end.args)
    if (!end.called) return type
    const pieces = splitAtCommas(this.#tokens, end.name + 1, Math.min(end.after - 1, to))
    const given = open.map((name, index) => {
      const piece = pieces[index]
      return (piece && this.#argumentType(piece, null, depth + 1)) ?? typeRef(name)
    })
    return filled(type, open, given)
  }

  /** What an argument is; of a function, what it answers when it is given `holder`'s first value. */
  #argumentType(
    [from, to]: readonly [number, number],
    holder: TypeRef | null,
    depth: number,
  ): TypeRef | null {
    const tokens = this.#tokens
    if (holder && kindAt(tokens, from) === WORD && is(tokens, from + 1, '->') && from + 2 < to) {
      const [value] = holder.args
      const word = wordAt(tokens, from)
      if (value) this.#given.set(word, value)
      const answer = this.typeOf(from + 2, to, depth + 1)
      this.#given.delete(word)
      return answer
    }
    if (kindAt(tokens, from) === WORD && is(tokens, from + 1, '::') && from + 3 === to) {
      const label = wordAt(tokens, from + 2)
      const type = parseType(wordAt(tokens, from))
      if (label === 'new') return type
      const found =
        type && (this.#find(type, label, true) ?? this.#find({ ...type, fixed: true }, label, true))
      if (found) return found
    }
    return this.typeOf(from, to, depth + 1)
  }

  #memberType(type: TypeRef, label: string, end: Call, to: number, depth: number): TypeRef | null {
    const found = this.#find(type, label, end.called)
    if (found === null) return null
    if (found.fixed && end.called) return { ...found, fixed: false, args: end.args }
    if (found.fixed && end.args.length > 0) return { ...found, args: end.args }
    if (type.fixed || end.args.length > 0) return this.#inferred(found, end, to, depth)
    const open = openNames(found)
    if (open.length === 0) return found
    const [piece] = splitAtCommas(this.#tokens, end.name + 1, Math.min(end.after - 1, to))
    const given = piece ? this.#argumentType(piece, type, depth + 1) : null
    if (given === null) return found
    return filled(found, open.length > 1 ? open.slice(-1) : open, [
      filled(given, openNames(given), type.args),
    ])
  }

  /** What a member is or answers. */
  #find(type: TypeRef, label: string, called: boolean): TypeRef | null {
    const own = this.#scopeOf(type)
    if (own) {
      const members = ownMembers(this.#outline, own, this.#world).filter((member) => member.label === label)
      const member = members.find((one) => (one.parameters !== null) === called) ?? members[0]
      if (member) {
        if (member.scope !== null) return typeRef(label, [], true)
        const found = this.typeOfName(member)
        return found && filled(found, genericsOfScope(this.#outline, own, this.#world), type.args)
      }
    }
    for (const { entries, fill } of libraryOf(this.#outline, this.#world, type)) {
      const entry = entries.find((one) => one.label === label)
      if (!entry) continue
      if (entry.type === null && (entry.kind === 'class' || entry.kind === 'type' || entry.kind === 'enum')) {
        return typeRef(label, [], true)
      }
      if (entry.kind === 'module' || entry.kind === 'interface') return typeRef(label, [], true)
      const found = entry.type === null ? null : parseType(entry.type)
      return found && fill(found)
    }
    return null
  }

  #scopeOf(type: TypeRef): Scope | null {
    const scope = this.#outline.classes.get(type.name)
    if (scope) return scope
    const alias = this.#namesOf(type.name).find(({ name }) => name.kind === 'type' && name.scope !== null)
    if (alias) return alias.name.scope
    if (!type.fixed) return null
    return this.#namesOf(type.name).find(({ name }) => name.kind === 'module')?.name.scope ?? null
  }

  /** All members of a type; null when nothing is known of it. */
  membersOf(type: TypeRef): readonly Name[] | null {
    return membersOf(this.#outline, this.#world, type, this.#scopeOf(type))
  }
}
