import type { Name } from '../../language_model.ts'
import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import { Evaluator } from '../braces/evaluator.ts'
import { namesIn, read } from '../braces/scene.ts'
import { nameOf } from '../braces/shown.ts'
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
  if (place.sign === '->') {
    const target = CPP_WORLD.pointee(type)
    return members.membersOf(target ?? type)
  }
  if (place.sign === '.')
    return members.membersOf({ ...(type.name === '*' ? (type.args[0] ?? type) : type), fixed: false })
  const scope = outline.classes.get(type.name)
  if (scope) {
    // Of a class everything may be named: its own functions are defined so.
    const all = scope.kind === 'enum' ? namesIn(outline, scope, CPP_SIGHT) : null
    if (all) return all.map((name) => nameOf(name, 0))
    return [
      ...(members.membersOf({ ...type, fixed: true }) ?? []),
      ...(members.membersOf({ ...type, fixed: false }) ?? []),
    ]
  }
  return members.membersOf({ ...type, fixed: true })
}
