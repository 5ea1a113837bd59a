import type { Outline } from '../braces/outline.ts'
import { is, wordAt } from '../braces/tokens.ts'
import { parseType, type TypeRef, typeRef } from '../braces/type_ref.ts'
import type { World } from '../braces/world.ts'
import { isStandardType, standardEntry } from './modules.ts'
import { CPP_SIGHT } from './sight.ts'
import { HEADS, linesOf, TYPES } from './types.ts'

const MOST_ITEMS = 4_000

/** Whether `using namespace std` stands somewhere among the text's own items. */
export function usesStd(outline: Outline): boolean {
  const { tokens } = outline
  const isUsing = (i: number): boolean =>
    is(tokens, i, 'using') && is(tokens, i + 1, 'namespace') && is(tokens, i + 2, 'std')
  const scopes = outline.frames.filter(({ sign }) => sign === '{' || sign === '').map(({ scope }) => scope)
  return scopes.some((scope) => scope.items.slice(0, MOST_ITEMS).some(({ start }) => isUsing(start)))
}

/** The names that `using std::…` brings in. */
export function usedNames(outline: Outline): readonly string[] {
  const { tokens } = outline
  return outline.root.items
    .slice(0, MOST_ITEMS)
    .filter(
      ({ start, end }) => is(tokens, start, 'using') && is(tokens, start + 1, 'std') && start + 4 === end,
    )
    .map(({ end }) => wordAt(tokens, end - 1))
}

/** What a word is without a prefix: C++ people write both ways, so the library's names are known by themselves too. */
function wordType(_outline: Outline, word: string, called: boolean): TypeRef | null {
  if (word === 'std') return typeRef('std', [], true)
  const entry = standardEntry(word)
  if (entry === null) return Object.hasOwn(TYPES, `type ${word}`) ? typeRef(word, [], true) : null
  if (isStandardType(word)) return typeRef(word, [], !called)
  if (entry.kind === 'module') return typeRef(word, [], true)
  return entry.type === null ? null : parseType(entry.type)
}

const literal = (text: string): TypeRef => {
  if (text.endsWith('"')) return typeRef('*', [typeRef('char')])
  if (text.startsWith("'")) return typeRef('char')
  if (/^(?:true|false)$/.test(text)) return typeRef('bool')
  return typeRef(/[.]/.test(text) ? 'double' : 'int')
}

const POINTERS = new Set(['*', 'unique_ptr', 'shared_ptr', 'optional', 'iterator'])
const HOLDS_PAIRS = /^(?:unordered_)?(?:multi)?map$/

function element(type: TypeRef): TypeRef | null {
  if (HOLDS_PAIRS.test(type.name)) return typeRef('pair', type.args)
  if (type.name === 'string' || type.name === 'string_view') return typeRef('char')
  return type.args[0] ?? null
}

/** An index into a map gives its value, not a pair. */
const indexed = (type: TypeRef): TypeRef | null =>
  HOLDS_PAIRS.test(type.name) ? (type.args[1] ?? null) : element(type)

/** What is known of types in C++. */
export const CPP_WORLD: World = {
  ...CPP_SIGHT,
  heads: HEADS,
  lines: linesOf,
  wordType,
  literal,
  pointee: (type) => (POINTERS.has(type.name) ? (type.args[0] ?? null) : null),
  created: (type) => typeRef('*', [type]),
  element,
  indexed,
}
