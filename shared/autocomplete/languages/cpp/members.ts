import type { Name } from '../../language_model.ts'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { Evaluator } from '../braces/evaluator.ts'
import type { Outline } from '../braces/outline.ts'
import { namesIn, read } from '../braces/scene.ts'
import { nameOf } from '../braces/shown.ts'
import { hiddenMembers } from './access.ts'
import { CPP_SIGHT } from './sight.ts'
import { CPP_WORLD } from './world.ts'

type MemberPlace = Extract<Place, { kind: 'member' }>

/** The members of what stands before the sign; null when nothing is known of it. */
export function membersAt(source: Source, place: MemberPlace): readonly Name[] | null {
  const outline = read(source, Math.min(place.from, source.length), CPP_SIGHT)
  const { from, to } = place.receiver
  const evaluator = new Evaluator(outline, CPP_WORLD)
  const type = evaluator.typeBetween(from, to)
  if (type === null) return null
  const members = new Evaluator(outline, CPP_WORLD)
  if (place.sign !== '::') {
    const target = CPP_WORLD.pointee(type)
    const held = place.sign === '->' ? (target ?? type) : type.name === '*' ? (target ?? type) : type
    return visible(outline, held.name, members.membersOf({ ...held, fixed: false }))
  }
  const scope = outline.classes.get(type.name)
  if (!scope) return members.membersOf({ ...type, fixed: true })
  if (scope.kind === 'enum') return namesIn(outline, scope, CPP_SIGHT).map((name) => nameOf(name, 0))
  // Of a class everything may be named: its own functions are defined so.
  return [true, false].flatMap((fixed) => members.membersOf({ ...type, fixed }) ?? [])
}

/** Those members of a class of the text that may be named at the caret. */
function visible(outline: Outline, name: string, members: readonly Name[] | null): readonly Name[] | null {
  const scope = outline.classes.get(name)
  if (!scope || members === null) return members
  const hidden = hiddenMembers(outline, scope)
  return members.filter(({ at }) => at === null || !hidden.has(at))
}
