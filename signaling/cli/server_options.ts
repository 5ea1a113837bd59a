import { SETTINGS } from '../config/settings.ts'
import { VERSION } from '../version.ts'
import { type Answer, done, misused } from './answer.ts'
import { readArguments } from './arguments.ts'

const HEAD = `Tandem's server. Settings come from environment variables alone; an empty one counts as unset.

  tandem-signaling            starts the server
  tandem-signaling --help     says this
  tandem-signaling --version  says which version it is
`

const settings = (): string =>
  Object.entries(SETTINGS)
    .map(
      ([name, { fallback, meaning, wants }]) =>
        `${name}\n  ${meaning}\n  ${fallback === '' ? 'Unset by default' : `Default: ${fallback}`}; ${wants}.`,
    )
    .join('\n')

/** What the server says instead of starting; null: it starts. */
export function answerInstead(args: readonly string[]): Answer | null {
  const read = readArguments(args, { help: 'flag', version: 'flag' })
  if (!read.ok) return misused(`${read.reason} tandem-signaling --help says what there is.`)
  const { flags, operands } = read.value
  if (operands.length > 0)
    return misused(
      'The server takes no arguments: set environment variables instead. tandem-signaling --help lists them.',
    )
  if (flags.has('help')) return done(`${HEAD}\n${settings()}`)
  return flags.has('version') ? done(VERSION) : null
}
