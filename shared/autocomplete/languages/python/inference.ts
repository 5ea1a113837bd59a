import type { SyntaxNode } from '@lezer/common'
import type { Library } from '../../language_model.ts'
import { libraryName } from '../../library_names.ts'
import { ancestors, childOf, children, textOf } from '../../nodes.ts'
import type { Source } from '../../source.ts'
import { ownMember } from './class_members.ts'
import { type Declaration, isDecorated, type Meaning, methodClass } from './declarations.ts'
import { type Scope, scopesAround } from './scopes.ts'
import { surroundings } from './surroundings.ts'
import { LITERAL_TYPES, libraryValue, type Type } from './types.ts'

/** Steps that one question may take: each names one thing by another. */
const STEPS_MOST = 60

/** Finds out what expressions of one text stand for. Made for one question; it remembers what it saw. */
export class Inference {
  readonly source: Source
  readonly library: Library
  #steps = STEPS_MOST
  readonly #scopes = new Map<number, readonly Scope[]>()

  constructor(source: Source, library: Library) {
    this.source = source
    this.library = library
  }

  /** What the expression stands for; null when that is not known. */
  typeOf(node: SyntaxNode): Type | null {
    if (this.#steps-- <= 0) return null
    const literal = LITERAL_TYPES[node.name]
    if (literal !== undefined) return libraryValue(literal, this.#firstItem(node))
    switch (node.name) {
      case 'String':
        return libraryValue(/^b|^rb/i.test(textOf(this.source, node, 3)) ? 'bytes' : 'str')
      case 'Number':
        return libraryValue(/[.jJ]|^[^xX]*[eE]/.test(textOf(this.source, node)) ? 'float' : 'int')
      case 'VariableName':
        return this.#ofName(node)
      case 'MemberExpression':
        return this.#ofMember(node)
      case 'CallExpression':
        return this.#ofCall(node)
      case 'BinaryExpression':
        return this.#ofOperation(node)
      case 'ParenthesizedExpression':
      case 'AwaitExpression': {
        const inner = node.firstChild?.nextSibling ?? null
        return inner === null ? null : this.typeOf(inner)
      }
      case 'ConditionalExpression':
        return node.firstChild === null ? null : this.typeOf(node.firstChild)
      case 'NamedExpression':
        return node.lastChild === null ? null : this.typeOf(node.lastChild)
      default:
        return null
    }
  }

  /** What a type annotation's values are; `node` is the colon or the arrow with what follows, or a part of it. */
  annotated(node: SyntaxNode): Type | null {
    if (this.#steps-- <= 0) return null
    if (node.name === 'TypeDef') {
      for (const child of children(node))
        if (child.name !== ':' && child.name !== '->') return this.annotated(child)
      return null
    }
    if (node.name === 'BinaryExpression') {
      // `Node | None`: the first part that is known.
      for (const child of children(node)) {
        const type = this.annotated(child)
        if (type !== null) return type
      }
      return null
    }
    if (node.name === 'String')
      return this.#named(textOf(this.source, node).replace(/^["']|["']$/g, ''), node)
    if (node.name === 'MemberExpression' && childOf(node, '[') !== null) return this.#generic(node)
    const type = node.name === 'None' ? null : this.typeOf(node)
    return type === null ? null : instanceOf(type)
  }

  /** What a name stands for where this node is. */
  declared(label: string, node: SyntaxNode): Declaration | null {
    for (const { names } of this.#scopesAt(node)) {
      let found: Declaration | null = null
      for (const name of names) {
        if (name.label !== label || name.at === node.from) continue
        const before = name.at < node.from
        if (found === null || (before && (found.at > node.from || name.at > found.at))) found = name
      }
      if (found !== null) return found
    }
    return null
  }

  /** What a declaration's name stands for. */
  meant(meaning: Meaning): Type | null {
    if (this.#steps-- <= 0) return null
    switch (meaning.how) {
      case 'value':
        return this.typeOf(meaning.value)
      case 'typed':
        return this.annotated(meaning.type)
      case 'item': {
        const whole = this.typeOf(meaning.of)
        return whole?.is === 'value' ? itemOf(whole) : null
      }
      case 'function':
        return { is: 'function', node: meaning.node }
      case 'class':
        return { is: 'own class', node: meaning.node }
      case 'import':
        return meaning.name === null
          ? { is: 'module', module: meaning.module }
          : this.moduleMember(meaning.module, meaning.name)
      case 'self': {
        const node = methodClass(meaning.method)
        if (node === null || isDecorated(this.source, meaning.method, 'staticmethod')) return null
        const isClass = isDecorated(this.source, meaning.method, 'classmethod')
        return { is: isClass ? 'own class' : 'own value', node }
      }
      case 'unknown':
        return null
    }
  }

  /** What a module offers under this name. */
  moduleMember(module: string, name: string): Type | null {
    const lines = this.library.modules[module]
    const path = `${module}.${name}`
    if (lines !== undefined && !(path in this.library.modules)) return this.#ofLibrary(lines, name)
    return path in this.library.modules ? { is: 'module', module: path } : null
  }

  /** The classes that a class of this text is made from. */
  bases(node: SyntaxNode): readonly Type[] {
    const list = childOf(node, 'ArgList')
    if (list === null) return []
    const found: Type[] = []
    for (const child of children(list)) {
      if (child.name === 'AssignOp') break
      const type =
        child.name === 'VariableName' || child.name === 'MemberExpression' ? this.typeOf(child) : null
      if (type !== null) found.push(type)
    }
    return found
  }

  /** What calling it answers. */
  called(type: Type): Type | null {
    switch (type.is) {
      case 'class':
        return libraryValue(type.type)
      case 'own class':
        return { is: 'own value', node: type.node }
      case 'callable':
        return type.answers === null ? null : this.#valueNamed(type.answers)
      case 'function': {
        const answer = childOf(type.node, 'TypeDef')
        return answer === null ? null : this.annotated(answer)
      }
      default:
        return null
    }
  }

  #scopesAt(node: SyntaxNode): readonly Scope[] {
    let scopes = this.#scopes.get(node.from)
    if (scopes === undefined) {
      const { around } = surroundings(this.source, node.from)
      // A node knows better than the text before it what it is in, where the text is whole.
      const own = [...ancestors(node)]
      scopes = [...scopesAround(this.source, own.length > around.length ? own : around, node.from)]
      this.#scopes.set(node.from, scopes)
    }
    return scopes
  }

  #ofName(node: SyntaxNode): Type | null {
    return this.#named(textOf(this.source, node), node, false)
  }

  #named(label: string, node: SyntaxNode, instance = true): Type | null {
    const declaration = this.declared(label, node)
    const type =
      declaration === null ? this.#ofLibrary(this.library.builtins, label) : this.meant(declaration.meaning)
    return type === null || !instance ? type : instanceOf(type)
  }

  #ofLibrary(lines: string, label: string): Type | null {
    const name = libraryName(lines, label)
    if (name === null) return null
    if (name.kind === 'class') return { is: 'class', type: name.type ?? label }
    if (name.kind === 'function' || name.kind === 'method') return { is: 'callable', answers: name.type }
    return name.type === null ? null : this.#valueNamed(name.type)
  }

  /** `list[str]` is a list of strings; a name without members is no type. */
  #valueNamed(type: string): Type | null {
    const [, name = '', item] = /^([\w.]+)(?:\[(\w+)\])?$/.exec(type) ?? []
    if (!(name in this.library.types)) return null
    return libraryValue(name, item === undefined ? null : this.#valueNamed(item))
  }

  #ofMember(node: SyntaxNode): Type | null {
    const { firstChild, lastChild } = node
    if (firstChild === null || lastChild === null) return null
    const whole = this.typeOf(firstChild)
    if (whole === null) return null
    if (childOf(node, '[') !== null) return whole.is === 'value' ? itemOf(whole) : null
    return lastChild.name === 'PropertyName' ? this.member(whole, textOf(this.source, lastChild)) : null
  }

  /** What a member of this name stands for. */
  member(whole: Type, label: string): Type | null {
    switch (whole.is) {
      case 'module':
        return this.moduleMember(whole.module, label)
      case 'value':
        return this.#ofLibrary(this.library.types[whole.type] ?? '', label)
      case 'class':
        return (
          this.#ofLibrary(this.library.types[`type ${whole.type}`] ?? '', label) ??
          this.#ofLibrary(this.library.types[whole.type] ?? '', label)
        )
      case 'own class':
      case 'own value':
        return ownMember(this, whole.node, label)
      default:
        return null
    }
  }

  #ofCall(node: SyntaxNode): Type | null {
    const callee = node.firstChild
    if (callee === null) return null
    if (callee.name === 'VariableName' && textOf(this.source, callee) === 'super') return this.#superOf(node)
    const type = this.typeOf(callee)
    return type === null ? null : this.called(type)
  }

  #superOf(node: SyntaxNode): Type | null {
    for (const around of ancestors(node)) {
      if (around.name !== 'ClassDefinition') continue
      const base = this.bases(around)[0]
      return base === undefined ? null : instanceOf(base)
    }
    return null
  }

  #ofOperation(node: SyntaxNode): Type | null {
    const { firstChild } = node
    if (firstChild === null) return null
    const sign = firstChild.nextSibling
    if (sign?.name !== 'ArithOp' && sign?.name !== 'or') return null
    return this.typeOf(firstChild)
  }

  /** The type of a list's first element. */
  #firstItem(node: SyntaxNode): Type | null {
    if (!/^(Array|Set|Tuple)/.test(node.name)) return null
    const first = node.firstChild?.nextSibling
    return first === undefined || first === null ? null : this.typeOf(first)
  }

  #generic(node: SyntaxNode): Type | null {
    const { firstChild } = node
    const inner = childOf(node, '[')?.nextSibling
    if (firstChild === null) return null
    const outer = textOf(this.source, firstChild).replace(/^.*\./, '')
    const small = GENERIC[outer]
    const item = inner === undefined || inner === null ? null : this.annotated(inner)
    if (small === undefined) return this.annotated(firstChild)
    return small === '' ? item : libraryValue(small, small === 'dict' ? null : item)
  }
}

/** Generic annotations and what their values are; '' stands for the type inside. */
const GENERIC: Readonly<Record<string, string>> = {
  list: 'list',
  List: 'list',
  Sequence: 'list',
  MutableSequence: 'list',
  dict: 'dict',
  Dict: 'dict',
  Mapping: 'dict',
  set: 'set',
  Set: 'set',
  frozenset: 'set',
  tuple: 'tuple',
  Tuple: 'tuple',
  Optional: '',
  Final: '',
  ClassVar: '',
  Annotated: '',
}

function instanceOf(type: Type): Type | null {
  if (type.is === 'class') return libraryValue(type.type)
  if (type.is === 'own class') return { is: 'own value', node: type.node }
  return null
}

/** One of what a value holds. */
function itemOf(whole: Extract<Type, { is: 'value' }>): Type | null {
  if (whole.type === 'str') return libraryValue('str')
  if (whole.type === 'bytes') return libraryValue('int')
  if (whole.type === 'file') return libraryValue('str')
  return whole.item
}
