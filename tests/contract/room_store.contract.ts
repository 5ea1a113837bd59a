import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  asEpoch,
  asVersion,
  type Epoch,
  type PeerId,
  type RoomId,
  type Version,
} from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import {
  type RestoringStore,
  type RoomRecord,
  type RoomStore,
  type Seed,
  StoreDown,
  type StoredRoom,
} from '../../signaling/store/room_store.ts'
import type { AccountId } from '../../signaling/store/visits.ts'

export interface StoreSetting {
  readonly store: RestoringStore
  /** Another store object on the same rooms, after `store` was closed; null when closing loses them. */
  readonly reopen: (() => Promise<RestoringStore>) | null
  /** Closes and removes everything. */
  end(): Promise<void>
}

export const room = (id: string): RoomId => id as RoomId
export const peer = (id: string): PeerId => id as PeerId
export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const HOST = peer('host-one')
const NONE = asEpoch(0)
const START = asVersion(0)
/** A snapshot at a version; its bytes are whatever is given. */
export const seedOf = (version: number, snapshot = bytes(version), language: Language = 'java'): Seed => ({
  version: asVersion(version),
  bytes: snapshot,
  language,
})

/** Every page of a list, one after the other. */
export async function listAll(store: RoomStore, limit: number): Promise<RoomRecord[]> {
  const all: RoomRecord[] = []
  let after: string | null = null
  do {
    const page = await store.list(limit, after)
    expect(page.rooms.length).toBeLessThanOrEqual(limit)
    all.push(...page.rooms)
    after = page.next
  } while (after !== null)
  return all
}

/** What every RoomStore has to do. `make` begins with no room. */
export function roomStoreContract(name: string, make: () => Promise<StoreSetting>): void {
  describe(`${name} keeps the contract of RoomStore`, () => {
    let setting: StoreSetting
    let store: RestoringStore
    beforeEach(async () => {
      setting = await make()
      store = setting.store
    })
    afterEach(() => setting.end())

    /** A room with the given entries, and its epoch. */
    async function filled(roomId: RoomId, entries: readonly Uint8Array[], now = 1_000): Promise<Epoch> {
      const { epoch } = await store.fence(roomId, NONE, HOST, now)
      const at = await store.append(roomId, epoch, START, entries, 'python', now)
      expect(at).toEqual({ epoch, version: entries.length, taken: true })
      return epoch
    }

    const entriesOf = async (roomId: RoomId): Promise<readonly string[] | undefined> =>
      (await store.load(roomId))?.entries.map(same)

    test('S1: a fence makes the room and answers its record', async () => {
      const record = await store.fence(room('made'), asEpoch(7), HOST, 1_234)
      expect(record).toEqual({
        roomId: 'made',
        epoch: 7,
        host: HOST,
        version: 0,
        snapshotVersion: 0,
        language: 'python',
        createdAt: 1_234,
        updatedAt: 1_234,
        access: null,
      })
      expect(await store.find(room('made'))).toEqual(record)
      expect(await store.load(room('made'))).toEqual({ ...record, snapshot: null, entries: [] })
    })

    test('S19: who may do what is written where it is still what the writer knew, and is no touch', async () => {
      const roomId = room('owned')
      expect(await store.setAccess(roomId, null, '{"a":1}')).toBe(false)
      const epoch = await filled(roomId, [bytes(1)])
      expect(await store.setAccess(roomId, '{}', '{"a":1}')).toBe(false)
      expect(await store.setAccess(roomId, null, '{"a":1}')).toBe(true)
      expect(await store.setAccess(roomId, null, '{"b":1}')).toBe(false)
      const record = await store.find(roomId)
      expect(record).toMatchObject({ access: '{"a":1}', updatedAt: 1_000, epoch, version: 1 })
      expect(await store.setAccess(roomId, '{"a":1}', '{"ü":2}')).toBe(true)
      await store.append(roomId, epoch, asVersion(1), [bytes(2)], 'java', 2_000)
      await store.fence(roomId, NONE, HOST, 3_000, 'not this one')
      expect(await store.find(roomId)).toMatchObject({ access: '{"ü":2}', version: 2, updatedAt: 3_000 })
      expect(await store.load(roomId)).toMatchObject({ access: '{"ü":2}' })
      expect((await store.list(10, null)).rooms[0]?.access).toBe('{"ü":2}')
    })

    test('S19: of concurrent writers of one room’s access exactly one succeeds', async () => {
      const roomId = room('owned')
      await filled(roomId, [])
      const took = await Promise.all(
        Array.from({ length: 8 }, (_, i) => store.setAccess(roomId, null, `{"by":${i}}`)),
      )
      expect(took.filter(Boolean)).toHaveLength(1)
      expect((await store.find(roomId))?.access).toBe(`{"by":${took.indexOf(true)}}`)
    })

    test('S19: a room that has to be made again is made with its access', async () => {
      const record = await store.fence(room('again'), NONE, HOST, 1_000, '{"mine":true}')
      expect(record.access).toBe('{"mine":true}')
      expect(await store.find(room('again'))).toEqual(record)
    })

    test('S1: the first epoch is 1 when the floor is 0', async () => {
      expect((await store.fence(room('zero'), NONE, HOST, 1)).epoch).toBe(1)
    })

    test('S1: an epoch is stored + 1 under a floor up to there, and the floor above', async () => {
      const epochs: number[] = []
      for (const floor of [10, 3, 10, 11, 12, 14, 1_753_000_000_000, 0])
        epochs.push((await store.fence(room('up'), asEpoch(floor), HOST, 1)).epoch)
      expect(epochs).toEqual([10, 11, 12, 13, 14, 15, 1_753_000_000_000, 1_753_000_000_001])
    })

    test('S1: a fence keeps the log and names the new host', async () => {
      await filled(room('kept'), [bytes(1), bytes(2)])
      const record = await store.fence(room('kept'), NONE, peer('host-two'), 2_000)
      expect(record).toMatchObject({
        epoch: 2,
        host: 'host-two',
        version: 2,
        createdAt: 1_000,
        updatedAt: 2_000,
      })
      expect(await entriesOf(room('kept'))).toEqual([bytes(1), bytes(2)].map(same))
    })

    test('S2: concurrent fences give distinct epochs, and the highest one stands', async () => {
      const records = await Promise.all(
        Array.from({ length: 50 }, (_, i) => store.fence(room('race'), asEpoch(5), peer(`host-${i}`), i)),
      )
      const epochs = records.map((record) => record.epoch)
      expect(new Set(epochs).size).toBe(50)
      const highest = Math.max(...epochs)
      const winner = records.find((record) => record.epoch === highest)
      expect(await store.find(room('race'))).toMatchObject({ epoch: highest, host: winner?.host })
    })

    test('S3: an append lands at the stored epoch and version only, and answers where the log stands', async () => {
      const roomId = room('cas')
      const epoch = await filled(roomId, [bytes(1)])
      const at = (e: number, from: number): ReturnType<RoomStore['append']> =>
        store.append(roomId, asEpoch(e), asVersion(from), [bytes(9)], 'java', 5_000)
      for (const [e, from] of [
        [epoch - 1, 1],
        [epoch + 1, 1],
        [epoch, 0],
        [epoch, 2],
      ] as const)
        expect(await at(e, from)).toEqual({ epoch, version: 1, taken: false })
      expect(await store.find(roomId)).toMatchObject({ version: 1, language: 'python', updatedAt: 1_000 })
      expect(await at(epoch, 1)).toEqual({ epoch, version: 2, taken: true })
      expect(await entriesOf(roomId)).toEqual([bytes(1), bytes(9)].map(same))
    })

    test('S3: an append to a room that is not there answers null and makes none', async () => {
      expect(await store.append(room('nowhere'), asEpoch(1), START, [bytes(1)], 'python', 1)).toBeNull()
      expect(await store.find(room('nowhere'))).toBeNull()
      expect((await store.list(10, null)).rooms).toEqual([])
    })

    test('S4: a repeated append changes nothing', async () => {
      const roomId = room('twice')
      const epoch = await filled(roomId, [bytes(1), bytes(2), bytes(3)])
      const before = await store.load(roomId)
      const again = await store.append(roomId, epoch, START, [bytes(1), bytes(2), bytes(3)], 'cpp', 9_000)
      expect(again).toEqual({ epoch, version: 3, taken: false })
      expect(await store.load(roomId)).toEqual(before)
    })

    test('S5: of a hundred concurrent appends from one version exactly one is taken', async () => {
      const roomId = room('hundred')
      const { epoch } = await store.fence(roomId, NONE, HOST, 1)
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, i) =>
          store.append(roomId, epoch, START, [bytes(i), bytes(i)], 'python', 2),
        ),
      )
      expect(answers.filter((at) => at?.taken)).toEqual([{ epoch, version: 2, taken: true }])
      const winner = answers.findIndex((at) => at?.taken)
      expect(await entriesOf(roomId)).toEqual([bytes(winner), bytes(winner)].map(same))
    })

    test('S6: once a fence has answered, no append of an older epoch lands', async () => {
      const roomId = room('fenced')
      const old = await filled(roomId, [bytes(0)])
      let version: Version = asVersion(1)
      const appends = Array.from({ length: 20 }, (_, i) =>
        store.append(roomId, old, asVersion(1 + i), [bytes(1)], 'python', 2),
      )
      const fence = await store.fence(roomId, NONE, peer('host-two'), 3)
      const taken = fence.version
      for (const at of await Promise.all(appends)) if (at) version = asVersion(Math.max(version, at.version))
      expect(version).toBe(taken)
      expect(await store.append(roomId, old, taken, [bytes(7)], 'python', 4)).toEqual({
        epoch: fence.epoch,
        version: taken,
        taken: false,
      })
      expect((await store.load(roomId))?.entries.length).toBe(taken)
    })

    test('S7: load gives every byte that was appended, in order', async () => {
      const roomId = room('bytes')
      const every = Uint8Array.from({ length: 256 }, (_, i) => i)
      const large = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 31 + (i >> 8)) % 256)
      const inside = large.subarray(1_000, 1_010)
      const entries = [every, bytes(0), bytes(255), large, inside, bytes(13, 10, 0, 13)]
      const epoch = await filled(roomId, entries)
      await store.append(roomId, epoch, asVersion(6), [every.slice().reverse()], 'python', 2)
      expect(await entriesOf(roomId)).toEqual([...entries, every.slice().reverse()].map(same))
    })

    test('S7: bytes handed in and given out belong to the caller', async () => {
      const mine = bytes(1, 2, 3)
      const roomId = room('mine')
      await filled(roomId, [mine, mine])
      mine.fill(9)
      await store.compact(roomId, asVersion(1), mine.fill(1))
      mine.fill(9)
      const first = await store.load(roomId)
      for (const given of [first?.snapshot, first?.entries[0]]) {
        expect(given?.constructor).toBe(Uint8Array)
        given?.fill(8)
      }
      for (let i = 0; i < 50; i++) await store.fence(room(`other-${i}`), NONE, HOST, 1)
      const again = await store.load(roomId)
      expect(again?.snapshot && same(again.snapshot)).toBe(same(bytes(1, 1, 1)))
      expect(again?.entries.map(same)).toEqual([same(bytes(1, 2, 3))])
    })

    test('S7: thousands of entries in one append keep their order', async () => {
      const entries = Array.from({ length: 4_096 }, (_, i) => bytes(i % 256, i >> 8))
      await filled(room('many'), entries)
      expect(await entriesOf(room('many'))).toEqual(entries.map(same))
    })

    test('S7: a load during appends and compactions is one consistent state', async () => {
      const roomId = room('busy')
      const { epoch } = await store.fence(roomId, NONE, HOST, 1)
      let going = true
      let loads = 0
      const reader = (async () => {
        while (going) {
          const stored = await store.load(roomId)
          if (!stored) throw new Error('the room is gone')
          const { version, snapshotVersion, snapshot, entries } = stored
          expect(snapshot === null ? 0 : snapshot[0]).toBe(snapshotVersion)
          expect(entries.map((entry) => entry[0])).toEqual(
            Array.from({ length: version - snapshotVersion }, (_, i) => snapshotVersion + i),
          )
          loads++
          await new Promise((resolve) => setImmediate(resolve))
        }
      })()
      for (let i = 0; i < 100; i++) {
        await store.append(roomId, epoch, asVersion(i), [bytes(i)], 'python', 2 + i)
        if (i % 7 === 6) await store.compact(roomId, asVersion(i - 2), bytes(i - 2))
        await new Promise((resolve) => setImmediate(resolve))
      }
      going = false
      await reader
      expect(loads).toBeGreaterThan(10)
    })

    test('S8: a compaction puts the snapshot in the place of the entries below it', async () => {
      const roomId = room('compact')
      const epoch = await filled(roomId, [bytes(0), bytes(1), bytes(2), bytes(3)])
      const snapshot = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251)
      expect(await store.compact(roomId, asVersion(3), snapshot)).toBe(true)
      const stored = await store.load(roomId)
      expect(stored).toMatchObject({ epoch, version: 4, snapshotVersion: 3, updatedAt: 1_000 })
      expect(stored?.snapshot && same(stored.snapshot)).toBe(same(snapshot))
      expect(stored?.entries.map(same)).toEqual([same(bytes(3))])
      expect(await store.append(roomId, epoch, asVersion(4), [bytes(4)], 'python', 2_000)).toMatchObject({
        version: 5,
        taken: true,
      })
      expect(await entriesOf(roomId)).toEqual([bytes(3), bytes(4)].map(same))
      expect(await store.compact(roomId, asVersion(5), bytes(5))).toBe(true)
      expect(await store.load(roomId)).toMatchObject({ version: 5, snapshotVersion: 5, entries: [] })
      expect(await store.append(roomId, epoch, asVersion(5), [bytes(6)], 'python', 2_000)).toMatchObject({
        taken: true,
      })
      expect(await entriesOf(roomId)).toEqual([same(bytes(6))])
    })

    test('S8: an older, an equal and a longer compaction are refused and change nothing', async () => {
      const roomId = room('refused')
      await filled(roomId, [bytes(0), bytes(1), bytes(2)])
      expect(await store.compact(roomId, START, bytes(1))).toBe(false)
      expect(await store.compact(roomId, asVersion(2), bytes(2))).toBe(true)
      const before = await store.load(roomId)
      for (const version of [0, 1, 2, 4])
        expect(await store.compact(roomId, asVersion(version), bytes(9))).toBe(false)
      expect(await store.compact(room('nowhere'), asVersion(1), bytes(9))).toBe(false)
      expect(await store.load(roomId)).toEqual(before)
    })

    test('S8: an empty snapshot is a snapshot', async () => {
      await filled(room('empty'), [bytes(0)])
      expect(await store.compact(room('empty'), asVersion(1), bytes())).toBe(true)
      const stored = await store.load(room('empty'))
      expect(stored).toMatchObject({ snapshotVersion: 1, entries: [] })
      expect(stored?.snapshot?.byteLength).toBe(0)
    })

    test('S8: of racing compactions the latest stands whole', async () => {
      const roomId = room('compactions')
      await filled(
        roomId,
        Array.from({ length: 30 }, (_, i) => bytes(i)),
      )
      await Promise.all([30, 10, 20, 25, 5].map((v) => store.compact(roomId, asVersion(v), bytes(v))))
      const stored = await store.load(roomId)
      expect(stored).toMatchObject({ version: 30, snapshotVersion: 30, entries: [] })
      expect(stored?.snapshot && same(stored.snapshot)).toBe(same(bytes(30)))
    })

    test('S18: a seed takes the place of a shorter log, and the log goes on from there', async () => {
      const roomId = room('seeded')
      const epoch = await filled(roomId, [bytes(0), bytes(1), bytes(2)])
      await store.compact(roomId, asVersion(2), bytes(42))
      await store.fence(room('newer'), NONE, HOST, 2_000)
      const snapshot = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251)
      const at = await store.seed(roomId, epoch, seedOf(9, snapshot), 3_000)
      expect(at).toEqual({ epoch, version: 9, taken: true })
      const { snapshot: stored, ...rest } = (await store.load(roomId)) ?? { snapshot: null }
      expect(rest).toEqual({
        roomId,
        epoch,
        host: HOST,
        version: 9,
        snapshotVersion: 9,
        language: 'java',
        createdAt: 1_000,
        updatedAt: 3_000,
        access: null,
        entries: [],
      })
      expect(stored && same(stored)).toBe(same(snapshot))
      expect((await listAll(store, 10)).map((record) => record.roomId)).toEqual(['seeded', 'newer'])
      expect(await store.append(roomId, epoch, asVersion(3), [bytes(3)], 'cpp', 4_000)).toEqual({
        epoch,
        version: 9,
        taken: false,
      })
      expect(await store.append(roomId, epoch, asVersion(9), [bytes(9)], 'cpp', 4_000)).toMatchObject({
        version: 10,
        taken: true,
      })
      expect(await entriesOf(roomId)).toEqual([same(bytes(9))])
      // As text "10" is less than "9".
      expect(await store.seed(roomId, epoch, seedOf(9), 5_000)).toMatchObject({ version: 10, taken: false })
      expect(await store.seed(roomId, epoch, seedOf(1_753_000_000_000_123), 5_000)).toEqual({
        epoch,
        version: 1_753_000_000_000_123,
        taken: true,
      })
      expect(await store.find(roomId)).toMatchObject({ version: 1_753_000_000_000_123 })
      expect(await entriesOf(roomId)).toEqual([])
    })

    test('S18: a room that has nothing yet is seeded, and what is there stays after closing', async () => {
      const { epoch } = await store.fence(room('fresh'), asEpoch(7), HOST, 1_000)
      const mine = bytes(1, 2, 3)
      await store.seed(room('fresh'), epoch, seedOf(1, mine, 'cpp'), 2_000)
      mine.fill(9)
      const before = await store.load(room('fresh'))
      expect(before).toMatchObject({ epoch: 7, version: 1, snapshotVersion: 1, language: 'cpp', entries: [] })
      expect(before?.snapshot && same(before.snapshot)).toBe(same(bytes(1, 2, 3)))
      if (!setting.reopen) return
      await store.close()
      store = await setting.reopen()
      try {
        expect(await store.load(room('fresh'))).toEqual(before)
      } finally {
        await store.close()
      }
    })

    test('S18: another epoch, a log as long or longer, and a repetition: nothing changes', async () => {
      const roomId = room('unseeded')
      const { epoch } = await store.fence(roomId, asEpoch(7), HOST, 1_000)
      await store.append(roomId, epoch, START, [bytes(0), bytes(1), bytes(2)], 'python', 1_000)
      await store.compact(roomId, asVersion(1), bytes(42))
      await store.fence(room('newer'), NONE, HOST, 2_000)
      const before = [await store.load(roomId), await store.list(9, null)]
      const here = { epoch, version: 3, taken: false }
      for (const [e, version] of [
        [6, 9],
        [8, 9],
        [70, 9],
        [7, 0],
        [7, 2],
        [7, 3],
      ] as const)
        expect(await store.seed(roomId, asEpoch(e), seedOf(version), 3_000)).toEqual(here)
      expect([await store.load(roomId), await store.list(9, null)]).toEqual(before)
      expect(await store.seed(roomId, epoch, seedOf(4), 3_000)).toMatchObject({ taken: true })
      const after = await store.load(roomId)
      const again = await store.seed(roomId, epoch, seedOf(4, bytes(5)), 4_000)
      expect(again).toEqual({ epoch, version: 4, taken: false })
      expect(await store.load(roomId)).toEqual(after)
    })

    test('S18: a seed of a room that is not there answers null and makes none', async () => {
      expect(await store.seed(room('nowhere'), asEpoch(1), seedOf(1), 1)).toBeNull()
      expect(await store.seed(room('nowhere'), NONE, seedOf(1), 1)).toBeNull()
      expect(await store.find(room('nowhere'))).toBeNull()
      expect((await store.list(10, null)).rooms).toEqual([])
    })

    test('S18: of racing seeds the longest stands whole, and once a fence has answered none lands', async () => {
      const roomId = room('seeds')
      const old = await filled(roomId, [bytes(0), bytes(1)])
      const race = [30, 10, 20, 25, 5].map((v) => store.seed(roomId, old, seedOf(v), 2))
      const answers = await Promise.all(race)
      expect(answers.filter((at) => at?.version === 30 && at.taken)).toHaveLength(1)
      const longest = await store.load(roomId)
      expect(longest).toMatchObject({ version: 30, snapshotVersion: 30, entries: [] })
      expect(longest?.snapshot && same(longest.snapshot)).toBe(same(bytes(30)))
      const late = [31, 32, 33].map((v) => store.seed(roomId, old, seedOf(v), 3))
      const fence = await store.fence(roomId, NONE, peer('host-two'), 4)
      await Promise.all(late)
      expect(await store.find(roomId)).toEqual(fence)
      expect(await store.seed(roomId, old, seedOf(99), 5)).toEqual({
        epoch: fence.epoch,
        version: fence.version,
        taken: false,
      })
      expect(await store.find(roomId)).toEqual(fence)
    })

    test('S18: a load during seeds and appends is one consistent state', async () => {
      const roomId = room('refilled')
      const { epoch } = await store.fence(roomId, NONE, HOST, 1)
      let going = true
      let loads = 0
      const reader = (async () => {
        while (going) {
          const stored = await store.load(roomId)
          if (!stored) throw new Error('the room is gone')
          const { version, snapshotVersion, snapshot, entries } = stored
          expect(snapshot === null ? 0 : snapshot[0]).toBe(snapshotVersion)
          expect(entries.map((entry) => entry[0])).toEqual(
            Array.from({ length: version - snapshotVersion }, (_, i) => snapshotVersion + i),
          )
          loads++
          await new Promise((resolve) => setImmediate(resolve))
        }
      })()
      for (let version = 0; version < 100; version += 5) {
        await store.append(roomId, epoch, asVersion(version), [bytes(version), bytes(version + 1)], 'cpp', 2)
        await store.seed(roomId, epoch, seedOf(version + 5), 3)
        await new Promise((resolve) => setImmediate(resolve))
      }
      going = false
      await reader
      expect(loads).toBeGreaterThan(10)
    })

    const whole = (changes: Partial<StoredRoom> = {}): StoredRoom => ({
      roomId: room('restored'),
      epoch: asEpoch(7),
      host: peer('host-two'),
      version: asVersion(2_005),
      snapshotVersion: asVersion(5),
      language: 'java',
      createdAt: 100,
      updatedAt: 9_000,
      access: 'whose',
      snapshot: Uint8Array.from({ length: 70_000 }, (_, i) => i % 251),
      entries: Array.from({ length: 2_000 }, (_, i) => bytes(i % 256, i >> 8)),
      ...changes,
    })

    test('S21: a whole room is put where there is none, and goes on from there', async () => {
      await store.fence(room('other'), NONE, HOST, 5_000)
      const { snapshot: _, entries: __, ...record } = whole()
      expect(await store.restore(whole(), false)).toEqual(record)
      const stored = await store.load(room('restored'))
      expect({ ...stored, snapshot: null, entries: [] }).toEqual({ ...record, snapshot: null, entries: [] })
      expect(stored?.entries.map(same)).toEqual(whole().entries.map(same))
      expect(stored?.snapshot && same(stored.snapshot)).toBe(same(whole().snapshot ?? bytes()))
      expect((await listAll(store, 10)).map(({ roomId }) => roomId)).toEqual(['restored', 'other'])
      const next = await store.append(
        room('restored'),
        asEpoch(7),
        asVersion(2_005),
        [bytes(1)],
        'cpp',
        9_001,
      )
      expect(next).toEqual({ epoch: 7, version: 2_006, taken: true })
      expect((await entriesOf(room('restored')))?.length).toBe(2_001)
    })

    test('S21: in the place of another only where that is wished, and then nothing of that is left', async () => {
      const epoch = await filled(room('restored'), [bytes(1), bytes(2), bytes(3)])
      await store.compact(room('restored'), asVersion(2), bytes(42))
      const before = await store.load(room('restored'))
      expect(await store.restore(whole(), false)).toBeNull()
      expect(await store.load(room('restored'))).toEqual(before)
      // A log of its own, shorter than the stored, without a snapshot and an owner.
      const short = { version: asVersion(1), snapshotVersion: START, snapshot: null, entries: [bytes(8)] }
      const placed = await store.restore(whole({ ...short, epoch: NONE, access: null }), true)
      expect(placed).toMatchObject({ epoch: epoch + 1, version: 1, snapshotVersion: 0, access: null })
      expect(await store.load(room('restored'))).toEqual({ ...placed, snapshot: null, entries: [bytes(8)] })
      expect(
        await store.append(room('restored'), epoch, asVersion(3), [bytes(4)], 'cpp', 9_999),
      ).toMatchObject({
        taken: false,
      })
      expect((await listAll(store, 10)).map(({ updatedAt }) => updatedAt)).toEqual([9_000])
    })

    test('S21: of many who put a room where there is none, one does', async () => {
      const tries = Array.from({ length: 10 }, (_, i) => store.restore(whole({ createdAt: i }), false))
      const done = (await Promise.all(tries)).flatMap((record) => (record ? [record] : []))
      expect(done.length).toBe(1)
      expect(await store.find(room('restored'))).toEqual(done[0])
    })

    test('S28: the rooms are counted, each once, and not the ones that were forgotten', async () => {
      expect(await store.count()).toBe(0)
      for (let i = 0; i < 30; i++) await store.fence(room(`counted-${i % 10}`), NONE, HOST, 1_000 + i)
      expect(await store.count()).toBe(10)
      await store.restore(whole(), false)
      expect(await store.count()).toBe(11)
    })

    test('S9: the list has the newest first and moves a touched room to the top', async () => {
      for (const [id, now] of [
        ['b', 200],
        ['a', 100],
        ['c', 300],
      ] as const)
        await store.fence(room(id), NONE, HOST, now)
      const ids = async (): Promise<string[]> => (await listAll(store, 2)).map((record) => record.roomId)
      expect(await ids()).toEqual(['c', 'b', 'a'])
      await store.append(room('a'), asEpoch(1), START, [bytes(1)], 'cpp', 400)
      expect(await ids()).toEqual(['a', 'c', 'b'])
      expect((await store.list(1, null)).rooms).toEqual([await store.find(room('a'))])
      await store.append(room('b'), asEpoch(99), START, [bytes(1)], 'cpp', 900)
      await store.compact(room('a'), asVersion(1), bytes(1))
      expect(await ids()).toEqual(['a', 'c', 'b'])
      await store.fence(room('b'), NONE, HOST, 500)
      expect(await ids()).toEqual(['b', 'a', 'c'])
    })

    test('S9: paging through 250 rooms, many of one millisecond, loses and repeats none', async () => {
      await Promise.all(
        Array.from({ length: 250 }, (_, i) => store.fence(room(`room-${i}`), NONE, HOST, 1_000 + (i % 3))),
      )
      for (const limit of [1, 7, 50, 250, 400]) {
        const all = await listAll(store, limit)
        expect(all.length).toBe(250)
        expect(new Set(all.map((record) => record.roomId)).size).toBe(250)
        const times = all.map((record) => record.updatedAt)
        expect(times).toEqual([...times].sort((a, b) => b - a))
      }
      expect((await store.list(250, null)).next).toBeNull()
    })

    test('S9: an empty store lists nothing, and a cursor of somebody else’s making neither', async () => {
      expect(await store.list(10, null)).toEqual({ rooms: [], next: null })
      await store.fence(room('one'), NONE, HOST, 1)
      const foreign = [
        '',
        'x',
        '9',
        '9.',
        '.a',
        '-9.a',
        '9e3.a',
        '99999999999999999999.a',
        '9.a b',
        '+inf.a',
        '9.a.b',
      ]
      for (const cursor of foreign) expect(await store.list(10, cursor)).toEqual({ rooms: [], next: null })
    })

    test('S10: a room that nobody made is not there', async () => {
      for (const id of ['unknown', '__proto__', 'constructor']) {
        expect(await store.find(room(id))).toBeNull()
        expect(await store.load(room(id))).toBeNull()
      }
    })

    test('S10: any room id is only a name', async () => {
      const ids = [
        '__proto__',
        'constructor',
        'toString',
        'x'.repeat(64),
        '-',
        '_',
        '0',
        'A',
        'a',
        'record',
        'rooms',
      ]
      for (const [i, id] of ids.entries()) {
        await filled(room(id), [bytes(i)], 10 + i)
        await store.compact(room(id), asVersion(1), bytes(i, i))
      }
      for (const [i, id] of ids.entries()) {
        const stored = await store.load(room(id))
        expect(stored).toMatchObject({ roomId: id, epoch: 1, version: 1, createdAt: 10 + i })
        expect(stored?.snapshot && same(stored.snapshot)).toBe(same(bytes(i, i)))
      }
      expect((await listAll(store, 3)).map((record) => record.roomId)).toEqual([...ids].reverse())
    })

    test('S11: the record keeps the language of the last append, when it was made and when it was touched', async () => {
      const roomId = room('record')
      const { epoch } = await store.fence(roomId, NONE, HOST, 100)
      for (const [i, language] of (['javascript', 'typescript', 'java', 'cpp'] as const).entries()) {
        await store.append(roomId, epoch, asVersion(i), [bytes(i)], language, 200 + i)
        expect(await store.find(roomId)).toMatchObject({ language, createdAt: 100, updatedAt: 200 + i })
      }
      expect(await store.fence(roomId, NONE, HOST, 300)).toMatchObject({ language: 'cpp', createdAt: 100 })
    })

    test('S13: a closed store rejects everything with StoreDown, and closes twice', async () => {
      await store.fence(room('closed'), NONE, HOST, 1)
      await store.close()
      await store.close()
      for (const call of everyCall(store)) await expect(call()).rejects.toBeInstanceOf(StoreDown)
    })

    test('S13: an open store answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined()
    })

    test('S14: everything is there after closing and opening again', async () => {
      if (!setting.reopen) return
      const epoch = await filled(room('kept'), [bytes(0), bytes(1), bytes(2)])
      await store.compact(room('kept'), asVersion(2), bytes(42))
      await store.fence(room('other'), asEpoch(5), HOST, 2_000)
      const before = [
        await store.load(room('kept')),
        await store.load(room('other')),
        await store.list(9, null),
      ]
      await store.close()
      store = await setting.reopen()
      try {
        const after = [
          await store.load(room('kept')),
          await store.load(room('other')),
          await store.list(9, null),
        ]
        expect(after).toEqual(before)
        expect(await store.append(room('kept'), epoch, asVersion(3), [bytes(3)], 'python', 3)).toMatchObject({
          taken: true,
        })
      } finally {
        await store.close()
      }
    })
  })
}

/** One call of each method, on a room named `closed`. */
export const everyCall = (store: RoomStore): readonly (() => Promise<unknown>)[] => [
  () => store.fence(room('closed'), NONE, HOST, 2),
  () => store.append(room('closed'), asEpoch(1), START, [bytes(1)], 'python', 2),
  () => store.seed(room('closed'), asEpoch(1), seedOf(1), 2),
  () => store.load(room('closed')),
  () => store.find(room('closed')),
  () => store.list(10, null),
  () => store.compact(room('closed'), asVersion(1), bytes(1)),
  () => store.sweep(0),
  () => store.visited('account' as AccountId, room('closed'), 1),
  () => store.visits('account' as AccountId),
  () => store.ping(),
]

/** Bytes as comparable text, whether they are a Buffer or not. */
export const same = (value: Uint8Array): string => Buffer.from(value).toString('hex')
