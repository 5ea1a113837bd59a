import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asEpoch, asVersion } from '../../shared/base/ids.ts'
import { RedisStore } from '../../signaling/store/redis_store.ts'
import { RedisCluster } from '../support/redis_cluster.ts'
import { RedisSentinel } from '../support/redis_sentinel.ts'
import { bytes, listAll, peer, room, roomStoreContract } from './room_store.contract.ts'

let rooms = 0

/** The contract on a Redis that is more than one server. */
function onMany(name: string, run: () => Promise<{ readonly url: string; stop(): Promise<void> }>): void {
  describe(name, () => {
    let redis: Awaited<ReturnType<typeof run>>
    beforeAll(async () => {
      redis = await run()
    }, 60_000)
    afterAll(() => redis?.stop())

    test('S20: what one server wrote, another one reads, and writes on', async () => {
      const prefix = `rooms-${rooms++}`
      const open = () => RedisStore.open({ url: redis.url, ttlDays: 30, log: () => undefined, prefix })
      const [one, other] = [await open(), await open()]
      const ids = Array.from({ length: 20 }, (_, i) => room(`shared-${i}`))
      for (const id of ids) await one.fence(id, asEpoch(0), peer('host-one'), 1)
      for (const id of ids) {
        const found = await other.find(id)
        expect(found).toMatchObject({ roomId: id, host: 'host-one', version: 0 })
        const written = await other.append(
          id,
          asEpoch(found?.epoch ?? 0),
          asVersion(0),
          [bytes(1)],
          'java',
          2,
        )
        expect(written).toMatchObject({ version: 1, taken: true })
        expect((await one.load(id))?.entries).toEqual([bytes(1)])
      }
      expect((await listAll(one, 7)).map(({ roomId }) => roomId).sort()).toEqual([...ids].sort())
      await Promise.all([one.close(), other.close()])
    })

    roomStoreContract(`RedisStore, ${name}`, async () => {
      const prefix = `rooms-${rooms++}`
      const open = () => RedisStore.open({ url: redis.url, ttlDays: 30, log: () => undefined, prefix })
      const store = await open()
      return { store, reopen: open, end: () => store.close() }
    })
  })
}

onMany('a cluster', () => RedisCluster.run())
onMany('the primary that sentinels name', () => RedisSentinel.run())
