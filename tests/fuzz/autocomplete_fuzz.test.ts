import { describe, expect, test } from 'vitest'
import { complete } from '../../shared/autocomplete/complete.ts'
import { loadModel } from '../../shared/autocomplete/models.ts'
import { loadParser } from '../../shared/autocomplete/parsers.ts'
import type { Source } from '../../shared/autocomplete/source.ts'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { fixtures } from '../support/fixtures.ts'
import { seeded } from '../support/random.ts'

const ROUNDS = 250
/** Reads of the text that one question may take, whatever the text. */
const READS_MOST = 60_000
const ODD = [
  '\0',
  '\ud800',
  '\udc00',
  '\u2028',
  '\r',
  '\t',
  '(',
  '"""',
  "'",
  '`',
  '${',
  '}',
  '.',
  '::',
  '@',
  '\\',
  '#',
]

/** The languages that suggestions are made for. */
const MODELS = await Promise.all(
  LANGUAGES.map(async (language) => ({ language, model: await loadModel(language) })),
)

describe.each(MODELS)('$language', async ({ language, model }) => {
  const parser = await loadParser(language)
  const files = fixtures(language)

  test('A5: cut anywhere and with anything in it, it is answered in bounded steps', () => {
    const random = seeded(4)
    let suggested = 0
    for (let round = 0; round < ROUNDS; round++) {
      const file = files[Math.floor(random() * files.length)]?.text ?? ''
      const start = Math.floor(random() * file.length)
      const part = file.slice(random() < 0.5 ? 0 : start, start + Math.floor(random() * 4_000))
      const at = Math.floor(random() * (part.length + 1))
      const odd = random() < 0.5 ? '' : (ODD[Math.floor(random() * ODD.length)] ?? '')
      const text = part.slice(0, at) + odd + part.slice(at + Math.floor(random() * 4))
      const position =
        random() < 0.5 ? Math.min(text.length, at + odd.length) : Math.floor(random() * (text.length + 1))
      let reads = 0
      const source: Source = {
        tree: parser.parse(text),
        length: text.length,
        slice(from, to) {
          reads += 1
          return text.slice(from, to)
        },
      }
      const { from, completions } = complete(source, position, model, { explicit: true })
      expect(reads, `round ${round}`).toBeLessThan(READS_MOST)
      expect(from).toBeGreaterThanOrEqual(0)
      expect(from).toBeLessThanOrEqual(position)
      suggested += completions.length
    }
    expect(suggested).toBeGreaterThan(ROUNDS)
  })
})
