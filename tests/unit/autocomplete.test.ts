import { parser } from '@lezer/python'
import { describe, expect, test } from 'vitest'
import { COMPLETIONS_MOST, complete } from '../../shared/autocomplete/complete.ts'
import { libraryName, libraryNames } from '../../shared/autocomplete/library_names.ts'
import { MATCH, matchOf } from '../../shared/autocomplete/match.ts'
import { loadModel } from '../../shared/autocomplete/models.ts'
import { plainText } from '../../shared/autocomplete/plain_text.ts'
import { parseUntil, sourceOf, WINDOW_BEFORE, windowAround } from '../../shared/autocomplete/window.ts'
import { LANGUAGES } from '../../shared/protocol/language.ts'
import { fixtures } from '../support/fixtures.ts'

async function python(code: string, explicit = true) {
  const model = await loadModel('python')
  const position = code.indexOf('‸')
  const text = code.replace('‸', '')
  return complete(sourceOf(text, parser.parse(text)), position, model, { explicit })
}
const labels = async (code: string, explicit?: boolean) =>
  (await python(code, explicit)).completions.map(({ label }) => label)

describe('how labels fit', () => {
  test.each([
    ['print', 'print', MATCH.exact],
    ['pri', 'print', MATCH.prefix],
    ['', 'print', MATCH.prefix],
    ['Pri', 'print', MATCH.otherCase],
    ['gI', 'getItem', MATCH.humps],
    ['geit', 'getItem', MATCH.humps],
    ['rt', 'read_text', MATCH.humps],
    ['text', 'read_text', MATCH.inside],
    ['rdtxt', 'read_text', MATCH.scattered],
    ['rin', 'print', null],
    ['x', 'max', null],
    ['printer', 'print', null],
  ] as const)('A4: %s and %s', (word, label, match) => {
    expect(matchOf(word, label)).toBe(match)
  })
})

test('a library’s lines are read in their order, and odd ones left out', () => {
  const lines = "\nf print(*values, sep=' ')\nm upper() -> str\nk pi -> float\n? what\nq odd\nk pi\n"
  expect(libraryNames(lines).map(({ label, kind, type }) => [label, kind, type])).toEqual([
    ['print', 'function', null],
    ['upper', 'method', 'str'],
    ['pi', 'constant', 'float'],
    ['pi', 'constant', null],
  ])
  expect(libraryNames(lines)[1]?.detail).toBe('() -> str')
  expect(libraryName(lines, 'pi')?.type).toBe('float')
  expect(libraryName(lines, 'constructor')).toBeNull()
})

test.each(LANGUAGES)('every line of the library of %s is read', async (language) => {
  const library = (await loadModel(language))?.library
  const { builtins = '', types = {}, modules = {} } = library ?? {}
  for (const lines of [builtins, ...Object.values(types), ...Object.values(modules)]) {
    expect(libraryNames(lines)).toHaveLength(lines.split('\n').filter((line) => line.trim() !== '').length)
  }
})

describe('the order', () => {
  test('A4: the nearest of two of one name, once', async () => {
    const { completions } = await python('value = 1\ndef f(value: int):\n    return val‸')
    const found = completions.filter(({ label }) => label === 'value')
    expect(found).toEqual([{ label: 'value', kind: 'parameter', detail: ': int', apply: 'value' }])
  })

  test('A4: what is used more comes first among equals', async () => {
    const code = 'item_a = 1\nitem_b = 2\nprint(item_a, item_a, item_a)\nitem‸'
    expect(await labels(code)).toEqual(['item_a', 'item_b'])
    expect(await labels(code.replaceAll('item_a,', 'item_b,'))).toEqual(['item_b', 'item_a'])
  })

  test('A4: what is private by its name comes last unless it is asked for', async () => {
    const code = 'round_count = 2\n_count = 1\nx = ‸'
    const list = await labels(code)
    expect(list.indexOf('round_count')).toBeLessThan(list.indexOf('_count'))
    expect((await labels(code.replace('‸', '_c‸')))[0]).toBe('_count')
  })

  test('A4: a list is not longer than it may be', async () => {
    const code = Array.from({ length: 300 }, (_, i) => `name_${i} = ${i}\n`).join('')
    expect(await labels(`${code}nam‸`)).toHaveLength(COMPLETIONS_MOST)
  })

  test('what the word itself declares is no suggestion for it', async () => {
    expect(await labels('unhea‸ = 1')).toEqual([])
    expect(await labels('unheard_of = 1\nunhea‸ = 1')).toEqual(['unheard_of'])
  })

  test('what is written whole and alone is no suggestion', async () => {
    expect(await labels('unheard_of = 1\nprint(unheard_of‸)')).toEqual([])
  })

  test('before a letter is written nothing comes unasked, but after a dot', async () => {
    expect(await labels('x = ‸', false)).toEqual([])
    expect(await labels('x = ‸')).toContain('print')
    expect(await labels('x = []\nx.‸', false)).toContain('append')
  })
})

describe('the window', () => {
  const file = fixtures('python')[0]?.text ?? ''
  const long = file.repeat(Math.ceil(400_000 / file.length))
  const text = { length: long.length, slice: (from: number, to: number) => long.slice(from, to) }

  test('A5: it is bounded, holds the position and begins where a line at the margin does', () => {
    for (let position = 0; position < long.length; position += 7_919) {
      const { from, text: part } = windowAround(text, position)
      expect(from).toBeLessThanOrEqual(position)
      expect(from + part.length).toBeGreaterThanOrEqual(position)
      expect(part.length).toBeLessThanOrEqual(2 * WINDOW_BEFORE)
      expect(long.startsWith(part, from)).toBe(true)
      if (from > 0) expect(long.slice(from - 1, from + 1)).toMatch(/^\n\S$/)
    }
  })

  test('A5: a parser that takes too long stops, with the tree of what it read', () => {
    let looks = 0
    const tree = parseUntil(parser, long, () => looks++, 3)
    expect(looks).toBe(4)
    expect(tree?.length).toBeLessThan(1_000)
    expect(parseUntil(parser, file, () => 0, 1)?.length).toBe(file.length)
  })

  const raise = (error: Error): never => {
    throw error
  }

  test('A5: a text that is nested deeper than the parser can build has no tree, and nothing is suggested', () => {
    const nested = '({['.repeat(10_000)
    const failing = {
      startParse: () => ({ advance: () => raise(new RangeError()) }),
    } as unknown as typeof parser
    expect(parseUntil(failing, nested, () => 0, 1)).toBeNull()
    const broken = {
      startParse: () => ({ advance: () => raise(new TypeError('ours')) }),
    } as unknown as typeof parser
    expect(() => parseUntil(broken, nested, () => 0, 1)).toThrow('ours')
  })
})

test('A1: the text of a snippet is its template with the stops’ texts in it; of everything else it is as it stands', () => {
  const snippet = { kind: 'snippet', apply: 'for (#{i} = 0; #{1:n};) \\{\n\t#{}\n\\}' } as const
  expect(plainText(snippet)).toBe('for (i = 0; n;) {\n\t\n}')
  expect(plainText({ kind: 'function', apply: '#{x}' })).toBe('#{x}')
})
