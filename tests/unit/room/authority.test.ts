import { describe, expect, test } from 'vitest'
import { asFileId, asSeq, asVersion, MAIN_FILE } from '../../../shared/base/ids.ts'
import type { Span, WireEdit } from '../../../shared/protocol/change.ts'
import { newRoomState } from '../../../shared/room/room_state.ts'
import { turnOf } from '../../../shared/room/turn.ts'
import { clientOf, story, userOf } from '../../support/room_story.ts'

const edit = (name: string, seq: number, ...spans: Span[]): WireEdit => ({
  clientId: clientOf(name),
  seq: asSeq(seq),
  change: { kind: 'edit', file: MAIN_FILE, spans },
})
const insertion = (name: string, seq: number, insert: string): WireEdit => edit(name, seq, [0, 0, insert])

describe('E3: once, however often and by whomever', () => {
  test('the same push again adds nothing, whatever was committed in between', () => {
    const s = story('a', 'b')
    const push = [insertion('a', 0, 'once'), edit('a', 1, [4, 0, '!'])]
    s.admit('a', 0, push)
    s.type('b', 0, 'other ')
    s.push('b')
    for (const base of [0, 1, 2, 3]) {
      // On a later version the places of the copy mean something else; its names do not.
      const again = s.admit('a', base, push)
      expect(again).toMatchObject({ ok: true, value: { entries: [], stopped: null } })
    }
    expect(s.text('host')).toBe('once!other ')
  })

  test('whoever else holds it may push it, before or after its author', () => {
    const s = story('a', 'b')
    s.admit('b', 0, [insertion('a', 0, 'of a')])
    const again = s.admit('a', 0, [insertion('a', 0, 'of a'), edit('a', 1, [0, 0, '> '])])
    expect(again).toMatchObject({ ok: true, value: { entries: [{ seq: 1, by: clientOf('a') }] } })
    expect(s.host.log.entries.map(({ clientId, by }) => [clientId, by])).toEqual([
      [clientOf('a'), clientOf('b')],
      [clientOf('a'), clientOf('a')],
    ])
    expect(s.text('host')).toBe('> of a')
  })

  test('what stands on a copy that falls out is carried as if the copy were not there', () => {
    const s = story('a', 'b')
    s.admit('a', 0, [insertion('a', 0, 'copy')])
    s.type('host', 0, '12')
    // Made on version 0: the copy, and a deletion of its second half.
    s.admit('a', 0, [insertion('a', 0, 'copy'), edit('a', 1, [2, 2, ''])])
    expect(s.text('host')).toBe('12co')
  })
})

describe('E9: in the order of their seqs', () => {
  test('an edit with others missing in between stops the push there, and what came before is taken', () => {
    const s = story('a')
    const pushed = s.admit('a', 0, [insertion('a', 0, 'x'), insertion('a', 2, 'z')])
    expect(pushed).toMatchObject({ ok: true, value: { stopped: 'seqGap', entries: [{ seq: 0 }] } })
    expect(s.admit('a', 1, [insertion('a', 1, 'y'), insertion('a', 2, 'z')])).toMatchObject({
      ok: true,
      value: { stopped: null, entries: [{ seq: 1 }, { seq: 2 }] },
    })
    expect(s.text('host')).toBe('zyx')
  })

  test('a first edit that is not the first is early', () => {
    const s = story('a')
    expect(s.admit('a', 0, [insertion('a', 1, 'x')])).toMatchObject({
      ok: true,
      value: { entries: [], stopped: 'seqGap' },
    })
    expect(s.text('host')).toBe('')
  })

  test.each([
    [-1, 0, 'next'],
    [-1, 1, 'early'],
    [4, 5, 'next'],
    [4, 4, 'past'],
    [4, 0, 'past'],
    [4, 6, 'early'],
  ] as const)('after seq %i the turn of seq %i is %s', (last, seq, turn) => {
    const state = newRoomState()
    if (last >= 0) state.seqs.set(clientOf('a'), asSeq(last))
    state.seqs.set(clientOf('b'), asSeq(99))
    expect(turnOf(state, { clientId: clientOf('a'), seq: asSeq(seq) })).toBe(turn)
  })
})

describe('E10: an edit made on what is not there', () => {
  test('a base outside of the log, or places outside of the text, answer a reason and change nothing', () => {
    const s = story('a')
    s.type('host', 0, '12345')
    s.type('host', 5, '6789')
    s.save()
    s.cut('host', 1)
    const before = s.host.log.entries.length
    expect(s.admit('a', 0, [insertion('a', 0, 'x')])).toEqual({ ok: false, reason: 'staleVersion' })
    expect(s.admit('a', 3, [insertion('a', 0, 'x')])).toEqual({ ok: false, reason: 'staleVersion' })
    expect(s.admit('a', 1, [edit('a', 0, [6, 0, 'x'])])).toEqual({ ok: false, reason: 'outOfBounds' })
    expect(s.admit('a', 1, [edit('a', 0, [0, 6, ''])])).toEqual({ ok: false, reason: 'outOfBounds' })
    // The second edit of a push stands on the first.
    expect(s.admit('a', 1, [edit('a', 0, [0, 3, '']), edit('a', 1, [3, 0, 'x'])])).toEqual({
      ok: false,
      reason: 'outOfBounds',
    })
    expect(s.host.log.entries).toHaveLength(before)
    expect(s.admit('a', 1, [edit('a', 0, [5, 0, 'x']), edit('a', 1, [6, 0, 'y'])]).ok).toBe(true)
    expect(s.text('host')).toBe('123456789xy')
  })

  test('an edit in a file that is not there is refused and does nothing', () => {
    const s = story('a', 'b')
    s.limits = { ...s.limits, files: 1 }
    s.createFile('a', 7)
    s.type('a', 0, 'lost', 0, 7)
    s.type('a', 0, 'kept')
    s.settle()
    s.agreed()
    s.same('kept')
    expect([...s.host.doc.files.keys()]).toEqual([MAIN_FILE])
    expect(s.refused('a')).toEqual([
      { text: '', reason: 'tooManyFiles' },
      { text: 'lost', reason: 'noSuchFile' },
    ])
  })

  test.each([
    { kind: 'renameFile', name: 'x' } as const,
    { kind: 'deleteFile', deleted: true } as const,
    { kind: 'lineEnd', lineEnd: '\r\n' } as const,
  ])('$kind of a file that is not there is refused', (change) => {
    const s = story('a')
    s.set('a', { ...change, file: asFileId(9) })
    s.settle()
    s.agreed()
    expect(s.refused('a')).toEqual([{ text: '', reason: 'noSuchFile' }])
  })

  test('two people create one file: the first has it, and the text of both is in it', () => {
    const s = story('a', 'b')
    s.createFile('a', 1, 'of a')
    s.type('a', 0, 'aaa', 0, 1)
    s.createFile('b', 1, 'of b')
    s.type('b', 0, 'bbb', 0, 1)
    s.settle()
    s.agreed()
    expect(s.host.doc.files.get(asFileId(1))?.name).toBe('of a')
    expect(s.text('b', asFileId(1))).toHaveLength(6)
    expect(s.refused('b')).toEqual([{ text: '', reason: 'notAllowed' }])
  })
})

describe('E14: roles', () => {
  test('a viewer’s edits of every kind are refused, and a viewer’s only', () => {
    const s = story('a', 'b')
    s.set('host', { kind: 'role', user: userOf('a'), role: 'viewer' })
    s.settle()
    s.type('a', 0, 'text')
    s.set('a', { kind: 'language', language: 'cpp' })
    s.createFile('a', 1)
    s.set('a', { kind: 'role', user: userOf('a'), role: 'editor' })
    s.type('b', 0, 'b may')
    s.settle()
    s.agreed()
    s.same('b may')
    expect(s.refused('a').map(({ reason }) => reason)).toEqual(Array(4).fill('notAllowed'))
    expect(s.host.doc.language).toBe('python')
    expect(s.refused('b')).toEqual([])
  })

  test('while there is no owner the host sets roles, and no guest does', () => {
    const s = story('a')
    s.set('a', { kind: 'role', user: userOf('a'), role: 'owner' })
    s.settle()
    expect(s.refused('a')).toHaveLength(1)
    expect(s.host.doc.roles.size).toBe(0)
    s.set('host', { kind: 'role', user: userOf('a'), role: 'owner' })
    s.settle()
    expect(s.host.doc.roles.get(userOf('a'))).toBe('owner')
  })

  test('once there is an owner, owners set roles and the host does not', () => {
    const s = story('a', 'b')
    s.set('host', { kind: 'role', user: userOf('a'), role: 'owner' })
    s.settle()
    s.set('host', { kind: 'role', user: userOf('b'), role: 'viewer' })
    expect(s.refused('host')).toEqual([{ text: '', reason: 'notAllowed' }])
    s.set('b', { kind: 'role', user: userOf('b'), role: 'owner' })
    s.set('a', { kind: 'role', user: userOf('host'), role: 'viewer' })
    s.settle()
    s.agreed()
    expect(s.refused('b')).toEqual([{ text: '', reason: 'notAllowed' }])
    expect([...s.host.doc.roles].sort()).toEqual([
      [userOf('a'), 'owner'],
      [userOf('host'), 'viewer'],
    ])
    s.type('host', 0, 'now a viewer')
    expect(s.text('host')).toBe('')
  })
})

describe('E15: limits', () => {
  test('the text may reach its limit and not pass it, in all files together', () => {
    const s = story('a')
    s.limits = { ...s.limits, units: 10 }
    s.createFile('host', 1)
    s.type('host', 0, 'four', 0, 1)
    s.settle()
    s.type('a', 0, '123456')
    s.settle()
    expect(s.refused('a')).toEqual([])
    s.type('a', 0, '7')
    s.settle()
    expect(s.refused('a')).toEqual([{ text: '7', reason: 'documentFull' }])
    s.same('123456')
  })

  test('B3: a log that is as long as it may be takes nothing more, and what was refused makes it longer', () => {
    const s = story('a')
    s.type('host', 0, 'x')
    s.limits = { ...s.limits, entries: 2 }
    s.type('a', 0, 'y')
    s.settle()
    expect(s.refused('a')).toEqual([])
    s.type('a', 0, 'z')
    s.settle()
    expect(s.refused('a')).toEqual([{ text: 'z', reason: 'logFull' }])
    s.same('xy')
  })

  test('in a full room, and in one that is fuller than it may be, what does not grow is taken', () => {
    const s = story('a')
    s.type('host', 0, '123456789')
    s.limits = { ...s.limits, units: 5 }
    s.settle()
    s.type('a', 0, 'ab', 2)
    s.settle()
    s.type('a', 8, '', 1)
    s.settle()
    s.set('a', { kind: 'language', language: 'java' })
    s.settle()
    s.createFile('a', 1)
    s.settle()
    expect(s.refused('a')).toEqual([])
    s.type('a', 0, 'x')
    s.settle()
    expect(s.refused('a')).toHaveLength(1)
    s.same('ab345678')
    s.agreed()
  })

  test('files may reach their limit and not pass it; a deleted one still counts', () => {
    const s = story('a')
    s.limits = { ...s.limits, files: 2 }
    s.createFile('a', 1)
    s.set('a', { kind: 'deleteFile', file: asFileId(1), deleted: true })
    s.createFile('a', 2)
    s.set('a', { kind: 'renameFile', file: asFileId(1), name: 'new' })
    s.settle()
    s.agreed()
    expect(s.refused('a')).toEqual([{ text: '', reason: 'tooManyFiles' }])
    expect(s.host.doc.files.get(asFileId(1))).toMatchObject({ name: 'new', deleted: true })
  })
})

test('E9: an entry keeps its author, and names the one who pushed it and the epoch', () => {
  const s = story('a')
  s.type('a', 0, 'x')
  s.push('a')
  expect(s.host.log.entries[0]).toMatchObject({
    clientId: clientOf('a'),
    by: clientOf('a'),
    seq: 0,
    epoch: 1,
  })
  expect(asVersion(s.host.log.entries.length)).toBe(1)
})
