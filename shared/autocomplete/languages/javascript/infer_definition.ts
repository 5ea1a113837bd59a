import type { SyntaxNode } from '@lezer/common'
import type { Definition } from './definitions.ts'
import { typeOfLine } from './infer_expression.ts'
import type { Inference } from './inference.ts'
import { exportOf, exportsOf } from './library_lines.ts'
import { importedModule, importedName, initialValue } from './names.ts'
import { childOf, textOf, unquoted } from './syntax.ts'
import { elementOf, held, named, type Type } from './type.ts'

/** Arrays' methods that hand each element to a function, and how many of its parameters are elements. */
const EACH = /^(?:map|filter|forEach|find|findLast|findIndex|findLastIndex|some|every|flatMap)$/
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:click|dblclick|contextmenu|mouse)/, 'MouseEvent'],
  [/^key/, 'KeyboardEvent'],
  [/^(?:pointer|gotpointer|lostpointer)/, 'PointerEvent'],
  [/^touch/, 'TouchEvent'],
  [/^(?:drag|drop)/, 'DragEvent'],
  [/^wheel$/, 'WheelEvent'],
  [/^(?:input|beforeinput)$/, 'InputEvent'],
  [/^(?:focus|blur)/, 'FocusEvent'],
  [/^submit$/, 'SubmitEvent'],
  [/^message$/, 'MessageEvent'],
]

/** The type of what a declaration names. */
export function typeOfDefinition(asked: Inference, { name, declaration }: Definition): Type | null {
  switch (declaration.name) {
    case 'FunctionDeclaration':
    case 'AmbientFunctionDeclaration':
    case 'FunctionExpression':
      return { kind: 'function', node: declaration }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { kind: 'constructor', node: declaration }
    case 'InterfaceDeclaration':
      return { kind: 'shape', node: declaration }
    case 'EnumDeclaration':
      return { kind: 'enum', node: declaration }
    case 'NamespaceDeclaration':
      return { kind: 'namespace', node: declaration }
    case 'TypeAliasDeclaration': {
      const value = childOf(declaration, asked.budget, 'Equals')?.nextSibling
      return value ? asked.written(value) : null
    }
    case 'TypeParamList': {
      const bound = name.nextSibling
      return bound?.name === 'extends' && bound.nextSibling ? asked.written(bound.nextSibling) : null
    }
    case 'ImportDeclaration':
      return typeOfImport(asked, name, declaration)
    case 'CatchClause':
      return named('Error')
    default:
      return typeOfBinding(asked, name, declaration)
  }
}

function typeOfImport(asked: Inference, name: SyntaxNode, declaration: SyntaxNode): Type | null {
  const module = importedModule(asked.source, declaration)
  if (exportsOf(module).size === 0) return null
  if (name.parent?.name !== 'ImportGroup') return { kind: 'module', name: module }
  const line = exportOf(module, importedName(asked.source, name))
  return typeOfLine(line, null)
}

/** A variable or a parameter: as declared, else as set, else as what it is taken from. */
function typeOfBinding(asked: Inference, name: SyntaxNode, declaration: SyntaxNode): Type | null {
  const parent = name.parent
  if (parent?.name === 'PatternProperty') return typeOfProperty(asked, name, parent, declaration)
  if (parent?.name === 'ArrayPattern') {
    const of = typeOfBinding(asked, parent, declaration)
    return of?.kind === 'named' && of.args.length > 1
      ? (of.args[indexIn(parent, name)] ?? null)
      : elementOf(of)
  }
  const isRest = name.prevSibling?.name === 'Spread' || name.prevSibling?.name === '...'
  let next = name.nextSibling
  if (next?.name === 'Optional') next = next.nextSibling
  if (next?.name === 'TypeAnnotation') return asked.written(next)
  if (isRest) return named('Array')
  if (next?.name === 'of' && next.nextSibling) return elementOf(asked.expression(next.nextSibling))
  if (next?.name === 'in') return named('string')
  const value = initialValue(name)
  if (value !== null) return asked.expression(value)
  return declaration.name === 'ParamList' ? typeOfParameter(asked, name, declaration) : null
}

/** How many commas stand before the child. */
function indexIn(list: SyntaxNode, child: SyntaxNode): number {
  let index = 0
  for (let at = child.prevSibling; at !== null && at.from > list.from; at = at.prevSibling)
    if (at.name === ',') index++
  return index
}

function typeOfProperty(
  asked: Inference,
  name: SyntaxNode,
  property: SyntaxNode,
  declaration: SyntaxNode,
): Type | null {
  const pattern = property.parent
  const key = property.firstChild
  if (!pattern || !key || key.name === 'Spread') return null
  const of = typeOfBinding(asked, pattern, declaration)
  const type = of ? asked.member(of, unquoted(textOf(asked.source, key))) : null
  if (type !== null) return type
  const value = initialValue(name)
  return value ? asked.expression(value) : null
}

/** A parameter of a function that is handed to a call which is known to call it with something. */
function typeOfParameter(asked: Inference, name: SyntaxNode, list: SyntaxNode): Type | null {
  const callback = list.parent
  const args = callback?.parent
  const call = args?.name === 'ArgList' ? args.parent : null
  const callee = call?.firstChild
  if (!callback || !args || callee?.name !== 'MemberExpression') return null
  const object = callee.firstChild
  const method = callee.lastChild ? textOf(asked.source, callee.lastChild) : ''
  const at = indexIn(list, name)
  const first = args.firstChild?.nextSibling
  if (method === 'addEventListener' && at === 0) return typeOfEvent(asked, first)
  const on = object ? asked.expression(object) : null
  if (on?.kind !== 'named') return null
  if (on.name === 'Array') {
    if (method === 'reduce' || method === 'reduceRight') {
      const start = callback.nextSibling?.nextSibling
      if (at === 0) return start && start.name !== ')' ? asked.expression(start) : held(on, 'T')
      return at === 1 ? held(on, 'T') : null
    }
    if (method === 'sort' || method === 'toSorted') return held(on, 'T')
    return EACH.test(method) && at === 0
      ? held(on, 'T')
      : at === 1 && EACH.test(method)
        ? named('number')
        : null
  }
  if (method === 'forEach' && at === 0) return held(on, 'V') ?? held(on, 'T')
  if (method === 'forEach' && at === 1) return held(on, 'K')
  return on.name === 'Promise' && at === 0 ? (method === 'then' ? held(on, 'T') : named('Error')) : null
}

function typeOfEvent(asked: Inference, name: SyntaxNode | null | undefined): Type {
  const event = name?.name === 'String' ? unquoted(textOf(asked.source, name)) : ''
  return named(EVENTS.find(([pattern]) => pattern.test(event))?.[1] ?? 'Event')
}
