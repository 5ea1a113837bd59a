import { describe, expect, test } from 'vitest'
import {
  asEpoch,
  asSeq,
  asVersion,
  type ClientId,
  type Epoch,
  MAIN_FILE,
  type PeerId,
  type UserId,
} from '../../../shared/base/ids.ts'
import type { WireSnapshot } from '../../../shared/protocol/change.ts'
import { encodeSnapshot } from '../../../shared/protocol/codec/store.ts'
import { APPEND_BYTES, MESSAGE_BYTES } from '../../../shared/protocol/limits.ts'
import { ROOM_TIMINGS } from '../../../signaling/rooms/room_options.ts'
import {
  accepted,
  codeOf,
  entriesOf,
  insert,
  pieces,
  ROOM,
  RoomsScene,
  type ScriptedPage,
  standing,
  textIn,
} from '../../support/rooms_scene.ts'

const FOREVER = Number.POSITIVE_INFINITY

const snapshotAt = (epoch: Epoch, version: number, text: string, part: Partial<WireSnapshot> = {}) =>
  encodeSnapshot({
    version: asVersion(version),
    runs: [[epoch, asVersion(version)]],
    seqs: [['author' as ClientId, asSeq(version - 1)]],
    language: 'java',
    roles: [['user' as UserId, 'owner']],
    files: [{ file: MAIN_FILE, name: 'main', lineEnd: '\n', deleted: false, text }],
    ...part,
  })

/** A room with a host and a guest; the store has two entries of it. */
async function hosted() {
  const scene = new RoomsScene()
  const host = scene.page('host')
  const { epoch } = accepted(await host.join())
  const guest = scene.page('guest')
  accepted(await guest.join())
  accepted(await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'one'), insert(3, ' two')])))
  scene.store.calls = []
  return { scene, host, guest, epoch }
}

const told = (page: ScriptedPage) => {
  const event = page.last('hostChanged')
  if (!event) throw new Error(`${page.name} heard of no host`)
  return event
}

describe('D7: a room that the store has lost', () => {
  test('is made again for its host, with a higher epoch and nothing in it', async () => {
    const { scene, host, guest, epoch } = await hosted()
    // Whoever is asked: in a slow network the host may be the one that does not answer in time.
    host.answer = null
    guest.answer = standing({ epoch, version: asVersion(2) })
    await scene.memory.sweep(FOREVER)
    const at = scene.clock.now
    const entries = entriesOf(epoch, 2, [insert(7, ' three')])
    expect(codeOf(await host.append(epoch, 2, entries))).toBe('staleEpoch')
    await scene.pass(ROOM_TIMINGS.answer)
    expect(scene.clock.now).toBe(at + ROOM_TIMINGS.answer)
    expect(scene.store.calls).toEqual(['append', 'fence', 'load'])
    const { epoch: now, host: named, stored } = told(host)
    expect(named).toBe(host.peerId)
    expect(now).toBeGreaterThan(epoch)
    expect(textIn(stored)).toBe('')
    expect(guest.all('hostChanged')).toEqual([{ epoch: now, host: host.peerId, stored: null }])
  })

  test('is filled by the host’s snapshot, then its entries, for readers and newcomers', async () => {
    const { scene, host, epoch } = await hosted()
    await scene.memory.sweep(FOREVER)
    await host.append(epoch, 2, entriesOf(epoch, 2, [insert(7, ' three')]))
    await scene.pass()
    const { epoch: now } = told(host)
    expect(await host.seed(now, snapshotAt(epoch, 2, 'one two'), 3)).toEqual({
      ok: true,
      epoch: now,
      version: 2,
    })
    expect(await host.append(now, 2, entriesOf(now, 2, [insert(7, ' three')]))).toEqual({
      ok: true,
      epoch: now,
      version: 3,
    })
    expect(await scene.reader.read(ROOM)).toMatchObject({
      code: 'one two three',
      language: 'java',
      version: 3,
    })
    const newcomer = accepted(await scene.page('newcomer').join())
    expect(textIn(newcomer.stored)).toBe('one two three')
  })

  test('is given to its host when that enters again first; the epoch rises though nobody names it', async () => {
    const scene = new RoomsScene()
    const host = scene.page('host')
    const { epoch } = accepted(await host.join({ epoch: asEpoch(2 ** 45) }))
    expect(epoch).toBeGreaterThan(scene.clock.now)
    host.answer = null
    await scene.memory.sweep(FOREVER)
    await host.append(epoch, 0, entriesOf(epoch, 0, [insert(0, 'x')]))
    const reply = accepted(await host.join({ epoch: asEpoch(0), version: asVersion(0) }))
    expect(reply.host).toBe(host.peerId)
    expect(reply.epoch).toBeGreaterThan(epoch)
    expect(textIn(reply.stored)).toBe('')
    await scene.pass(60_000)
    expect((await scene.memory.find(ROOM))?.epoch).toBe(reply.epoch)
  })

  test('is made again once, however many appends meet it, and for nobody when its host left', async () => {
    const { scene, host, guest, epoch } = await hosted()
    await scene.memory.sweep(FOREVER)
    const entries = entriesOf(epoch, 2, [insert(0, 'x')])
    await Promise.all(Array.from({ length: 5 }, () => host.append(epoch, 2, entries)))
    await scene.pass(60_000)
    expect(host.all('hostChanged')).toHaveLength(1)
    await scene.memory.sweep(FOREVER)
    const { epoch: now } = told(host)
    const appending = host.append(now, 0, entriesOf(now, 0, [insert(0, 'x')]))
    await host.leave()
    expect(codeOf(await appending)).toBe('staleEpoch')
    await scene.pass(60_000)
    expect(told(guest)).toMatchObject({ host: guest.peerId })
    expect((await scene.memory.find(ROOM))?.host).toBe(guest.peerId)
  })

  test('is left to its host when others enter first, and to them when it is gone', async () => {
    for (const stays of [true, false]) {
      const { scene, host, guest, epoch } = await hosted()
      host.answer = null
      await scene.memory.sweep(FOREVER)
      await host.append(epoch, 2, entriesOf(epoch, 2, [insert(0, 'x')]))
      if (!stays) await host.leave()
      const first = accepted(await guest.join({ epoch, version: asVersion(2) }))
      expect(first.host).toBe(stays ? null : guest.peerId)
      if (!stays) continue
      const reply = accepted(await host.join({ epoch, version: asVersion(3) }))
      expect(reply).toMatchObject({ host: host.peerId })
      expect(told(guest)).toEqual({ epoch: reply.epoch, host: host.peerId, stored: null })
      await scene.pass(60_000)
      expect(guest.all('hostChanged')).toHaveLength(1)
    }
  })

  test('is tried again, with pauses, when the store went down meanwhile', async () => {
    const { scene, host, epoch } = await hosted()
    await scene.memory.sweep(FOREVER)
    scene.store.down = ['fence']
    const entries = entriesOf(epoch, 2, [insert(0, 'x')])
    expect(codeOf(await host.append(epoch, 2, entries))).toBe('staleEpoch')
    await scene.pass(10 * ROOM_TIMINGS.again)
    expect(scene.store.calls).toEqual(['append', ...Array.from({ length: 11 }, () => 'fence')])
    scene.store.down = []
    await scene.pass(ROOM_TIMINGS.again)
    expect(told(host)).toMatchObject({ host: host.peerId })
  })

  test('is not taken by who enters first, nor by a longer silence of the host that wrote last', async () => {
    const { scene, host, guest, epoch } = await hosted()
    host.answer = null
    guest.answer = standing({ epoch, version: asVersion(2) })
    await scene.memory.sweep(FOREVER)
    await host.append(epoch, 2, entriesOf(epoch, 2, [insert(7, ' three')]))
    const newcomer = accepted(await scene.page('newcomer').join())
    expect(newcomer.host).not.toBe(newcomer.peerId)
    await scene.pass(10_000)
    expect(told(host).host).toBe(host.peerId)
    expect(guest.last('hostChanged')?.host).toBe(host.peerId)
  })

  test('is not looked for while the store is only down', async () => {
    const { scene, host, guest, epoch } = await hosted()
    scene.store.down = 'all'
    const entries = entriesOf(epoch, 2, [insert(0, 'x')])
    await expect(host.append(epoch, 2, entries)).rejects.toMatchObject({ name: 'StoreDown' })
    await expect(host.seed(epoch, snapshotAt(epoch, 9, 'x'))).rejects.toMatchObject({ name: 'StoreDown' })
    await scene.pass(60_000)
    expect(scene.store.calls).toEqual(['append', 'seed'])
    expect(scene.asked).toEqual([])
    expect(host.all('hostChanged').concat(guest.all('hostChanged'))).toEqual([])
    scene.store.down = []
    expect(await host.append(epoch, 2, entries)).toEqual({ ok: true, epoch, version: 3 })
  })

  test('again and again costs a pause each time, however eager the host', async () => {
    const { scene, host, epoch } = await hosted()
    let now = epoch
    for (let ms = 0; ms < 10 * ROOM_TIMINGS.again; ms += 10) {
      await scene.memory.sweep(FOREVER)
      await host.append(now, 0, entriesOf(now, 0, [insert(0, 'x')]))
      await scene.pass(10)
      now = host.last('hostChanged')?.epoch ?? now
    }
    const fences = scene.store.calls.filter((call) => call === 'fence').length
    expect(fences).toBeGreaterThan(2)
    expect(fences).toBeLessThanOrEqual(11)
  })

  test('while a snapshot came is answered as an append is', async () => {
    const { scene, host, epoch } = await hosted()
    await scene.memory.sweep(FOREVER)
    expect(codeOf(await host.seed(epoch, snapshotAt(epoch, 9, 'x'), 2))).toBe('staleEpoch')
    await scene.pass()
    expect(told(host)).toMatchObject({ host: host.peerId })
    expect(told(host).epoch).toBeGreaterThan(epoch)
  })
})

describe('D7: a seed', () => {
  test('of a store that has less of the same epoch is taken, of one that has as much is not', async () => {
    const { scene, host, epoch } = await hosted()
    for (const version of [1, 2])
      expect(await host.seed(epoch, snapshotAt(epoch, version, 'wrong'))).toEqual({
        ok: true,
        epoch,
        version: 2,
      })
    expect((await scene.reader.read(ROOM))?.code).toBe('one two')
    expect(await host.seed(epoch, snapshotAt(epoch, 3, 'three'))).toEqual({ ok: true, epoch, version: 3 })
    expect(await scene.reader.read(ROOM)).toMatchObject({ code: 'three', version: 3 })
  })

  test('tells the room its language: appends after it keep that', async () => {
    const { scene, host, epoch } = await hosted()
    await host.seed(epoch, snapshotAt(epoch, 5, 'x'))
    await host.append(epoch, 5, entriesOf(epoch, 5, [insert(0, 'y')]))
    expect((await scene.memory.find(ROOM))?.language).toBe('java')
  })

  test('that landed although its answer was lost tells the language when it is repeated', async () => {
    const { scene, host, epoch } = await hosted()
    const bytes = snapshotAt(epoch, 5, 'x')
    const seed = { version: asVersion(5), bytes, language: 'java' } as const
    await scene.memory.seed(ROOM, epoch, seed, scene.clock.now)
    expect(await host.seed(epoch, bytes)).toEqual({ ok: true, epoch, version: 5 })
    await host.append(epoch, 5, entriesOf(epoch, 5, [insert(0, 'y')]))
    expect((await scene.memory.find(ROOM))?.language).toBe('java')
  })

  test('comes in its place among the appends, and a fence after it', async () => {
    const { scene, host, guest, epoch } = await hosted()
    const release = scene.store.hold('seed')
    const seeding = host.seed(epoch, snapshotAt(epoch, 5, 'five'))
    const appending = host.append(epoch, 5, entriesOf(epoch, 5, [insert(4, ' six')]))
    await host.leave()
    await scene.pass()
    expect(scene.store.calls).toEqual([])
    release()
    expect(accepted(await seeding).version).toBe(5)
    expect(accepted(await appending).version).toBe(6)
    await scene.pass()
    expect(scene.store.calls).toEqual(['seed', 'append', 'fence', 'load'])
    expect(textIn(told(guest).stored)).toBe('five six')
  })

  test('that meets another epoch is answered with it, and the room looks for a host anew', async () => {
    const { scene, host, epoch } = await hosted()
    const fence = await scene.memory.fence(ROOM, asEpoch(0), 'elsewhere' as PeerId, scene.clock.now)
    expect(await host.seed(epoch, snapshotAt(epoch, 9, 'not'))).toEqual({
      ok: true,
      epoch: fence.epoch,
      version: 2,
    })
    await scene.pass()
    expect(told(host).epoch).toBeGreaterThan(fence.epoch)
    expect(textIn(told(host).stored)).toBe('one two')
  })

  test('of anybody but the host of this epoch is refused and disturbs nothing', async () => {
    const { scene, host, guest, epoch } = await hosted()
    const bytes = snapshotAt(epoch, 9, 'host’s')
    const [first = bytes, second = bytes] = pieces(bytes, 2)
    accepted(await host.snapshot({ epoch, part: 0, parts: 2, bytes: first }))
    const evil = { epoch, part: 0, parts: 2, bytes: new Uint8Array(9) }
    expect(codeOf(await guest.snapshot(evil))).toBe('notHost')
    for (const other of [epoch - 1, epoch + 1].map(asEpoch)) {
      expect(codeOf(await guest.snapshot({ ...evil, epoch: other }))).toBe('staleEpoch')
      expect(codeOf(await host.snapshot({ ...evil, epoch: other }))).toBe('staleEpoch')
    }
    expect(codeOf(await host.snapshot(evil, scene.connect(host)))).toBe('notJoined')
    expect(scene.store.calls).toEqual([])
    expect(await host.snapshot({ epoch, part: 1, parts: 2, bytes: second })).toEqual({
      ok: true,
      epoch,
      version: 9,
    })
  })
})

describe('D7: the parts of a snapshot', () => {
  test('however it is cut, it comes out whole, and only its last part writes', async () => {
    const text = Array.from({ length: 300 }, (_, i) => `line ${i}`).join('\n')
    for (const parts of [1, 2, 7, 200, 1_024]) {
      const { scene, host, epoch } = await hosted()
      const cut = pieces(snapshotAt(epoch, 9, text), parts)
      for (const [part, bytes] of cut.slice(0, -1).entries())
        expect(await host.snapshot({ epoch, part, parts, bytes })).toEqual({ ok: true, epoch, version: 0 })
      expect(scene.store.calls).toEqual([])
      const last = { epoch, part: parts - 1, parts, bytes: cut.at(-1) ?? new Uint8Array() }
      expect(await host.snapshot(last)).toEqual({ ok: true, epoch, version: 9 })
      expect((await scene.reader.read(ROOM))?.code).toBe(text)
    }
  })

  test('sent without waiting for answers are taken as well', async () => {
    const { scene, host, epoch } = await hosted()
    const cut = pieces(snapshotAt(epoch, 9, 'all at once'), 5)
    const replies = await Promise.all(
      cut.map((bytes, part) => host.snapshot({ epoch, part, parts: 5, bytes })),
    )
    expect(replies.map((reply) => reply.ok && reply.version)).toEqual([0, 0, 0, 0, 9])
    expect((await scene.reader.read(ROOM))?.code).toBe('all at once')
  })

  test.each([
    ['one is missing', [0, 2], [3, 3]],
    ['one comes twice', [0, 1, 1], [3, 3, 3]],
    ['the first is not there', [1], [3]],
    ['the number of parts changes', [0, 1], [3, 4]],
    ['the number of parts shrinks to what is there', [0, 1], [3, 2]],
    ['one lies beyond their number', [3], [3]],
    ['a number is as large as can be', [0, Number.MAX_SAFE_INTEGER], [2, 2]],
  ])('are unexpected when %s, and what was gathered is dropped', async (_what, order, counts) => {
    const { scene, host, epoch } = await hosted()
    const cut = pieces(snapshotAt(epoch, 9, 'whole'), 3)
    const send = (part: number, parts: number) =>
      host.snapshot({ epoch, part, parts, bytes: cut[part] ?? new Uint8Array() })
    const codes: string[] = []
    for (const [i, part] of order.entries()) codes.push(codeOf(await send(part, counts[i] ?? 0)))
    expect(codes).toEqual([...order.slice(1).map(() => 'ok'), 'unexpected'])
    for (const part of [1, 2]) expect(codeOf(await send(part, 3))).toBe('unexpected')
    expect(scene.store.calls).toEqual([])
    expect(await host.seed(epoch, snapshotAt(epoch, 9, 'whole'), 3)).toMatchObject({ ok: true, version: 9 })
  })

  test('begin anew with part 0', async () => {
    const { scene, host, epoch } = await hosted()
    accepted(await host.snapshot({ epoch, part: 0, parts: 5, bytes: new Uint8Array(9) }))
    accepted(await host.snapshot({ epoch, part: 1, parts: 5, bytes: new Uint8Array(9) }))
    expect(await host.seed(epoch, snapshotAt(epoch, 9, 'second try'), 2)).toMatchObject({ version: 9 })
    expect((await scene.reader.read(ROOM))?.code).toBe('second try')
  })

  test('may be as large as a message together, and beyond it are tooLarge and dropped', async () => {
    const { scene, host, epoch } = await hosted()
    const bytes = new Uint8Array(APPEND_BYTES)
    const parts = MESSAGE_BYTES / APPEND_BYTES + 1
    for (let part = 0; part < parts - 1; part++) {
      expect(codeOf(await host.snapshot({ epoch, part, parts, bytes }))).toBe('ok')
    }
    const beyond = { epoch, part: parts - 1, parts, bytes: new Uint8Array(1) }
    expect(codeOf(await host.snapshot(beyond))).toBe('tooLarge')
    expect(codeOf(await host.snapshot(beyond))).toBe('unexpected')
    for (let part = 0; part < parts - 1; part++) {
      expect(codeOf(await host.snapshot({ epoch, part, parts, bytes }))).toBe('ok')
    }
    // As much as it may be, and no snapshot.
    expect(codeOf(await host.snapshot({ ...beyond, bytes: new Uint8Array() }))).toBe('malformed')
    expect(scene.store.calls).toEqual([])
  })

  test('that are no snapshot, or one of a later epoch, are refused and nothing is written', async () => {
    const { scene, host, epoch } = await hosted()
    const whole = snapshotAt(epoch, 9, 'good')
    const before = await scene.memory.load(ROOM)
    const bad = [
      new Uint8Array(),
      new Uint8Array([1]),
      new Uint8Array(40).fill(255),
      whole.subarray(0, whole.length - 1),
      new Uint8Array([...whole, 0]),
      new Uint8Array([2, ...whole.subarray(1)]),
      snapshotAt(asEpoch(epoch + 1), 9, 'of a later epoch'),
    ]
    for (const bytes of bad)
      for (const parts of [1, 2]) expect(codeOf(await host.seed(epoch, bytes, parts))).toBe('malformed')
    expect(scene.store.calls).toEqual([])
    expect(await scene.memory.load(ROOM)).toEqual(before)
    expect(codeOf(await host.seed(epoch, whole))).toBe('ok')
  })

  describe('are dropped', () => {
    /** Half of a snapshot is there; answers what sends the other half, in an epoch. */
    const half = async () => {
      const room = await hosted()
      const { host, epoch } = room
      const [first, second] = pieces(snapshotAt(epoch, 9, 'half'), 2)
      if (!first || !second) throw new Error('two pieces')
      accepted(await host.snapshot({ epoch, part: 0, parts: 2, bytes: first }))
      const rest = (page: ScriptedPage, now: Epoch) =>
        page.snapshot({ epoch: now, part: 1, parts: 2, bytes: second })
      return { ...room, rest }
    }

    test('when another one becomes host', async () => {
      const { scene, host, guest, rest } = await half()
      await host.leave()
      await scene.pass()
      expect(codeOf(await rest(guest, told(guest).epoch))).toBe('unexpected')
    })

    test('when the same one becomes host anew', async () => {
      const { scene, host, epoch, rest } = await half()
      await scene.memory.sweep(FOREVER)
      await host.append(epoch, 2, entriesOf(epoch, 2, [insert(0, 'x')]))
      await scene.pass()
      expect(codeOf(await rest(host, told(host).epoch))).toBe('unexpected')
    })

    test('when the host enters again and gets an epoch of its own', async () => {
      const { host, epoch, rest } = await half()
      const reply = accepted(await host.join({ epoch, version: asVersion(9) }))
      expect(reply.epoch).toBeGreaterThan(epoch)
      expect(codeOf(await rest(host, reply.epoch))).toBe('unexpected')
    })

    test('when the host’s connection ended, though it stays host', async () => {
      const { scene, host, guest, epoch, rest } = await half()
      guest.answer = standing({ epoch, version: asVersion(2), vouches: true })
      host.lose()
      await scene.pass(ROOM_TIMINGS.again)
      expect(accepted(await host.join({ epoch, hosting: true }))).toMatchObject({ epoch, host: host.peerId })
      expect(codeOf(await rest(host, epoch))).toBe('unexpected')
    })

    test('when the host comes with a new connection before the old one ended', async () => {
      const { host, epoch, rest } = await half()
      host.vanish()
      expect(accepted(await host.join({ epoch, hosting: true }))).toMatchObject({ epoch, host: host.peerId })
      expect(codeOf(await rest(host, epoch))).toBe('unexpected')
    })
  })
})
