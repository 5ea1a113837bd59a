import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../../completion.ts'
import type { Source } from '../../source.ts'
import { initialValue, signature, typeBehind, valueType } from './names.ts'
import { type Budget, childOf, childrenOf, oneLine, textOf } from './syntax.ts'

/** A member that the text declares: of a class, an object literal, an interface, an enum or a namespace. */
export interface Member {
  readonly label: string
  readonly kind: Kind
  readonly detail: string
  readonly at: number
  /** What its type is read from: a method or a property's declaration, or the value it is set to. */
  readonly node: SyntaxNode
  readonly isStatic: boolean
}

const KEYS = new Set(['PropertyDefinition', 'PrivatePropertyDefinition', 'PropertyName'])
/** Statements of a constructor that are searched for `this.name =`. */
const ASSIGNED = 200

const bodyOf = (node: SyntaxNode, budget: Budget): SyntaxNode =>
  childOf(node, budget, 'ClassBody', 'ObjectType', 'EnumBody', 'Block') ?? node

/** The members of a class, an object literal or an object's type, in the order of the text. */
export function* declaredMembers(source: Source, owner: SyntaxNode, budget: Budget): Generator<Member> {
  for (const node of childrenOf(bodyOf(owner, budget), budget)) {
    const member = memberOf(source, node, budget)
    if (member === null) continue
    if (member.label === 'constructor') yield* fromConstructor(source, node, budget)
    else yield member
  }
}

function memberOf(source: Source, node: SyntaxNode, budget: Budget): Member | null {
  if (KEYS.has(node.name)) {
    return { label: textOf(source, node), kind: 'constant', detail: '', at: node.from, node, isStatic: true }
  }
  if (!/^(?:MethodDeclaration|PropertyDeclaration|Property|MethodType|PropertyType)$/.test(node.name))
    return null
  let key: SyntaxNode | null = null
  let accessor = false
  let isStatic = false
  let isMethod = false
  for (const child of childrenOf(node, budget)) {
    if (key === null && KEYS.has(child.name)) key = child
    else if (child.name === 'get' || child.name === 'set') accessor = true
    else if (child.name === 'static') isStatic = true
    else if (child.name === 'ParamList') isMethod = true
    else if (child.name === 'Equals' || child.name === ':' || child.name === 'Block') break
  }
  if (key === null) return null
  const value = setTo(key)
  const isFunction = value?.name === 'ArrowFunction' || value?.name === 'FunctionExpression'
  const kind = (isMethod || isFunction) && !accessor ? 'method' : 'property'
  const detail = accessor
    ? signature(source, node).replace(/^\([^)]*\):?\s*/, '')
    : isMethod
      ? signature(source, node)
      : typeBehind(source, key) ||
        (value ? (isFunction ? signature(source, value) : valueType(source, value)) : '')
  return { label: textOf(source, key), kind, detail, at: key.from, node, isStatic }
}

/** What a property is set to, in a class (`=`) or an object (`:`). */
export function setTo(key: SyntaxNode): SyntaxNode | null {
  const next = key.nextSibling
  return next?.name === ':' ? next.nextSibling : initialValue(key)
}

/** The key of a member's declaration. */
export const keyOf = (node: SyntaxNode, budget: Budget): SyntaxNode | null => childOf(node, budget, ...KEYS)

/** Properties that a constructor makes: `this.name = …`, and parameters that are declared as properties. */
function* fromConstructor(source: Source, node: SyntaxNode, budget: Budget): Generator<Member> {
  const list = childOf(node, budget, 'ParamList')
  for (const child of list ? childrenOf(list, budget) : []) {
    const name = child.nextSibling?.name === 'readonly' ? child.nextSibling.nextSibling : child.nextSibling
    if ((child.name === 'Privacy' || child.name === 'readonly') && name?.name === 'VariableDefinition')
      yield property(source, name, name, typeBehind(source, name))
  }
  const block = childOf(node, budget, 'Block')
  let left = ASSIGNED
  for (const statement of block ? childrenOf(block, budget) : []) {
    if (left-- === 0) return
    const assignment = statement.firstChild
    const target = assignment?.firstChild
    if (assignment?.name !== 'AssignmentExpression' || target?.name !== 'MemberExpression') continue
    const name = target.lastChild
    const value = assignment.lastChild
    if (target.firstChild?.name === 'this' && name?.name === 'PropertyName' && value)
      yield property(source, name, value, valueType(source, value))
  }
}

const property = (source: Source, name: SyntaxNode, node: SyntaxNode, detail: string): Member => ({
  label: textOf(source, name),
  kind: node.name === 'ArrowFunction' || node.name === 'FunctionExpression' ? 'method' : 'property',
  detail: oneLine(detail),
  at: name.from,
  node,
  isStatic: false,
})
