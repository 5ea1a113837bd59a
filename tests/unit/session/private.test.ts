import { describe, expect, test } from 'vitest'
import { bearerOf, checkOf } from '../../../shared/access/secrets.ts'
import { asEpoch, asSeq, asVersion, type ClientId, type RoomId } from '../../../shared/base/ids.ts'
import type { AccessChange } from '../../../shared/protocol/access.ts'
import {
  decodeEncryptedLog,
  encodeEncryptedLog,
  encodeHead,
  readEncrypted,
} from '../../../shared/protocol/codec/encrypted.ts'
import { encodeMessage } from '../../../shared/protocol/codec/messages.ts'
import { decodeEntry, encodeEntry } from '../../../shared/protocol/codec/store.ts'
import type { Request } from '../../../shared/protocol/signaling.ts'
import { openStored } from '../../../shared/session/stored_log.ts'
import { TIMINGS } from '../../../shared/session/timings.ts'
import { Vault } from '../../../shared/session/vault.ts'
import { MemoryKeys, PrivateRoom } from '../../support/private_room.ts'
import { seeded } from '../../support/random.ts'
import { insert } from '../../support/rooms_scene.ts'
import { failure, type ScenePage, SessionScene, userNamed } from '../../support/session_scene.ts'

const ROOM = 'room' as RoomId
const NONE = { visibility: 'private', anyone: null } as const

const vaultOf = (keys: MemoryKeys, roomId = ROOM) =>
  new Vault({ roomId, keys, random: seeded(4), unlocked: () => undefined })

const asked = <N extends 'append' | 'access' | 'snapshot' | 'leaveRoom'>({ server }: ScenePage, name: N) =>
  server.asked.filter((one) => one.name === name).map(({ body }) => body as Request<N>)

/** `ann` owns and hosts a private room, `bob` came by the link to edit. */
function privateRoom({ relay = false } = {}) {
  const scene = new SessionScene()
  const room = new PrivateRoom(ROOM)
  scene.stored = { ...scene.stored, access: room.access }
  const keys = {
    ann: new MemoryKeys({ owner: room.ownerKey }),
    bob: new MemoryKeys({ link: room.secret('editor') }),
  }
  const [ann, bob] = (['ann', 'bob'] as const).map((name) =>
    scene.page(name, { keys: keys[name], relay }),
  ) as [ScenePage, ScenePage]
  const users = [{ ...userNamed('ann'), role: 'owner' as const }, userNamed('bob')]
  const tell = () => {
    for (const { server } of scene.pages) server.listener.userJoined({ users })
  }
  for (const page of [ann, bob]) {
    page.server.up()
    tell()
    page.entered('ann', { rules: room.rules })
  }
  scene.run(200)
  const ruled = () => {
    for (const { server } of scene.pages) server.listener.rules({ rules: room.rules })
  }
  return { scene, room, keys, ann, bob, tell, ruled }
}

describe('X5: a page of a private room', () => {
  test('edits with others as in any room, and what reaches the server is ciphertext', () => {
    const { scene, ann, bob, room } = privateRoom()
    expect(bob.session.status().path).toBe('direct')
    ann.type(0, 'hidden')
    scene.run(500)
    bob.type(0, 'also ')
    scene.run(1_000)
    expect(ann.text).toBe('also hidden')
    expect(bob.text).toBe('also hidden')
    const entries = asked(ann, 'append').flatMap((append) => append.entries)
    expect(entries.length).toBeGreaterThanOrEqual(2)
    expect(Buffer.concat(entries).includes('hidden')).toBe(false)
    const vault = vaultOf(new MemoryKeys({ link: room.secret('viewer') }))
    vault.heard(room.rules)
    const plain = entries.map((entry, i) => vault.decrypt(entry, 'entry', asVersion(i))?.plain)
    expect(plain.every((bytes) => bytes && decodeEntry(bytes).ok)).toBe(true)
    expect(Buffer.concat(plain.map((bytes) => bytes ?? new Uint8Array())).includes('hidden')).toBe(true)
  })

  test('that makes it saves nothing before the server knows that it is private', () => {
    const scene = new SessionScene()
    const keys = new MemoryKeys({ isPrivate: false, claim: NONE })
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann', { made: true })
    ann.type(0, 'hidden')
    scene.run(5_000)
    expect(asked(ann, 'append')).toEqual([])
    ann.session.leave()
    expect(asked(ann, 'append')).toEqual([])
    const [{ change } = { change: null }] = asked(ann, 'access')
    expect(change).toMatchObject({ kind: 'claim', ...NONE, encryption: { generation: 1 } })
    expect(keys.isPrivate()).toBe(true)
  })

  test('that made it saves once its claim stands, encrypted', () => {
    const scene = new SessionScene()
    const keys = new MemoryKeys({ isPrivate: false, claim: NONE })
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann', { made: true })
    ann.type(0, 'hidden')
    scene.run(1_000)
    const room = new PrivateRoom(ROOM, keys.ownerKey() ?? '')
    const [{ change } = { change: null }] = asked(ann, 'access') as { change: AccessChange }[]
    if (change?.kind !== 'claim') throw new Error('it claims')
    ann.server.answer('access', { ok: true })
    ann.server.listener.rules({ rules: { ...room.rules, encryption: change.encryption } })
    scene.run(1_000)
    expect(ann.state).not.toBe('saving')
    const [{ entries } = { entries: [] }] = asked(ann, 'append')
    expect(entries).toHaveLength(1)
    expect(readEncrypted(entries[0] ?? new Uint8Array())).toMatchObject({
      value: { generation: 1, version: 0 },
    })
  })

  test.each([
    ['no rules', () => ({})],
    [
      'rules without encryption',
      (room: PrivateRoom) => ({ rules: { ...room.rules, encryption: undefined } }),
    ],
    ['an older key', (room: PrivateRoom) => ({ rules: room.rules })],
  ])('does not stay where the server knows %s', (_name, terms) => {
    const scene = new SessionScene()
    const room = new PrivateRoom(ROOM)
    const keys = new MemoryKeys({ link: room.secret('editor') })
    keys.keepContentKey(room.key(2))
    const bob = scene.page('bob', { keys })
    bob.server.up()
    scene.members('bob')
    bob.entered('bob', terms(room) as never)
    bob.type(0, 'hidden')
    scene.run(1_000)
    expect(bob.notices).toContainEqual({ kind: 'denied', reason: 'roomUnknown' })
    expect(asked(bob, 'leaveRoom')).toHaveLength(1)
    expect(asked(bob, 'append')).toEqual([])
    expect(bob.session.status().path).toBe('none')
  })

  test('and one of an open room does not ask the browser’s storage with each key', () => {
    const scene = new SessionScene()
    const keys = new MemoryKeys({ isPrivate: false })
    const { rules } = new PrivateRoom(ROOM)
    const ann = scene.page('ann', { keys })
    ann.server.up()
    scene.members('ann')
    ann.entered('ann', { rules: { ...rules, visibility: 'unlisted', encryption: undefined } })
    scene.run(1_000)
    let asked = 0
    keys.isPrivate = () => {
      asked += 1
      return false
    }
    for (let i = 0; i < 50; i++) {
      ann.type(0, 'x')
      scene.run(20)
    }
    expect(ann.session.status().saved).toBeGreaterThan(0)
    expect(asked).toBe(0)
  })

  test('whose link says that the room is private believes no server that it is not', () => {
    const scene = new SessionScene()
    const room = new PrivateRoom(ROOM)
    const bob = scene.page('bob', { keys: new MemoryKeys({ link: room.secret('editor') }) })
    bob.server.up()
    scene.members('bob')
    const { encryption: _none, ...rules } = room.rules
    bob.entered('bob', { rules: { ...rules, visibility: 'unlisted' } })
    bob.type(0, 'hidden')
    scene.run(1_000)
    expect(bob.notices).toContainEqual({ kind: 'denied', reason: 'roomUnknown' })
    expect(asked(bob, 'append')).toEqual([])
  })

  test('takes nothing from the store that anybody could have written', () => {
    const scene = new SessionScene()
    const room = new PrivateRoom(ROOM)
    const page = scene.page('bob', {
      keys: new MemoryKeys({ link: room.secret('editor') }),
      early: (then) =>
        then(
          encodeMessage({
            type: 'welcome',
            epoch: asEpoch(1),
            from: asVersion(0),
            snapshot: null,
            entries: [
              {
                clientId: 'forger' as ClientId,
                by: 'forger' as ClientId,
                seq: asSeq(0),
                epoch: asEpoch(1),
                at: 0,
                change: insert(0, 'forged'),
              },
            ],
            saved: asVersion(1),
            authors: [],
            clock: 0,
          }),
        ),
    })
    expect(page.text).toBe('')
    expect(page.logged).toContainEqual({
      event: 'stored room',
      fields: expect.objectContaining({ reason: 'notProven' }),
    })
  })

  test('hears nobody who has not its key', () => {
    const { scene, ann } = privateRoom()
    const stranger = scene.guest('eve', 'ann')
    scene.run(10)
    stranger.say({
      type: 'join',
      epoch: asEpoch(0),
      version: asVersion(0),
      floor: asVersion(0),
      clientId: 'client-eve' as ClientId,
      runs: [],
    })
    scene.run(100)
    expect(stranger.closed).toBe('notProven')
    expect(stranger.heard).toEqual([])
    expect(ann.session.links()).toHaveLength(1)
  })
})

describe('X4: what is stored of a private room', () => {
  const room = new PrivateRoom(ROOM)
  const vault = vaultOf(new MemoryKeys({ owner: room.ownerKey }))
  vault.heard(room.rules)
  const entry = (seq: number, text: string, epoch = 1) =>
    encodeEntry({
      clientId: 'author' as ClientId,
      by: 'author' as ClientId,
      seq: asSeq(seq),
      epoch: asEpoch(epoch),
      at: 0,
      change: insert(0, text),
    })
  const stored = (version: number, epoch = 1, plain = entry(version, 'x', epoch), by = vault) =>
    by.encrypt({ kind: 'entry', epoch: asEpoch(epoch), version: asVersion(version) }, plain)
  const open = (entries: readonly Uint8Array[], epoch = 1, by = vault) =>
    openStored(encodeEncryptedLog({ epoch: asEpoch(epoch), from: asVersion(0), snapshot: null, entries }), by)

  test('opens where it was put', () => {
    const log = open([stored(0), stored(1), stored(2, 2)], 2)
    expect(log).toMatchObject({
      ok: true,
      value: { saved: 3, entries: [{ epoch: 1 }, { epoch: 1 }, { epoch: 2 }] },
    })
    // A fresh nonce each time.
    expect(Buffer.from(stored(0)).equals(Buffer.from(stored(0)))).toBe(false)
  })

  test('is not taken from another version, room or key, nor changed', () => {
    const other = new PrivateRoom('other' as RoomId)
    const elsewhere = vaultOf(new MemoryKeys({ owner: other.ownerKey }), other.roomId)
    elsewhere.heard(other.rules)
    const stranger = new PrivateRoom(ROOM, 'p'.repeat(43))
    const foreign = vaultOf(new MemoryKeys({ owner: stranger.ownerKey }))
    foreign.heard(stranger.rules)
    for (const entries of [
      [stored(1)],
      [stored(0), stored(0)],
      [stored(1), stored(0)],
      [stored(0, 1, entry(0, 'x'), elsewhere)],
      [stored(0, 1, entry(0, 'x'), foreign)],
    ])
      expect(open(entries)).toEqual({ ok: false, reason: 'notProven' })
    // Under a head that says what would fit.
    const moved = readEncrypted(stored(1))
    if (!moved.ok) throw new Error('it is encrypted')
    for (const part of [{ version: 0 }, { epoch: 1, version: 0 }, { kind: 'entry', version: 0 }] as const) {
      const head = encodeHead({ ...moved.value, ...(part as object) })
      expect(open([Buffer.concat([head, moved.value.body])])).toEqual({ ok: false, reason: 'notProven' })
    }
    const whole = stored(0)
    for (let at = 0; at < whole.length; at++) {
      const changed = whole.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(open([changed]).ok, `byte ${at}`).toBe(false)
    }
  })

  test('is not taken from an older epoch after a newer one, nor from one that is yet to come', () => {
    expect(open([stored(0, 2), stored(1, 1)], 2)).toEqual({ ok: false, reason: 'malformed' })
    expect(open([stored(0, 3)], 2)).toEqual({ ok: false, reason: 'malformed' })
    // What the head says and what is in it are one.
    expect(open([stored(0, 1, entry(0, 'x', 2))], 2)).toEqual({ ok: false, reason: 'malformed' })
  })

  test('is read by whoever comes by a new link, and not by an ended one', () => {
    const later = new PrivateRoom(ROOM)
    later.end('editor')
    const newcomer = vaultOf(new MemoryKeys({ link: later.secret('editor') }))
    newcomer.heard(later.rules)
    const now = stored(1, 1, entry(1, 'y'), newcomer)
    expect(open([stored(0), now], 1, newcomer).ok).toBe(true)
    const ended = vaultOf(new MemoryKeys({ link: room.secret('editor') }))
    ended.heard(room.rules)
    expect(open([stored(0)], 1, ended).ok).toBe(true)
    expect(open([stored(0), now], 1, ended)).toEqual({ ok: false, reason: 'notProven' })
    ended.heard(later.rules)
    expect(ended.key).toBeNull()
  })

  test('that makes no sense gives a reason, whatever it is', () => {
    for (const bytes of [[], [0xff], [0xff, 1, 0, 0, 255, 255], [0xff, 1, 3, 0, 0], [7, 7, 7]])
      expect(openStored(Uint8Array.from(bytes), vault).ok).toBe(false)
    expect(decodeEncryptedLog(Uint8Array.from([0xff, 1, 0, 0, 1, 200])).ok).toBe(false)
  })
})

describe('X7: the next key to a private room', () => {
  test('is handed to who is in once the server tells that it counts, and who is in goes on', () => {
    const { scene, ann, bob, room, keys, ruled } = privateRoom()
    ann.session.rights.newLink('editor', () => undefined)
    scene.run(50)
    const [{ change } = { change: null }] = asked(ann, 'access')
    expect(change).toMatchObject({ kind: 'link', generation: 2, encryption: { generation: 2 } })
    ann.server.answer('access', { ok: true })
    scene.run(1_000)
    expect(keys.bob.content?.generation).toBe(1)
    room.end('editor')
    ruled()
    scene.run(TIMINGS.park + 1_000)
    expect(Buffer.from(keys.bob.content?.key ?? []).equals(Buffer.from(room.key(2).key))).toBe(true)
    bob.type(0, 'still here')
    scene.run(1_000)
    expect(ann.text).toBe('still here')
    const last = asked(ann, 'append').at(-1)?.entries.at(-1)
    expect(readEncrypted(last ?? new Uint8Array())).toMatchObject({ value: { generation: 2 } })
  })

  test('comes from an owner who is a guest, too: the host passes it on', () => {
    const { scene, room, keys, ann, bob, ruled } = privateRoom()
    const cid = scene.page('cid', { keys: new MemoryKeys({ link: room.secret('editor') }) })
    cid.server.up()
    for (const { server } of scene.pages)
      server.listener.userJoined({
        users: [{ ...userNamed('ann'), role: 'owner' }, userNamed('bob'), userNamed('cid')],
      })
    cid.entered('ann', { rules: room.rules })
    for (const page of [ann, bob, cid]) page.hostChanged('bob', 2)
    scene.run(3_000)
    expect(bob.session.status().path).toBe('hosting')
    ann.session.rights.newLink('editor', () => undefined)
    scene.run(50)
    ann.server.answer('access', { ok: true })
    room.end('editor')
    ruled()
    scene.run(1_000)
    expect(keys.bob.content?.generation).toBe(2)
    bob.type(0, 'x')
    scene.run(TIMINGS.park + 1_000)
    expect([ann.text, cid.text]).toEqual(['x', 'x'])
    expect(cid.notices.filter(({ kind }) => kind === 'denied')).toEqual([])
    expect(readEncrypted(asked(bob, 'append').at(-1)?.entries[0] ?? new Uint8Array())).toMatchObject({
      value: { generation: 2 },
    })
  })

  test('is not handed to somebody who was removed a moment ago, whoever is host', () => {
    const { scene, room, keys, ann, bob, ruled } = privateRoom()
    ann.session.rights.newLink('editor', () => undefined)
    scene.run(50)
    ann.server.answer('access', { ok: true })
    room.end('editor')
    const { userId, userName } = userNamed('bob')
    ann.server.listener.desk({ waiting: [], removed: [{ userId, userName }] })
    ruled()
    scene.run(1_000)
    expect(keys.ann.content?.generation).toBe(2)
    expect(keys.bob.content?.generation).toBe(1)
    expect(bob.session.status().path).toBe('none')
  })

  test('who does not get it leaves, and nothing is saved meanwhile', () => {
    const { scene, room, bob, ann, keys } = privateRoom()
    ann.session.leave()
    for (const page of [bob]) page.hostChanged('bob', 2)
    scene.run(3_000)
    const before = asked(bob, 'append').length
    room.end('editor')
    bob.server.listener.rules({ rules: room.rules })
    bob.type(0, 'kept')
    scene.run(TIMINGS.park + 100)
    expect(bob.notices).toContainEqual({ kind: 'denied', reason: 'noKey' })
    expect(asked(bob, 'append')).toHaveLength(before)
    expect(asked(bob, 'leaveRoom')).toHaveLength(1)
    expect(keys.bob.content?.generation).toBe(1)
    expect(bob.text).toBe('kept')
  })

  test('that does not follow from the one there is changes nothing', () => {
    const { scene, bob, room, keys } = privateRoom()
    const forged = { ...new PrivateRoom(ROOM, 'p'.repeat(43)).key(2) }
    const vault = vaultOf(keys.bob)
    vault.heard(room.rules)
    expect(vault.learn(forged)).toBe(false)
    expect(vault.learn(room.key(1))).toBe(false)
    expect(vault.learn(room.key(2))).toBe(true)
    expect(vault.key?.generation).toBe(1)
    expect(bob.session.status().path).toBe('direct')
    scene.run(10)
  })

  test('refused appends under the old key are made anew under the next', () => {
    const { scene, ann, room, ruled } = privateRoom()
    ann.server.saves = false
    ann.type(0, 'x')
    scene.run(50)
    room.end('viewer')
    ruled()
    ann.server.answer('append', failure('staleKey'))
    ann.server.saves = true
    scene.run(2_000)
    expect(ann.session.status()).toMatchObject({ pending: 0, saved: 1 })
    expect(readEncrypted(asked(ann, 'append').at(-1)?.entries[0] ?? new Uint8Array())).toMatchObject({
      value: { generation: 2, version: 0 },
    })
  })

  test('links over the relay are made anew under it, so that an ended link reads nothing of them', () => {
    const { scene, ann, bob, room, ruled } = privateRoom({ relay: true })
    expect(bob.session.status().path).not.toBe('none')
    room.end('viewer')
    ruled()
    scene.run(3_000)
    expect(bob.session.status().path).not.toBe('none')
    bob.type(0, 'x')
    scene.run(500)
    expect(ann.text).toBe('x')
  })
})

test('X5: a private room that server and store lost is claimed again with links that were never ended', () => {
  const scene = new SessionScene()
  const keys = new MemoryKeys({ owner: 'o'.repeat(43) })
  const room = new PrivateRoom(ROOM)
  keys.keepContentKey(room.key(3))
  const ann = scene.page('ann', { keys })
  ann.server.up()
  scene.members('ann')
  ann.entered('ann', { made: true })
  const [{ change } = { change: null }] = asked(ann, 'access')
  const generations = { editor: 3, viewer: 3 }
  const check = (role: 'editor' | 'viewer') => checkOf(bearerOf(room.secret(role, 3), ROOM))
  expect(change).toMatchObject({
    kind: 'claim',
    visibility: 'private',
    generations,
    editor: check('editor'),
    viewer: check('viewer'),
    encryption: { generation: 3 },
  })
})

describe('X8: the log of a private room', () => {
  test('is compacted by its host, with what opens again', () => {
    const { scene, ann, bob, room } = privateRoom()
    for (let i = 0; i < 4_200; i++) {
      // Settings do not join into one edit.
      ann.session.setLanguage(i % 2 === 0 ? 'python' : 'java')
      if (i % 100 === 0) scene.run(20)
    }
    scene.run(2_000)
    const [snapshot] = asked(ann, 'snapshot')
    if (!snapshot) throw new Error('it is compacted')
    expect(snapshot).toMatchObject({ compacts: true, part: 0, parts: 1 })
    const head = readEncrypted(snapshot.bytes)
    if (!head.ok) throw new Error('it is encrypted')
    const { version } = head.value
    expect(version).toBeGreaterThan(2_000)
    const vault = vaultOf(new MemoryKeys({ link: room.secret('viewer') }))
    vault.heard(room.rules)
    const opened = openStored(
      encodeEncryptedLog({ epoch: asEpoch(1), from: version, snapshot: snapshot.bytes, entries: [] }),
      vault,
    )
    expect(opened).toMatchObject({ ok: true, value: { from: version, snapshot: { version } } })
    ann.server.answer('snapshot', { ok: true, epoch: asEpoch(1), version })
    ann.type(0, 'goes on')
    scene.run(2_000)
    expect(bob.text).toBe('goes on')
    expect(ann.session.status().saved).toBe(ann.session.status().version)
    expect(asked(ann, 'snapshot')).toHaveLength(1)
  })
})

describe('X9: an older state of a private room', () => {
  test('is told to whoever saw more of it', () => {
    const { scene, ann, bob, keys } = privateRoom()
    ann.type(0, 'abc')
    scene.run(5_000)
    expect(keys.ann.remembered).toBe(ann.session.status().saved)
    expect(keys.bob.remembered).toBeGreaterThan(0)
    for (const page of [ann, bob]) page.session.leave()
    const missing = keys.bob.remembered
    scene.stored = { ...scene.stored, version: asVersion(0), entries: [] }
    const room = new PrivateRoom(ROOM)
    const again = scene.page('again', { keys: keys.bob })
    again.server.up()
    scene.members('again')
    again.entered('again', { epoch: 3, rules: room.rules })
    scene.run(100)
    expect(again.notices).toContainEqual({ kind: 'storeOlder', missing })
  })

  test('is none to whoever has not seen more, or to a room that is open', () => {
    const { ann, bob } = privateRoom()
    for (const page of [ann, bob])
      expect(page.notices.filter(({ kind }) => kind === 'storeOlder')).toEqual([])
  })
})
