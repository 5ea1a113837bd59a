import type { SyntaxNode } from '@lezer/common'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { textOf } from './syntax.ts'

const NOTHING: Place = { kind: 'nothing' }
/** How far back a comment that nothing closes is looked for. */
const COMMENT = 4_000
const HIDDEN = new Set([
  'LineComment',
  'RegExp',
  'Number',
  'JSXText',
  'JSXAttributeValue',
  'TemplateString',
  'TemplateType',
])

/** Within text that is no code: nothing, or the name of a module. Null where code is written. */
export function quotedPlace(source: Source, position: number): Place | null {
  const node = source.tree.resolveInner(position, -1)
  if (node.name === 'String')
    return isInString(source, node, position) ? stringPlace(source, node, position) : null
  if (node.name === 'BlockComment') return isOpen(source, node, position, '*/') ? NOTHING : null
  if (node.name === 'TemplateString' || node.name === 'TemplateType')
    return isOpen(source, node, position, '`') || position - node.from === 1 ? NOTHING : null
  if (HIDDEN.has(node.name)) return NOTHING
  if (node.name === 'Interpolation' || node.name === 'InterpolationEnd')
    return source.slice(position - 1, position) === '}' && node.to === position ? NOTHING : null
  if (node.name === 'JSXElement' || node.name === 'JSXEndTag') return NOTHING
  return isInOpenComment(source, position) ? NOTHING : null
}

/** The node goes on after the position, or was never closed. */
const isOpen = (source: Source, node: SyntaxNode, position: number, close: string): boolean =>
  position < node.to ||
  source.slice(position - close.length, position) !== close ||
  node.lastChild?.type.isError === true

function isInString(source: Source, node: SyntaxNode, position: number): boolean {
  if (position < node.to || node.to - node.from < 2) return true
  return (
    node.lastChild?.type.isError === true ||
    source.slice(node.to - 1, node.to) !== source.slice(node.from, node.from + 1)
  )
}

function stringPlace(source: Source, node: SyntaxNode, position: number): Place {
  const parent = node.parent
  const from = node.from + 1
  const module: Place = { kind: 'module', from, written: source.slice(from, position) }
  if (parent === null) return NOTHING
  if (/^(?:ImportDeclaration|ExportDeclaration|DynamicImport|ImportType)$/.test(parent.name)) return module
  const callee = parent.name === 'ArgList' ? parent.prevSibling : null
  return callee?.name === 'VariableName' && textOf(source, callee) === 'require' ? module : NOTHING
}

/** After a `/*` that nothing closes, when the parser made something else of it. */
function isInOpenComment(source: Source, position: number): boolean {
  const text = source.slice(Math.max(0, position - COMMENT), position)
  const open = text.lastIndexOf('/*')
  if (open < 0 || text.indexOf('*/', open + 2) >= 0) return false
  const node = source.tree.resolveInner(position - text.length + open + 1, 0)
  return !/^(?:String|TemplateString|RegExp|LineComment|BlockComment|JSXText|JSXAttributeValue)$/.test(
    node.name,
  )
}
