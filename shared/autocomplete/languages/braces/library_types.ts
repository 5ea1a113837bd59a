import { type LibraryName, libraryNames } from '../../library_names.ts'

/** One line of a library. */
export type Entry = LibraryName

/** The entries of a library's text. */
export const entriesOf = (lines: string): readonly Entry[] => libraryNames(lines)

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
