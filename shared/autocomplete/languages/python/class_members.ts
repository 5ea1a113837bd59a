import type { SyntaxNode } from '@lezer/common'
import { childOf, textOf } from '../../nodes.ts'
import type { Source } from '../../source.ts'
import { type Declaration, declared, isDecorated, type Meaning, statementsOf } from './declarations.ts'
import type { Type } from './types.ts'

/** Methods whose bodies are looked through for attributes. */
const METHODS_MOST = 80
const BASES_MOST = 8

/** What is needed to follow a class to its bases and its attributes to their values. */
interface Reader {
  readonly source: Source
  bases(node: SyntaxNode): readonly Type[]
  meant(meaning: Meaning): Type | null
  annotated(node: SyntaxNode): Type | null
  member(whole: Type, label: string): Type | null
}

/** The members that a class of this text declares itself: in its body, and on `self` in its methods. */
export function* ownMembers(source: Source, node: SyntaxNode): Generator<Declaration> {
  const body = childOf(node, 'Body')
  if (body === null) return
  let methods = 0
  for (const statement of statementsOf(body, body.from)) {
    for (const declaration of declared(source, statement)) {
      if (declaration.meaning.how !== 'function') {
        yield declaration.kind === 'variable' ? { ...declaration, kind: 'property' } : declaration
        continue
      }
      const method = declaration.meaning.node
      const property =
        isDecorated(source, method, 'property') || isDecorated(source, method, 'cached_property')
      yield { ...declaration, kind: property ? 'property' : 'method' }
      if (methods++ < METHODS_MOST) yield* attributesIn(source, method)
    }
  }
}

/** What a method sets on its first parameter. */
function* attributesIn(source: Source, method: SyntaxNode): Generator<Declaration> {
  const params = childOf(method, 'ParamList')
  const body = childOf(method, 'Body')
  const self = params === null ? null : childOf(params, 'VariableName')
  if (self === null || body === null) return
  const name = textOf(source, self)
  for (const statement of statementsOf(body, body.from)) {
    if (statement.name !== 'AssignStatement') continue
    for (let target = statement.firstChild; target !== null; target = target.nextSibling) {
      if (target.name === 'AssignOp' || target.name === 'TypeDef') break
      const { firstChild, lastChild } = target
      if (target.name !== 'MemberExpression' || lastChild?.name !== 'PropertyName' || firstChild === null)
        continue
      if (textOf(source, firstChild) !== name) continue
      const type = childOf(statement, 'TypeDef')
      const value = target.nextSibling?.name === 'AssignOp' ? target.nextSibling.nextSibling : null
      let meaning: Meaning = { how: 'unknown' }
      if (type !== null) meaning = { how: 'typed', type }
      else if (value !== null) meaning = { how: 'value', value }
      yield { label: textOf(source, lastChild), kind: 'property', at: lastChild.from, detail: '', meaning }
    }
  }
}

/** A class and the classes of this text that it is made from, itself first, each once; and its bases out of the library. */
export function lineage(
  reader: Reader,
  node: SyntaxNode,
): { own: readonly SyntaxNode[]; library: readonly string[] } {
  const own: SyntaxNode[] = []
  const library: string[] = []
  const waiting = [node]
  for (let at = waiting.shift(); at !== undefined && own.length < BASES_MOST; at = waiting.shift()) {
    const { from } = at
    if (own.some((seen) => seen.from === from)) continue
    own.push(at)
    for (const base of reader.bases(at)) {
      if (base.is === 'own class') waiting.push(base.node)
      else if (base.is === 'class') library.push(base.type)
    }
  }
  return { own, library }
}

/** What a member of a class of this text stands for. */
export function ownMember(reader: Reader, node: SyntaxNode, label: string): Type | null {
  const { own, library } = lineage(reader, node)
  for (const one of own) {
    for (const member of ownMembers(reader.source, one)) {
      if (member.label !== label) continue
      if (member.kind === 'property' && member.meaning.how === 'function') {
        const answer = childOf(member.meaning.node, 'TypeDef')
        return answer === null ? null : reader.annotated(answer)
      }
      return reader.meant(member.meaning)
    }
  }
  for (const type of library) {
    const found = reader.member({ is: 'value', type, item: null }, label)
    if (found !== null) return found
  }
  return null
}
