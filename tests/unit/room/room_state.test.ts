import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asFileId, asSeq, MAIN_FILE } from '../../../shared/base/ids.ts'
import { LANGUAGES } from '../../../shared/protocol/language.ts'
import type { Change } from '../../../shared/room/entry.ts'
import {
  apply,
  applyEdit,
  cloneState,
  exportText,
  newRoomState,
  type RoomState,
  roleOf,
  textOf,
} from '../../../shared/room/room_state.ts'
import { hashState } from '../../../shared/room/state_hash.ts'
import { clientOf, lines, plain, replacing, story, textChange, userOf } from '../../support/room_story.ts'

const folded = (...changes: Change[]): RoomState => {
  const state = newRoomState()
  for (const change of changes) apply(state, change)
  return state
}
const created = (file: number, name = 'other'): Change => ({ kind: 'createFile', file: asFileId(file), name })
const typed = (text: string, file = MAIN_FILE, at = 0, length = 0): Change =>
  textChange(replacing(length, at, 0, text), file)

describe('E10: what does not fit does nothing', () => {
  const there = () => folded(typed('12345'), created(1), typed('67', asFileId(1)))
  test.each<[string, Change]>([
    ['an edit of a shorter text', typed('x', MAIN_FILE, 0, 4)],
    ['an edit of a longer text', typed('x', MAIN_FILE, 0, 6)],
    ['an edit of the other file’s length', typed('x', asFileId(1), 0, 5)],
    ['an edit of a file that is not there', typed('x', asFileId(2))],
    ['the main file again', created(0)],
    ['a file that is there already', created(1, 'again')],
    ['a name for a file that is not there', { kind: 'renameFile', file: asFileId(2), name: 'x' }],
    ['the deletion of a file that is not there', { kind: 'deleteFile', file: asFileId(2), deleted: true }],
    ['line ends of a file that is not there', { kind: 'lineEnd', file: asFileId(2), lineEnd: '\r\n' }],
    ['nothing', { kind: 'void', reason: 'notAllowed' }],
  ])('%s', (_, change) => {
    const state = there()
    apply(state, change)
    expect(plain(state)).toEqual(plain(there()))
  })

  test('and its author’s seq counts all the same', () => {
    const state = there()
    applyEdit(state, { clientId: clientOf('a'), seq: asSeq(3), change: typed('x', MAIN_FILE, 0, 99) })
    expect(state.seqs.get(clientOf('a'))).toBe(3)
    expect(plain(state)).toEqual(plain(there()))
  })
})

describe('E12: settings', () => {
  test('the last one committed wins, for everybody', () => {
    const s = story('a', 'b')
    s.set('a', { kind: 'language', language: 'cpp' })
    s.set('b', { kind: 'language', language: 'java' })
    s.push('b')
    s.push('a')
    s.settle()
    s.agreed()
    for (const name of s.names) expect(s.replica(name).view.language).toBe('cpp')
  })

  test('one’s own setting shows until another one is committed after it', () => {
    const s = story('a', 'b')
    s.set('a', { kind: 'language', language: 'cpp' })
    s.set('b', { kind: 'language', language: 'java' })
    s.push('b')
    s.receive('a')
    expect(s.replica('a').view.language).toBe('cpp')
    expect(s.replica('a').doc.language).toBe('java')
  })

  test('names, line ends and roles too', () => {
    const state = folded(
      created(1, 'first'),
      { kind: 'renameFile', file: asFileId(1), name: 'second' },
      { kind: 'renameFile', file: asFileId(1), name: 'third' },
      { kind: 'lineEnd', file: asFileId(1), lineEnd: '\r\n' },
      { kind: 'lineEnd', file: MAIN_FILE, lineEnd: '\r\n' },
      { kind: 'lineEnd', file: MAIN_FILE, lineEnd: '\n' },
      { kind: 'role', user: userOf('a'), role: 'viewer' },
      { kind: 'role', user: userOf('a'), role: 'owner' },
    )
    expect(state.files.get(asFileId(1))).toMatchObject({ name: 'third', lineEnd: '\r\n' })
    expect(state.files.get(MAIN_FILE)).toMatchObject({ name: 'main', lineEnd: '\n' })
    expect(roleOf(state, { userId: userOf('a') })).toBe('owner')
    expect(roleOf(state, { userId: userOf('b') })).toBe('editor')
  })

  test('a deleted file keeps its text, takes edits that were under way, and can come back', () => {
    const s = story('a', 'b')
    s.createFile('a', 1, 'notes')
    s.type('a', 0, 'text', 0, 1)
    s.settle()
    s.set('a', { kind: 'deleteFile', file: asFileId(1), deleted: true })
    s.type('b', 4, ' under way', 0, 1)
    s.settle()
    expect(s.host.doc.files.get(asFileId(1))).toMatchObject({ deleted: true, name: 'notes' })
    s.set('b', { kind: 'deleteFile', file: asFileId(1), deleted: false })
    s.settle()
    s.agreed()
    expect(s.text('a', asFileId(1))).toBe('text under way')
    expect(s.host.doc.files.get(asFileId(1))?.deleted).toBe(false)
  })
})

describe('E11: line ends', () => {
  test('a file’s own are remembered beside it, and its text leaves with them', () => {
    const state = folded(typed('a\nb\n\nc'), { kind: 'lineEnd', file: MAIN_FILE, lineEnd: '\r\n' })
    const file = state.files.get(MAIN_FILE)
    expect(file && exportText(file)).toBe('a\r\nb\r\n\r\nc')
    expect(textOf(state, MAIN_FILE).sliceString(0)).toBe('a\nb\n\nc')
    apply(state, typed('!', MAIN_FILE, 0, 6))
    expect(state.files.get(MAIN_FILE)?.lineEnd).toBe('\r\n')
  })
})

describe('H1: the hash', () => {
  const base = () => folded(typed('one\ntwo'), created(1), typed('x', asFileId(1)))
  test.each<[string, Change[]]>([
    ['a unit', [typed('!', MAIN_FILE, 3, 7)]],
    ['a line', [typed('\n', MAIN_FILE, 7, 7)]],
    ['where a line ends', [textChange(replacing(7, 3, 2, 't\n'))]],
    ['two units that change places', [textChange(replacing(7, 0, 2, 'no'))]],
    ['half of a pair', [typed('\ud83d', MAIN_FILE, 0, 7)]],
    ['the language', [{ kind: 'language', language: 'cpp' }]],
    ['a name', [{ kind: 'renameFile', file: asFileId(1), name: 'another' }]],
    ['line ends', [{ kind: 'lineEnd', file: asFileId(1), lineEnd: '\r\n' }]],
    ['a file that is deleted', [{ kind: 'deleteFile', file: asFileId(1), deleted: true }]],
    ['a file more', [created(2)]],
    ['a role', [{ kind: 'role', user: userOf('a'), role: 'viewer' }]],
    [
      'text that moved to the other file',
      [textChange(replacing(7, 6, 1, '')), typed('o', asFileId(1), 0, 1)],
    ],
  ])('differs with %s', (_, changes) => {
    const state = base()
    for (const change of changes) apply(state, change)
    expect(hashState(state)).not.toBe(hashState(base()))
  })

  test('differs between every two roles and every two languages', () => {
    const roles = (['viewer', 'owner', 'editor'] as const).map((role) =>
      hashState(folded({ kind: 'role', user: userOf('a'), role })),
    )
    expect(new Set(roles).size).toBe(3)
    const languages = LANGUAGES.map((language) => hashState(folded({ kind: 'language', language })))
    expect(new Set(languages).size).toBe(LANGUAGES.length)
  })

  test('is the same however the room came to be, and whoever wrote it', () => {
    const there = folded(
      { kind: 'role', user: userOf('b'), role: 'viewer' },
      { kind: 'role', user: userOf('a'), role: 'owner' },
      created(2, 'second'),
      created(1),
      typed('x', asFileId(1)),
      typed('two'),
      typed('one\n', MAIN_FILE, 0, 3),
    )
    const back = folded(
      typed('one\ntwo'),
      created(1),
      created(2, 'second'),
      typed('x', asFileId(1)),
      { kind: 'role', user: userOf('a'), role: 'owner' },
      { kind: 'role', user: userOf('b'), role: 'viewer' },
    )
    back.seqs.set(clientOf('a'), asSeq(4))
    expect(hashState(there)).toBe(hashState(back))
  })

  test('one unit anywhere always shows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
        fc.nat(),
        fc.nat(0xffff),
        (made, at, unit) => {
          const text = made.replaceAll('\r', '\n')
          const place = at % text.length
          const other = `${text.slice(0, place)}${String.fromCharCode(unit)}${text.slice(place + 1)}`
          fc.pre(text !== other)
          expect(hashState(folded(typed(text)))).not.toBe(hashState(folded(typed(other))))
        },
      ),
    )
  })
})

test('E1: a cloned state shares nothing that can change', () => {
  const state = folded(typed('one'), { kind: 'role', user: userOf('a'), role: 'viewer' })
  const clone = cloneState(state)
  apply(state, typed('!', MAIN_FILE, 0, 3))
  apply(state, { kind: 'role', user: userOf('a'), role: 'owner' })
  apply(state, { kind: 'language', language: 'cpp' })
  state.seqs.set(clientOf('a'), asSeq(0))
  expect(plain(clone)).toEqual(
    plain(folded(typed('one'), { kind: 'role', user: userOf('a'), role: 'viewer' })),
  )
  expect(clone.seqs.size).toBe(0)
  expect(lines('one').eq(textOf(clone, MAIN_FILE))).toBe(true)
})
