import { join } from 'node:path'
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { LmdbStore } from '../../signaling/store/lmdb_store.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { RedisStore } from '../../signaling/store/redis_store.ts'
import { type RoomStore, StoreDown } from '../../signaling/store/room_store.ts'
import { type AccountId, parseVisits, VISITS_KEPT } from '../../signaling/store/visits.ts'
import { RedisServer } from '../support/redis_server.ts'
import { tempDir } from '../support/temp_dir.ts'

const ADA = 'a'.repeat(43) as AccountId
const BO = 'b'.repeat(43) as AccountId
const room = (id: string) => id as RoomId
const silent = () => undefined
const DAY_MS = 86_400_000

interface Setting {
  readonly store: RoomStore
  /** The same rooms in another store object. */
  readonly again: (() => Promise<RoomStore>) | null
  /** Nobody came since that time: the visits from before it are to go. */
  forget: ((before: number) => Promise<unknown>) | null
  end(): Promise<void>
}

let redis: RedisServer
beforeAll(async () => {
  redis = await RedisServer.run()
})
afterAll(() => redis.stop())
let prefixes = 0

const redisClient = () => createClient({ url: redis.url })

/** What an independent client reads of the last store in Redis. */
async function inRedis<T>(
  read: (client: ReturnType<typeof redisClient>, key: (account: AccountId) => string) => Promise<T>,
): Promise<T> {
  const client = redisClient()
  await client.connect()
  try {
    return await read(client, (account) => `visits${prefixes - 1}:visits:${account}`)
  } finally {
    await client.close()
  }
}

const SETTINGS: Readonly<Record<string, () => Promise<Setting>>> = {
  async MemoryStore() {
    const store = new MemoryStore()
    return { store, again: null, forget: (before) => store.sweep(before), end: () => store.close() }
  },
  async LmdbStore() {
    const dir = await tempDir()
    const open = () => LmdbStore.open({ path: join(dir.path, 'rooms'), log: silent })
    const store = await open()
    return {
      store,
      async again() {
        await store.close()
        return open()
      },
      forget: (before) => store.sweep(before),
      async end() {
        await store.close()
        await dir.remove()
      },
    }
  },
  async RedisStore() {
    const options = { url: redis.url, prefix: `visits${prefixes++}`, ttlDays: 30, log: silent }
    const store = await RedisStore.open(options)
    return { store, again: () => RedisStore.open(options), forget: null, end: () => store.close() }
  },
}

describe.each(Object.entries(SETTINGS))('%s remembers where accounts were', (name, make) => {
  let setting: Setting
  let store: RoomStore
  beforeEach(async () => {
    setting = await make()
    store = setting.store
  })
  afterEach(() => setting.end())

  test('I14: the last visited first, each room once, each account for itself', async () => {
    expect(await store.visits(ADA)).toEqual([])
    await store.visited(ADA, room('one'), 1_000)
    await store.visited(ADA, room('two'), 2_000)
    await store.visited(BO, room('three'), 2_500)
    await store.visited(ADA, room('one'), 3_000)
    expect(await store.visits(ADA)).toEqual([
      { roomId: 'one', at: 3_000 },
      { roomId: 'two', at: 2_000 },
    ])
    expect(await store.visits(BO)).toEqual([{ roomId: 'three', at: 2_500 }])
  })

  test('I14: a visit that is told late changes nothing of a later one', async () => {
    await store.visited(ADA, room('one'), 3_000)
    await store.visited(ADA, room('one'), 1_000)
    expect(await store.visits(ADA)).toEqual([{ roomId: 'one', at: 3_000 }])
  })

  test('I14: of more than are kept the newest stay, rooms of one moment by their ids', async () => {
    const now = 1_800_000_000_000
    for (let i = 0; i < VISITS_KEPT + 3; i++) await store.visited(ADA, room(`room-${i}`), now + i)
    const list = await store.visits(ADA)
    expect(list).toHaveLength(VISITS_KEPT)
    if (!setting.forget) expect(await inRedis((client, key) => client.zCard(key(ADA)))).toBe(VISITS_KEPT)
    expect(list[0]).toEqual({ roomId: `room-${VISITS_KEPT + 2}`, at: now + VISITS_KEPT + 2 })
    expect(list.at(-1)).toEqual({ roomId: 'room-3', at: now + 3 })
    await store.visited(BO, room('a'), 5)
    await store.visited(BO, room('b'), 5)
    expect((await store.visits(BO)).map(({ roomId }) => roomId)).toEqual(['b', 'a'])
  })

  test('I14: many at once are all there', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => room(`room-${i}`))
    await Promise.all(ids.map((id, i) => store.visited(ADA, id, i)))
    expect(new Set((await store.visits(ADA)).map(({ roomId }) => roomId))).toEqual(new Set(ids))
  })

  test('I14: they are there again in another store on the same rooms', async () => {
    if (!setting.again) return expect(name).toBe('MemoryStore')
    await store.visited(ADA, room('one'), 1_000)
    const other = await setting.again()
    try {
      expect(await other.visits(ADA)).toEqual([{ roomId: 'one', at: 1_000 }])
    } finally {
      await other.close()
    }
  })

  test('I14: who came nowhere for long is forgotten, others are not', async () => {
    if (!setting.forget) {
      await store.visited(ADA, room('one'), 1_000)
      const left = await inRedis((client, key) => client.pTTL(key(ADA)))
      expect(left / DAY_MS).toBeGreaterThan(29.9)
      expect(left / DAY_MS).toBeLessThanOrEqual(30)
      return
    }
    for (let i = 0; i < 45; i++) await store.visited(`account-${i}` as AccountId, room('one'), 100)
    await store.visited(ADA, room('one'), 100)
    await store.visited(ADA, room('two'), 200)
    await setting.forget(200)
    expect(await store.visits('account-7' as AccountId)).toEqual([])
    expect(await store.visits(ADA)).toHaveLength(2)
  })

  test('S13: a closed store rejects with StoreDown', async () => {
    await store.close()
    await expect(store.visits(ADA)).rejects.toBeInstanceOf(StoreDown)
    await expect(store.visited(ADA, room('one'), 1)).rejects.toBeInstanceOf(StoreDown)
  })
})

test.each(['', '{}', '[1]', '[["a b",1]]', '[["a","x"]]', '[["a",1.5]]'])(
  'I14: %s is no list of visits',
  (text) => {
    expect(() => parseVisits(text)).toThrow()
  },
)
