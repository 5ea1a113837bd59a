import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { HomeKeeper } from '../../signaling/instances/home_keeper.ts'
import { HOME_SCRIPTS, Homes } from '../../signaling/instances/homes.ts'
import { type InstanceId, newInstanceId } from '../../signaling/instances/instance.ts'
import { type RedisClient, redisClient } from '../../signaling/store/redis_client.ts'
import { StoreDown } from '../../signaling/store/room_store.ts'
import { nodeEnv } from '../support/node_env.ts'
import { RedisServer } from '../support/redis_server.ts'
import { until } from '../support/until.ts'

const ROOM = 'room' as RoomId

let redis: RedisServer
let client: RedisClient
let runs = 0
let prefix = ''

beforeAll(async () => {
  redis = await RedisServer.run()
  client = redisClient({ url: redis.url, timeoutMs: 2_000, scripts: HOME_SCRIPTS })
  client.on('error', () => undefined)
  await until('Redis answers', async () => (await client.ping()) === 'PONG')
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})
beforeEach(() => {
  prefix = `homes-${runs++}`
})

/** An instance that lives. */
async function instance(seed: number): Promise<{ readonly id: InstanceId; readonly homes: Homes }> {
  const id = newInstanceId(new Uint8Array(16).fill(seed))
  const homes = new Homes(id, client, prefix)
  expect(await homes.beat()).toBeNull()
  return { id, homes }
}

test('Z1: a room is at home where it was claimed first, for everybody who claims it', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  const homes = await Promise.all([one, two, one, two].map(({ homes }) => homes.claim(ROOM)))
  expect(new Set(homes).size).toBe(1)
  expect([one.id, two.id]).toContain(homes[0])
})

test('Z1: a room that was given up is at home with whoever claims it next', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  expect(await one.homes.claim(ROOM)).toBe(one.id)
  // Only its own home gives a room up.
  await two.homes.release(ROOM)
  expect(await two.homes.claim(ROOM)).toBe(one.id)
  await one.homes.release(ROOM)
  expect(await two.homes.claim(ROOM)).toBe(two.id)
})

test('Z2: a room goes on with another instance when its own is dead, and not before', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  expect(await one.homes.claim(ROOM)).toBe(one.id)
  expect(await two.homes.claim(ROOM)).toBe(one.id)
  await two.homes.declareDead(one.id)
  expect(await two.homes.claim(ROOM)).toBe(two.id)
})

test('Z2: an instance that says nothing for long enough is dead', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  expect(await one.homes.claim(ROOM)).toBe(one.id)
  await until('the other one takes the room', async () => (await two.homes.claim(ROOM)) === two.id, 15_000)
})

test('Z6: who was taken for dead begins a new term, and keeps of its rooms those that nobody took', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  const taken = 'taken' as RoomId
  for (const room of [ROOM, taken]) expect(await one.homes.claim(room)).toBe(one.id)
  await two.homes.declareDead(one.id)
  expect(await two.homes.claim(taken)).toBe(two.id)
  const former = await one.homes.beat()
  expect(former).not.toBeNull()
  expect(await one.homes.keep(ROOM, 1, former ?? undefined)).toBe(true)
  expect(await one.homes.keep(taken, 1, former ?? undefined)).toBe(false)
  expect(await two.homes.claim(ROOM)).toBe(one.id)
  expect(await one.homes.beat()).toBeNull()
})

test('Z6: what an instance held in its former term may be taken once it lives in a new one, unless it kept it', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  expect(await one.homes.claim(ROOM)).toBe(one.id)
  await two.homes.declareDead(one.id)
  await one.homes.beat()
  expect(await two.homes.claim(ROOM)).toBe(two.id)
  expect(await one.homes.keep(ROOM, 1)).toBe(false)
})

test('Z1: how many are in a room is known to all while its home lives', async () => {
  const [one, two] = [await instance(1), await instance(2)]
  const empty = 'empty' as RoomId
  await one.homes.claim(ROOM)
  await one.homes.keep(ROOM, 3)
  expect(await two.homes.members([ROOM, empty])).toEqual([3, 0])
  await two.homes.declareDead(one.id)
  expect(await two.homes.members([ROOM])).toEqual([0])
})

test('Z2: an instance that Redis has no connection with is not heard of', async () => {
  const { id, homes } = await instance(1)
  expect((await homes.listening([id])).has(id)).toBe(false)
  const listens = redisClient({ url: redis.url, timeoutMs: 2_000, listens: true })
  await listens.ssubscribe(homes.channelOf(id))
  expect((await homes.listening([id])).has(id)).toBe(true)
  listens.disconnect()
  await until('it is gone', async () => !(await homes.listening([id])).has(id))
})

test('Z1: without Redis nothing is known, and that is said', async () => {
  const gone = await RedisServer.run()
  const lost = redisClient({ url: gone.url, timeoutMs: 500, scripts: HOME_SCRIPTS })
  lost.on('error', () => undefined)
  await gone.stop()
  const homes = new Homes(newInstanceId(new Uint8Array(16)), lost, prefix)
  await expect(homes.claim(ROOM)).rejects.toBeInstanceOf(StoreDown)
  await expect(homes.beat()).rejects.toBeInstanceOf(StoreDown)
  lost.disconnect()
})

test('Z2: an instance that ends while it says that it lives is gone all the same', async () => {
  let beats = 0
  let pass: Promise<void> = Promise.resolve()
  class SlowHomes extends Homes {
    override async beat(): Promise<string | null> {
      beats += 1
      await pass
      return super.beat()
    }
  }
  const id = newInstanceId(new Uint8Array(16).fill(1))
  const keeper = new HomeKeeper({
    self: id,
    homes: new SlowHomes(id, client, prefix),
    env: nodeEnv(1),
    isOpen: () => false,
    members: () => 0,
    lost: () => undefined,
    beaten: () => Promise.resolve(),
  })
  await keeper.begin()
  const two = await instance(2)
  expect(await two.homes.living([id])).toEqual(new Set([id]))
  let open = (): void => undefined
  pass = new Promise((resolve) => {
    open = resolve
  })
  await until('a beat is under way', () => beats === 2)
  const ended = keeper.end()
  // Whatever the end does without waiting is done by then.
  await client.ping()
  open()
  await ended
  await client.ping()
  expect(await two.homes.living([id])).toEqual(new Set())
})
