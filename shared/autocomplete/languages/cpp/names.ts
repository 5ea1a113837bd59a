import { LIBRARY_DEPTH, type Name } from '../../language_model.ts'
import type { Source } from '../../source.ts'
import { entriesOf } from '../braces/library_types.ts'
import { namesIn, read, seenNames } from '../braces/scene.ts'
import { nameOf } from '../braces/shown.ts'
import { is, wordAt } from '../braces/tokens.ts'
import { macrosOf } from './directives.ts'
import { STD, standardEntry } from './modules.ts'
import { CPP_SIGHT } from './sight.ts'
import { usedNames, usesStd } from './world.ts'

const MACRO_DEPTH = 4

/** The names that can be used at a position: declared, defined, and those of namespaces that are used. */
export function namesAt(source: Source, position: number): readonly Name[] {
  const outline = read(source, position, CPP_SIGHT)
  const { tokens } = outline
  const names = seenNames(outline, CPP_SIGHT).map(({ name, depth }) => nameOf(name, depth))
  for (const { label, detail, at, isFunction } of macrosOf(tokens, outline.directives, position)) {
    names.push({
      label,
      kind: isFunction ? 'function' : 'constant',
      detail,
      at,
      depth: MACRO_DEPTH,
      apply: null,
    })
  }
  const used = new Set<string>()
  for (const { start } of outline.root.items.slice(0, 4_000)) {
    if (is(tokens, start, 'using') && is(tokens, start + 1, 'namespace')) used.add(wordAt(tokens, start + 2))
  }
  for (const item of outline.root.items) {
    if (item.scope?.kind !== 'namespace' || !used.has(item.scope.name)) continue
    for (const name of namesIn(outline, item.scope, CPP_SIGHT)) names.push(nameOf(name, 2))
  }
  const standard = usesStd(outline)
    ? entriesOf(STD)
    : usedNames(outline).flatMap((label) => standardEntry(label) ?? [])
  for (const { label, kind, detail } of standard) {
    names.push({ label, kind, detail: detail || 'std', at: null, depth: LIBRARY_DEPTH, apply: null })
  }
  return names
}
