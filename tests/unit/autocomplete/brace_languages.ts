import type { Parser } from '@lezer/common'
import type { LanguageModel, Name } from '../../../shared/autocomplete/language_model.ts'
import type { Place } from '../../../shared/autocomplete/place.ts'
import type { Source } from '../../../shared/autocomplete/source.ts'
import { sourceOf } from '../../../shared/autocomplete/window.ts'
import { CARET } from '../../autocomplete/table.ts'

/** A text with a caret in it, as a model is asked about it. */
export interface Asked {
  readonly source: Source
  readonly position: number
}

/** Reads a text in which `‸` marks the caret. */
export function asked(parser: Parser, code: string): Asked {
  const position = code.indexOf(CARET)
  const text = code.replace(CARET, '')
  return { source: sourceOf(text, parser.parse(text)), position }
}

/** The names at the caret by label; of two of one name the nearest. */
export function namesAt(model: LanguageModel, { source, position }: Asked): ReadonlyMap<string, Name> {
  const names = [...model.namesAt(source, position)].sort((a, b) => b.depth - a.depth)
  return new Map(names.map((name) => [name.label, name]))
}

/** The members at the caret by label; null when nothing is known. */
export function membersAt(
  model: LanguageModel,
  { source, position }: Asked,
): ReadonlyMap<string, Name> | null {
  const place = model.placeAt(source, position)
  if (place.kind !== 'member') throw new Error(`no member is written here, but a ${place.kind}`)
  const members = model.membersAt(source, place)
  return members && new Map([...members].reverse().map((name) => [name.label, name]))
}

/** Asks all that can be asked at a position, and answers how many names came of it. */
export function askAll(model: LanguageModel, { source, position }: Asked): { place: Place; names: number } {
  const place = model.placeAt(source, position)
  const members = place.kind === 'member' ? (model.membersAt(source, place)?.length ?? 0) : 0
  return { place, names: model.namesAt(source, position).length + members }
}

/** Texts that break what is not careful: deep, long, unbalanced. */
export const HOSTILE: readonly string[] = [
  '('.repeat(10_000),
  '{'.repeat(10_000),
  `${'['.repeat(10_000)}x.`,
  ')]}'.repeat(10_000),
  `${'f(x -> '.repeat(5_000)}x.`,
  `${'a<'.repeat(10_000)}b`,
  'a.b().'.repeat(10_000),
  'a::'.repeat(10_000),
  `${'class A { '.repeat(4_000)}void f() { this.`,
  'class A extends A { void f() { this.',
  'struct A : A { void f() { this->',
  'using A = B; using B = A; void f() { A a; a.',
  'void f() { auto a = b; auto b = a; a.',
  'void f() { var a = a.x; a.',
  `int x = {${'{1, 2},'.repeat(10_000)}`,
  `void f(${'int a, '.repeat(10_000)}) { a`,
  'template <typename T> '.repeat(5_000),
  '"'.repeat(9_999),
  `/*${'*'.repeat(9_999)}`,
  '#define A \\\n'.repeat(5_000),
  'case '.repeat(10_000),
  'import a.b.'.repeat(5_000),
  '@'.repeat(10_000),
  '\u2028\ud800é𝒳.',
]

/** The line with the caret, for a title. */
export const lineOf = (code: string): string =>
  code
    .split('\n')
    .find((line) => line.includes(CARET))
    ?.trim() ?? ''
