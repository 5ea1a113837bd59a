import type { SyntaxNode } from '@lezer/common'
import type { Kind } from '../../completion.ts'
import type { Name } from '../../language_model.ts'
import type { Source } from '../../source.ts'
import { type Definition, definitionsAt } from './definitions.ts'
import { exportOf } from './library_lines.ts'
import { Budget, childrenOf, oneLine, textOf, unquoted } from './syntax.ts'

/** The most nodes that one question for names visits. */
export const NAMES_BUDGET = 15_000
const PARTS = 30

/** The names that the code declares and that may be used at the position. */
export function namesAt(source: Source, position: number): readonly Name[] {
  const budget = new Budget(NAMES_BUDGET)
  const names: Name[] = []
  for (const definition of definitionsAt(source, position, budget)) {
    const label = textOf(source, definition.name)
    const { kind, detail } = described(source, definition)
    names.push({ label, kind, detail, at: definition.name.from, depth: definition.depth, apply: null })
  }
  return names
}

interface Described {
  readonly kind: Kind
  readonly detail: string
}

function described(source: Source, { name, declaration }: Definition): Described {
  switch (declaration.name) {
    case 'FunctionDeclaration':
    case 'AmbientFunctionDeclaration':
    case 'FunctionExpression':
      return { kind: 'function', detail: signature(source, declaration) }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'class', detail: heritage(source, declaration) }
    case 'InterfaceDeclaration':
      return { kind: 'interface', detail: heritage(source, declaration) }
    case 'EnumDeclaration':
      return { kind: 'enum', detail: '' }
    case 'TypeAliasDeclaration':
      return { kind: 'type', detail: '' }
    case 'NamespaceDeclaration':
      return { kind: 'module', detail: '' }
    case 'TypeParamList':
      return { kind: 'type', detail: '' }
    case 'ImportDeclaration':
      return imported(source, name, declaration)
    case 'ParamList':
      return { kind: 'parameter', detail: typeBehind(source, name) }
    case 'VariableDeclaration':
      return variable(source, name, declaration)
    default:
      return { kind: 'variable', detail: '' }
  }
}

/** The parameters and the declared result of a function, as written. */
export function signature(source: Source, node: SyntaxNode): string {
  let text = ''
  for (const child of childrenOf(node, new Budget(PARTS))) {
    if (child.name === 'ParamList') {
      const list = source.slice(child.from, Math.min(child.to, child.from + 400))
      text = list.startsWith('(') ? list : `(${list})`
    } else if (child.name === 'TypeAnnotation' || child.name === 'TypePredicate')
      text += source.slice(child.from, Math.min(child.to, child.from + 200))
  }
  return oneLine(text)
}

function heritage(source: Source, node: SyntaxNode): string {
  for (const child of childrenOf(node, new Budget(PARTS)))
    if (child.name === 'extends' && child.nextSibling)
      return oneLine(`extends ${source.slice(child.nextSibling.from, child.nextSibling.to)}`)
  return ''
}

/** The type that is declared right after the name. */
export function typeBehind(source: Source, name: SyntaxNode): string {
  let next = name.nextSibling
  if (next?.name === 'Optional') next = next.nextSibling
  return next?.name === 'TypeAnnotation' ? oneLine(textOf(source, next).replace(/^:/, '')) : ''
}

/** The expression that a name is set to where it is declared. */
export function initialValue(name: SyntaxNode): SyntaxNode | null {
  let next = name.nextSibling
  while (
    next !== null &&
    (next.name === 'Optional' || next.name === 'TypeAnnotation' || next.name === 'LogicOp')
  )
    next = next.nextSibling
  return next?.name === 'Equals' ? next.nextSibling : null
}

const LITERALS: Readonly<Record<string, string>> = {
  String: 'string',
  TemplateString: 'string',
  Number: 'number',
  BooleanLiteral: 'boolean',
  RegExp: 'RegExp',
  ArrayExpression: 'Array',
  ObjectExpression: 'object',
}

function variable(source: Source, name: SyntaxNode, declaration: SyntaxNode): Described {
  const value = initialValue(name)
  if (value?.name === 'ArrowFunction' || value?.name === 'FunctionExpression')
    return { kind: 'function', detail: signature(source, value) }
  if (value?.name === 'ClassExpression') return { kind: 'class', detail: heritage(source, value) }
  return {
    kind: declaration.firstChild?.name === 'const' ? 'constant' : 'variable',
    detail: typeBehind(source, name) || (value ? valueType(source, value) : ''),
  }
}

/** The type of a plain value, for the detail. */
export function valueType(source: Source, value: SyntaxNode): string {
  if (value.name === 'NewExpression') {
    const callee = value.firstChild?.nextSibling
    return callee ? oneLine(textOf(source, callee)) : ''
  }
  return LITERALS[value.name] ?? ''
}

/** The name that a module exports, by the name that it is imported under. */
export function importedName(source: Source, name: SyntaxNode): string {
  const as = name.prevSibling
  const original = as?.name === 'as' ? as.prevSibling : null
  return original !== null && original.name !== 'Star'
    ? unquoted(textOf(source, original))
    : textOf(source, name)
}

/** The module that an import declaration names. */
export function importedModule(source: Source, declaration: SyntaxNode): string {
  const last = declaration.getChild('String')
  return last ? unquoted(textOf(source, last)) : ''
}

function imported(source: Source, name: SyntaxNode, declaration: SyntaxNode): Described {
  const module = importedModule(source, declaration)
  const detail = oneLine(`from '${module}'`)
  if (name.parent?.name !== 'ImportGroup')
    return { kind: name.prevSibling?.name === 'as' ? 'module' : 'variable', detail }
  const line = exportOf(module, importedName(source, name))
  return line ? { kind: line.kind, detail: oneLine(`${line.rest} ${detail}`) } : { kind: 'variable', detail }
}
