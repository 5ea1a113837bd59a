import type { Place } from '../../place.ts'
import type { Source } from '../../source.ts'
import type { Surroundings } from './surroundings.ts'

/** The place within an import, null outside of imports. */
export function importPlace(
  source: Source,
  { from, line, around }: Surroundings,
  position: number,
): Place | null {
  const word = source.slice(from, position)
  const statement = around.find(({ name }) => name === 'ImportStatement')
  // Only in parentheses does an import go on over several lines.
  const long = statement === undefined ? '' : source.slice(statement.from, from)
  const text = /^from\s+[\w.]+\s+import\s*\([^)]*$/.test(long) ? long : line
  const keyword = (within: string): Place => ({
    kind: 'name',
    from,
    wants: 'value',
    statement: false,
    within: new Set([within]),
    parameters: [],
    only: 'keywords',
  })

  const [, names] = /^\s*from\s+[\w.]+\s+import\b([\s\S]*)$/.exec(text) ?? []
  if (names !== undefined) {
    const item = names.slice(names.lastIndexOf(',') + 1)
    if (/\bas\s+$/.test(item) || names.includes(')')) return { kind: 'nothing' }
    if (/\w\s+$/.test(item)) return keyword('as')
    const [, module = ''] = /from\s+([\w.]+)/.exec(text) ?? []
    return { kind: 'import', from, module }
  }
  const [, path] = /^\s*from\s+([\w.]*)$/.exec(text) ?? []
  if (path !== undefined) {
    return path.startsWith('.') ? { kind: 'nothing' } : { kind: 'module', from, written: path + word }
  }
  if (/^\s*from\s+[\w.]+\s+$/.test(text)) return keyword('from')
  const [, modules] = /^\s*import\s+(.*)$/.exec(text) ?? []
  if (modules === undefined) return null
  const item = modules.slice(modules.lastIndexOf(',') + 1)
  if (/\bas\s+$/.test(item)) return { kind: 'nothing' }
  const [, written] = /^\s*([\w.]*)$/.exec(item) ?? []
  return written === undefined ? keyword('as') : { kind: 'module', from, written: written + word }
}
