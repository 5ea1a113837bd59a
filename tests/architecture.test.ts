import { expect, test } from 'vitest'
import { architectureFaults } from './support/architecture.ts'
import { IMPORT_TABLE } from './support/import_table.ts'
import { sourceTree } from './support/source_tree.ts'

const tree = sourceTree('shared', 'client', 'signaling')

test('the sources keep the rules of the house', () => {
  expect(architectureFaults(tree)).toEqual([])
})

test('every row of the import table is about files that exist', () => {
  const paths = [...tree.keys()]
  const idle = IMPORT_TABLE.filter((row) => !paths.some((path) => path.startsWith(`${row.from}/`)))
  expect(idle.map((row) => row.from)).toEqual([])
})
