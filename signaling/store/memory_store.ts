import { asVersion, type Epoch, type PeerId, type RoomId, type Version } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { comparePlaces, formatPlace, parsePlace } from './place.ts'
import { fenced, restored, seeded } from './record.ts'
import {
  type Page,
  type RestoringStore,
  type RoomRecord,
  type Seed,
  StoreDown,
  type StoredRoom,
  type Written,
} from './room_store.ts'
import { type AccountId, type RoomVisit, withVisit } from './visits.ts'

interface Room {
  readonly record: RoomRecord
  readonly snapshot: Uint8Array | null
  readonly entries: readonly Uint8Array[]
}

/** The rooms in this process, for tests and simulations: no clock, no timer, everything settles in microtasks. */
export class MemoryStore implements RestoringStore {
  readonly #rooms = new Map<RoomId, Room>()
  readonly #visits = new Map<AccountId, readonly RoomVisit[]>()
  #closed = false

  async fence(
    roomId: RoomId,
    floor: Epoch,
    host: PeerId,
    now: number,
    access: string | null = null,
  ): Promise<RoomRecord> {
    const room = this.#get(roomId)
    const record = fenced(room?.record ?? null, roomId, floor, host, now, access)
    this.#rooms.set(roomId, { snapshot: room?.snapshot ?? null, entries: room?.entries ?? [], record })
    return record
  }

  async append(
    roomId: RoomId,
    epoch: Epoch,
    from: Version,
    entries: readonly Uint8Array[],
    language: Language,
    now: number,
  ): Promise<Written | null> {
    const room = this.#get(roomId)
    if (!room) return null
    const stored = room.record
    if (stored.epoch !== epoch || stored.version !== from)
      return { epoch: stored.epoch, version: stored.version, taken: false }
    const version = asVersion(from + entries.length)
    this.#rooms.set(roomId, {
      ...room,
      record: { ...stored, version, language, updatedAt: now },
      entries: [...room.entries, ...entries.map(copy)],
    })
    return { epoch, version, taken: true }
  }

  async seed(roomId: RoomId, epoch: Epoch, snapshot: Seed, now: number): Promise<Written | null> {
    const room = this.#get(roomId)
    if (!room) return null
    const record = seeded(room.record, epoch, snapshot, now)
    if (!record) return { epoch: room.record.epoch, version: room.record.version, taken: false }
    this.#rooms.set(roomId, { record, snapshot: copy(snapshot.bytes), entries: [] })
    return { epoch, version: record.version, taken: true }
  }

  async setAccess(roomId: RoomId, before: string | null, access: string): Promise<boolean> {
    const room = this.#get(roomId)
    if (room?.record.access !== before) return false
    this.#rooms.set(roomId, { ...room, record: { ...room.record, access } })
    return true
  }

  async load(roomId: RoomId): Promise<StoredRoom | null> {
    const room = this.#get(roomId)
    if (!room) return null
    const snapshot = room.snapshot && copy(room.snapshot)
    return { ...room.record, snapshot, entries: room.entries.map(copy) }
  }

  async find(roomId: RoomId): Promise<RoomRecord | null> {
    return this.#get(roomId)?.record ?? null
  }

  async count(): Promise<number> {
    this.#check()
    return this.#rooms.size
  }

  async list(limit: number, after: string | null): Promise<Page> {
    this.#check()
    const place = after === null ? null : parsePlace(after)
    if (after !== null && place === null) return { rooms: [], next: null }
    const rest = [...this.#rooms.values()]
      .map((room) => room.record)
      .filter((record) => place === null || comparePlaces(record, place) > 0)
      .sort(comparePlaces)
    const rooms = rest.slice(0, limit)
    const last = rooms.at(-1)
    return { rooms, next: last && rest.length > limit ? formatPlace(last) : null }
  }

  async compact(roomId: RoomId, version: Version, snapshot: Uint8Array): Promise<boolean> {
    const room = this.#get(roomId)
    if (!room || room.record.snapshotVersion >= version || room.record.version < version) return false
    this.#rooms.set(roomId, {
      record: { ...room.record, snapshotVersion: version },
      snapshot: copy(snapshot),
      entries: room.entries.slice(version - room.record.snapshotVersion),
    })
    return true
  }

  async restore(room: StoredRoom, replaces: boolean): Promise<RoomRecord | null> {
    const stored = this.#get(room.roomId)?.record ?? null
    if (stored && !replaces) return null
    const record = restored(stored, room)
    const snapshot = room.snapshot && copy(room.snapshot)
    this.#rooms.set(room.roomId, { record, snapshot, entries: room.entries.map(copy) })
    return record
  }

  async visited(account: AccountId, roomId: RoomId, now: number): Promise<void> {
    this.#check()
    this.#visits.set(account, withVisit(this.#visits.get(account) ?? [], { roomId, at: now }))
  }

  async visits(account: AccountId): Promise<readonly RoomVisit[]> {
    this.#check()
    return this.#visits.get(account) ?? []
  }

  async sweep(before: number): Promise<number> {
    this.#check()
    for (const [account, [last]] of this.#visits) if (last && last.at < before) this.#visits.delete(account)
    let count = 0
    for (const { record } of [...this.#rooms.values()])
      if (record.updatedAt < before && this.#rooms.delete(record.roomId)) count++
    return count
  }

  async ping(): Promise<void> {
    this.#check()
  }

  async close(): Promise<void> {
    this.#closed = true
  }

  #get(roomId: RoomId): Room | undefined {
    this.#check()
    return this.#rooms.get(roomId)
  }

  #check(): void {
    if (this.#closed) throw new StoreDown('The store is closed.')
  }
}

/** The caller may go on using its bytes. */
const copy = (bytes: Uint8Array): Uint8Array => bytes.slice()
