import { expect, test } from 'vitest'
import { specFaults, specRules, titleRules } from '../support/spec_rules.ts'

const ids = (source: string) => titleRules('a.test.ts', source).map(({ id }) => id)

test('rules are the list items that begin with an identifier in bold', () => {
  const markdown =
    '# Join\n- **J1** A newcomer …\n- **J12** Then …\n- see **J3**\n  - **J4** nested\n- **note** no rule\n'
  expect(specRules(markdown)).toEqual(['J1', 'J12'])
})

test.each<[string, string[]]>([
  ["test('J1: joins')", ['J1']],
  ["it('J1, J2: joins')", ['J1', 'J2']],
  ["it('M1 E12 J2: joins')", ['M1', 'E12', 'J2']],
  ["describe('C3: sizes', () => { test('C4: more') })", ['C3', 'C4']],
  ["test.each([1])('E2: %s')", ['E2']],
  ['test.skipIf(slow).each`a\n$' + "{1}`('E2: twice')", ['E2']],
  ['test(`R1: of $' + '{name}`)', ['R1']],
  ['test(`$' + '{name}: R1: rides`)', ['R1']],
  ["test('over the relay, R2: ' + name)", ['R2']],
  ["test('joins, as J1 says')", []],
  ["test('SHA256: a hash')", []],
  ["other('J1: joins')", []],
  ["test.skip('J1: joins')", []],
  ["test.todo('J1: joins')", []],
  ["describe.skip('later', () => { test('J1: joins') })", []],
  ["// test('J1: joins')", []],
])('%s names %j', (source, expected) => {
  expect(ids(source)).toEqual(expected)
})

test('both directions are checked, and rules that stand twice', () => {
  const titles = titleRules('tests/unit/a.test.ts', "\ntest('J1: a')\ntest('X9: b')")
  expect(specFaults('- **J1** …\n- **J2** …\n- **J2** …', titles)).toEqual([
    'the rule J2 stands there twice',
    'no test names the rule J2',
    'tests/unit/a.test.ts:3 names X9, which is no rule',
  ])
  expect(specFaults('- **J1** …', titleRules('a.test.ts', "test('J1: a')"))).toEqual([])
  expect(specFaults('', [])).toEqual(['the specification has no rules'])
})
