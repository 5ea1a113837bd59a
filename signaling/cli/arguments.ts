import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../../shared/base/result.ts'

/** Options by name: a flag is there or not, a text has a value. */
export type OptionKinds = Readonly<Record<string, 'flag' | 'text'>>

export interface Arguments {
  readonly flags: ReadonlySet<string>
  readonly texts: ReadonlyMap<string, string>
  /** What is no option, in order; all that follows `--` is among it. */
  readonly operands: readonly string[]
}

/** What somebody wrote behind a command, or a sentence about what is wrong with it. */
export function readArguments(args: readonly string[], kinds: OptionKinds): Result<Arguments, string> {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: TYPES[kind] }]),
  )
  // Not strict: its own complaints are for programmers.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true })
  const flags = new Set<string>()
  const texts = new Map<string, string>()
  const operands: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    const { name, rawName, value, inlineValue } = token
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined || !rawName.startsWith('--')) return fail(`There is no option ${rawName}.`)
    if (flags.has(name) || texts.has(name)) return fail(`${rawName} is there twice.`)
    if (kind === 'flag') {
      if (value !== undefined) return fail(`${rawName} takes no value.`)
      flags.add(name)
    } else {
      if (!value || (!inlineValue && value.startsWith('-') && value !== '-'))
        return fail(`${rawName} needs a value.`)
      texts.set(name, value)
    }
  }
  return ok({ flags, texts, operands })
}

const TYPES = { flag: 'boolean', text: 'string' } as const
