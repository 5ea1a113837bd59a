import type { Name } from '../../language_model.ts'
import { type Declared, genericsOf } from './declarations.ts'
import { type Entry, entriesOf, headOf } from './library_types.ts'
import type { Outline, Scope } from './outline.ts'
import { memberNames, namesIn, type Sight } from './scene.ts'
import { entryName, nameOf } from './shown.ts'
import { kindAt, WORD, wordAt } from './tokens.ts'
import { filled, parseType, renamed, type TypeRef } from './type_ref.ts'
import type { World } from './world.ts'

/** A library type's entries; `fill` puts the type's own parameters in. */
export interface Shelf {
  readonly entries: readonly Entry[]
  readonly fill: (of: TypeRef) => TypeRef
}

const MOST_TYPES = 16

/** What a class or a namespace of the text declares. */
export const ownMembers = (outline: Outline, scope: Scope, sight: Sight): readonly Declared[] =>
  scope.kind === 'namespace' ? namesIn(outline, scope, sight) : memberNames(outline, scope, sight)

/** The names of a class's own type parameters. */
export function genericsOfScope(outline: Outline, scope: Scope, sight: Sight): readonly string[] {
  const { tokens } = outline
  const [from, to] = scope.head
  for (let i = from; i < to; i++) {
    if (kindAt(tokens, i) === WORD && wordAt(tokens, i) === scope.name) {
      return genericsOf(tokens, from, i, i, to, sight)
    }
  }
  return []
}

/** The library's entries for a type and those above it, also above a class of the text. */
export function libraryOf(outline: Outline, world: World, type: TypeRef): readonly Shelf[] {
  const found: Shelf[] = []
  const queue: TypeRef[] = [type]
  const done = new Set<string>()
  for (let next = queue.shift(); next && done.size < MOST_TYPES; next = queue.shift()) {
    const { name, args } = next
    if (done.has(name)) continue
    done.add(name)
    const own = outline.classes.get(name)
    const head = headOf(world.heads, name)
    const fill = (of: TypeRef): TypeRef => (type.fixed ? of : filled(of, head.generics, args))
    const lines = own ? null : world.lines(name, type.fixed)
    if (lines !== null) found.push({ entries: entriesOf(lines), fill })
    const above = own ? world.basesOf(outline, own) : type.fixed ? [] : head.above
    for (const text of above) {
      const base = parseType(text)
      if (base) queue.push(fill(base))
    }
  }
  return found
}

/** All members of a type, of which `own` is the class in the text; null when nothing is known of it. */
export function membersOf(
  outline: Outline,
  world: World,
  type: TypeRef,
  own: Scope | null,
): readonly Name[] | null {
  const names: Name[] = []
  if (own) {
    const generics = genericsOfScope(outline, own, world)
    for (const member of ownMembers(outline, own, world)) {
      if (own.kind !== 'namespace' && type.fixed !== member.fixed && !fitsBoth(member, type)) continue
      const shown = type.args.length === 0 ? member.type : renamed(member.type, generics, type.args)
      names.push(nameOf({ ...member, type: shown }, 0))
    }
  }
  const library = libraryOf(outline, world, type)
  for (const { entries, fill } of library) {
    for (const entry of entries) names.push(entryName(entry, fill, 1))
  }
  return own || library.length > 0 ? names : null
}

/** Members that may be reached through a type and through a value, too. */
const fitsBoth = (member: Declared, type: TypeRef): boolean =>
  !type.fixed && member.fixed && member.scope === null && member.kind !== 'constant' && member.kind !== 'type'
