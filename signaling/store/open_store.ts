import { join } from 'node:path'
import type { Env } from '../../shared/base/env.ts'
import type { RestoringStore } from './room_store.ts'

export interface StoreConfig {
  /** `redis://…` or `rediss://…`: the rooms live there. Without it they live in `dataDir`. */
  readonly redisUrl?: string | null | undefined
  readonly dataDir: string
  /** After so many days without a touch, Redis forgets a room. The embedded store is told by `sweep`. */
  readonly ttlDays: number
  readonly log: Env['log']
  /** How long Redis may take for a command, in milliseconds; as `RedisStore` has it unless given. */
  readonly timeoutMs?: number
}

/**
 * Opens the store that the configuration names; only that one's database client is loaded. A Redis that cannot be
 * reached is tried again and again in the background, a data directory that cannot be used rejects with a
 * sentence for the operator.
 */
export async function openStore(config: StoreConfig): Promise<RestoringStore> {
  const { redisUrl: url, dataDir, ttlDays, log, timeoutMs } = config
  if (url) {
    const { RedisStore } = await import('./redis_store.ts')
    return RedisStore.open({ url, ttlDays, log, ...(timeoutMs !== undefined && { timeoutMs }) })
  }
  const { LmdbStore } = await import('./lmdb_store.ts')
  return LmdbStore.open({ path: join(dataDir, 'rooms'), log })
}
