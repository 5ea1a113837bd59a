import { describe, expect, test } from 'vitest'
import {
  asEpoch,
  asFileId,
  asVersion,
  MAIN_FILE,
  type PeerId,
  type RoomId,
} from '../../../shared/base/ids.ts'
import type { WireChange } from '../../../shared/protocol/change.ts'
import { decodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { Reader } from '../../../signaling/rooms/reader.ts'
import { MemoryStore } from '../../../signaling/store/memory_store.ts'
import { entriesOf, insert, ROOM } from '../../support/rooms_scene.ts'

const EPOCH = asEpoch(5)
const SECOND = asFileId(1)
const crlf = (file = MAIN_FILE): WireChange => ({ kind: 'lineEnd', file, lineEnd: '\r\n' })
const create = (file: number, name: string): WireChange => ({
  kind: 'createFile',
  file: asFileId(file),
  name,
})
const insertInto = (file: number, text: string): WireChange => ({
  kind: 'edit',
  file: asFileId(file),
  spans: [[0, 0, text]],
})

/** The view of a room with these changes. */
async function viewOf(...changes: WireChange[]) {
  const store = new MemoryStore()
  await store.fence(ROOM, EPOCH, 'host' as PeerId, 1_000)
  await store.append(ROOM, EPOCH, asVersion(0), entriesOf(EPOCH, 0, changes), 'cpp', 2_000)
  return new Reader(store).read(ROOM)
}

describe('W2: a room as HTTP answers it', () => {
  test('has the main file’s text, its times and its version', async () => {
    expect(await viewOf(insert(0, 'one\ntwo\n'))).toEqual({
      roomId: ROOM,
      language: 'python',
      version: 1,
      createdAt: 1_000,
      updatedAt: 2_000,
      code: 'one\ntwo\n',
    })
  })

  test('has the language that its entries set', async () => {
    expect((await viewOf(insert(0, 'x'), { kind: 'language', language: 'java' }))?.language).toBe('java')
  })

  test('has the file’s own line ends, all of them, as they were set last', async () => {
    expect((await viewOf(insert(0, 'one\n\ntwo\n'), crlf()))?.code).toBe('one\r\n\r\ntwo\r\n')
    expect((await viewOf(crlf(), insert(0, '\ta\n👍🏽\u2028b')))?.code).toBe('\ta\r\n👍🏽\u2028b')
    const back: WireChange = { kind: 'lineEnd', file: MAIN_FILE, lineEnd: '\n' }
    expect((await viewOf(insert(0, 'one\ntwo'), crlf(), back))?.code).toBe('one\ntwo')
  })

  test('lists the files only where there are several, in their order, the main one first', async () => {
    expect(await viewOf(insert(0, 'x'))).not.toHaveProperty('files')
    const view = await viewOf(
      create(9, 'ninth'),
      insertInto(9, 'nine\n'),
      crlf(asFileId(9)),
      create(1, 'second'),
      insert(0, 'main\n'),
      { kind: 'renameFile', file: SECOND, name: 'other' },
    )
    expect(view?.files).toEqual([
      { file: 0, name: 'main', code: 'main\n' },
      { file: 1, name: 'other', code: '' },
      { file: 9, name: 'ninth', code: 'nine\r\n' },
    ])
  })

  test('has no deleted file, and has it again when it comes back', async () => {
    const deleted = (value: boolean): WireChange => ({ kind: 'deleteFile', file: SECOND, deleted: value })
    const three = [create(1, 'second'), insertInto(1, 'kept'), create(2, 'third')]
    expect((await viewOf(...three, deleted(true)))?.files?.map(({ name }) => name)).toEqual(['main', 'third'])
    expect((await viewOf(...three, deleted(true), deleted(false)))?.files?.[1]).toMatchObject({
      code: 'kept',
    })
    expect(await viewOf(create(1, 'second'), deleted(true))).not.toHaveProperty('files')
  })

  test('is null where there is none, and empty where nothing was written', async () => {
    expect(await new Reader(new MemoryStore()).read('nothing' as RoomId)).toBeNull()
    expect(await viewOf()).toMatchObject({ code: '', version: 0 })
  })
})

test('W3: the list has of each room what the store knows without reading its log', async () => {
  const store = new MemoryStore()
  const ids = ['one', 'two', 'three'] as RoomId[]
  for (const [i, id] of ids.entries()) await store.fence(id, EPOCH, 'host' as PeerId, 1_000 + i)
  const reader = new Reader(store)
  const first = await reader.list(2, null)
  expect(first.rooms).toEqual([
    { roomId: 'three', language: 'python', version: 0, createdAt: 1_002, updatedAt: 1_002 },
    { roomId: 'two', language: 'python', version: 0, createdAt: 1_001, updatedAt: 1_001 },
  ])
  const second = await reader.list(2, first.next)
  expect(second).toMatchObject({ rooms: [{ roomId: 'one' }], next: null })
  expect(await reader.list(2, 'nonsense')).toEqual({ rooms: [], next: null })
})

test('W11: the stored log is the welcome that a newcomer is given', async () => {
  const store = new MemoryStore()
  expect(await new Reader(store).log(ROOM)).toBeNull()
  await store.fence(ROOM, EPOCH, 'host' as PeerId, 1_000)
  await store.append(ROOM, EPOCH, asVersion(0), entriesOf(EPOCH, 0, [insert(0, 'one'), crlf()]), 'cpp', 2_000)
  const log = await new Reader(store).log(ROOM)
  const message = decodeMessage(log ?? new Uint8Array())
  expect(message).toMatchObject({
    ok: true,
    value: { type: 'welcome', epoch: EPOCH, from: 0, saved: 2, snapshot: null },
  })
})
