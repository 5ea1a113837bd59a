import { randomUUID } from 'node:crypto'
import type { Env } from '../../shared/base/env.ts'
import {
  asEpoch,
  asVersion,
  type Epoch,
  type PeerId,
  parseRoomId,
  type RoomId,
  type Version,
} from '../../shared/base/ids.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/protocol/language.ts'
import { comparePlaces, formatPlace, type Place, parsePlace } from './place.ts'
import { parseRecord, RECORD_FIELDS } from './record.ts'
import { type RedisClient, redisClient } from './redis_client.ts'
import { APPEND, COMPACT, FENCE, LIST, RESTORE, SEED, SET_ACCESS, UNLIST, VISITED } from './redis_scripts.ts'
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
import { type AccountId, type RoomVisit, toVisit, VISITS_KEPT } from './visits.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** A whole room is brought in portions of so many entries, to where nobody looks, for so long at the most. */
const PORTION = 1_000
const STAGED_MS = 60 * 60 * 1000
/** Index entries looked at in one round trip of a list or a sweep. */
const BATCH = 200

export interface RedisStoreOptions {
  /** As `parseRedisUrl` reads it. */
  readonly url: string
  /** A room that nobody touched for so long is forgotten. */
  readonly ttlDays: number
  readonly log: Env['log']
  /** What every key begins with; `tandem` unless given. */
  readonly prefix?: string
  /** How long a command may take, in milliseconds; 2,000 unless given. */
  readonly timeoutMs?: number
}

type Argument = string | number | Buffer
type Script = (...args: Argument[]) => Promise<unknown>
interface Scripts {
  fenceRoom: Script
  appendRoom: Script
  seedRoom: Script
  compactRoom: Script
  listRoom: Script
  unlistRoom: Script
  setAccessOfRoom: Script
  restoreRoom: Script
  roomVisited: Script
}
type Client = RedisClient & Scripts

/**
 * The rooms in Redis. A room is a hash (its record), a list (its entries) and a string (its snapshot) in one
 * cluster slot; a sorted set lists all rooms by their last touch, and is written right after the room.
 * Nothing waits for a lost connection: a call rejects at once, and works again when Redis is back.
 */
export class RedisStore implements RestoringStore {
  readonly #redis: Client
  readonly #prefix: string
  readonly #ttlMs: number
  readonly #log: Env['log']
  #reachable = true
  #closed = false

  private constructor(options: RedisStoreOptions) {
    const timeoutMs = options.timeoutMs ?? 2_000
    this.#prefix = options.prefix ?? 'tandem'
    this.#ttlMs = Math.ceil(options.ttlDays * DAY_MS)
    this.#log = options.log
    this.#redis = redisClient({
      url: options.url,
      timeoutMs,
      scripts: {
        fenceRoom: { lua: FENCE, numberOfKeys: 3 },
        appendRoom: { lua: APPEND, numberOfKeys: 3 },
        seedRoom: { lua: SEED, numberOfKeys: 3 },
        compactRoom: { lua: COMPACT, numberOfKeys: 3 },
        listRoom: { lua: LIST, numberOfKeys: 1 },
        unlistRoom: { lua: UNLIST, numberOfKeys: 1 },
        setAccessOfRoom: { lua: SET_ACCESS, numberOfKeys: 1 },
        restoreRoom: { lua: RESTORE, numberOfKeys: 5 },
        roomVisited: { lua: VISITED, numberOfKeys: 1 },
      },
    }) as Client
    this.#redis.on('error', (error: unknown) => this.#unreachable(reasonOf(error)))
    this.#redis.on('close', () => this.#unreachable('closed'))
    this.#redis.on('ready', () => {
      if (!this.#reachable) this.#log('info', 'storeReachable', { store: 'redis' })
      this.#reachable = true
    })
  }

  /** Resolves after the first attempt to connect, whether it succeeded or not. */
  static async open(options: RedisStoreOptions): Promise<RedisStore> {
    const store = new RedisStore(options)
    await new Promise<void>((resolve) => {
      store.#redis.once('ready', resolve)
      store.#redis.once('error', () => resolve())
      store.#redis.once('close', resolve)
    })
    return store
  }

  get counters(): object {
    return this.#redis
  }

  fence(
    roomId: RoomId,
    floor: Epoch,
    host: PeerId,
    now: number,
    access: string | null = null,
  ): Promise<RoomRecord> {
    return this.#call(async () => {
      const args = [floor, host, now, this.#ttlMs, DEFAULT_LANGUAGE, access ?? '']
      const values = await this.#redis.fenceRoom(...this.#keys(roomId), ...args)
      const record = this.#record(roomId, values)
      if (!record) throw new Error('a fence answered no record')
      await this.#redis.listRoom(this.#index, now, roomId, this.#ttlMs)
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
    return this.#call(async () => {
      const args = [epoch, from, from + entries.length, language, now, this.#ttlMs]
      const at = await this.#redis.appendRoom(...this.#keys(roomId), ...args, ...entries.map(asBuffer))
      return this.#written(at, roomId, now)
    })
  }

  seed(roomId: RoomId, epoch: Epoch, snapshot: Seed, now: number): Promise<Written | null> {
    return this.#call(async () => {
      const args = [epoch, snapshot.version, asBuffer(snapshot.bytes), snapshot.language, now, this.#ttlMs]
      return this.#written(await this.#redis.seedRoom(...this.#keys(roomId), ...args), roomId, now)
    })
  }

  setAccess(roomId: RoomId, before: string | null, access: string): Promise<boolean> {
    return this.#call(
      async () => (await this.#redis.setAccessOfRoom(this.#keys(roomId)[0], before ?? '', access)) === 1,
    )
  }

  load(roomId: RoomId): Promise<StoredRoom | null> {
    return this.#call(async () => {
      const [record, log, snapshot] = this.#keys(roomId)
      const results = await this.#redis
        .multi()
        .hmget(record, ...RECORD_FIELDS)
        .lrangeBuffer(log, 0, -1)
        .getBuffer(snapshot)
        .exec()
      const [values, list, bytes] = (results ?? []).map(([error, value]) => {
        if (error) throw error
        return value
      })
      const stored = this.#record(roomId, values)
      if (!stored) return null
      const entries = Array.isArray(list)
        ? list.filter((entry) => entry instanceof Uint8Array).map(plain)
        : []
      const found = bytes instanceof Uint8Array ? plain(bytes) : null
      const whole = entries.length === stored.version - stored.snapshotVersion
      if (!whole || (found !== null) !== stored.snapshotVersion > 0)
        throw new Error('the parts of a room do not fit together')
      return { ...stored, snapshot: found, entries }
    })
  }

  find(roomId: RoomId): Promise<RoomRecord | null> {
    return this.#call(() => this.#find(roomId))
  }

  count(): Promise<number> {
    return this.#call(() => this.#redis.zcard(this.#index))
  }

  list(limit: number, after: string | null): Promise<Page> {
    return this.#call(async () => {
      let seen = after === null ? null : parsePlace(after)
      if (after !== null && seen === null) return { rooms: [], next: null }
      const found: { readonly place: Place; readonly record: RoomRecord }[] = []
      const gone: Place[] = []
      const from = seen?.updatedAt ?? '+inf'
      const size = Math.min(limit + 1, BATCH)
      for (let offset = 0, more = true; more && found.length <= limit; offset += size) {
        const batch = await this.#places(from, offset, size)
        more = batch.length === size
        const places = batch.filter((place) => seen === null || comparePlaces(place, seen) > 0)
        const records = await Promise.all(places.map((place) => this.#find(place.roomId)))
        places.forEach((place, i) => {
          const record = records[i]
          if (record) found.push({ place, record })
          else gone.push(place)
        })
        seen = places.at(-1) ?? seen
      }
      await this.#unlist(gone)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      return {
        rooms: page.map(({ record }) => record),
        next: last && found.length > limit ? formatPlace(last.place) : null,
      }
    })
  }

  compact(roomId: RoomId, version: Version, snapshot: Uint8Array): Promise<boolean> {
    return this.#call(
      async () => (await this.#redis.compactRoom(...this.#keys(roomId), version, asBuffer(snapshot))) === 1,
    )
  }

  restore(room: StoredRoom, replaces: boolean): Promise<RoomRecord | null> {
    return this.#call(async () => {
      const { roomId, epoch, host, version, snapshotVersion, language, createdAt, updatedAt } = room
      const keys = this.#keys(roomId)
      const staged = `${keys[0]}:${randomUUID()}`
      const [log, snapshot] = [`${staged}:log`, `${staged}:snapshot`]
      for (let from = 0; from < room.entries.length; from += PORTION) {
        await this.#redis.rpush(log, ...room.entries.slice(from, from + PORTION).map(asBuffer))
        await this.#redis.pexpire(log, STAGED_MS)
      }
      if (room.snapshot) await this.#redis.set(snapshot, asBuffer(room.snapshot), 'PX', STAGED_MS)
      const fields = [epoch, host, version, snapshotVersion, language, createdAt, updatedAt]
      const parts = [room.entries.length, room.snapshot ? 1 : 0]
      const values = await this.#redis.restoreRoom(
        ...[...keys, log, snapshot],
        ...[...fields, room.access ?? '', this.#ttlMs, replaces ? 1 : 0, ...parts],
      )
      if (values === null) return null
      await this.#redis.listRoom(this.#index, updatedAt, roomId, this.#ttlMs)
      return this.#record(roomId, values)
    })
  }

  visited(account: AccountId, roomId: RoomId, now: number): Promise<void> {
    return this.#call(async () => {
      await this.#redis.roomVisited(this.#visitsKey(account), now, roomId, VISITS_KEPT, this.#ttlMs)
    })
  }

  visits(account: AccountId): Promise<readonly RoomVisit[]> {
    return this.#call(async () => {
      const flat = await this.#redis.zrevrange(this.#visitsKey(account), 0, VISITS_KEPT - 1, 'WITHSCORES')
      return flat.flatMap((id, i) => (i % 2 === 0 ? [toVisit(id, flat[i + 1])] : []))
    })
  }

  /** Redis forgets the rooms by itself; this takes those it forgot off the list. */
  sweep(before: number): Promise<number> {
    return this.#call(async () => {
      for (let offset = 0, more = true; more; ) {
        const batch = await this.#places(`(${before}`, offset, BATCH)
        const records = await Promise.all(batch.map((place) => this.#find(place.roomId)))
        const gone = batch.filter((_, i) => records[i] === null)
        await this.#unlist(gone)
        offset += batch.length - gone.length
        more = batch.length === BATCH
      }
      return 0
    })
  }

  ping(): Promise<void> {
    return this.#call(async () => {
      await this.#redis.ping()
    })
  }

  /** Lets the commands under way finish when Redis answers; nothing is left behind either way. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    if (this.#redis.status === 'ready')
      await this.#redis.quit().catch((error: unknown) => {
        this.#log('debug', 'storeQuit', { store: 'redis', reason: reasonOf(error) })
      })
    this.#redis.disconnect()
  }

  get #index(): string {
    return `${this.#prefix}:rooms`
  }

  #visitsKey(account: AccountId): string {
    return `${this.#prefix}:visits:${account}`
  }

  #keys(roomId: RoomId): readonly [record: string, log: string, snapshot: string] {
    const room = `${this.#prefix}:{${roomId}}`
    return [`${room}:record`, `${room}:log`, `${room}:snapshot`]
  }

  /** What a script answered that writes to a log; the room is listed anew when it was touched. */
  async #written(at: unknown, roomId: RoomId, now: number): Promise<Written | null> {
    if (at === null) return null
    if (!Array.isArray(at)) throw new Error('a write answered no place')
    const taken = at[2] === 1
    if (taken) await this.#redis.listRoom(this.#index, now, roomId, this.#ttlMs)
    return { epoch: asEpoch(Number(at[0])), version: asVersion(Number(at[1])), taken }
  }

  async #find(roomId: RoomId): Promise<RoomRecord | null> {
    return this.#record(roomId, await this.#redis.hmget(this.#keys(roomId)[0], ...RECORD_FIELDS))
  }

  /** The record out of the values of RECORD_FIELDS, or null when there is none. */
  #record(roomId: RoomId, values: unknown): RoomRecord | null {
    if (!Array.isArray(values)) throw new Error('a record is a list of values')
    if (values.every((value) => value === null)) return null
    const record = parseRecord(roomId, Object.fromEntries(RECORD_FIELDS.map((name, i) => [name, values[i]])))
    if (!record) throw new Error('the record of a room cannot be read')
    return record
  }

  /** `size` entries of the index from `offset`, newest first, none above `max`. */
  async #places(max: string | number, offset: number, size: number): Promise<Place[]> {
    const range = [max, '-inf', 'WITHSCORES', 'LIMIT', offset, size] as const
    const flat = await this.#redis.zrevrangebyscore(this.#index, ...range)
    const places: Place[] = []
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const roomId = parseRoomId(flat[i])
      if (!roomId) throw new Error('the index names no room')
      places.push({ roomId, updatedAt: Number(flat[i + 1]) })
    }
    return places
  }

  async #unlist(places: readonly Place[]): Promise<void> {
    await Promise.all(
      places.map(({ updatedAt, roomId }) => this.#redis.unlistRoom(this.#index, updatedAt, roomId)),
    )
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreDown('The store is closed.')
    try {
      return await work()
    } catch (error) {
      throw toStoreDown(error)
    }
  }

  /** Tells the log once for each outage. */
  #unreachable(reason: string): void {
    if (this.#closed || !this.#reachable) return
    this.#reachable = false
    this.#log('warn', 'storeUnreachable', { store: 'redis', reason })
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** A copy: the client's buffers are windows on whatever else came with them. */
const plain = (buffer: Uint8Array): Uint8Array => new Uint8Array(buffer)
