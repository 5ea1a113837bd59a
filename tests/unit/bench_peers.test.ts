import { expect, test } from 'vitest'
import { bars } from '../bench/peers/report/bars.ts'
import { formatResults, markdownTable, markdownVerdicts } from '../bench/peers/report/columns.ts'
import type { Group } from '../bench/peers/report/figures.ts'
import { lines } from '../bench/peers/report/lines.ts'
import { replaceMeasured } from '../bench/peers/report/replace_measured.ts'
import { mostMembers, verdicts } from '../bench/peers/report/targets.ts'
import { Results, spread } from '../bench/peers/results.ts'

const PRODUCTS = [
  { name: 'tandem', title: 'Tandem' },
  { name: 'y-webrtc', title: 'Other & <Co>' },
]
const GROUP: Group = {
  name: 'opening',
  title: 'Opening',
  measure: 'opening',
  figures: [
    { id: 'open_1m', title: '1 MB', unit: 'ms' },
    { id: 'nobody', title: 'not measured', unit: 'ms' },
  ],
}

function measured(): Results {
  const results = new Results()
  for (const value of [300, 100, 200]) results.add('open_1m', 'tandem', value)
  results.add('open_1m', 'y-webrtc', 50)
  results.lacks('open_1m', 'y-webrtc', 'never')
  return results
}

test('a spread is the middle and the quarters, between the values where they fall there', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ low: 1.75, middle: 2.5, high: 3.25 })
  expect(spread([7])).toEqual({ low: 7, middle: 7, high: 7 })
  expect(spread([])).toBeNull()
})

test('a table has a row for each figure that was measured, and never a better round for one that failed', () => {
  expect(markdownTable(measured(), PRODUCTS, GROUP)).toBe(
    ['|  | Tandem | Other & <Co> |', '| --- | --: | --: |', '| 1 MB, ms | 200 (150–250) | never |'].join(
      '\n',
    ),
  )
  expect(formatResults(measured(), PRODUCTS)).toMatch(/^1 MB, ms +200 \(150–250\) +never$/m)
})

test('a missed target says so, and one without figures is not held', () => {
  const results = measured()
  results.add('key_8', 'tandem', 81)
  results.add('key_8', 'y-webrtc', 100)
  results.add('key_2', 'tandem', 20)
  results.add('key_2', 'y-webrtc', 20)
  results.add('server_lost', 'tandem', 0)
  results.add('server_lost', 'tandem', 1)
  const said = verdicts(results, ['y-websocket', 'y-webrtc'])
  expect(said.map(({ verdict }) => verdict)).toEqual([
    'not measured',
    'held',
    'missed',
    'not measured',
    'missed',
    'not measured',
  ])
  expect(markdownVerdicts(said)).toContain('| 0.810 times | **missed** |')
})

test('the most members are those of the largest room that was quick enough', () => {
  const results = new Results()
  for (const [members, value] of [
    [2, 30],
    [8, 190],
    [16, 210],
  ])
    results.add(`key_${members}_p95`, 'tandem', value ?? 0)
  expect(mostMembers(results, 'tandem', [2, 8, 16, 24], 200)).toBe(8)
  expect(mostMembers(results, 'y-webrtc', [2, 8], 200)).toBeNull()
})

test('a plot is well-formed, readable in both modes, and as long as its numbers say', () => {
  const drawn = bars(GROUP, measured(), PRODUCTS, 'npm run bench:peers')
  expect(drawn).toContain('Other &#38; &#60;Co&#62;')
  expect(drawn).not.toMatch(/NaN|undefined|Infinity/)
  expect(drawn).toContain('prefers-color-scheme: dark')
  // 200 of 250, the upper quarter, over 400 units of width.
  expect(drawn).toContain('<rect class="p0" x="130" y="70" width="320" height="16" rx="2">')
  const points = [
    { at: 2, figure: 'open_1m' },
    { at: 8, figure: 'nobody' },
  ]
  const options = { title: 'Room', points, below: 'browsers', unit: 'ms', limit: 200, foot: '' }
  const line = lines(options, measured(), PRODUCTS)
  expect(line).not.toMatch(/NaN|undefined|Infinity/)
  expect(line.match(/<path /g)).toHaveLength(1)
})

test('what was measured takes the place of what was there, and of nothing else', () => {
  const begin = '<!-- measured: written by npm run bench:peers -->'
  const document = `# Title\n\n${begin}\nold\n<!-- /measured -->\n\nThe end.\n`
  expect(replaceMeasured(document, 'new\n')).toBe(
    `# Title\n\n${begin}\n\nnew\n\n<!-- /measured -->\n\nThe end.\n`,
  )
  expect(() => replaceMeasured('# Title', 'new')).toThrow('no place')
})
