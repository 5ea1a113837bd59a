import { entriesOf } from '../braces/library_types.ts'
import type { Outline } from '../braces/outline.ts'
import { type TypeRef, typeRef } from '../braces/type_ref.ts'
import type { World } from '../braces/world.ts'
import { LANG } from './builtins.ts'
import { importsOf } from './imports.ts'
import { MODULES, PACKAGE_LINES } from './modules.ts'
import { JAVA_SIGHT } from './sight.ts'
import { HEADS, linesOf, TYPES } from './types.ts'

let classes: ReadonlySet<string> | null = null

/** Every class that the library knows by name. */
function libraryClasses(): ReadonlySet<string> {
  classes ??= new Set(
    [LANG, ...Object.values(PACKAGE_LINES)].flatMap((lines) => entriesOf(lines).map((entry) => entry.label)),
  )
  return classes
}

/** What a word of the library is: a class by its name, or what was imported from a class. */
function wordType(outline: Outline, word: string, called: boolean): TypeRef | null {
  if (!called && (libraryClasses().has(word) || Object.hasOwn(TYPES, `type ${word}`)))
    return typeRef(word, [], true)
  if (word === 'java' || word === 'javax') return null
  for (const { path, name, fixed } of importsOf(outline.tokens)) {
    if (!fixed || (name !== word && name !== '*') || !Object.hasOwn(MODULES, path)) continue
    const entry = entriesOf(MODULES[path] ?? '').find(({ label }) => label === word)
    const type = entry?.type ?? ''
    if (type !== '') return typeRef(type.replace(/<.*/, ''), [])
  }
  return null
}

const literal = (text: string): TypeRef => {
  if (text.startsWith('"')) return typeRef('String')
  if (text.startsWith("'")) return typeRef('char')
  if (/^(?:true|false)$/.test(text)) return typeRef('boolean')
  if (/[lL]$/.test(text)) return typeRef('long')
  return typeRef(/[.fFdD]/.test(text) && !/^0x/i.test(text) ? 'double' : 'int')
}

const KEY_AND_VALUE = /Map$/

function element(type: TypeRef): TypeRef | null {
  if (KEY_AND_VALUE.test(type.name)) return null
  return type.args[0] ?? null
}

/** What is known of types in Java. */
export const JAVA_WORLD: World = {
  ...JAVA_SIGHT,
  heads: HEADS,
  lines: linesOf,
  wordType,
  literal,
  pointee: () => null,
  created: (type) => type,
  element,
  indexed: element,
}
