import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'
import { SentinelRedis } from './redis_sentinel.ts'
import { parseRedisUrl } from './redis_url.ts'

/** The longest pause between two attempts to connect, in milliseconds. */
const RETRY_MS = 1_000
/** A cluster says for a moment that it has no owner for a key, while it chooses one: asked again so soon. */
const CLUSTER_RETRY_MS = 100

export type RedisClient = Redis | Cluster

export interface RedisClientOptions {
  readonly url: string
  /** How long a command may take, in milliseconds. */
  readonly timeoutMs: number
  readonly scripts?: Readonly<Record<string, { readonly lua: string; readonly numberOfKeys: number }>>
  /** It only listens: what it subscribes to waits for the connection, and silence is no fault. */
  readonly listens?: boolean
}

const pause = (times: number): number => Math.min(50 * 2 ** Math.min(times, 5), RETRY_MS)

/**
 * A client of one server, of the primary that sentinels name, or of a cluster. Nothing waits for a lost connection: a
 * command rejects at once, and works again when Redis is back. Add a listener for `error`.
 */
export function redisClient({
  url,
  timeoutMs,
  scripts = {},
  listens = false,
}: RedisClientOptions): RedisClient {
  const place = parseRedisUrl(url)
  if (place === null) throw new TypeError('the configuration lets no other URL through')
  const patience: RedisOptions = listens
    ? { connectTimeout: timeoutMs, maxRetriesPerRequest: null }
    : {
        connectTimeout: timeoutMs,
        commandTimeout: timeoutMs,
        socketTimeout: timeoutMs,
        enableOfflineQueue: false,
        // A command that was answered with StoreDown must not land after the next one: nothing is sent twice.
        autoResendUnfulfilledCommands: false,
        maxRetriesPerRequest: 0,
      }
  const options: RedisOptions = {
    protocol: 2,
    ...patience,
    retryStrategy: pause,
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  }
  if (place.kind === 'single') return new Redis(place.url, { ...options, scripts })
  if (place.kind === 'sentinel')
    return new SentinelRedis({
      ...options,
      ...place.login,
      replyMapping: 'legacy',
      scripts,
      sentinels: [...place.nodes],
      name: place.name,
      sentinelRetryStrategy: pause,
      // A primary that was replaced may come back as a replica, and still be connected to.
      failoverDetector: true,
    })
  const cluster: ClusterOptions = {
    scripts,
    redisOptions: { ...options, ...place.login },
    enableOfflineQueue: listens,
    clusterRetryStrategy: pause,
    retryDelayOnFailover: CLUSTER_RETRY_MS,
    retryDelayOnClusterDown: CLUSTER_RETRY_MS,
    slotsRefreshTimeout: timeoutMs,
    shardedSubscribers: listens,
  }
  return new Cluster([...place.nodes], cluster)
}
