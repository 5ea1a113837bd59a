import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../source.ts'
import { ancestorsOf, Budget, childOf, textOf } from './syntax.ts'

const LOOPS = new Set(['ForStatement', 'WhileStatement', 'DoStatement'])
export const FUNCTIONS = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunction',
  'MethodDeclaration',
  'StaticBlock',
])
const MODIFIERS = 40

/** An object's method is a `Property` with parameters of its own. */
export const isFunction = (node: SyntaxNode, budget: Budget): boolean =>
  FUNCTIONS.has(node.name) || (node.name === 'Property' && childOf(node, budget, 'ParamList') !== null)

/**
 * What a place stands in: 'function', 'async', 'generator', 'method', 'constructor' of the nearest function that has a `this`
 * of its own for the last two; 'class'; 'loop' and 'switch' of the nearest function; 'module' outside of all functions.
 *
 * @param node the node that the place belongs to
 * @param position a function's own name and parameters are not within it
 */
export function withinOf(source: Source, node: SyntaxNode, position: number): Set<string> {
  const within = new Set<string>()
  let inFunction = false
  let hasThis = false
  for (const at of ancestorsOf(node)) {
    const budget = new Budget(MODIFIERS)
    if (!inFunction && LOOPS.has(at.name) && at.lastChild !== null && at.lastChild.from <= position)
      within.add('loop')
    else if (!inFunction && at.name === 'SwitchBody') within.add('switch')
    else if (at.name === 'ClassBody') within.add('class')
    else if (at.name === 'NamespaceDeclaration' && !inFunction) within.add('namespace')
    else if (at.lastChild !== null && position >= at.lastChild.from && isFunction(at, budget)) {
      const method = at.name === 'MethodDeclaration' || at.name === 'Property'
      if (!inFunction) {
        within.add('function')
        if (childOf(at, budget, 'async')) within.add('async')
        if (childOf(at, budget, 'Star')) within.add('generator')
        inFunction = true
      }
      if (!hasThis && method) {
        within.add('method')
        if (at.name === 'MethodDeclaration') {
          const name = childOf(at, new Budget(MODIFIERS), 'PropertyDefinition')
          if (name && textOf(source, name) === 'constructor') within.add('constructor')
        }
      }
      if (at.name !== 'ArrowFunction') hasThis = true
    }
  }
  if (!inFunction) within.add('module').add('async')
  return within
}
