import type { SyntaxNode } from '@lezer/common'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { ancestorsOf, type TokenBefore, tokenBefore } from './syntax.ts'

const NOTHING: Place = { kind: 'nothing' }
const OPERANDS = new Set([
  'MemberExpression',
  'CallExpression',
  'NewExpression',
  'ParenthesizedExpression',
  'ArrayExpression',
  'ObjectExpression',
  'TemplateString',
  'TaggedTemplateExpression',
  'PostfixExpression',
  'FunctionExpression',
  'ClassExpression',
  'ImportMeta',
  'DynamicImport',
  'JSXMemberExpression',
  'IndexedType',
])

/** After a dot: the longest operand that ends before it. */
export function memberPlace(source: Source, from: number, dot: TokenBefore): Place {
  if (dot.node.name === 'Number') return NOTHING
  const end = dot.end - dot.text.length
  const last = tokenBefore(source, end)
  if (last === null || last.text === '...') return NOTHING
  if (dot.node.parent?.name === 'ImportMeta') return NOTHING
  let receiver: SyntaxNode = last.node
  for (const node of ancestorsOf(last.node)) {
    if (node.to !== last.end) break
    if (node.name === 'ArgList') continue
    if (node !== last.node && !OPERANDS.has(node.name)) break
    if (node.name === 'NewExpression' && node.lastChild?.name !== 'ArgList') break
    receiver = node
  }
  if (receiver.to !== last.end || receiver.type.isError) return NOTHING
  return { kind: 'member', from, receiver: { from: receiver.from, to: receiver.to }, sign: dot.text }
}
