import type { Name } from '../../language_model.ts'
import type { Declared } from './declarations.ts'
import type { Entry } from './library_types.ts'
import { parseType, type TypeRef, typeText } from './type_ref.ts'

/** What the engine shows of a declared name. */
export function nameOf(name: Declared, depth: number): Name {
  const hidden = /^(?:lambda|auto)#/.test(name.type)
  const type = hidden ? '' : name.type
  const detail =
    name.parameters === null ? type : type === '' ? name.parameters : `${name.parameters} -> ${type}`
  const { label, kind, at } = name
  return { label, kind, detail: detail.slice(0, LONGEST_DETAIL), at, depth, apply: null }
}
const LONGEST_DETAIL = 120

/** A library's entry as a name; `fill` puts the type's own parameters in. */
export function entryName(entry: Entry, fill: (of: TypeRef) => TypeRef, depth: number): Name {
  const answer = entry.type === null ? null : parseType(entry.type)
  const detail = answer
    ? `${entry.detail.slice(0, entry.detail.length - (entry.type?.length ?? 0))}${typeText(fill(answer))}`
    : entry.detail
  return { label: entry.label, kind: entry.kind, detail, at: null, depth, apply: null }
}
