import type { SyntaxNode } from '@lezer/common'
import type { Name } from '../../language_model.ts'
import { libraryNames } from '../../library_names.ts'
import { lineage, ownMembers } from './class_members.ts'
import type { Inference } from './inference.ts'
import type { Type } from './types.ts'

/** The members of what is known so well; null when nothing is. */
export function membersOf(inference: Inference, type: Type): readonly Name[] | null {
  const { types, modules } = inference.library
  switch (type.is) {
    case 'value':
      return type.type in types ? libraryNames(types[type.type] ?? '') : null
    case 'class':
      return [...libraryNames(types[`type ${type.type}`] ?? ''), ...libraryNames(types[type.type] ?? '')]
    case 'module':
      return moduleNames(modules, type.module)
    case 'own class':
    case 'own value':
      return ownNames(inference, type.node)
    default:
      return null
  }
}

function moduleNames(modules: Readonly<Record<string, string>>, module: string): readonly Name[] | null {
  const names = [...libraryNames(modules[module] ?? '')]
  for (const path of Object.keys(modules)) {
    const label = path.startsWith(`${module}.`) ? path.slice(module.length + 1) : ''
    if (label === '' || label.includes('.') || names.some((name) => name.label === label)) continue
    names.push({ label, kind: 'module', detail: '', at: null, depth: 0, apply: null, type: null })
  }
  return names.length === 0 ? null : names
}

function ownNames(inference: Inference, node: SyntaxNode): readonly Name[] {
  const { own, library } = lineage(inference, node)
  const names: Name[] = []
  own.forEach((one, depth) => {
    for (const { label, kind, detail, at } of ownMembers(inference.source, one)) {
      names.push({ label, kind, detail: detail.replace(/^\((self|cls)(, )?/, '('), at, depth, apply: null })
    }
  })
  for (const type of library) {
    const inherited = libraryNames(inference.library.types[type] ?? '')
    names.push(...inherited.map((name) => ({ ...name, depth: own.length })))
  }
  return names
}
