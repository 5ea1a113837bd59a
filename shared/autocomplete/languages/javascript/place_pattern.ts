import type { SyntaxNode } from '@lezer/common'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { Budget, childrenOf, textOf, unquoted } from './syntax.ts'

const MOST = 200
const NOTHING: Place = { kind: 'nothing' }

/** The module that `require('…')` or `await import('…')` loads. */
export function requiredModule(source: Source, expression: SyntaxNode): string | null {
  const node =
    expression.name === 'AwaitExpression' && expression.lastChild ? expression.lastChild : expression
  const isCall = node.name === 'CallExpression' && node.firstChild?.name === 'VariableName'
  if (
    node.name !== 'DynamicImport' &&
    !(isCall && node.firstChild && textOf(source, node.firstChild) === 'require')
  )
    return null
  const list = node.name === 'DynamicImport' ? node : node.lastChild
  for (const child of list ? childrenOf(list, new Budget(MOST)) : [])
    if (child.name === 'String') return unquoted(textOf(source, child))
  return null
}

/** The module that an import or export declaration names, also while its braces are not closed; empty when there is none. */
export function namedModule(source: Source, declaration: SyntaxNode, position: number): string {
  for (const child of childrenOf(declaration, new Budget(MOST)))
    if (child.name === 'String') return unquoted(textOf(source, child))
  const line = source.slice(position, Math.min(source.length, position + MOST)).split('\n')[0] ?? ''
  return /\bfrom ?["']([^"'\n]*)/.exec(line)?.[1] ?? ''
}

/** Inside `{ }` of a destructuring: the members of what is taken apart, as far as it is written already. */
export function patternPlace(source: Source, pattern: SyntaxNode, from: number): Place {
  const parent = pattern.parent
  if (parent === null || (parent.name !== 'VariableDeclaration' && parent.name !== 'AssignmentExpression'))
    return NOTHING
  const value = pattern.nextSibling?.name === 'Equals' ? pattern.nextSibling.nextSibling : null
  if (value === null || value === undefined || value.type.isError) return NOTHING
  const module = requiredModule(source, value)
  if (module !== null) return { kind: 'import', from, module }
  return { kind: 'member', from, receiver: { from: value.from, to: value.to }, sign: '.' }
}
