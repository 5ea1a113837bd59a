import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { attackFaults, attackRows } from '../support/security_table.ts'
import { PROJECT, sourceTree } from '../support/source_tree.ts'

const rows = attackRows(readFileSync(`${PROJECT}SECURITY.md`, 'utf8'))

test('every attack in SECURITY.md is tried by tests that exist, or says that it is being built', () => {
  expect(attackFaults(rows, sourceTree('tests'))).toEqual([])
  expect(rows.filter(({ tests }) => tests.length > 0).length).toBeGreaterThan(30)
})

test('what is wrong with such a table is found', () => {
  const faults = (happens: string, tried: string) =>
    attackFaults(
      attackRows(`| Attack | What happens | Tried by |\n| --- | --- | --- |\n| a | ${happens} | ${tried} |`),
      new Map([['tests/a.test.ts', `test('A1: one', f)\ntest(\`A2: \${n} more\`, f)`]]),
    )
  expect(faults('x', '`tests/a.test.ts` “A1: one”; `tests/a.test.ts` “A2: ”')).toEqual([])
  expect(faults('x', '')).toEqual(['nothing tries: a'])
  expect(faults('_Being built._', '')).toEqual([])
  expect(faults('x', '`tests/b.test.ts` “A1: one”')).toEqual(['there is no tests/b.test.ts'])
  expect(faults('x', '`tests/a.test.ts` “A3: none”')).toEqual(['tests/a.test.ts has no “A3: none”'])
})
