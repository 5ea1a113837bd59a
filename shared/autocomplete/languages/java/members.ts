import type { Name } from '../../language_model.ts'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { Evaluator } from '../braces/evaluator.ts'
import { entriesOf } from '../braces/library_types.ts'
import type { Outline } from '../braces/outline.ts'
import { read } from '../braces/scene.ts'
import { firstFrom, is, type Tokens, wordAt } from '../braces/tokens.ts'
import type { TypeRef } from '../braces/type_ref.ts'
import { hiddenMembers } from './access.ts'
import { ANNOTATIONS } from './builtins.ts'
import { MODULES } from './modules.ts'
import { JAVA_SIGHT } from './sight.ts'
import { JAVA_WORLD } from './world.ts'

type MemberPlace = Extract<Place, { kind: 'member' }>

/** The members of what stands before the sign; null when nothing is known of it. */
export function membersAt(source: Source, place: MemberPlace): readonly Name[] | null {
  const outline = read(source, caretOf(source, place), JAVA_SIGHT)
  if (place.sign === '@') return annotations(outline)
  const { from, to } = place.receiver
  const type = new Evaluator(outline, JAVA_WORLD).typeBetween(from, to)
  if (type === null) return packageMembers(outline.tokens, from, to)
  const members = visible(outline, type.name, new Evaluator(outline, JAVA_WORLD).membersOf(type))
  if (place.sign === '::') return references(outline, type, members)
  if (!type.fixed || members === null) return members
  const own = outline.classes.get(type.name)
  const more = own?.kind === 'enum' ? ENUM_MEMBERS : CLASS_MEMBERS
  return [...members, ...entriesOf(more).map((entry) => ({ ...entry, at: null, depth: 2, apply: null }))]
}

const ENUM_MEMBERS = 'm values() -> []\nm valueOf(String name)\nk class'
const CLASS_MEMBERS = 'k class\nk this'

/** The caret is where the word being written ends; the outline of the last question is used again where it fits. */
const caretOf = (source: Source, place: MemberPlace): number => Math.min(place.from, source.length)

/** Those members of a class of the text that may be named at the caret. */
function visible(outline: Outline, name: string, members: readonly Name[] | null): readonly Name[] | null {
  const scope = outline.classes.get(name)
  if (!scope || members === null) return members
  const hidden = hiddenMembers(outline, scope)
  return members.filter(({ at }) => at === null || !hidden.has(at))
}

/** `Foo::‸`: what objects and the class offer, and `new`. */
function references(
  outline: Outline,
  type: TypeRef,
  members: readonly Name[] | null,
): readonly Name[] | null {
  if (!type.fixed) return members
  const all = new Evaluator(outline, JAVA_WORLD).membersOf({ ...type, fixed: false })
  const own = visible(outline, type.name, all)
  if (own === null && members === null) return null
  const create: Name = { label: 'new', kind: 'keyword', detail: '', at: null, depth: 0, apply: null }
  return [...(own ?? []), ...(members ?? []), create].filter(({ kind }) => kind !== 'property')
}

/** `java.util.‸` in an expression. */
function packageMembers(tokens: Tokens, from: number, to: number): readonly Name[] | null {
  let path = ''
  for (let i = firstFrom(tokens, from); i < tokens.size && (tokens.ends[i] ?? 0) <= to; i++)
    path += wordAt(tokens, i)
  if (!Object.hasOwn(MODULES, path)) return null
  return entriesOf(MODULES[path] ?? '').map((entry) => ({ ...entry, at: null, depth: 0, apply: null }))
}

/** The library's annotations and the text's own. */
function annotations(outline: Outline): readonly Name[] {
  const { tokens } = outline
  const own = [...outline.classes.values()]
    .filter((scope) => {
      for (let i = scope.head[0]; i < scope.head[1]; i++) {
        if (is(tokens, i, '@') && is(tokens, i + 1, 'interface')) return true
      }
      return false
    })
    .map(
      (scope): Name => ({
        label: scope.name,
        kind: 'interface',
        detail: '',
        at: scope.from,
        depth: 0,
        apply: null,
      }),
    )
  return [...own, ...entriesOf(ANNOTATIONS).map((entry) => ({ ...entry, at: null, depth: 1, apply: null }))]
}
