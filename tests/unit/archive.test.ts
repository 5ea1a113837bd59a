import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, type PeerId, type RoomId } from '../../shared/base/ids.ts'
import { encodeHead } from '../../shared/protocol/codec/encrypted.ts'
import { type ArchivedRoom, readArchive, writeArchive } from '../../signaling/archive/archive.ts'
import { placed } from '../../signaling/archive/placing.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'
import { PrivateRoom } from '../support/private_room.ts'
import { storedRoom } from '../support/stored_room.ts'

const bare = ({ host: _, ...room }: StoredRoom): ArchivedRoom => room

/** The file with its sum made anew. */
function resealed(file: Uint8Array): Uint8Array {
  const body = file.slice(0, -32)
  return Buffer.concat([body, createHash('sha256').update(body).digest()])
}

function replaced(file: Uint8Array, from: string, to: string): Uint8Array {
  const text = Buffer.from(file).toString('latin1')
  expect(text).toContain(from)
  return resealed(Buffer.from(text.replace(from, to), 'latin1'))
}

const part = (kind: 'entry' | 'snapshot', version: number, generation = 1): Uint8Array => {
  const head = encodeHead({ kind, generation, epoch: asEpoch(3), version: asVersion(version) })
  return Buffer.concat([head, Buffer.alloc(60, 7)])
}

function privateRoom(changes: Partial<StoredRoom> = {}): StoredRoom {
  const { access, roomId } = new PrivateRoom('secret' as RoomId)
  const entries = [part('entry', 5), part('entry', 6)]
  const versions = { version: asVersion(7), snapshotVersion: asVersion(5) }
  return {
    ...storedRoom([]),
    ...versions,
    roomId,
    access,
    snapshot: part('snapshot', 5),
    entries,
    ...changes,
  }
}

describe('the file of a room', () => {
  test.each([
    ['an empty room', storedRoom([])],
    ['a room without a snapshot', storedRoom(['one', 'two'])],
    ['a room with a snapshot', storedRoom(['one', 'two', 'three'], 2)],
    ['a room that is its snapshot', storedRoom(['one', 'two'], 2)],
    ['a private room', privateRoom()],
  ])('S22: holds %s as it is', (_, room) => {
    const read = readArchive(writeArchive(room))
    expect(read.ok && read.value).toEqual(
      bare({
        ...room,
        snapshot: room.snapshot && new Uint8Array(room.snapshot),
        entries: room.entries.map((entry) => new Uint8Array(entry)),
      }),
    )
  })

  const file = writeArchive(storedRoom(['one', 'two', 'three'], 2))

  test('S24: ends too early wherever it is cut, and may not go on', () => {
    for (let length = 0; length < file.length; length++)
      expect(readArchive(file.slice(0, length)), `${length}`).toMatchObject({
        ok: false,
        reason: expect.stringMatching(length < 8 ? /no file of a room/ : /ends too early/),
      })
    expect(readArchive(Buffer.concat([file, Buffer.alloc(1)]))).toMatchObject({ ok: false })
  })

  test('S24: is refused whichever byte was altered', () => {
    for (let at = 0; at < file.length; at++) {
      const altered = Uint8Array.from(file)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(readArchive(altered).ok, `${at}`).toBe(false)
    }
  })

  test.each<[string, Uint8Array]>([
    ['an epoch after its own', replaced(file, '"epoch":4', '"epoch":2')],
    [
      'another version of the snapshot',
      replaced(replaced(file, '"version":3', '"version":4'), '"snapshotVersion":2', '"snapshotVersion":3'),
    ],
    ['more entries than there are', replaced(file, '"version":3', '"version":4')],
    ['no language', replaced(file, 'python', 'pythos')],
    ['no room id', replaced(file, '"stored"', '"st/red"')],
    ['an owner that cannot be read', replaced(file, '"access":null', '"access":"no"')],
    ['an epoch without a next one', replaced(file, '"epoch":4', '"epoch":9007199254740991')],
    [
      'an entry in the place of another',
      writeArchive(privateRoom({ entries: [part('entry', 6), part('entry', 5)] })),
    ],
    ['an entry where the snapshot is', writeArchive(privateRoom({ snapshot: part('entry', 5) }))],
    [
      'a key that is not there yet',
      writeArchive(privateRoom({ entries: [part('entry', 5), part('entry', 6, 2)] })),
    ],
    ['text in a private room', writeArchive({ ...storedRoom(['one']), access: privateRoom().access })],
    ['ciphertext in an open room', writeArchive(privateRoom({ access: null }))],
  ])('S24: is refused with a sum that fits too: %s', (_, odd) => {
    expect(readArchive(odd)).toMatchObject({ ok: false, reason: expect.stringMatching(/^The .*\.$/) })
  })
})

describe('where a room is put', () => {
  const host = 'nobody' as PeerId
  const at = (roomId: string, now = 1_000, withoutOwner = false) => ({
    roomId: roomId as RoomId,
    withoutOwner,
    host,
    now,
  })
  const open = bare(storedRoom(['one']))
  const secret = bare(privateRoom())
  const owned = {
    ...open,
    access: JSON.stringify({
      ...JSON.parse(secret.access ?? ''),
      encryption: undefined,
      visibility: 'unlisted',
    }),
  }

  test('S23: its epoch is after its own and not before now', () => {
    expect(placed(open, null, at('other', 1_000))).toMatchObject({
      ok: true,
      value: { epoch: 1_000, roomId: 'other', updatedAt: 1_000, createdAt: 1_000 },
    })
    expect(placed({ ...open, epoch: asEpoch(2_000) }, null, at('stored'))).toMatchObject({
      value: { epoch: 2_001 },
    })
  })

  test('S25: a private room only where it was, and with its owner', () => {
    expect(placed(secret, null, at('secret'))).toMatchObject({ ok: true, value: { access: secret.access } })
    expect(placed(secret, null, at('other'))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/private.*secret only/),
    })
    expect(placed(secret, null, at('other', 1, true)).ok).toBe(false)
    expect(placed(secret, null, at('secret', 1, true)).ok).toBe(false)
  })

  test('S26: rights stay with the id, and go elsewhere only where that is wished', () => {
    expect(placed(owned, null, at('stored'))).toMatchObject({ value: { access: owned.access } })
    expect(placed(owned, null, at('other'))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/--without-owner/),
    })
    expect(placed(owned, null, at('other', 1, true))).toMatchObject({ value: { access: null } })
  })

  test('S26: of one owner’s rights the later ones stay', () => {
    const there = (changes: object) => ({
      ...storedRoom([]),
      access: JSON.stringify({ ...JSON.parse(owned.access), ...changes }),
    })
    const later = there({ revision: 9, anyone: 'viewer' })
    expect(placed(owned, later, at('stored'))).toMatchObject({ value: { access: later.access } })
    for (const other of [
      there({ revision: 0 }),
      there({ revision: 9, owner: 'x'.repeat(43) }),
      storedRoom([]),
    ])
      expect(placed(owned, other, at('stored'))).toMatchObject({ value: { access: owned.access } })
  })
})
