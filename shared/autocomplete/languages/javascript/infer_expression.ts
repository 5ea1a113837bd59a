import type { SyntaxNode } from '@lezer/common'
import type { Inference } from './inference.ts'
import { builtin, type Line } from './library_lines.ts'
import { requiredModule } from './place_pattern.ts'
import { isFunction } from './place_within.ts'
import { ancestorsOf, childOf, childrenOf, textOf } from './syntax.ts'
import { awaited, elementOf, held, named, readType, type Type } from './type.ts'

const last = (node: SyntaxNode): SyntaxNode | null => node.lastChild

/** The type of an expression, as far as the text and the library tell. */
export function typeOfExpression(asked: Inference, node: SyntaxNode): Type | null {
  const { source } = asked
  switch (node.name) {
    case 'String':
    case 'TemplateString':
      return named('string')
    case 'Number':
      return named(textOf(source, node).endsWith('n') ? 'bigint' : 'number')
    case 'BooleanLiteral':
      return named('boolean')
    case 'RegExp':
      return named('RegExp')
    case 'ArrayExpression':
      return arrayOf(asked, node)
    case 'ObjectExpression':
      return { kind: 'shape', node }
    case 'FunctionExpression':
    case 'ArrowFunction':
      return { kind: 'function', node }
    case 'ClassExpression':
      return { kind: 'constructor', node }
    case 'this':
      return typeOfThis(asked, node)
    case 'super':
      return typeOfSuper(asked, node)
    case 'VariableName':
    case 'TypeName':
    case 'JSXIdentifier':
      return typeOfName(asked, textOf(source, node), node.from)
    case 'NewExpression':
      return constructed(asked, node)
    case 'CallExpression':
      return calledExpression(asked, node)
    case 'MemberExpression':
    case 'JSXMemberExpression':
    case 'IndexedType':
      return memberExpression(asked, node)
    case 'ParenthesizedExpression':
    case 'SequenceExpression':
      return inner(asked, node)
    case 'TaggedTemplateExpression':
      return node.firstChild ? asked.called(asked.expression(node.firstChild)) : null
    case 'DynamicImport': {
      const module = requiredModule(source, node)
      return module === null ? null : named('Promise', { kind: 'module', name: module })
    }
    case 'AwaitExpression': {
      const value = last(node)
      return value ? awaited(asked.expression(value)) : null
    }
    case 'UnaryExpression':
      return unary(node)
    case 'PostfixExpression':
      return last(node)?.name === 'LogicOp' && node.firstChild
        ? asked.expression(node.firstChild)
        : named('number')
    case 'AssignmentExpression': {
      const value = last(node)
      return value ? asked.expression(value) : null
    }
    case 'ConditionalExpression': {
      const parts = [...childrenOf(node, asked.budget)].filter((child) => child.name !== 'LogicOp')
      const [, yes, no] = parts
      return (yes ? asked.expression(yes) : null) ?? (no ? asked.expression(no) : null)
    }
    case 'BinaryExpression':
      return binary(asked, node)
    default:
      return null
  }
}

function arrayOf(asked: Inference, node: SyntaxNode): Type {
  for (const child of childrenOf(node, asked.budget)) {
    if (child.name === '[' || child.name === ']' || child.name === ',' || child.type.isError) continue
    const spread = child.name === 'Spread' || child.name === '...'
    const value = spread ? child.nextSibling : child
    const type = value ? asked.expression(value) : null
    const element = spread ? elementOf(type) : type
    return element ? named('Array', element) : named('Array')
  }
  return named('Array')
}

function inner(asked: Inference, node: SyntaxNode): Type | null {
  let type: Type | null = null
  for (const child of childrenOf(node, asked.budget))
    if (child.name !== '(' && child.name !== ')' && child.name !== ',' && !child.type.isError)
      type = asked.expression(child)
  return type
}

function unary(node: SyntaxNode): Type | null {
  const operator = node.firstChild
  const value = last(node)
  if (operator === null || value === null || operator.to === value.to) return null
  if (operator.name === 'typeof') return named('string')
  if (operator.name === 'ArithOp' || operator.name === 'BitOp') return named('number')
  return operator.name === 'LogicOp' || operator.name === 'delete' ? named('boolean') : null
}

function binary(asked: Inference, node: SyntaxNode): Type | null {
  const left = node.firstChild
  const right = last(node)
  const operator = left?.nextSibling
  if (!left || !right || !operator) return null
  const sign = textOf(asked.source, operator)
  if (sign === 'as' || sign === 'satisfies')
    return right.name === 'const' || sign === 'satisfies' ? asked.expression(left) : asked.written(right)
  if (operator.name === 'CompareOp' || /^(?:in|instanceof)$/.test(sign)) return named('boolean')
  if (operator.name === 'LogicOp') {
    const [first, second] = sign === '&&' ? [right, left] : [left, right]
    return asked.expression(first) ?? asked.expression(second)
  }
  if (sign !== '+') return named('number')
  const isText = (side: SyntaxNode): boolean => {
    const type = asked.expression(side)
    return type?.kind === 'named' && type.name === 'string'
  }
  return isText(left) || isText(right) ? named('string') : named('number')
}

/** The class, or the object literal, whose method the place is in. */
function typeOfThis(asked: Inference, node: SyntaxNode): Type | null {
  let member: SyntaxNode | null = null
  for (const at of ancestorsOf(node)) {
    if (!asked.budget.spend()) return null
    if (at.name === 'ClassBody' && at.parent) {
      const isStatic = member !== null && childOf(member, asked.budget, 'static') !== null
      return { kind: isStatic ? 'constructor' : 'instance', node: at.parent }
    }
    if (at.name === 'ObjectExpression' && member?.name === 'Property' && isFunction(member, asked.budget))
      return { kind: 'shape', node: at }
    if (at.name === 'FunctionDeclaration') return null
    if (at.name === 'FunctionExpression') {
      const property: SyntaxNode | null = at.parent
      if (property?.name === 'Property' && property.parent) return { kind: 'shape', node: property.parent }
      return null
    }
    member = at
  }
  return null
}

/** What the class extends; `super` stands for an object of it. */
export function baseOf(asked: Inference, node: SyntaxNode): Type | null {
  const heritage = childOf(node, asked.budget, 'extends')?.nextSibling
  return heritage ? asked.expression(heritage) : null
}

function typeOfSuper(asked: Inference, node: SyntaxNode): Type | null {
  const own = typeOfThis(asked, node)
  if (own?.kind !== 'instance' && own?.kind !== 'constructor') return null
  const base = baseOf(asked, own.node)
  return own.kind === 'instance' ? instanceOf(base) : base
}

/** An object of what a class stands for. */
export function instanceOf(type: Type | null): Type | null {
  if (type?.kind === 'constructor') return { kind: 'instance', node: type.node }
  return type?.kind === 'statics' ? named(type.name) : null
}

function typeOfName(asked: Inference, name: string, position: number): Type | null {
  const definition = asked.visible(name, position)
  if (definition !== null) return asked.defined(definition)
  return typeOfLine(builtin(name), null)
}

/** The type of what a line of the library names; `of` is the value that it is a member of. */
export function typeOfLine(line: Line | undefined, of: Type | null): Type | null {
  if (line === undefined) return null
  switch (line.kind) {
    case 'class':
    case 'module':
    case 'enum':
      return { kind: 'statics', name: line.label }
    case 'function':
    case 'method':
      return { kind: 'callable', result: readType(line.result, of) }
    default:
      return readType(line.result, of)
  }
}

function constructed(asked: Inference, node: SyntaxNode): Type | null {
  const callee = node.firstChild?.nextSibling
  if (!callee) return null
  const type = instanceOf(asked.expression(callee))
  if (type?.kind !== 'named') return type
  const written = childOf(node, asked.budget, 'TypeArgList')
  if (written) return named(type.name, ...argumentsOf(asked, written))
  const first = childOf(node, asked.budget, 'ArgList')?.firstChild?.nextSibling
  const from = first && type.name === 'Set' ? elementOf(asked.expression(first)) : null
  return from ? named(type.name, from) : type
}

/** The types in `<A, B>`, up to the first that is not known. */
export function argumentsOf(asked: Inference, list: SyntaxNode): Type[] {
  const types: Type[] = []
  for (const child of childrenOf(list, asked.budget)) {
    if (/^[<>,]$/.test(child.name) || child.type.isError) continue
    const type = asked.written(child)
    if (type === null) break
    types.push(type)
  }
  return types
}

/** Calls of the library whose result depends on what they are given. */
function calledExpression(asked: Inference, node: SyntaxNode): Type | null {
  const callee = node.firstChild
  if (callee === null) return null
  const module = requiredModule(asked.source, node)
  if (module !== null) return { kind: 'module', name: module }
  const list = last(node)
  const first = list?.name === 'ArgList' ? list.firstChild?.nextSibling : null
  if (callee.name === 'MemberExpression' && first) {
    const special = callOnMember(asked, callee, first)
    if (special !== null) return special
  }
  return asked.called(asked.expression(callee))
}

function callOnMember(asked: Inference, callee: SyntaxNode, first: SyntaxNode): Type | null {
  const object = callee.firstChild
  const name = last(callee)
  if (object === null || name?.name !== 'PropertyName') return null
  const method = textOf(asked.source, name)
  if (!/^(?:map|flatMap|then|from|all|resolve|of|keys|values|reduce)$/.test(method)) return null
  const on = asked.expression(object)
  const result = () => asked.called(asked.expression(first))
  const wrap = (name: string, type: Type | null) => (type ? named(name, type) : named(name))
  if (on?.kind === 'named' && on.name === 'Array') {
    if (method === 'map') return wrap('Array', result())
    if (method === 'flatMap') return wrap('Array', elementOf(result()))
    if (method === 'reduce') {
      const start = first.nextSibling?.nextSibling
      return start && start.name !== ')' ? asked.expression(start) : held(on, 'T')
    }
  }
  if (on?.kind === 'named' && on.name === 'Promise' && method === 'then')
    return wrap('Promise', awaited(result()))
  if (on?.kind !== 'statics') return null
  const given = asked.expression(first)
  if (on.name === 'Array' && method === 'from') return wrap('Array', elementOf(given))
  if (on.name === 'Array' && method === 'of') return wrap('Array', given)
  if (on.name === 'Promise' && method === 'resolve') return wrap('Promise', awaited(given))
  if (on.name === 'Promise' && method === 'all')
    return wrap('Promise', wrap('Array', awaited(elementOf(given))))
  return null
}

function memberExpression(asked: Inference, node: SyntaxNode): Type | null {
  const object = node.firstChild
  const name = last(node)
  if (object === null || name === null || object.to === name.to) return null
  const type = asked.expression(object)
  if (type === null) return null
  if (name.name === ']') {
    const index = name.prevSibling
    if (index?.name === 'String') return asked.member(type, textOf(asked.source, index).slice(1, -1))
    return type.kind === 'named' && (type.name === 'Array' || type.name === 'string') ? elementOf(type) : null
  }
  return name.type.isError ? null : asked.member(type, textOf(asked.source, name))
}
