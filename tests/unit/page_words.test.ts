import { describe, expect, test } from 'vitest'
import { noticeWords } from '../../client/state/notice_words.ts'
import { initials, PERSON_COLORS, personColor, typingWords } from '../../client/state/person.ts'
import { newRoomId, parseJoinInput, roomUrl } from '../../client/state/room_link.ts'
import { parseRoute } from '../../client/state/route.ts'
import { nextTheme } from '../../client/state/settings.ts'
import { canWait, isUnsaved, pathWords, saveWords, stateWords } from '../../client/state/status_words.ts'
import { browserStorage } from '../../client/state/storage.ts'
import { asVersion, parseRoomId } from '../../shared/base/ids.ts'
import type { State } from '../../shared/session/status.ts'
import { STATUS } from '../support/fake_session.ts'

const STATES: readonly State[] = [
  'loading',
  'synced',
  'saving',
  'saved',
  'reconnecting',
  'offline',
  'readonly',
]

describe('status', () => {
  test('P6: each state has its own words', () => {
    expect(Object.fromEntries(STATES.map((state) => [state, stateWords({ ...STATUS, state })]))).toEqual({
      loading: 'Opening the room…',
      synced: 'In sync',
      saving: 'Saving…',
      saved: 'Saved',
      reconnecting: 'Reconnecting, your edits are kept',
      offline: 'Offline, your edits are kept',
      readonly: 'View only',
    })
  })

  test('what is saved may be shown a moment later, what is not never', () => {
    const saving = { ...STATUS, state: 'saving', pending: 1 } as const
    const saved = { ...STATUS, state: 'saved', pending: 0, version: asVersion(7) } as const
    expect(canWait(saving, saved)).toBe(true)
    expect(canWait(saving, { ...saving, pending: 2 })).toBe(true)
    expect(canWait(saved, saving)).toBe(false)
    expect(canWait(saving, { ...saving, state: 'offline' })).toBe(false)
    expect(canWait(saving, { ...saved, server: !saved.server })).toBe(false)
    const away = { ...STATUS, state: 'reconnecting' } as const
    expect(canWait(away, { ...away, pending: 1 })).toBe(false)
  })

  test('P6: without the server saving waits, and the words say so', () => {
    expect(stateWords({ ...STATUS, state: 'saving', server: false })).toBe('Saving waits for the server')
    expect(stateWords({ ...STATUS, state: 'saved', server: false })).toBe('Saved')
    const turnedAway = { ...STATUS, state: 'saving', denied: 'roomFull' } as const
    expect(stateWords({ ...turnedAway, path: 'hosting' })).toBe('Saving waits for the server')
    expect(stateWords({ ...turnedAway, path: 'direct' })).toBe('Saving…')
  })

  test('P6: what is not saved is kept in this browser or as long as the page is open, and the words say which', () => {
    const unsaved = { ...STATUS, pending: 2, path: 'none' } as const
    for (const [state, words] of [
      ['reconnecting', 'Reconnecting, your edits are kept'],
      ['offline', 'Offline, your edits are kept'],
    ] as const) {
      expect(stateWords({ ...unsaved, state })).toBe(`${words} as long as this page is open`)
      expect(stateWords({ ...unsaved, state, kept: true })).toBe(`${words} in this browser`)
      expect(stateWords({ ...unsaved, state, kept: true, pending: 0 })).toBe(words)
      expect(stateWords({ ...unsaved, state, kept: true, pending: 0, saved: asVersion(4) })).toBe(
        `${words} in this browser`,
      )
      expect(saveWords({ ...unsaved, state })).toContain('kept as long as this page is open')
    }
  })

  test('P6: a page that was turned away, or that no way leads to the host from, is not called connecting', () => {
    const away = { ...STATUS, path: 'none' } as const
    expect(stateWords({ ...away, state: 'loading', denied: 'roomFull' })).toBe('Not in the room')
    expect(stateWords({ ...away, state: 'offline', denied: 'roomFull', pending: 1 })).toBe(
      'Not in the room, your edits are kept as long as this page is open',
    )
    const noPath = { ...away, state: 'reconnecting', obstacle: 'relayOff' } as const
    expect(stateWords(noPath)).toBe('No direct path to the host, your edits are kept')
    // Without the server or a host nothing is known of paths.
    for (const unknown of [{ server: false }, { host: null }, { obstacle: 'unreachable' }] as const)
      expect(stateWords({ ...noPath, ...unknown })).toBe('Reconnecting, your edits are kept')
  })

  test('P6: the way to the host is told in words, with whole milliseconds where they are known', () => {
    expect(pathWords({ path: 'hosting', latency: null })).toBe('Hosting')
    expect(pathWords({ path: 'direct', latency: 23.6 })).toBe('Direct 24 ms')
    expect(pathWords({ path: 'direct', latency: null })).toBe('Direct')
    expect(pathWords({ path: 'relay', latency: 80 })).toBe('Relayed 80 ms')
    expect(pathWords({ path: 'none', latency: 12 })).toBe('')
  })

  test('P6: the save key never claims that something is saved that is not', () => {
    const claims = STATES.filter((state) => /^Already saved/.test(saveWords({ ...STATUS, state })))
    expect(claims).toEqual(['synced', 'saved'])
  })

  test('P7: closing is questioned when something could be lost, and only then', () => {
    const ask = (state: State, pending: number, saved: number, version: number) =>
      isUnsaved({ ...STATUS, state, pending, saved: asVersion(saved), version: asVersion(version) })
    for (const state of ['saving', 'reconnecting', 'offline'] as const) {
      expect(ask(state, 1, 5, 5)).toBe(true)
      expect(ask(state, 0, 4, 5)).toBe(true)
      expect(ask(state, 0, 5, 5)).toBe(false)
    }
    for (const state of ['loading', 'synced', 'saved', 'readonly'] as const)
      expect(ask(state, 3, 0, 9)).toBe(false)
  })

  test('P7: what is on this browser’s disk and on its way to the store is safe, on the disk alone it is not', () => {
    const kept = { ...STATUS, state: 'saving', kept: true, pending: 1 } as const
    expect(isUnsaved(kept)).toBe(false)
    expect(isUnsaved({ ...kept, kept: false })).toBe(true)
    expect(isUnsaved({ ...kept, server: false })).toBe(true)
    expect(isUnsaved({ ...kept, state: 'reconnecting', path: 'none' })).toBe(true)
    expect(isUnsaved({ ...kept, denied: 'roomFull' })).toBe(true)
  })
})

describe('joining', () => {
  const joined = (input: string) => {
    const answer = parseJoinInput(input)
    return answer.ok ? answer.roomId : null
  }
  const problem = (input: string) => {
    const answer = parseJoinInput(input)
    return answer.ok ? null : answer.problem
  }

  test.each([
    ['abc-_9', 'abc-_9'],
    ['  abc \n', 'abc'],
    ['https://tandem.example/r/abc', 'abc'],
    ['tandem.example/r/abc/', 'abc'],
    ['http://127.0.0.1:3000/r/abc?x=1#top', 'abc'],
    ['https://tandem.example/some/path/r/abc', 'abc'],
    ['/r/abc', 'abc'],
    ['r/abc', 'abc'],
    ['<https://tandem.example/r/abc>', 'abc'],
  ])('P8: %j leads to the room', (input, id) => {
    expect(joined(input)).toBe(id)
  })

  test.each([
    ['', /Paste/],
    ['   ', /Paste/],
    ['two words', /not a room id/],
    ['x'.repeat(65), /not a room id/],
    ['https://tandem.example/r/%2e%2e', /not a room id/],
    [`https://tandem.example/r/${'x'.repeat(65)}`, /not a room id/],
    ['https://tandem.example/', /does not lead to a room/],
    ['https://tandem.example/r/', /does not lead to a room/],
    ['https://tandem.example/r/abc/def', /does not lead to a room/],
    ['javascript:alert(1)//x', /does not lead to a room/],
  ])('P8: %j is answered with a plain sentence', (input, sentence) => {
    expect(problem(input)).toMatch(sentence)
  })

  test('P8: a link keeps its fragment, which may name lines', () => {
    const hash = (input: string) => {
      const answer = parseJoinInput(input)
      return answer.ok ? answer.hash : null
    }
    expect(hash('https://tandem.example/r/abc#L42-L50')).toBe('#L42-L50')
    expect(hash('tandem.example/r/abc/?x=1#L42')).toBe('#L42')
    expect(hash('https://tandem.example/r/abc?x=1')).toBe('')
    expect(hash('abc')).toBe('')
  })

  test('P8: a shared link leads back to its room', () => {
    const id = parseRoomId('abc-_9')
    if (id === null) throw new Error('not an id')
    expect(joined(roomUrl('https://tandem.example', id))).toBe(id)
  })

  test('P9: a new room id is 16 characters, each from all 64 of the alphabet', () => {
    let n = 0
    const ids = [...Array(64).keys()].map(() => newRoomId(() => (n++ % 64) / 64))
    expect(ids.every((id) => id.length === 16)).toBe(true)
    expect(new Set(ids.join('')).size).toBe(64)
    expect(() => newRoomId(() => 7)).toThrow(RangeError)
  })

  test('P8: an address names the start page, a room or nothing', () => {
    expect(parseRoute('/')).toEqual({ page: 'landing' })
    expect(parseRoute('/r/abc')).toEqual({ page: 'room', roomId: 'abc' })
    expect(parseRoute('/r/abc/')).toEqual({ page: 'room', roomId: 'abc' })
    for (const path of ['/r/', '/r', '/r/a b', '/r/a/b', '/x', `/r/${'x'.repeat(65)}`])
      expect(parseRoute(path)).toEqual({ page: 'notFound' })
  })
})

describe('people', () => {
  test.each([
    ['Quiet Otter', 'QO'],
    ['ana', 'A'],
    ['Ana Maria  de Souza', 'AS'],
    ['Étienne', 'É'],
    ['李 小龙', '李小'],
    ['𝒜da Lovelace', '𝒜L'],
    ['(x) [y]', 'XY'],
    ['😀', '?'],
    ['', '?'],
  ])('P10: %j has the initials %j', (name, expected) => {
    expect(initials(name)).toBe(expected)
  })

  test('P10: any number from the wire is one of the colours', () => {
    for (const n of [0, 9, 10, 255, -3, 2.7]) {
      expect(personColor(n)).toBeGreaterThanOrEqual(0)
      expect(personColor(n)).toBeLessThan(PERSON_COLORS)
      expect(Number.isInteger(personColor(n))).toBe(true)
    }
    expect(personColor(13)).toBe(3)
  })

  test('P10: who types is told in one line, however many they are', () => {
    expect(typingWords([])).toBe('')
    expect(typingWords(['Ana'])).toBe('Ana is typing…')
    expect(typingWords(['Ana', 'Kim'])).toBe('Ana and Kim are typing…')
    expect(typingWords(['Ana', 'Kim', 'Lu', 'Bo'])).toBe('Ana and 3 others are typing…')
  })

  test('P11: notices are plain lines', () => {
    expect(noticeWords({ kind: 'joined', userName: 'Ana' })).toBe('Ana joined')
    expect(noticeWords({ kind: 'left', userName: 'Ana' })).toBe('Ana left')
    expect(noticeWords({ kind: 'host', userName: 'Ana', self: false })).toBe('Ana is now host')
    expect(noticeWords({ kind: 'host', userName: 'Ana', self: true })).toBe('You are now host')
    expect(noticeWords({ kind: 'language', userName: 'Ana', language: 'typescript' })).toBe(
      'Ana set the language to TypeScript',
    )
    expect(noticeWords({ kind: 'language', userName: null, language: 'cpp' })).toBe('The language is now C++')
    expect(noticeWords({ kind: 'refused', reason: 'documentFull', text: 'x' })).toContain(
      'The text is as large as it may get.',
    )
    expect(noticeWords({ kind: 'denied', reason: 'roomFull' })).toContain('The room is full.')
  })
})

describe('settings', () => {
  const refuse = (): never => {
    throw new Error('storage is blocked')
  }

  test('P12: what was chosen is kept for the page’s life where the browser keeps nothing', () => {
    const storage = browserStorage(refuse)
    expect(storage.get('theme')).toBeNull()
    storage.set('theme', 'dark')
    expect(storage.get('theme')).toBe('dark')
  })

  test('P12: what was chosen is kept by the browser where it can, also after it was full', () => {
    const kept = new Map<string, string>()
    let full = true
    const fake = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => (full ? refuse() : kept.set(key, value)),
    } as unknown as Storage
    const storage = browserStorage(() => fake)
    storage.set('theme', 'dark')
    expect([storage.get('theme'), kept.size]).toEqual(['dark', 0])
    full = false
    storage.set('theme', 'light')
    expect([storage.get('theme'), kept.get('theme')]).toEqual(['light', 'light'])
  })

  test('P12: one button goes through all the themes', () => {
    expect(nextTheme('system')).toBe('light')
    expect(nextTheme('light')).toBe('dark')
    expect(nextTheme('dark')).toBe('system')
  })
})
