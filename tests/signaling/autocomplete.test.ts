import { readdirSync } from 'node:fs'
import { CompletionContext, type Completion as Option } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completionSource } from '../../client/editor/completion_source.ts'
import { loadLanguage } from '../../client/editor/languages.ts'
import type { Completion } from '../../shared/autocomplete/completion.ts'
import { loadModel } from '../../shared/autocomplete/models.ts'
import { plainText } from '../../shared/autocomplete/plain_text.ts'
import { type Language, parseLanguage } from '../../shared/protocol/language.ts'
import { AUTOCOMPLETE_BYTES, AUTOCOMPLETE_UNITS } from '../../shared/protocol/limits.ts'
import { CARET, type PlaceCase } from '../autocomplete/table.ts'
import { fixtures } from '../support/fixtures.ts'
import { startTestServer, type TestServer } from './fakes.ts'

interface Answer {
  readonly suggestion: string | null
  readonly allSuggestions: readonly Completion[]
  readonly from: number
}

const FOLDER = new URL('../autocomplete/', import.meta.url)
/** The languages that have a table beside table.ts. */
const TABLES: readonly { readonly language: Language; readonly file: string }[] = readdirSync(FOLDER)
  .sort()
  .flatMap((file) => {
    const language = parseLanguage(/^(\w+)\.table\.ts$/.exec(file)?.[1])
    return language === null ? [] : [{ language, file }]
  })

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ AUTOCOMPLETE_PER_MINUTE: '0' })
})
afterAll(() => server.stop())

const post = (body: unknown, url = server.url): Promise<Response> =>
  fetch(`${url}/autocomplete`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

async function answerOf(language: Language, code: string, cursorPosition: number): Promise<Answer> {
  const answer = await post({ code, cursorPosition, language })
  expect(answer.status).toBe(200)
  return (await answer.json()) as Answer
}

/** What the page would show. */
async function shownBy(language: Language, code: string, position: number): Promise<readonly Option[]> {
  const model = await loadModel(language)
  const state = EditorState.create({ doc: code, extensions: await loadLanguage(language) })
  const result = await completionSource(model)(new CompletionContext(state, position, true))
  return result?.options ?? []
}

/** What both have in common: a snippet is applied by the editor itself. */
const plain = (list: readonly Completion[]) =>
  list.map(({ label, kind, detail, apply }) => [label, kind, detail, kind === 'snippet' ? '' : apply])
const shown = (list: readonly Option[]) =>
  list.map(({ label, type, detail, apply }) => [label, type, detail, typeof apply === 'string' ? apply : ''])

function expectFits(place: PlaceCase, labels: readonly string[]): void {
  if (place.nothing) expect(labels).toEqual([])
  if (place.first !== undefined) expect(labels[0]).toBe(place.first)
  expect(labels).toEqual(expect.arrayContaining([...(place.has ?? [])]))
  for (const label of place.hasNot ?? []) expect(labels).not.toContain(label)
}

describe.each(TABLES)('$language', async ({ language, file }) => {
  const { PLACES } = (await import(new URL(file, FOLDER).href)) as { PLACES: readonly PlaceCase[] }

  test('the table has at least 40 places of different names', () => {
    expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length)
    expect(PLACES.length).toBeGreaterThanOrEqual(40)
  })

  test.each(PLACES)('A1, A2, A3, A4: $name', async (place) => {
    const position = place.code.indexOf(CARET)
    const code = place.code.replace(CARET, '')
    expect(position).toBeGreaterThanOrEqual(0)
    const { suggestion, allSuggestions } = await answerOf(language, code, position)
    expectFits(
      place,
      allSuggestions.map(({ label }) => label),
    )
    const [best] = allSuggestions
    expect(suggestion).toBe(best ? plainText(best) : null)
    expect(shown(await shownBy(language, code, position))).toEqual(plain(allSuggestions))
  })
})

describe('over HTTP', () => {
  test('A1: a text of a megabyte is answered by what is around the place', async () => {
    const file = fixtures('python')[0]?.text.replace(/\r\n?/g, '\n') ?? ''
    const before = file.repeat(Math.ceil(1_000_000 / file.length))
    const code = `${before}\ndef last_of_all(first_argument):\n    return firs\n${file}`
    const position = before.length + '\ndef last_of_all(first_argument):\n    return firs'.length
    const { suggestion, from } = await answerOf('python', code, position)
    expect(suggestion).toBe('first_argument')
    expect(from).toBe(position - 'firs'.length)
    expect((await answerOf('python', 'x = "', 5)).suggestion).toBeNull()
  })

  test.each([
    ['no body', ''],
    ['no object', '[]'],
    ['no JSON', '{'],
    ['no fields', {}],
    ['a number for a text', { code: 1, cursorPosition: 0, language: 'python' }],
    ['a text for a number', { code: 'x', cursorPosition: '0', language: 'python' }],
    ['a position before the text', { code: 'x', cursorPosition: -1, language: 'python' }],
    ['a position behind the text', { code: 'x', cursorPosition: 2, language: 'python' }],
    ['half a position', { code: 'x', cursorPosition: 0.5, language: 'python' }],
    ['an unknown language', { code: 'x', cursorPosition: 0, language: 'cobol' }],
    ['a language out of the prototype', { code: 'x', cursorPosition: 0, language: 'constructor' }],
  ])('A6: %s is 400', async (_name, body) => {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect((await answer.json()).error.code).toBe('badRequest')
  })

  test('A6: a text or a body that is too long is 413', async () => {
    const long = { code: 'x'.repeat(AUTOCOMPLETE_UNITS + 1), cursorPosition: 0, language: 'python' }
    const bodies = [long, { ...long, code: 'x'.repeat(AUTOCOMPLETE_BYTES) }]
    for (const body of bodies) {
      const answer = await post(body)
      expect(answer.status).toBe(413)
      expect((await answer.json()).error.code).toBe('tooLarge')
    }
    const most = await post({ ...long, code: 'x '.repeat(AUTOCOMPLETE_UNITS / 2) })
    expect(most.status).toBe(200)
  })

  test('A6: an address that asks too often is told to wait', async () => {
    const small = await startTestServer({ AUTOCOMPLETE_PER_MINUTE: '2', HTTP_PER_MINUTE: '0' })
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) {
      statuses.push((await post({ code: 'x', cursorPosition: 1, language: 'python' }, small.url)).status)
    }
    expect(statuses).toEqual([200, 200, 429])
    expect((await fetch(`${small.url}/api/rooms`)).status).toBe(200)
    await small.stop()
  })

  test('A6: only POST is answered, and what is wrong is JSON', async () => {
    const answer = await fetch(`${server.url}/autocomplete`)
    expect(answer.status).toBe(404)
    expect((await answer.json()).error.code).toBe('notFound')
  })

  test.each([
    ['brackets within brackets', '('.repeat(10_000)],
    ['brackets of all kinds', '({['.repeat(10_000)],
    ['strings that begin and begin', 'x = "'.repeat(20_000)],
    ['heads without bodies', 'def f(\n'.repeat(10_000)],
    [
      'blocks within blocks',
      Array.from({ length: 400 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join(''),
    ],
    ['NULs', '\0'.repeat(10_000)],
    ['lone surrogates', '\ud800\udfff\udc00x'.repeat(5_000)],
    ['one long line of dots', 'a.'.repeat(50_000)],
    ['one long word', 'a'.repeat(1_000_000)],
    ['line ends of every kind', 'a\r\rb\r\n\n\u2028c\u2029'.repeat(5_000)],
  ])('A5: %s: it answers in every language', async (_name, code) => {
    for (const { language } of TABLES) {
      for (const position of [0, 1, code.length >> 1, code.length]) await answerOf(language, code, position)
    }
  })
})
