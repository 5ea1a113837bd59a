import ts from 'typescript'
import { parse } from './source_facts.ts'

/** A row of a table of attacks. */
export interface AttackRow {
  readonly attack: string
  readonly tests: readonly { readonly path: string; readonly title: string }[]
  /** Nothing tries it yet, and the row says so. */
  readonly pending: boolean
}

const ROW = /^\| (.+?) \| (.+?) \| (.*?) ?\|$/
const TEST = /`(tests\/[\w/.]+)` “([^”]+)”/g

/** The rows of every table whose third column is headed "Tried by". */
export function attackRows(markdown: string): AttackRow[] {
  const rows: AttackRow[] = []
  let within = false
  for (const line of markdown.split('\n')) {
    const [, attack = '', happens = '', tried = ''] = ROW.exec(line) ?? []
    if (attack === '') within = false
    else if (/^Tried by *$/.test(tried)) within = true
    else if (within && !/^-+ *$/.test(attack)) {
      const tests = [...tried.matchAll(TEST)].map(([, path = '', title = '']) => ({ path, title }))
      rows.push({ attack: attack.trim(), tests, pending: happens.includes('_Being built._') })
    }
  }
  return rows
}

/** Every text that is written out in a source file; of one with gaps, what stands before the first gap. */
function textsIn(path: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) found.push(node.text)
    if (ts.isTemplateExpression(node)) found.push(node.head.text)
    ts.forEachChild(node, visit)
  }
  visit(parse(path, source))
  return found
}

/** What is wrong with the rows, as sentences. A title is named by its beginning at least. */
export function attackFaults(rows: readonly AttackRow[], tests: ReadonlyMap<string, string>): string[] {
  return rows.flatMap(({ attack, tests: named, pending }) => {
    if (named.length === 0) return pending ? [] : [`nothing tries: ${attack}`]
    return named.flatMap(({ path, title }) => {
      const source = tests.get(path)
      if (source === undefined) return [`there is no ${path}`]
      return textsIn(path, source).some((text) => text.startsWith(title)) ? [] : [`${path} has no “${title}”`]
    })
  })
}
