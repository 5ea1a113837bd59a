import { createRoot } from 'solid-js'
import { describe, expect, test } from 'vitest'
import { boundedSize, parseEditorSettings, USUAL } from '../../client/state/editor_settings.ts'
import { hintWords } from '../../client/state/hint_words.ts'
import { linesPart, parseLines } from '../../client/state/line_link.ts'
import { createNews } from '../../client/state/news.ts'
import { pageTitle } from '../../client/state/page_title.ts'
import { createSettings } from '../../client/state/settings.ts'
import {
  dropProblem,
  FILE_BYTES,
  fileNameFor,
  languageOfFile,
  readTextFile,
} from '../../client/state/text_file.ts'
import { agoWords, createVisits, parseVisits, VISITS, type Visit } from '../../client/state/visits.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { fakeStorage } from '../support/fake_storage.ts'

const asRoomId = (id: string): RoomId => id as RoomId
const bytes = (...text: number[]) => new Uint8Array(text)

describe('settings of the editor', () => {
  test('what stands in storage and makes no sense is as usual', () => {
    for (const bad of [null, '', 'x', '[]', '1', 'null', '{"fontSize":"big","wrap":1,"keymap":"nano"}'])
      expect(parseEditorSettings(bad)).toEqual(USUAL)
    const chosen = { fontSize: 18, tabWidth: 8, wrap: true, keymap: 'vim' }
    expect(parseEditorSettings(JSON.stringify(chosen))).toEqual(chosen)
    expect(parseEditorSettings('{"fontSize":900,"tabWidth":3,"more":1}')).toEqual({ ...USUAL, fontSize: 28 })
    expect([boundedSize(-1), boundedSize(14.4)]).toEqual([10, 14])
  })

  test('a choice is kept, stays within bounds, and other pages follow it', () => {
    const storage = fakeStorage()
    const media = { matches: false, addEventListener: () => undefined }
    const settings = createRoot(() => createSettings(storage, media))
    settings.setEditor({ fontSize: 99 })
    settings.setEditor({ keymap: 'emacs' })
    expect(settings.editor()).toEqual({ ...USUAL, fontSize: 28, keymap: 'emacs' })
    expect(createRoot(() => createSettings(storage, media)).editor()).toEqual(settings.editor())
    storage.elsewhere('tandem.editor', '{"wrap":true}')
    storage.elsewhere('tandem.theme', 'dark')
    expect(settings.editor()).toEqual({ ...USUAL, wrap: true })
    expect([settings.theme(), settings.dark()]).toEqual(['dark', true])
  })
})

describe('visited rooms', () => {
  const visit = (name: string, at: number): Visit => ({ roomId: asRoomId(name), language: 'java', at })

  test('the last visited comes first, once, and only so many are kept', () => {
    const storage = fakeStorage()
    const visits = createRoot(() => createVisits(storage))
    for (let i = 0; i < VISITS + 3; i++) visits.note(visit(`room-${i}`, i))
    visits.note(visit('room-9', 100))
    const names = visits.list().map(({ roomId }) => roomId)
    expect(names).toHaveLength(VISITS)
    expect(names.slice(0, 2)).toEqual(['room-9', `room-${VISITS + 2}`])
    expect(parseVisits(storage.get('tandem.visits'))).toEqual(visits.list())
    visits.forget(asRoomId('room-9'))
    expect(visits.list().some(({ roomId }) => roomId === 'room-9')).toBe(false)
  })

  test('what stands in storage and is no visit is left out', () => {
    const good = visit('a', 1)
    const list = [
      good,
      { ...good, roomId: '../x' },
      { ...good, language: 'cobol' },
      { ...good, at: 'now' },
      1,
      null,
    ]
    expect(parseVisits(JSON.stringify(list))).toEqual([good])
    for (const bad of [null, '', '{', '{}', ' '.repeat(20_000)]) expect(parseVisits(bad)).toEqual([])
  })

  test('how long ago it was is told in words', () => {
    expect(agoWords(1_000, 500)).toBe('just now')
    expect(agoWords(0, 59_999)).toBe('just now')
    expect(agoWords(0, 60_000)).toBe('1 minute ago')
    expect(agoWords(0, 3 * 3_600_000)).toBe('3 hours ago')
    expect(agoWords(0, 24 * 3_600_000)).toBe('yesterday')
  })
})

describe('files', () => {
  test('text is taken as it is, a byte order mark excepted', () => {
    expect(readTextFile(new TextEncoder().encode('a\r\nž🙂'))).toEqual({ ok: true, text: 'a\r\nž🙂' })
    expect(readTextFile(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({ ok: true, text: 'a' })
  })

  test.each([
    ['invalid UTF-8', bytes(0x61, 0xff, 0x62)],
    ['a NUL', bytes(0x61, 0, 0x62)],
    ['UTF-16', bytes(0xff, 0xfe, 0x61, 0)],
  ])('%s is refused', (_what, content) => {
    const read = readTextFile(content)
    expect(read.ok ? read.text : read.problem).toContain('not a text file')
  })

  test('what is too large, several files, folders and nothing are refused in plain words', () => {
    expect(dropProblem([{ size: FILE_BYTES }], 0)).toBeNull()
    expect(dropProblem([{ size: FILE_BYTES + 1 }], 0)).toBe(
      'That file is too large: it has 10.1 MB, and at most 10 fit.',
    )
    expect(dropProblem([{ size: 1 }, { size: 1 }], 0)).toContain('one text file at a time')
    expect(dropProblem([{ size: 1 }], 1)).toContain('a folder')
    expect(dropProblem([], 0)).toContain('no file')
  })

  test('names tell languages, and languages give names', () => {
    expect(languageOfFile('x.PY')).toBe('python')
    expect(languageOfFile('a.b.tsx')).toBe('typescript')
    expect(languageOfFile('ring.hpp')).toBe('cpp')
    expect(languageOfFile('Makefile')).toBeNull()
    expect(languageOfFile('py')).toBeNull()
    for (const language of ['python', 'javascript', 'typescript', 'java', 'cpp'] as const)
      expect(languageOfFile(fileNameFor('kata', language))).toBe(language)
    expect(fileNameFor('kata', 'cpp')).toBe('kata.cpp')
  })
})

describe('small words', () => {
  test('a link names lines, and nonsense names none', () => {
    expect(parseLines('L42')).toEqual({ from: 42, to: 42 })
    expect(parseLines('L42-L50')).toEqual({ from: 42, to: 50 })
    expect(parseLines('L50-42')).toEqual({ from: 42, to: 50 })
    for (const bad of ['', 'L', 'L0', 'L-1', 'L1x', '42', '#L42', `L${'9'.repeat(20)}`])
      expect(parseLines(bad)).toBeNull()
    for (const lines of [
      { from: 3, to: 3 },
      { from: 3, to: 9 },
    ])
      expect(parseLines(linesPart(lines))).toEqual(lines)
  })

  test('the title names the room and says when there is news', () => {
    expect(pageTitle(null, true)).toBe('Tandem')
    expect(pageTitle(asRoomId('kata'), false)).toBe('kata · Tandem')
    expect(pageTitle(asRoomId('abcdefghijklmnop'), true)).toBe('● abcdefghij… · Tandem')
  })

  test('an empty text says how to go on, once', () => {
    expect(hintWords(false, false, false)).toContain('Ctrl+Shift+P shows everything')
    expect(hintWords(false, false, true)).toContain('⇧⌘P')
    expect(hintWords(false, true, false)).toContain('button below')
    expect(hintWords(true, false, false)).not.toContain('Share')
  })
})

describe('news', () => {
  test('edits of others while the page is out of sight are news until it is seen', () => {
    const listeners: ((event: { type: string }) => void)[] = []
    const seen: (() => void)[] = []
    const page = {
      visibilityState: 'visible' as DocumentVisibilityState,
      addEventListener: (_type: string, listener: () => void) => void seen.push(listener),
      removeEventListener: () => undefined,
    }
    let state = 'loading'
    const session = {
      status: () => ({ state }),
      on: (listener: (typeof listeners)[number]) => {
        listeners.push(listener)
        return () => undefined
      },
    } as unknown as Parameters<typeof createNews>[0]
    const news = createRoot(() => createNews(session, page))
    const say = (type: string) => {
      for (const listener of listeners) listener({ type })
    }
    page.visibilityState = 'hidden'
    say('change')
    expect(news()).toBe(false)
    state = 'synced'
    say('loaded')
    say('users')
    expect(news()).toBe(false)
    say('change')
    expect(news()).toBe(true)
    page.visibilityState = 'visible'
    for (const listener of seen) listener()
    expect(news()).toBe(false)
    say('change')
    expect(news()).toBe(false)
  })
})
