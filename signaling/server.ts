import { randomBytes } from 'node:crypto'
import type { Env } from '../shared/base/env.ts'
import type { Config } from './config/config.ts'
import { type Edges, startEdges } from './edges.ts'
import { iceTerms } from './ice.ts'
import { fault, nodeEnv } from './node_env.ts'
import { Reader } from './rooms/reader.ts'
import { Rooms } from './rooms/rooms.ts'
import { openStore } from './store/open_store.ts'
import { type RoomStore, StoreDown } from './store/room_store.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

interface ServerOptions {
  readonly config: Config
  /** Instead of the one that the config names; it is closed with the server all the same. */
  readonly store?: RoomStore
  readonly env?: Env
}

/** The whole server in this process. Rejects when the store cannot be opened or the port is taken. */
export async function startServer({
  config,
  store,
  env = nodeEnv(config.logLevel),
}: ServerOptions): Promise<Edges> {
  const { dataDir, roomTtlDays: ttlDays } = config
  const redisUrl = config.redisUrl ?? undefined
  const many = config.instances === 'many' ? redisUrl : undefined
  const opened = store ?? (await openStore({ redisUrl, dataDir, ttlDays, log: env.log }))
  // Loads nothing where this process is the only one.
  const link =
    many === undefined
      ? null
      : await (await import('./instances/open_instances.ts')).openInstances({
          redisUrl: many,
          store: opened,
          env,
        })
  try {
    const edges = await startEdges({
      config,
      env,
      makeRooms: (outlet, observer) =>
        new Rooms({
          store: opened,
          env,
          outlet,
          observer,
          ice: () => iceTerms(config, env.now(), randomBytes(12)),
          relay: config.relay,
          bounds: config.room,
        }),
      reader: new Reader(opened),
      visits: opened,
      ping: () => opened.ping(),
      counters: opened.counters ?? null,
      link,
    })
    const endSweeps = sweepHourly(opened, env, ttlDays * DAY_MS)
    return {
      ...edges,
      async stop() {
        endSweeps()
        await edges.stop()
        link?.close()
        await opened.close()
      },
    }
  } catch (thrown) {
    link?.close()
    await opened.close()
    throw thrown
  }
}

/** Forgets expired rooms now and every hour; returns the function that ends it. */
function sweepHourly(store: RoomStore, env: Env, ttlMs: number): () => void {
  let cancel: (() => void) | null = null
  const sweep = () => {
    store.sweep(env.now() - ttlMs).then(
      (swept) => env.log('info', 'swept', { rooms: swept }),
      (thrown) => env.log(thrown instanceof StoreDown ? 'warn' : 'error', 'sweep failed', fault(thrown)),
    )
    cancel = env.timer(HOUR_MS, sweep)
  }
  sweep()
  return () => cancel?.()
}
