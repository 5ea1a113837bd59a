import type { Name } from '../../language_model.ts'
import type { Source } from '../../source.ts'
import { entriesOf } from '../braces/library_types.ts'
import type { Scope } from '../braces/outline.ts'
import { namesIn, read, seenNames } from '../braces/scene.ts'
import { nameOf } from '../braces/shown.ts'
import { is } from '../braces/tokens.ts'
import { importsOf } from './imports.ts'
import { MODULES } from './modules.ts'
import { JAVA_SIGHT } from './sight.ts'

/** Imported names are further away than all that the text declares. */
const IMPORTED = 3

/** The names that can be used at a position: declared or imported. */
export function namesAt(source: Source, position: number): readonly Name[] {
  const outline = read(source, position, JAVA_SIGHT)
  const { tokens } = outline
  const names = seenNames(outline, JAVA_SIGHT).map(({ name, depth }) => nameOf(name, depth))
  const frame = outline.frames[outline.frames.length - 1]
  if (frame && is(tokens, frame.start, 'case')) {
    for (const scope of outline.classes.values()) names.push(...constantsOf(scope, outline))
  }
  for (const { path, name, fixed } of importsOf(tokens)) {
    // What a whole package offers is among the built-ins.
    if (name === '*' && !fixed) continue
    const lines = Object.hasOwn(MODULES, path) ? (MODULES[path] ?? '') : ''
    const entries = entriesOf(lines).filter((entry) => name === '*' || entry.label === name)
    for (const { label, kind, detail } of entries) {
      names.push({ label, kind, detail: detail || path, at: null, depth: IMPORTED, apply: null })
    }
    if (entries.length > 0 || name === '*') continue
    const kind = fixed ? 'method' : 'class'
    names.push({ label: name, kind, detail: path, at: null, depth: IMPORTED, apply: null })
  }
  return names
}

function constantsOf(scope: Scope, outline: Parameters<typeof namesIn>[0]): Name[] {
  if (scope.kind !== 'enum') return []
  return namesIn(outline, scope, JAVA_SIGHT)
    .filter(({ kind }) => kind === 'constant')
    .map((name) => nameOf(name, 0))
}
