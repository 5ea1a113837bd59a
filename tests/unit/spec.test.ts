import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { PROJECT, sourceTree } from '../support/source_tree.ts'
import { specFaults, titleRules } from '../support/spec_rules.ts'

test('every rule of the specification is named by a test, and every test names rules that exist', () => {
  const specification = readFileSync(`${PROJECT}shared/SPEC.md`, 'utf8')
  const titles = [...sourceTree('tests')].flatMap(([path, text]) => titleRules(path, text))
  expect(specFaults(specification, titles)).toEqual([])
})
