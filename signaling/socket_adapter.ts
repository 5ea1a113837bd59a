import { createShardedAdapter } from '@socket.io/redis-adapter'
import type { ServerOptions } from 'socket.io'
import type { RedisClient } from './store/redis_client.ts'

/** One shard of a cluster carries all messages between instances, so that they keep their order. */
const CHANNEL_PREFIX = '{tandem:instances}'

export type SocketAdapter = NonNullable<ServerOptions['adapter']>

/**
 * How messages go from instance to instance: Redis' sharded publish and subscribe. Of what is published nothing is
 * kept: what is lost while Redis is away is noticed by its number.
 *
 * @param speaks publishes, and rejects at once while Redis is away
 * @param listens subscribes, and waits
 */
export const socketAdapter = (speaks: RedisClient, listens: RedisClient): SocketAdapter =>
  createShardedAdapter(speaks, listens, { channelPrefix: CHANNEL_PREFIX, subscriptionMode: 'static' })
