import { posix } from 'node:path'
import { cycles } from './cycles.ts'
import { CONFINED, IMPORT_TABLE, PURE, type Row } from './import_table.ts'
import { type Import, type SourceFacts, sourceFacts } from './source_facts.ts'

/** The sources of a tree: path from the project's folder, with `/`, to text. */
export type Tree = ReadonlyMap<string, string>

const MOST_LINES = 400
const FORBIDDEN = /\b(?:TODO|FIXME)\b|@ts-ignore|@ts-nocheck|biome-ignore/
const MODULE_NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*(?:\.d)?\.ts$/
const COMPONENT_NAME = /^[A-Z][A-Za-z0-9]*\.tsx$/
const FOLDER_NAME = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/

const inside = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`)

/** The row with the longest `from` that holds the file. */
function rowOf(path: string): Row | null {
  const rows = IMPORT_TABLE.filter((row) =>
    row.from === 'client' ? isBeside(path, row.from) : inside(path, row.from),
  )
  return rows.sort((a, b) => b.from.length - a.from.length)[0] ?? null
}

const isBeside = (path: string, folder: string): boolean => posix.dirname(path) === folder

function allowsFile(row: Row, target: string): boolean {
  if (rowOf(target)?.from === row.from) return true
  return row.files.some((entry) =>
    entry.endsWith('/**') ? inside(target, entry.slice(0, -3)) : target === entry || isBeside(target, entry),
  )
}

/** `node:*` and `@scope/*` stand for all that begins so. */
const matches = (entry: string, name: string): boolean =>
  entry.endsWith('*') ? name.startsWith(entry.slice(0, -1)) : name === entry

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

/** The project's file that a relative specifier names; a `?query` of the bundler is no part of it. */
const resolve = (from: string, specifier: string): string =>
  posix.join(posix.dirname(from), specifier.replace(/\?.*$/, ''))

const isRelative = (specifier: string): boolean => /^\.{1,2}\//.test(specifier)

function edgeFault(path: string, row: Row, { specifier, typeOnly }: Import): string | null {
  if (specifier === null) return 'imports something that is not named in the source'
  if (isRelative(specifier)) {
    const target = resolve(path, specifier)
    return allowsFile(row, target) ? null : `${row.from} may not import ${target}`
  }
  const isIn = (packages: readonly string[] = []) => packages.some((entry) => matches(entry, specifier))
  if (!isIn(row.packages)) {
    if (!isIn(row.types)) return `${row.from} may not import ${specifier}`
    if (!typeOnly) return `${row.from} may import only types of ${specifier}`
  }
  const home = CONFINED[packageOf(specifier)]
  return home && !home.test(path) ? `${specifier} may be imported in ${home.source} only` : null
}

function nameFault(path: string): string | null {
  const folders = path.split('/')
  const file = folders.pop() ?? ''
  const odd = folders.find((folder) => !FOLDER_NAME.test(folder))
  if (odd !== undefined) return `the folder ${odd} is not in snake_case`
  if (path === 'client/main.tsx') return null
  if (file.endsWith('.tsx')) return COMPONENT_NAME.test(file) ? null : 'a component is named in PascalCase'
  return MODULE_NAME.test(file) ? null : 'a module is named in snake_case'
}

function fileFaults(path: string, text: string, facts: SourceFacts): string[] {
  const row = rowOf(path)
  const faults: string[] = []
  const report = (line: number, fault: string | null) => {
    if (fault !== null) faults.push(`${path}:${line}: ${fault}`)
  }
  report(1, nameFault(path))
  report(1, row ? null : 'its folder has no row in the import table')
  report(1, facts.lines > MOST_LINES ? `${facts.lines} lines are more than ${MOST_LINES}` : null)
  for (const edge of facts.imports) if (row) report(edge.line, edgeFault(path, row, edge))
  if (PURE.some((folder) => inside(path, folder))) {
    for (const { what, line } of facts.impurities) report(line, `pure code uses ${what}`)
  }
  for (const { line } of facts.anys) report(line, 'uses the type any')
  text.split('\n').forEach((content, at) => {
    const found = FORBIDDEN.exec(content)
    if (found) report(at + 1, `says ${found[0]}`)
  })
  return faults
}

/**
 * Every breach of the house's rules in the tree, as `path:line: sentence`, in the order of the tree; cycles come
 * last. Only .ts and .tsx files are looked at.
 */
export function architectureFaults(tree: Tree): string[] {
  const sources = [...tree].filter(([path]) => /\.tsx?$/.test(path))
  const facts = new Map(sources.map(([path, text]) => [path, sourceFacts(path, text)]))
  const graph = new Map(
    [...facts].map(([path, { imports }]) => [
      path,
      imports
        .flatMap(({ specifier }) =>
          specifier !== null && isRelative(specifier) ? [resolve(path, specifier)] : [],
        )
        .filter((target) => facts.has(target)),
    ]),
  )
  return [
    ...sources.flatMap(([path, text]) => fileFaults(path, text, facts.get(path) ?? sourceFacts(path, text))),
    ...cycles(graph).map((group) => `these import each other in a circle: ${group.join(', ')}`),
  ]
}
