import type { Kind } from './completion.ts'
import type { Name } from './language_model.ts'

/** A name out of a library, with the type of its value or of what calling it answers; null when that is not said. */
export interface LibraryName extends Name {
  readonly type: string | null
}

const KIND_OF: Readonly<Record<string, Kind>> = {
  f: 'function',
  m: 'method',
  c: 'class',
  i: 'interface',
  e: 'enum',
  t: 'type',
  v: 'variable',
  k: 'constant',
  p: 'property',
  n: 'module',
}

const parsed = new Map<string, readonly LibraryName[]>()
const byLabel = new WeakMap<readonly LibraryName[], ReadonlyMap<string, LibraryName>>()

/**
 * The names that a library's lines say, in their order; see `Library` for the form. Lines are parsed once, when they are
 * first needed; a line of another form is left out.
 */
export function libraryNames(lines: string): readonly LibraryName[] {
  let names = parsed.get(lines)
  if (names === undefined) {
    names = lines.split('\n').flatMap((line) => parseLine(line.trim()) ?? [])
    parsed.set(lines, names)
  }
  return names
}

/** The first of the names that is called so. */
export function libraryName(lines: string, label: string): LibraryName | null {
  const names = libraryNames(lines)
  let index = byLabel.get(names)
  if (index === undefined) {
    // Of two of one name the first counts.
    index = new Map([...names].reverse().map((name) => [name.label, name]))
    byLabel.set(names, index)
  }
  return index.get(label) ?? null
}

function parseLine(line: string): LibraryName | null {
  const [, letter = '', label = '', rest = ''] = /^(\w) ([^\s(<:=[?]+)(.*)$/.exec(line) ?? []
  const kind = KIND_OF[letter]
  if (kind === undefined) return null
  const arrow = rest.lastIndexOf(' -> ')
  const type = arrow < 0 ? null : rest.slice(arrow + 4).trim()
  // What a class makes is itself; the arrow only says where its members stand.
  const detail = kind === 'class' && arrow >= 0 ? rest.slice(0, arrow).trim() : rest.trim()
  return { label, kind, detail, at: null, depth: 0, apply: null, type }
}
