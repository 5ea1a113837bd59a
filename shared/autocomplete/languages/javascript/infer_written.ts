import type { SyntaxNode } from '@lezer/common'
import { argumentsOf } from './infer_expression.ts'
import type { Inference } from './inference.ts'
import { childrenOf, textOf } from './syntax.ts'
import { named, type Type } from './type.ts'

/** Types that have the members of what they are given. */
const TRANSPARENT = new Set([
  'Partial',
  'Required',
  'Readonly',
  'Pick',
  'Omit',
  'NonNullable',
  'Extract',
  'Exclude',
  'NoInfer',
])
const EMPTY = /^(?:null|undefined|never|void)$/

/** The type that a node of TypeScript's types stands for. */
export function typeOfWritten(asked: Inference, node: SyntaxNode): Type | null {
  const text = () => textOf(asked.source, node)
  switch (node.name) {
    case 'TypeAnnotation':
    case 'ParenthesizedType':
    case 'ReadonlyType':
      return firstKnown(asked, node)
    case 'UnionType':
    case 'IntersectionType':
      return firstKnown(asked, node)
    case 'TypeName':
      return typeOfTypeName(asked, node)
    case 'ParameterizedType':
      return parameterized(asked, node)
    case 'ArrayType': {
      const element = node.firstChild ? asked.written(node.firstChild) : null
      return element ? named('Array', element) : named('Array')
    }
    case 'TupleType': {
      const elements = argumentsOf(asked, node)
      return named('Array', ...elements)
    }
    case 'ObjectType':
      return { kind: 'shape', node }
    case 'FunctionSignature':
      return { kind: 'function', node }
    case 'KeyofType':
    case 'TemplateType':
      return named('string')
    case 'LiteralType':
      return /^['"]/.test(text())
        ? named('string')
        : named(/^(?:true|false)$/.test(text()) ? 'boolean' : 'number')
    case 'TypeofType':
      return node.lastChild ? asked.expression(node.lastChild) : null
    case 'IndexedType': {
      const type = asked.expression(node)
      return type?.kind === 'constructor' ? { kind: 'instance', node: type.node } : type
    }
    case 'TypePredicate':
      return named('boolean')
    default:
      return null
  }
}

const SIGNS = /^(?:[:()|&]|LogicOp|readonly)$/

function firstKnown(asked: Inference, node: SyntaxNode): Type | null {
  for (const child of childrenOf(node, asked.budget)) {
    if (SIGNS.test(child.name) || child.type.isError) continue
    const type = asked.written(child)
    if (type !== null) return type
  }
  return null
}

function typeOfTypeName(asked: Inference, node: SyntaxNode): Type | null {
  const name = textOf(asked.source, node)
  if (EMPTY.test(name)) return null
  const definition = asked.visible(name, node.from)
  if (definition === null) return named(name)
  const type = asked.defined(definition)
  if (type?.kind === 'constructor') return { kind: 'instance', node: type.node }
  return type?.kind === 'statics' ? named(type.name) : type
}

function parameterized(asked: Inference, node: SyntaxNode): Type | null {
  const base = node.firstChild
  const list = node.lastChild
  if (base === null || list === null) return null
  const name = textOf(asked.source, base)
  if (asked.visible(name, base.from) !== null) return asked.written(base)
  const args = argumentsOf(asked, list)
  if (TRANSPARENT.has(name)) return args[0] ?? null
  if (name === 'Awaited')
    return args[0]?.kind === 'named' && args[0].name === 'Promise'
      ? (args[0].args[0] ?? null)
      : (args[0] ?? null)
  if (name === 'ReturnType') return asked.called(args[0] ?? null)
  if (name === 'InstanceType')
    return args[0]?.kind === 'constructor' ? { kind: 'instance', node: args[0].node } : null
  return named(name, ...args)
}
