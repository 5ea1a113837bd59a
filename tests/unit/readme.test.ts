import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { requests } from '../../shared/protocol/signaling.ts'
import { SETTINGS } from '../../signaling/config/settings.ts'

const readme = readFileSync('README.md', 'utf8')

test('the README’s table of configuration is the server’s', () => {
  const rows = [...readme.matchAll(/^\| `([A-Z0-9_]+)` +\| (?:`(.*?)`)? *\| (.*?) *\|$/gm)]
  expect(rows.map(([, name, fallback = '', meaning]) => [name, fallback, meaning])).toEqual(
    Object.entries(SETTINGS).map(([name, { fallback, meaning }]) => [name, fallback, meaning]),
  )
})

test('the README names every request of the signaling server', () => {
  for (const name of Object.keys(requests)) expect(readme).toMatch(new RegExp(`^\\| \`${name}\` +\\|`, 'm'))
})
