import { type Entry, entriesOf } from '../braces/library_types.ts'
import { C_HEADERS } from './modules_c.ts'
import { STD_HEADERS } from './modules_std.ts'
import { STD_WORK_HEADERS } from './modules_std_work.ts'

/** The names of C's headers as C writes them. */
const cNames = (): Record<string, string> =>
  Object.fromEntries(Object.entries(C_HEADERS).map(([name, lines]) => [`${name.slice(1)}.h`, lines]))

/** What the headers offer, by the name that an `#include` writes. */
export const MODULES: Readonly<Record<string, string>> = {
  ...STD_HEADERS,
  ...STD_WORK_HEADERS,
  ...C_HEADERS,
  ...cNames(),
}

/** All that is under `std`. */
export const STD: string = [
  ...Object.values(STD_HEADERS),
  ...Object.values(STD_WORK_HEADERS),
  ...Object.values(C_HEADERS),
].join('\n')

/** What is there without a prefix, whatever is included: C's functions, and `std` itself. */
export const BUILTINS: string = ['n std', ...Object.values(C_HEADERS)].join('\n')

let byLabel: ReadonlyMap<string, Entry> | null = null

/** What is called so under `std`. */
export function standardEntry(label: string): Entry | null {
  // Of two of one name the first counts.
  byLabel ??= new Map([...entriesOf(STD)].reverse().map((entry) => [entry.label, entry]))
  return byLabel.get(label) ?? null
}

/** Whether it is a class or a type of the library. */
export const isStandardType = (label: string): boolean => {
  const kind = standardEntry(label)?.kind
  return kind === 'class' || kind === 'type'
}
