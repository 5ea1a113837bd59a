import { createClient } from 'redis'
import { afterEach, expect, test } from 'vitest'
import { type RedisClient, redisClient } from '../../signaling/store/redis_client.ts'
import { FakeSentinel } from '../support/fake_sentinel.ts'
import { RedisServer } from '../support/redis_server.ts'
import { until } from '../support/until.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The server ends all connections but the one that says so. */
async function cutAll(port: number): Promise<void> {
  const client = createClient({ url: `redis://127.0.0.1:${port}` })
  await client.connect()
  try {
    await client.sendCommand(['CLIENT', 'KILL', 'SKIPME', 'yes'])
  } finally {
    client.destroy()
  }
}

const answers = async (client: RedisClient): Promise<boolean> =>
  client.ping().then(
    () => true,
    () => false,
  )

test('Z5: a client that looks for the primary when the sentinels tell of another one finds it all the same', async () => {
  const redis = await RedisServer.run()
  ends.push(() => redis.stop())
  const sentinel = await FakeSentinel.run(redis.port)
  ends.push(() => sentinel.stop())
  const url = `redis-sentinel://127.0.0.1:${sentinel.port}/rooms`
  const client = redisClient({ url, timeoutMs: 2_000 })
  client.on('error', () => undefined)
  ends.push(() => client.disconnect())
  const heard: string[] = []
  const listens = redisClient({ url, timeoutMs: 2_000, listens: true })
  listens.on('error', () => undefined)
  listens.on('smessage', (_channel: string, message: string) => heard.push(message))
  ends.push(() => listens.disconnect())
  await listens.ssubscribe('channel')
  await until('both work', async () => (await answers(client)) && sentinel.listeners === 2)

  sentinel.holds = true
  await cutAll(redis.port)
  await until('both ask for the primary', () => sentinel.waiting === 2)
  sentinel.switchMaster()
  await until('both heard of another one', () => sentinel.listeners === 0)
  sentinel.release()

  await until('it works again', () => answers(client))
  await until('the other one listens again', async () => {
    await client.spublish('channel', 'there')
    return heard.includes('there')
  })
  client.disconnect()
  await until('who is disconnected stays so', () => client.status === 'end')
  expect(await answers(client)).toBe(false)
})
