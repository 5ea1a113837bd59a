import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../source.ts'
import { declaredMembers, keyOf, type Member, setTo } from './class_members.ts'
import { type Definition, definitionsAt } from './definitions.ts'
import { typeOfDefinition } from './infer_definition.ts'
import { baseOf, typeOfExpression, typeOfLine } from './infer_expression.ts'
import { typeOfWritten } from './infer_written.ts'
import type { Inference } from './inference.ts'
import { exportOf, membersOfLibrary } from './library_lines.ts'
import { type Budget, childOf, childrenOf, textOf } from './syntax.ts'
import { named, type Type } from './type.ts'

/** The most steps that may lead to a type, and the most classes above a class. */
const DEPTH = 48
const BASES = 16

/** Answers questions about the types of one text within a budget. */
export function infer(source: Source, budget: Budget): Inference {
  let depth = 0
  /** Steps down, unless it is too deep or too dear by now. */
  const step = <T>(ask: () => T | null): T | null => {
    if (depth >= DEPTH || !budget.spend()) return null
    depth++
    const answer = ask()
    depth--
    return answer
  }
  const inference: Inference = {
    source,
    budget,
    expression: (node) => step(() => typeOfExpression(inference, node)),
    written: (node) => step(() => typeOfWritten(inference, node)),
    defined: (definition) => step(() => typeOfDefinition(inference, definition)),
    member: (type, name) => step(() => typeOfMember(inference, type, name)),
    called: (type) => (type === null ? null : step(() => resultOf(inference, type))),
    visible: (name, position) => visible(source, name, position, budget),
  }
  return inference
}

function visible(source: Source, name: string, position: number, budget: Budget): Definition | null {
  for (const definition of definitionsAt(source, position, budget)) {
    const { from, to } = definition.name
    if (to - from === name.length && source.slice(from, to) === name) return definition
  }
  return null
}

/** The member of a value that has this name. */
function typeOfMember(asked: Inference, type: Type, name: string): Type | null {
  switch (type.kind) {
    case 'named':
      return typeOfLine(membersOfLibrary(type.name).get(name), type)
    case 'statics':
      return typeOfLine(membersOfLibrary(`type ${type.name}`).get(name), named(type.name))
    case 'module':
      return name === 'default' ? type : typeOfLine(exportOf(type.name, name), null)
    case 'namespace': {
      const found = [...exportedBy(asked, type.node)].find((each) => textOf(asked.source, each.name) === name)
      return found ? asked.defined(found) : null
    }
    case 'enum':
      return type
    case 'function':
    case 'callable':
      return typeOfLine(membersOfLibrary('Function').get(name), type)
    default:
      for (const owner of lineage(asked, type)) {
        if (owner.kind === 'library') return asked.member(owner.type, name)
        for (const member of declaredMembers(asked.source, owner.node, asked.budget))
          if (member.label === name && member.isStatic === owner.isStatic)
            return typeOfDeclared(asked, member)
      }
      return null
  }
}

/** What a declared member is: a function, or what it is declared or set to. */
function typeOfDeclared(asked: Inference, member: Member): Type | null {
  const { node } = member
  if (node.name === 'VariableDefinition') {
    const annotation = node.nextSibling?.name === 'TypeAnnotation' ? node.nextSibling : null
    return annotation ? asked.written(annotation) : null
  }
  const key = keyOf(node, asked.budget)
  if (key === null || !/(?:Declaration|Property|Type)$/.test(node.name)) return asked.expression(node)
  if (childOf(node, asked.budget, 'ParamList')) {
    const type: Type = { kind: 'function', node }
    return member.kind === 'property' ? asked.called(type) : type
  }
  const annotation = childOf(node, asked.budget, 'TypeAnnotation')
  if (annotation) return asked.written(annotation)
  const value = setTo(key)
  if (value) return asked.expression(value)
  if (node.name !== 'Property' || key.nextSibling !== null) return null
  const short = asked.visible(member.label, node.from)
  return short ? asked.defined(short) : null
}

/** What calling something gives. */
function resultOf(asked: Inference, type: Type): Type | null {
  if (type.kind === 'callable') return type.result
  if (type.kind === 'statics') return named(type.name)
  if (type.kind !== 'function') return null
  const { node } = type
  const isAsync = childOf(node, asked.budget, 'async') !== null
  let returned: SyntaxNode | null = null
  for (const child of childrenOf(node, asked.budget)) {
    if (child.name === 'TypeAnnotation') return asked.written(child)
    if (child.name === 'TypePredicate') return named('boolean')
    if (child.name === 'Arrow' || child.name === '=>') returned = child.nextSibling
    if (child.name === 'Block') returned = child
  }
  if (returned === null) return null
  const result = node.name === 'FunctionSignature' ? asked.written(returned) : bodyResult(asked, returned)
  if (!isAsync) return result
  return result?.kind === 'named' && result.name === 'Promise'
    ? result
    : named('Promise', ...(result ? [result] : []))
}

/** What a function's body returns: the expression, or the last statement that returns something known. */
function bodyResult(asked: Inference, body: SyntaxNode): Type | null {
  if (body.name !== 'Block') return asked.expression(body)
  for (let at = body.lastChild; at !== null && asked.budget.spend(); at = at.prevSibling) {
    const value = at.name === 'ReturnStatement' ? at.firstChild?.nextSibling : null
    const type = value && value.name !== ';' && !value.type.isError ? asked.expression(value) : null
    if (type !== null) return type
  }
  return null
}

/** What may be used of a namespace from outside. */
export function* exportedBy(asked: Inference, node: SyntaxNode): Generator<Definition> {
  const block = childOf(node, asked.budget, 'Block')
  if (block === null) return
  for (const definition of definitionsAt(asked.source, block.to - 1, asked.budget)) {
    if (definition.name.from < block.from || definition.name.to > block.to) return
    if (definition.declaration.parent?.name === 'ExportDeclaration') yield definition
  }
}

/** A class or a shape and what it extends, nearest first. */
export type Owner =
  | { readonly kind: 'text'; readonly node: SyntaxNode; readonly isStatic: boolean }
  | { readonly kind: 'library'; readonly type: Type }

export function* lineage(asked: Inference, type: Type): Generator<Owner> {
  let at: Type | null = type
  for (let steps = 0; at !== null && steps < BASES && asked.budget.spend(); steps++) {
    if (at.kind !== 'instance' && at.kind !== 'constructor' && at.kind !== 'shape') {
      yield { kind: 'library', type: at }
      return
    }
    const isStatic: boolean = at.kind === 'constructor'
    yield { kind: 'text', node: at.node, isStatic }
    at = above(asked, at.node, isStatic)
  }
}

/** What a class or an interface extends. */
function above(asked: Inference, node: SyntaxNode, isStatic: boolean): Type | null {
  if (node.name === 'InterfaceDeclaration') {
    const base = childOf(node, asked.budget, 'extends')?.nextSibling
    return base ? asked.written(base) : null
  }
  if (!node.name.startsWith('Class')) return null
  const base = baseOf(asked, node)
  if (isStatic) return base
  if (base?.kind === 'constructor') return { kind: 'instance', node: base.node }
  return base?.kind === 'statics' ? named(base.name) : null
}
