import type { Kind } from '../../completion.ts'

/** One line of a library. */
export interface Entry {
  readonly label: string
  readonly kind: Kind
  /** The rest of the signature with the type that it answers. */
  readonly detail: string
  /** What stands after the arrow; empty when nothing does. */
  readonly type: string
}

const LETTERS: Readonly<Record<string, Kind>> = {
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

const read = new Map<string, readonly Entry[]>()

/** The entries of a library's text; kept, for the texts are few and never change. */
export function entriesOf(lines: string): readonly Entry[] {
  const known = read.get(lines)
  if (known) return known
  const entries = lines.split('\n').flatMap((line) => {
    const match = /^\s*([a-z]) ([~\w$#]+)(.*)$/.exec(line)
    const kind = LETTERS[match?.[1] ?? '']
    if (!match || !kind) return []
    const rest = (match[3] ?? '').trim()
    const arrow = rest.lastIndexOf('-> ')
    return [
      { label: match[2] ?? '', kind, detail: rest, type: arrow < 0 ? '' : rest.slice(arrow + 3).trim() },
    ]
  })
  read.set(lines, entries)
  return entries
}

/** A library type's own parameters and what it extends, as `K, V : Map<K, V>`. */
export type Heads = Readonly<Record<string, string>>

/** The parameters' names and the types above, of a type with this head. */
export function headOf(
  heads: Heads,
  name: string,
): { readonly generics: readonly string[]; readonly above: readonly string[] } {
  const head = Object.hasOwn(heads, name) ? (heads[name] ?? '') : ''
  const [generics = '', above = ''] = head.split(' : ')
  return {
    generics: generics
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
    above: above
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  }
}
