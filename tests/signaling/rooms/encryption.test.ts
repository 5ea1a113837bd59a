import { describe, expect, test } from 'vitest'
import { asEpoch, asVersion, type Epoch } from '../../../shared/base/ids.ts'
import type { AccessChange } from '../../../shared/protocol/access.ts'
import { decodeEncryptedLog, readEncrypted } from '../../../shared/protocol/codec/encrypted.ts'
import { encodeSnapshot } from '../../../shared/protocol/codec/store.ts'
import { newRoomState } from '../../../shared/room/room_state.ts'
import { toSnapshot } from '../../../shared/room/snapshot.ts'
import { Vault } from '../../../shared/session/vault.ts'
import { checkOf } from '../../../signaling/identity.ts'
import { MemoryKeys, PrivateRoom } from '../../support/private_room.ts'
import { seeded } from '../../support/random.ts'
import { accepted, codeOf, entriesOf, insert, ROOM, RoomsScene } from '../../support/rooms_scene.ts'

const claimOf = (room: PrivateRoom): Extract<AccessChange, { kind: 'claim' }> => ({
  kind: 'claim',
  owner: room.check('owner'),
  editor: room.check('editor'),
  viewer: room.check('viewer'),
  visibility: 'private',
  anyone: null,
  encryption: room.encryption,
})

/** What the pages of a room encrypt with. */
function vaultOf(room: PrivateRoom): Vault {
  const vault = new Vault({
    roomId: room.roomId,
    keys: new MemoryKeys({ owner: room.ownerKey }),
    random: seeded(5),
    unlocked: () => undefined,
  })
  vault.heard(room.rules)
  return vault
}

/** A private room that `owner` made and hosts. */
async function hosted() {
  const scene = new RoomsScene()
  const room = new PrivateRoom(ROOM)
  const owner = scene.page('owner')
  const { epoch } = accepted(await owner.join())
  accepted(await owner.access(claimOf(room)))
  owner.bearer = room.bearer('owner')
  const visitor = (name: string, bearer?: string) => {
    const page = scene.page(name)
    page.bearer = bearer
    return page
  }
  const vault = vaultOf(room)
  const entries = (from: number, texts: readonly string[], at: Epoch = epoch, by = vault) =>
    entriesOf(
      at,
      from,
      texts.map((text) => insert(0, text)),
    ).map((plain, i) => by.encrypt({ kind: 'entry', epoch: at, version: asVersion(from + i) }, plain))
  return { scene, room, owner, epoch, visitor, vault, entries }
}

describe('X1: a room is private from its beginning or never', () => {
  test('a claim as private brings a wrapped key, any other none', async () => {
    const room = new PrivateRoom(ROOM)
    for (const [visibility, encryption, code] of [
      ['private', undefined, 'notAllowed'],
      ['unlisted', room.encryption, 'notAllowed'],
      ['private', room.encryption, 'ok'],
    ] as const) {
      const page = new RoomsScene().page('owner')
      accepted(await page.join())
      const { encryption: _none, ...claim } = claimOf(room)
      expect(codeOf(await page.access({ ...claim, visibility, ...(encryption && { encryption }) }))).toBe(
        code,
      )
    }
  })

  test('no change leads in or out', async () => {
    const { owner, scene } = await hosted()
    for (const visibility of ['public', 'unlisted'] as const)
      expect(codeOf(await owner.access({ kind: 'rules', visibility }))).toBe('notAllowed')
    accepted(await owner.access({ kind: 'rules', knock: true }))
    expect(owner.last('rules')?.rules).toMatchObject({ visibility: 'private', encryption: { generation: 1 } })
    const other = scene.page('other', 'open' as typeof ROOM)
    accepted(await other.join())
    const { encryption: _none, ...open } = claimOf(new PrivateRoom('open' as typeof ROOM))
    accepted(await other.access({ ...open, visibility: 'unlisted' }))
    expect(codeOf(await other.access({ kind: 'rules', visibility: 'private' }))).toBe('notAllowed')
  })

  test('each new link of a private room brings the next key, and that of another room none', async () => {
    const { owner, room } = await hosted()
    room.end('editor')
    const link = { kind: 'link', role: 'editor', generation: 2, check: room.check('editor') } as const
    expect(codeOf(await owner.access(link))).toBe('staleKey')
    expect(codeOf(await owner.access({ ...link, encryption: { ...room.encryption, generation: 3 } }))).toBe(
      'staleKey',
    )
    accepted(await owner.access({ ...link, encryption: room.encryption }))
    expect(owner.last('rules')?.rules.encryption?.generation).toBe(2)
    const open = new RoomsScene()
    const maker = open.page('maker')
    accepted(await maker.join())
    const { encryption: _none, ...claim } = claimOf(room)
    accepted(await maker.access({ ...claim, visibility: 'public' }))
    expect(codeOf(await maker.access({ ...link, encryption: room.encryption }))).toBe('staleKey')
  })
})

describe('X2: of a private room the server takes and gives ciphertext only', () => {
  test('nothing in the clear, of another epoch, place, kind or key', async () => {
    const { owner, epoch, entries, vault, room } = await hosted()
    const append = async (from: number, bytes: readonly Uint8Array[]) =>
      codeOf(await owner.append(epoch, from, bytes))
    expect(await append(0, entriesOf(epoch, 0, [insert(0, 'x')]))).toBe('malformed')
    expect(await append(0, entries(0, ['x'], asEpoch(epoch + 1)))).toBe('malformed')
    expect(await append(0, entries(1, ['x']))).toBe('malformed')
    expect(await append(0, [...entries(0, ['x']), ...entries(0, ['y'])])).toBe('malformed')
    expect(
      await append(0, [vault.encrypt({ kind: 'snapshot', epoch, version: asVersion(0) }, new Uint8Array(9))]),
    ).toBe('malformed')
    expect(await append(0, [new Uint8Array([2])])).toBe('malformed')
    expect(await append(0, entries(0, ['x', 'y']))).toBe('ok')
    room.end('viewer')
    const link = { kind: 'link', role: 'viewer', generation: 2, check: room.check('viewer') } as const
    accepted(await owner.access({ ...link, encryption: room.encryption }))
    expect(await append(2, entries(2, ['z']))).toBe('staleKey')
    expect(await append(2, entries(2, ['z'], epoch, vaultOf(room)))).toBe('ok')
  })

  test('a room that is not private takes no ciphertext', async () => {
    const { entries } = await hosted()
    const page = new RoomsScene().page('page')
    const { epoch } = accepted(await page.join())
    expect(codeOf(await page.append(epoch, 0, entries(0, ['x'], epoch)))).toBe('malformed')
  })

  test('newcomers, the next host and readers get what was stored, byte by byte', async () => {
    const { scene, owner, epoch, entries, visitor, room } = await hosted()
    const bytes = entries(0, ['x', 'y', 'z'])
    accepted(await owner.append(epoch, 0, bytes))
    const guest = visitor('guest', room.bearer('editor'))
    const { stored, rules } = accepted(await guest.join())
    expect(rules?.encryption).toEqual(owner.last('rules')?.rules.encryption)
    const check = checkOf(room.bearer('editor'))
    const read = await scene.reader.log(ROOM, check)
    for (const log of [stored, read])
      expect(decodeEncryptedLog(log ?? new Uint8Array())).toEqual({
        ok: true,
        value: { epoch, from: 0, snapshot: null, entries: bytes },
      })
    await owner.leave()
    await scene.pass()
    const promoted = guest.last('hostChanged')
    expect(promoted?.host).toBe(guest.peerId)
    expect(decodeEncryptedLog(promoted?.stored ?? new Uint8Array())).toMatchObject({
      value: { entries: bytes },
    })
    expect(await scene.reader.read(ROOM)).toBeNull()
    expect(await scene.reader.read(ROOM, check)).toEqual({
      roomId: ROOM,
      version: 3,
      encrypted: true,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    })
  })
})

describe('X8: the log of a private room', () => {
  const snapshotAt = (vault: Vault, epoch: Epoch, version: number) =>
    vault.encrypt(
      { kind: 'snapshot', epoch, version: asVersion(version) },
      encodeSnapshot(toSnapshot(newRoomState(), asVersion(version), [[epoch, asVersion(version)]])),
    )

  test('is compacted with what its host sends, and never by the server', async () => {
    const { scene, owner, epoch, entries, vault } = await hosted()
    for (let from = 0; from < 8_192; from += 4_096)
      accepted(
        await owner.append(
          epoch,
          from,
          entries(
            from,
            Array.from({ length: 4_096 }, () => 'x'),
          ),
        ),
      )
    await scene.pass()
    expect((await scene.memory.find(ROOM))?.snapshotVersion).toBe(0)
    const bytes = snapshotAt(vault, epoch, 8_000)
    const reply = await owner.snapshot({ epoch, part: 0, parts: 1, bytes, compacts: true })
    expect(reply).toEqual({ ok: true, epoch, version: 8_000 })
    const stored = await scene.memory.load(ROOM)
    expect(stored).toMatchObject({ snapshotVersion: 8_000, version: 8_192 })
    expect(stored?.snapshot).toEqual(bytes)
    const [first] = stored?.entries ?? []
    expect(readEncrypted(first ?? new Uint8Array())).toMatchObject({ value: { version: 8_000 } })
    // Older ones, and such as reach beyond the log, change nothing.
    for (const version of [4_000, 9_000])
      expect(
        await owner.snapshot({
          epoch,
          part: 0,
          parts: 1,
          bytes: snapshotAt(vault, epoch, version),
          compacts: true,
        }),
      ).toEqual({ ok: true, epoch, version: 0 })
  })

  test('takes no snapshot in the clear, of another epoch, or under another key; another room takes none at all', async () => {
    const { owner, epoch, vault, entries, room } = await hosted()
    accepted(await owner.append(epoch, 0, entries(0, ['x', 'y'])))
    const clear = encodeSnapshot(toSnapshot(newRoomState(), asVersion(2), [[epoch, asVersion(2)]]))
    const send = async (bytes: Uint8Array, compacts?: boolean) =>
      codeOf(await owner.snapshot({ epoch, part: 0, parts: 1, bytes, ...(compacts && { compacts }) }))
    for (const compacts of [true, false]) {
      expect(await send(clear, compacts)).toBe('malformed')
      expect(await send(snapshotAt(vault, asEpoch(epoch + 1), 2), compacts)).toBe('malformed')
      const [entry] = entries(2, ['z'])
      expect(await send(entry ?? new Uint8Array(), compacts)).toBe('malformed')
    }
    room.end('viewer')
    const link = { kind: 'link', role: 'viewer', generation: 2, check: room.check('viewer') } as const
    accepted(await owner.access({ ...link, encryption: room.encryption }))
    expect(await send(snapshotAt(vault, epoch, 2), true)).toBe('staleKey')
    const open = new RoomsScene().page('open')
    const joined = accepted(await open.join())
    expect(
      codeOf(await open.snapshot({ epoch: joined.epoch, part: 0, parts: 1, bytes: clear, compacts: true })),
    ).not.toBe('ok')
  })

  test('is filled again with its host’s snapshot when the store lost it', async () => {
    const { scene, owner, epoch, vault } = await hosted()
    const bytes = snapshotAt(vault, epoch, 5)
    expect(await owner.snapshot({ epoch, part: 0, parts: 1, bytes })).toEqual({ ok: true, epoch, version: 5 })
    expect(await scene.memory.load(ROOM)).toMatchObject({ snapshotVersion: 5, version: 5, snapshot: bytes })
  })
})
