import { open as openFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, open, type RootDatabase } from 'lmdb'
import type { Env } from '../../shared/base/env.ts'
import { asVersion, type Epoch, type PeerId, type RoomId, type Version } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { examine } from './lmdb_file.ts'
import { formatPlace, parsePlace } from './place.ts'
import { fenced, parseRecord, restored, seeded } from './record.ts'
import {
  type Page,
  type RestoringStore,
  type RoomRecord,
  type Seed,
  StoreDown,
  type StoredRoom,
  type Written,
} from './room_store.ts'
import { reasonOf, toStoreDown } from './store_down.ts'
import { type AccountId, formatVisits, parseVisits, type RoomVisit, withVisit } from './visits.ts'

/** Address space to begin with, in bytes; the map grows with the file. */
const MAP_BYTES = 256 * 1024 * 1024
const FORMAT = 'tandem rooms 1'
/** Rooms forgotten in one transaction. */
const SWEEP_BATCH = 20
const EMPTY = new Uint8Array(0)

export interface LmdbStoreOptions {
  /** A directory; it is made when there is none. Several processes may share it. */
  readonly path: string
  readonly log: Env['log']
}

/**
 * The rooms in a directory of this machine. A write resolves after its transaction was flushed to the disk; all
 * writes of a moment share one flush. Reads are synchronous inside and see one consistent state.
 */
export class LmdbStore implements RestoringStore {
  readonly #root: RootDatabase<Buffer, string>
  /** Key: room; value: the record as JSON. */
  readonly #records: Database<Uint8Array, string>
  /** Key: room and version; value: the entry. */
  readonly #log: Database<Uint8Array, [string, number]>
  readonly #snapshots: Database<Uint8Array, string>
  /** Key: `updatedAt` and room; no value. */
  readonly #byTime: Database<Uint8Array, [number, string] | [number]>
  /** Key: account; value: `formatVisits`. */
  readonly #visits: Database<Uint8Array, string>
  readonly #tell: Env['log']
  readonly #told = new WeakSet<object>()
  #closed = false

  private constructor(root: RootDatabase<Buffer, string>, tell: Env['log']) {
    this.#root = root
    this.#tell = tell
    this.#records = root.openDB({ name: 'records', encoding: 'binary' })
    this.#log = root.openDB({ name: 'log', encoding: 'binary' })
    this.#snapshots = root.openDB({ name: 'snapshots', encoding: 'binary' })
    this.#byTime = root.openDB({ name: 'byTime', encoding: 'binary' })
    this.#visits = root.openDB({ name: 'visits', encoding: 'binary' })
  }

  /** Rejects with a StoreDown whose message is a sentence for the operator when the directory cannot be used. */
  static async open({ path, log }: LmdbStoreOptions): Promise<LmdbStore> {
    const complaint = await examine(path)
    if (complaint) throw new StoreDown(complaint)
    try {
      const root = open<Buffer, string>({
        path,
        noSubdir: false,
        encoding: 'binary',
        maxDbs: 8,
        mapSize: MAP_BYTES,
        // With either of these a write would resolve before it is on the disk, or a failed commit would end
        // the process by a rejection that nobody can handle.
        overlappingSync: false,
        eventTurnBatching: false,
      })
      if (!(await claim(root))) {
        await root.close()
        throw new StoreDown(`The directory ${path} holds the data of another program or version.`)
      }
      return new LmdbStore(root, log)
    } catch (error) {
      if (error instanceof StoreDown) throw error
      throw new StoreDown(`The data directory ${path} cannot be opened (${reasonOf(error)}).`, {
        cause: toStoreDown(error).cause,
      })
    }
  }

  fence(
    roomId: RoomId,
    floor: Epoch,
    host: PeerId,
    now: number,
    access: string | null = null,
  ): Promise<RoomRecord> {
    return this.#write(() => {
      const stored = this.#record(roomId)
      const record = fenced(stored, roomId, floor, host, now, access)
      this.#put(record, stored)
      return record
    })
  }

  append(
    roomId: RoomId,
    epoch: Epoch,
    from: Version,
    entries: readonly Uint8Array[],
    language: Language,
    now: number,
  ): Promise<Written | null> {
    return this.#write(() => {
      const stored = this.#record(roomId)
      if (!stored) return null
      if (stored.epoch !== epoch || stored.version !== from)
        return { epoch: stored.epoch, version: stored.version, taken: false }
      const version = asVersion(from + entries.length)
      entries.forEach((entry, i) => {
        this.#log.putSync([roomId, from + i], entry)
      })
      this.#put({ ...stored, version, language, updatedAt: now }, stored)
      return { epoch, version, taken: true }
    })
  }

  seed(roomId: RoomId, epoch: Epoch, snapshot: Seed, now: number): Promise<Written | null> {
    return this.#write(() => {
      const stored = this.#record(roomId)
      if (!stored) return null
      const record = seeded(stored, epoch, snapshot, now)
      if (!record) return { epoch: stored.epoch, version: stored.version, taken: false }
      this.#cut(roomId, 0, Number.MAX_SAFE_INTEGER)
      this.#snapshots.putSync(roomId, snapshot.bytes)
      this.#put(record, stored)
      return { epoch, version: record.version, taken: true }
    })
  }

  setAccess(roomId: RoomId, before: string | null, access: string): Promise<boolean> {
    return this.#write(() => {
      const stored = this.#record(roomId)
      if (stored?.access !== before) return false
      this.#put({ ...stored, access }, stored)
      return true
    })
  }

  async load(roomId: RoomId): Promise<StoredRoom | null> {
    return this.#read(() => {
      const record = this.#record(roomId)
      if (!record) return null
      const { version, snapshotVersion } = record
      const snapshot = snapshotVersion === 0 ? null : this.#snapshots.get(roomId)
      const range = { start: [roomId, snapshotVersion], end: [roomId, version] }
      const entries = [...this.#log.getRange(range)].map(({ value }) => plain(value))
      if (snapshot === undefined || entries.length !== version - snapshotVersion)
        throw new Error('the parts of a room do not fit together')
      return { ...record, snapshot: snapshot && plain(snapshot), entries }
    })
  }

  async find(roomId: RoomId): Promise<RoomRecord | null> {
    return this.#read(() => this.#record(roomId))
  }

  async count(): Promise<number> {
    return this.#read(() => {
      const stats: { readonly entryCount?: unknown } = this.#records.getStats()
      if (typeof stats.entryCount !== 'number') throw new Error('LMDB does not count')
      return stats.entryCount
    })
  }

  async list(limit: number, after: string | null): Promise<Page> {
    return this.#read(() => {
      const place = after === null ? null : parsePlace(after)
      if (after !== null && place === null) return { rooms: [], next: null }
      const rooms: RoomRecord[] = []
      const start = place ? { start: [place.updatedAt, place.roomId], exclusiveStart: true } : {}
      for (const key of this.#byTime.getKeys({ reverse: true, limit: limit + 1, ...start })) {
        const record = this.#record(key[1] as RoomId)
        if (!record) throw new Error('the index names a room that is not there')
        rooms.push(record)
      }
      const page = rooms.slice(0, limit)
      const last = page.at(-1)
      return { rooms: page, next: last && rooms.length > limit ? formatPlace(last) : null }
    })
  }

  compact(roomId: RoomId, version: Version, snapshot: Uint8Array): Promise<boolean> {
    return this.#write(() => {
      const stored = this.#record(roomId)
      if (!stored || stored.snapshotVersion >= version || stored.version < version) return false
      this.#cut(roomId, stored.snapshotVersion, version)
      this.#snapshots.putSync(roomId, snapshot)
      this.#put({ ...stored, snapshotVersion: version }, stored)
      return true
    })
  }

  restore(room: StoredRoom, replaces: boolean): Promise<RoomRecord | null> {
    return this.#write(() => {
      const { roomId, snapshot, snapshotVersion, entries } = room
      const stored = this.#record(roomId)
      if (stored && !replaces) return null
      this.#cut(roomId, 0, Number.MAX_SAFE_INTEGER)
      if (snapshot) this.#snapshots.putSync(roomId, snapshot)
      else this.#snapshots.removeSync(roomId)
      entries.forEach((entry, i) => {
        this.#log.putSync([roomId, snapshotVersion + i], entry)
      })
      const record = restored(stored, room)
      this.#put(record, stored)
      return record
    })
  }

  visited(account: AccountId, roomId: RoomId, now: number): Promise<void> {
    return this.#write(() => {
      const list = withVisit(this.#visitsOf(account), { roomId, at: now })
      this.#visits.putSync(account, Buffer.from(formatVisits(list)))
    })
  }

  async visits(account: AccountId): Promise<readonly RoomVisit[]> {
    return this.#read(() => this.#visitsOf(account))
  }

  async sweep(before: number): Promise<number> {
    await this.#sweepVisits(before)
    let count = 0
    for (let batch = SWEEP_BATCH; batch === SWEEP_BATCH; count += batch)
      batch = await this.#write(() => {
        const keys = [...this.#byTime.getKeys({ end: [before], limit: SWEEP_BATCH })]
        for (const key of keys) this.#forget(key)
        return keys.length
      })
    return count
  }

  async #sweepVisits(before: number): Promise<void> {
    const isOver = (account: string) => (this.#visitsOf(account)[0]?.at ?? 0) < before
    const over = this.#read(() => [...this.#visits.getKeys()].filter(isOver))
    for (let from = 0; from < over.length; from += SWEEP_BATCH)
      await this.#write(() => {
        // Somebody may have come meanwhile.
        for (const account of over.slice(from, from + SWEEP_BATCH).filter(isOver))
          this.#visits.removeSync(account)
      })
  }

  async backUp(path: string): Promise<number> {
    this.#check()
    try {
      // Compact: without the pages that are free. It reads one state, so that no write is in it half.
      await this.#root.backup(path, true)
      const file = await openFile(join(path, 'data.mdb'), 'r+')
      try {
        await file.sync()
        return (await file.stat()).size
      } finally {
        await file.close()
      }
    } catch (error) {
      const { cause } = toStoreDown(error)
      throw new StoreDown(`The rooms could not be copied to ${path} (${reasonOf(error)}).`, { cause })
    }
  }

  async ping(): Promise<void> {
    this.#read(() => this.#records.get('ping'))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#root.close()
  }

  /** Only inside `#write`. */
  #put(record: RoomRecord, before: RoomRecord | null): void {
    const { roomId, ...fields } = record
    this.#records.putSync(roomId, Buffer.from(JSON.stringify(fields)))
    if (before && before.updatedAt !== record.updatedAt) this.#byTime.removeSync([before.updatedAt, roomId])
    this.#byTime.putSync([record.updatedAt, roomId], EMPTY)
  }

  /** Only inside `#write`: removes the entries of versions [from, to). */
  #cut(roomId: string, from: number, to: number): void {
    for (const key of [...this.#log.getKeys({ start: [roomId, from], end: [roomId, to] })])
      this.#log.removeSync(key)
  }

  /** Only inside `#write`. */
  #forget(key: [number, string] | [number]): void {
    this.#byTime.removeSync(key)
    const roomId = key[1]
    if (roomId === undefined) return
    this.#cut(roomId, 0, Number.MAX_SAFE_INTEGER)
    this.#snapshots.removeSync(roomId)
    this.#records.removeSync(roomId)
  }

  #visitsOf(account: string): readonly RoomVisit[] {
    const bytes = this.#visits.get(account)
    return bytes ? parseVisits(Buffer.from(bytes).toString()) : []
  }

  #record(roomId: RoomId): RoomRecord | null {
    const bytes = this.#records.get(roomId)
    if (!bytes) return null
    const fields: unknown = JSON.parse(Buffer.from(bytes).toString())
    const record = fields instanceof Object ? parseRecord(roomId, { ...fields }) : null
    if (!record) throw new Error('the record of a room cannot be read')
    return record
  }

  /** Runs `work` without an await in it, on the newest state. */
  #read<T>(work: () => T): T {
    this.#check()
    try {
      this.#root.resetReadTxn()
      return work()
    } catch (error) {
      throw toStoreDown(error)
    }
  }

  /** Runs `work`, which checks before it writes, in a transaction; resolves when that is on the disk. */
  async #write<T>(work: () => T): Promise<T> {
    this.#check()
    try {
      return await this.#root.transaction(work)
    } catch (error) {
      this.#tellWhy(error)
      throw toStoreDown(error)
    }
  }

  /** LMDB tells why a commit failed by a second promise on the error, shared by all writes of that commit. */
  #tellWhy(error: unknown): void {
    if (!(error instanceof Error && 'commitError' in error && error.commitError instanceof Promise)) return
    if (this.#told.has(error.commitError)) return
    this.#told.add(error.commitError)
    error.commitError.catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : 'unknown'
      this.#tell('error', 'storeCommitFailed', { store: 'lmdb', reason })
    })
  }

  #check(): void {
    if (this.#closed) throw new StoreDown('The store is closed.')
  }
}

/** The same bytes, without what a Buffer does differently. */
const plain = (buffer: Uint8Array): Uint8Array =>
  new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)

/** Marks a new file as ours; false when it is another's. */
async function claim(root: RootDatabase<Buffer, string>): Promise<boolean> {
  const names = [...root.getKeys()]
  const fresh = names.every((name) => name === 'meta')
  if (!fresh && !names.includes('meta')) return false
  const meta = root.openDB<Buffer, string>({ name: 'meta' })
  if (fresh && meta.get('format') === undefined) await meta.put('format', Buffer.from(FORMAT))
  return meta.get('format')?.toString() === FORMAT
}
