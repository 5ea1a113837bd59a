import type { LanguageModel, Name } from '../../language_model.ts'
import type { Source } from '../../source.ts'
import { isWordUnit } from '../../words.ts'
import { Inference } from './inference.ts'
import { PYTHON_LIBRARY } from './library.ts'
import { membersOf } from './members.ts'
import { placeAt } from './place.ts'
import { scopesAround } from './scopes.ts'
import { surroundings } from './surroundings.ts'

function namesAt(source: Source, position: number): readonly Name[] {
  let from = position
  while (from > 0 && position - from < 200 && isWordUnit(source.slice(from - 1, from))) from -= 1
  const { around } = surroundings(source, from)
  const names: Name[] = []
  for (const { depth, names: declared } of scopesAround(source, around, position)) {
    for (const { label, kind, detail, at } of declared)
      names.push({ label, kind, detail, at, depth, apply: null })
  }
  return names
}

/** Python: what may be written where, out of the text itself and of the standard library. */
export const model: LanguageModel = {
  library: PYTHON_LIBRARY,
  placeAt,
  namesAt,
  membersAt(source, { receiver }) {
    const inference = new Inference(source, PYTHON_LIBRARY)
    // The expression before the dot is the outermost node that ends there and begins where the place says.
    let node = source.tree.resolveInner(receiver.to, -1)
    while (node.parent !== null && node.parent.to === receiver.to && node.parent.from >= receiver.from)
      node = node.parent
    const type = inference.typeOf(node)
    return type === null ? null : membersOf(inference, type)
  },
}
