import type { SyntaxNode } from '@lezer/common'
import { libraryName } from '../../library_names.ts'
import { childOf, children, textOf } from '../../nodes.ts'
import type { Source } from '../../source.ts'
import { lineage, ownMembers } from './class_members.ts'
import { parametersOf } from './declarations.ts'
import { Inference } from './inference.ts'
import { PYTHON_LIBRARY } from './library.ts'
import type { Surroundings } from './surroundings.ts'
import type { Type } from './types.ts'

const ARGUMENTS_MOST = 100

/** The parameters that the call around a place still takes by name; none where no argument begins. */
export function parametersAt(source: Source, { bracket, anchor }: Surroundings): readonly string[] {
  if (bracket?.name !== 'ArgList') return []
  const sign = source.slice(anchor - 1, anchor)
  const call = bracket.parent
  if ((sign !== '(' && sign !== ',') || call === null) return []
  if (call.name === 'ClassDefinition') return ['metaclass']
  const callee = call.firstChild
  if (call.name !== 'CallExpression' || callee === null) return []
  const names = parameterNames(new Inference(source, PYTHON_LIBRARY), callee)
  const { placed, named } = given(source, bracket, anchor)
  return names.slice(placed).filter((name) => !named.has(name))
}

/** What a call has before the anchor: arguments by place, and the names of the others. */
function given(source: Source, list: SyntaxNode, anchor: number): { placed: number; named: Set<string> } {
  const named = new Set<string>()
  let placed = 0
  let count = 0
  for (const child of children(list)) {
    if (count++ > ARGUMENTS_MOST) break
    const byName = child.nextSibling?.name === 'AssignOp'
    if (byName) named.add(textOf(source, child))
    else if (child.name === ',' && child.to <= anchor && named.size === 0) placed += 1
  }
  return { placed, named }
}

function parameterNames(inference: Inference, callee: SyntaxNode): readonly string[] {
  const type = inference.typeOf(callee)
  if (type?.is === 'function') return ownParameters(inference.source, type.node)
  if (type?.is === 'own class') return constructorParameters(inference, type.node)
  return signatureParameters(signatureOf(inference, callee))
}

function ownParameters(source: Source, node: SyntaxNode): readonly string[] {
  const names: string[] = []
  for (const { label, at, meaning } of parametersOf(source, node)) {
    if (meaning.how !== 'self' && source.slice(at - 1, at) !== '*') names.push(label)
  }
  return names
}

/** Those of `__init__`; of a class without one the attributes that its body declares with a type, as in a dataclass. */
function constructorParameters(inference: Inference, node: SyntaxNode): readonly string[] {
  const { own } = lineage(inference, node)
  for (const one of own) {
    for (const { label, meaning } of ownMembers(inference.source, one)) {
      if (label === '__init__' && meaning.how === 'function')
        return ownParameters(inference.source, meaning.node)
    }
  }
  const body = childOf(node, 'Body')
  const names: string[] = []
  if (body !== null) {
    for (const { label, meaning } of ownMembers(inference.source, node))
      if (meaning.how === 'typed') names.push(label)
  }
  return names
}

/** The library's line of what is called. */
function signatureOf(inference: Inference, callee: SyntaxNode): string {
  const { library, source } = inference
  if (callee.name === 'VariableName') {
    const label = textOf(source, callee)
    const declaration = inference.declared(label, callee)
    if (declaration === null) return libraryName(library.builtins, label)?.detail ?? ''
    const { meaning } = declaration
    if (meaning.how !== 'import' || meaning.name === null) return ''
    return libraryName(library.modules[meaning.module] ?? '', meaning.name)?.detail ?? ''
  }
  const { firstChild, lastChild } = callee
  if (callee.name !== 'MemberExpression' || firstChild === null || lastChild?.name !== 'PropertyName')
    return ''
  const whole: Type | null = inference.typeOf(firstChild)
  const label = textOf(source, lastChild)
  if (whole?.is === 'module') return libraryName(library.modules[whole.module] ?? '', label)?.detail ?? ''
  if (whole?.is === 'value') return libraryName(library.types[whole.type] ?? '', label)?.detail ?? ''
  return ''
}

/** The names in `(a, b=1, *, key=None)` that can be given by name: those with a value of their own, or behind the star. */
function signatureParameters(signature: string): readonly string[] {
  const [, list = ''] = /^\((.*)\)/.exec(signature) ?? []
  return list
    .split(/,\s*(?![^([]*[)\]])/)
    .map((part) => /^(\w+)/.exec(part)?.[1] ?? '')
    .filter((name) => name !== '')
}
