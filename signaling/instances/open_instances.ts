import { randomBytes } from 'node:crypto'
import type { Env } from '../../shared/base/env.ts'
import { storedWelcome } from '../rooms/stored_room.ts'
import type { Sockets } from '../socket.ts'
import { type SocketAdapter, socketAdapter } from '../socket_adapter.ts'
import { type RedisClient, redisClient } from '../store/redis_client.ts'
import type { RoomStore } from '../store/room_store.ts'
import { reasonOf } from '../store/store_down.ts'
import { HOME_SCRIPTS, Homes } from './homes.ts'
import { newInstanceId } from './instance.ts'
import { Instances } from './instances.ts'

/** How long a command may take, in milliseconds. */
const COMMAND_MS = 2_000

interface InstancesPlace {
  readonly redisUrl: string
  readonly store: RoomStore
  readonly env: Env
}

/** What ties this instance to the others, before there are sockets. */
export interface InstancesLink {
  readonly adapter: SocketAdapter
  instances(sockets: Sockets): Instances
  /** How many are in each of the rooms, wherever that is at home. Rejects with `StoreDown`. */
  readonly members: Homes['members']
  close(): void
}

/** Connects to the Redis that the instances share; resolves after the first attempt, whether it succeeded or not. */
export async function openInstances({ redisUrl: url, store, env }: InstancesPlace): Promise<InstancesLink> {
  const timeoutMs = COMMAND_MS
  const clients = {
    homes: redisClient({ url, timeoutMs, scripts: HOME_SCRIPTS }),
    speaks: redisClient({ url, timeoutMs }),
    listens: redisClient({ url, timeoutMs, listens: true }),
  }
  for (const [client, redis] of Object.entries(clients))
    redis.on('error', (error: unknown) => env.log('debug', 'redis', { client, reason: reasonOf(error) }))
  await Promise.all(Object.values(clients).map(settled))
  const self = newInstanceId(randomBytes(16))
  const homes = new Homes(self, clients.homes)
  // By this the others see at once that this process is gone.
  const listening = clients.listens.ssubscribe(homes.channelOf(self)).catch((error: unknown) => {
    env.log('warn', 'redis', { client: 'listens', reason: reasonOf(error) })
  })
  if (clients.listens.status === 'ready') await listening
  return {
    adapter: socketAdapter(clients.speaks, clients.listens),
    instances: (sockets) =>
      new Instances({
        self,
        wire: sockets,
        homes,
        env,
        own: sockets,
        async load(roomId) {
          const stored = await store.load(roomId)
          return stored && storedWelcome(stored, stored.epoch)
        },
      }),
    members: (roomIds) => homes.members(roomIds),
    close() {
      for (const redis of Object.values(clients)) redis.disconnect()
    },
  }
}

const settled = (redis: RedisClient): Promise<void> =>
  new Promise((resolve) => {
    redis.once('ready', () => resolve())
    redis.once('error', () => resolve())
    redis.once('close', () => resolve())
  })
