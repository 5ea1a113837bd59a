import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, readConfig } from '../config/config.ts'
import { nodeEnv } from '../node_env.ts'
import { openStore } from '../store/open_store.ts'
import type { RestoringStore } from '../store/room_store.ts'
import { type Answer, refused } from './answer.ts'
import type { Terminal } from './command.ts'

/** How long a store may take for one thing, in milliseconds: a whole room goes at once. */
const PATIENCE_MS = 60_000

interface Wish {
  /** Where there is no store yet, one is made. */
  readonly makes?: boolean
}

/**
 * Does something with the rooms that the server's own settings name, and closes them again. Rejects with `StoreDown` where
 * they cannot be reached.
 */
export async function withRooms(
  { env: variables }: Pick<Terminal, 'env'>,
  work: (store: RestoringStore, config: Config) => Promise<Answer>,
  { makes = false }: Wish = {},
): Promise<Answer> {
  const read = readConfig(variables)
  if (!read.ok) return refused(read.problems.join('\n'))
  const { config } = read
  const { redisUrl, dataDir, roomTtlDays: ttlDays } = config
  if (!redisUrl && !makes && !existsSync(join(dataDir, 'rooms', 'data.mdb')))
    return refused(
      `There are no rooms in ${dataDir}. DATA_DIR names the folder, or REDIS_URL the Redis that has them.`,
    )
  const { log } = nodeEnv('error')
  const store = await openStore({ redisUrl, dataDir, ttlDays, log, timeoutMs: PATIENCE_MS })
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}
