import type { SyntaxNode } from '@lezer/common'
import type { Name } from '../../language_model.ts'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { declaredMembers } from './class_members.ts'
import { exportedBy, infer, lineage } from './infer.ts'
import type { Inference } from './inference.ts'
import { exportsOf, type Line, membersOfLibrary } from './library_lines.ts'
import { ancestorsOf, Budget, textOf } from './syntax.ts'
import type { Type } from './type.ts'

/** The most nodes that one question for members visits. */
export const MEMBERS_BUDGET = 15_000

/** The members of what stands before the dot; null when nothing is known of it. */
export function membersAt(
  source: Source,
  { receiver, from }: Extract<Place, { kind: 'member' }>,
): readonly Name[] | null {
  const node = nodeOf(source, receiver)
  if (node === null) return null
  const asked = infer(source, new Budget(MEMBERS_BUDGET))
  const type = asked.expression(node)
  const names = type === null ? [] : membersOf(asked, type, from)
  return names.length === 0 ? null : names
}

function nodeOf(
  source: Source,
  { from, to }: { readonly from: number; readonly to: number },
): SyntaxNode | null {
  for (const node of ancestorsOf(source.tree.resolveInner(to, -1)))
    if (node.from <= from) return node.from === from && node.to === to ? node : null
  return null
}

function membersOf(asked: Inference, type: Type, position: number): readonly Name[] {
  switch (type.kind) {
    case 'named':
      return fromLibrary(membersOfLibrary(type.name))
    case 'statics':
      return fromLibrary(membersOfLibrary(`type ${type.name}`))
    case 'module':
      return fromLibrary(exportsOf(type.name))
    case 'function':
    case 'callable':
      return fromLibrary(membersOfLibrary('Function'))
    case 'namespace':
      return [...exportedBy(asked, type.node)].map(({ name }) => ({
        label: textOf(asked.source, name),
        kind: 'property',
        detail: '',
        at: name.from,
        depth: 0,
        apply: null,
      }))
    case 'enum':
      return [...declaredMembers(asked.source, type.node, asked.budget)].map(
        ({ label, kind, detail, at }) => ({
          label,
          kind,
          detail,
          at,
          depth: 0,
          apply: null,
        }),
      )
    default:
      return inherited(asked, type, position)
  }
}

/** Own members before inherited ones; private names only inside their own class. */
function inherited(asked: Inference, type: Type, position: number): readonly Name[] {
  const names = new Map<string, Name>()
  let depth = 0
  for (const owner of lineage(asked, type)) {
    if (owner.kind === 'library') {
      for (const name of membersOf(asked, owner.type, position))
        if (!names.has(name.label)) names.set(name.label, { ...name, depth })
      continue
    }
    const isInside = position > owner.node.from && position < owner.node.to
    for (const { label, kind, detail, at, isStatic } of declaredMembers(
      asked.source,
      owner.node,
      asked.budget,
    )) {
      if (isStatic !== owner.isStatic || names.has(label) || (label.startsWith('#') && !isInside)) continue
      names.set(label, { label, kind, detail, at, depth, apply: null })
    }
    depth++
  }
  return [...names.values()]
}

const fromLibrary = (lines: ReadonlyMap<string, Line>): readonly Name[] =>
  [...lines.values()].map(({ label, kind, rest, result }) => ({
    label,
    kind,
    detail: result === '' ? rest.trim() : `${rest}: ${result}`.trim(),
    at: null,
    depth: 0,
    apply: null,
  }))
