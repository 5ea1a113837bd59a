import type { SyntaxNode } from '@lezer/common'
import { childOf } from '../../nodes.ts'
import type { Source } from '../../source.ts'
import { type Declaration, declarationsIn, loopNames, parametersOf } from './declarations.ts'

/** The names of one scope. */
export interface Scope {
  readonly node: SyntaxNode
  /** How many scopes lie between it and the place. */
  readonly depth: number
  readonly names: readonly Declaration[]
}

/** The scopes whose names can be used where these nodes are around, from the innermost on. */
export function* scopesAround(
  source: Source,
  around: readonly SyntaxNode[],
  position: number,
): Generator<Scope> {
  let depth = 0
  let inFunction = false
  for (const node of around) {
    const names = [...namesOf(source, node, position, inFunction)]
    if (node.name === 'FunctionDefinition') inFunction = true
    if (names.length === 0) continue
    yield { node, depth, names }
    depth += 1
  }
}

function* namesOf(
  source: Source,
  node: SyntaxNode,
  position: number,
  inFunction: boolean,
): Generator<Declaration> {
  switch (node.name) {
    case 'Script':
      yield* declarationsIn(source, node, position)
      return
    case 'FunctionDefinition': {
      const body = childOf(node, 'Body')
      if (body !== null) yield* declarationsIn(source, body, position)
      yield* parametersOf(source, node)
      return
    }
    case 'LambdaExpression':
      yield* parametersOf(source, node)
      return
    case 'ClassDefinition': {
      // A class's own names are seen in its body, not in its methods.
      const body = inFunction ? null : childOf(node, 'Body')
      if (body !== null) yield* declarationsIn(source, body, position)
      return
    }
    default:
      if (node.name.endsWith('ComprehensionExpression')) yield* loopNames(source, node)
  }
}
