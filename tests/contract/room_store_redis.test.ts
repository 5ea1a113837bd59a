import { afterAll, beforeAll, describe } from 'vitest'
import { RedisStore } from '../../signaling/store/redis_store.ts'
import { RedisCluster } from '../support/redis_cluster.ts'
import { RedisSentinel } from '../support/redis_sentinel.ts'
import { roomStoreContract } from './room_store.contract.ts'

let rooms = 0

/** The contract on a Redis that is more than one server. */
function onMany(name: string, run: () => Promise<{ readonly url: string; stop(): Promise<void> }>): void {
  describe(name, () => {
    let redis: Awaited<ReturnType<typeof run>>
    beforeAll(async () => {
      redis = await run()
    }, 60_000)
    afterAll(() => redis?.stop())

    roomStoreContract(`RedisStore, ${name}`, async () => {
      const prefix = `rooms-${rooms++}`
      const open = () => RedisStore.open({ url: redis.url, ttlDays: 30, log: () => undefined, prefix })
      const store = await open()
      return { store, reopen: open, end: () => store.close() }
    })
  })
}

onMany('S20: a cluster', () => RedisCluster.run())
onMany('S20: the primary that sentinels name', () => RedisSentinel.run())
