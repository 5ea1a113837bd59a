import type { Kind } from '../../completion.ts'
import { BUILTINS } from './builtins.ts'
import { MODULES } from './modules.ts'
import { TYPES } from './types.ts'

/** One line of the library. */
export interface Line {
  readonly label: string
  readonly kind: Kind
  /** The rest of the signature, without the result. */
  readonly rest: string
  /** The type after the arrow; empty when there is none. */
  readonly result: string
}

const KINDS: Readonly<Record<string, Kind>> = {
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

const ARROW = ' -> '

type Lines = ReadonlyMap<string, Line>

/** The lines of a block of the library, by label. */
export function linesOf(block: string): Lines {
  const lines = new Map<string, Line>()
  for (const raw of block.split('\n')) {
    const text = raw.trim()
    const kind = KINDS[text.charAt(0)]
    const label = /^[\w$#]+/.exec(text.slice(2))?.[0]
    if (kind === undefined || label === undefined || text.charAt(1) !== ' ') continue
    const arrow = text.lastIndexOf(ARROW)
    const end = arrow < 0 ? text.length : arrow
    lines.set(label, {
      label,
      kind,
      rest: text.slice(2 + label.length, end),
      result: arrow < 0 ? '' : text.slice(arrow + ARROW.length),
    })
  }
  return lines
}

const parsed = new Map<string, Lines>()
const NONE: Lines = new Map()

/** The library is the same for ever, so that each block is read once. */
function once(block: string | undefined): Lines {
  if (block === undefined) return NONE
  let lines = parsed.get(block)
  if (lines === undefined) {
    lines = linesOf(block)
    parsed.set(block, lines)
  }
  return lines
}

const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** A type's members; the type's own under `type <name>`. */
export const membersOfLibrary = (type: string): Lines => once(own(TYPES, type))

/** What a module exports, with or without `node:`. */
export const exportsOf = (module: string): Lines => once(own(MODULES, module))

export const exportOf = (module: string, name: string): Line | undefined => exportsOf(module).get(name)

export const builtin = (name: string): Line | undefined => once(BUILTINS).get(name)
