import type { Product } from '../product.ts'
import type { Results } from '../results.ts'
import { GROUPS } from './figures.ts'
import type { Verdict } from './targets.ts'
import { cell } from './words.ts'

type Named = Pick<Product, 'name' | 'title'>

/** The rows of a group's table, with its head; figures that nobody measured are left out. */
function rows(results: Results, products: readonly Named[], group: (typeof GROUPS)[number]): string[][] {
  const found = group.figures
    .map(({ id, title, unit }) => [
      `${title}, ${unit}`,
      ...products.map(({ name }) => cell(results, id, name)),
    ])
    .filter(([, ...cells]) => cells.some((text) => text !== '–'))
  return found.length === 0 ? [] : [[group.title, ...products.map(({ title }) => title)], ...found]
}

/** All groups as columns of text for a terminal. */
export function formatResults(results: Results, products: readonly Named[]): string {
  const tables = GROUPS.map((group) => rows(results, products, group)).filter((table) => table.length > 0)
  const width = (column: number) => Math.max(0, ...tables.flat().map((row) => (row[column] ?? '').length))
  return tables
    .map((table) =>
      table
        .map((row) =>
          row
            .map((text, column) => text.padEnd(width(column)))
            .join('  ')
            .trimEnd(),
        )
        .join('\n'),
    )
    .join('\n\n')
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A group as a table of Markdown; '' when nothing of it was measured. */
export function markdownTable(
  results: Results,
  products: readonly Named[],
  group: (typeof GROUPS)[number],
): string {
  const [head, ...found] = rows(results, products, group)
  if (!head) return ''
  const rule = line(head.map((_, i) => (i === 0 ? '---' : '--:')))
  return [line(['', ...head.slice(1)]), rule, ...found.map(line)].join('\n')
}

/** The targets as lines of text, each with how it went. */
export const formatVerdicts = (verdicts: readonly Verdict[]): string =>
  verdicts.map(({ target, measured, verdict }) => `${verdict}: ${target} (${measured})`).join('\n')

/** The same as a table of Markdown. */
export const markdownVerdicts = (verdicts: readonly Verdict[]): string =>
  [
    line(['Target', 'Measured', '']),
    line(['---', '--:', '---']),
    ...verdicts.map(({ target, measured, verdict }) => line([target, measured, `**${verdict}**`])),
  ].join('\n')
