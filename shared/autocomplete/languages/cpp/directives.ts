import type { Place } from '../../place.ts'
import { DIRECTIVE, firstFrom, kindAt, startOf, type Tokens, wordAt } from '../braces/tokens.ts'

const NOTHING: Place = { kind: 'nothing' }
const LONGEST_NAME = 60

/** The place in a line of the preprocessor: its word, or a header's name. */
export function directivePlace(tokens: Tokens, position: number): Place {
  const index = firstFrom(tokens, position) - 1
  if (kindAt(tokens, index) !== DIRECTIVE) return NOTHING
  const written = tokens.text.slice(startOf(tokens, index) - tokens.base, position - tokens.base)
  const word = /^#[ \t]{0,8}(\w{0,20})$/.exec(written)
  if (word) {
    const from = position - (word[1]?.length ?? 0)
    const within = new Set(['directive'])
    return { kind: 'name', from, wants: 'value', statement: false, within, parameters: [], only: 'keywords' }
  }
  const header = /^#[ \t]{0,8}include[ \t]{0,8}[<"]([\w./+-]*)$/.exec(written)
  const name = header?.[1]
  if (name === undefined || name.length > LONGEST_NAME) return NOTHING
  return { kind: 'module', from: position - name.length, written: name }
}

/** A name defined with `#define`. */
export interface Macro {
  readonly label: string
  readonly detail: string
  readonly at: number
  readonly isFunction: boolean
}

const MOST_MACROS = 2_000

/** The names that directives before a position define. */
export function macrosOf(tokens: Tokens, directives: readonly number[], position: number): readonly Macro[] {
  const macros: Macro[] = []
  for (const index of directives) {
    if (startOf(tokens, index) >= position || macros.length >= MOST_MACROS) break
    const found = /^#\s{0,8}define\s{1,8}(\w+)(\([^)]{0,80}\))?\s{0,8}(.{0,60})/.exec(
      wordAt(tokens, index).slice(0, 300),
    )
    if (!found) continue
    const [, label = '', parameters, value = ''] = found
    const isFunction = parameters !== undefined
    macros.push({ label, detail: parameters ?? value.trim(), at: startOf(tokens, index), isFunction })
  }
  return macros
}
