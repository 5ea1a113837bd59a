import type { Place } from '../../place.ts'
import { is, kindAt, type Tokens, WORD, wordAt } from '../braces/tokens.ts'
import { MODULES } from './modules.ts'

/** What an `import` line imports. */
export interface Import {
  /** The whole name; of `import java.util.*`, what stands before the `*`. */
  readonly path: string
  /** The last part of it; `*` for everything. */
  readonly name: string
  /** Names that a class has are imported, not classes. */
  readonly fixed: boolean
}

/** The place in an import line that begins at `start`; null when none begins there. */
export function importPlace(
  tokens: Tokens,
  start: number,
  at: number,
  from: number,
  word: string,
): Place | null {
  if (!is(tokens, start, 'import') || start >= at) return null
  let first = start + 1
  if (is(tokens, first, 'static') && first < at) first++
  for (let i = first; i < at; i++) {
    if (kindAt(tokens, i) !== WORD && !is(tokens, i, '.')) return { kind: 'nothing' }
  }
  if (first < at && !is(tokens, at - 1, '.')) return { kind: 'nothing' }
  let path = ''
  for (let i = first; i < at; i++) path += wordAt(tokens, i)
  const module = path.slice(0, -1)
  if (Object.hasOwn(MODULES, module)) return { kind: 'import', from, module }
  return { kind: 'module', from, written: path + word }
}

const MOST_IMPORTS = 300

/** The imports at the beginning of the text. */
export function importsOf(tokens: Tokens): readonly Import[] {
  const imports: Import[] = []
  const stop = Math.min(tokens.size, MOST_IMPORTS * 12)
  for (let i = 0; i < stop && imports.length < MOST_IMPORTS; i++) {
    if (is(tokens, i, '{')) break
    if (!is(tokens, i, 'import')) continue
    let at = i + 1
    const fixed = is(tokens, at, 'static')
    if (fixed) at++
    const parts: string[] = []
    while (kindAt(tokens, at) === WORD || is(tokens, at, '*')) {
      parts.push(wordAt(tokens, at))
      if (!is(tokens, at + 1, '.')) break
      at += 2
    }
    const name = parts.pop()
    if (name === undefined || !is(tokens, at + 1, ';')) continue
    imports.push({ path: parts.join('.'), name, fixed })
    i = at
  }
  return imports
}
