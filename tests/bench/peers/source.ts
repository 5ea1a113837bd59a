import { fixtures } from '../../support/fixtures.ts'

/** Python of so many units, as people write it. */
export function source(units: number): string {
  const text = fixtures('python')
    .map((file) => file.text.replace(/\r\n?/g, '\n'))
    .join('\n')
  return text.repeat(Math.ceil(units / text.length)).slice(0, units)
}
