import { Balancer } from './balancer.ts'
import { RedisServer } from './redis_server.ts'
import { RelayMember } from './relay_member.ts'
import { ServerProcess } from './server_process.ts'

/** One server, a cluster, or one that sentinels watch. */
interface Redis {
  readonly url: string
  stop(): Promise<void>
}

/** Several real servers on one real Redis, behind a balancer. End it with `stop`. */
export class InstancesScene {
  readonly redis: Redis
  readonly servers: readonly ServerProcess[]
  readonly balancer: Balancer
  readonly #members: RelayMember[] = []

  private constructor(redis: Redis, servers: readonly ServerProcess[], balancer: Balancer) {
    this.redis = redis
    this.servers = servers
    this.balancer = balancer
  }

  /** @param redis is stopped with the scene; one server of its own when left out */
  static async run(
    count: number,
    env: Readonly<Record<string, string>> = {},
    redis?: Redis,
  ): Promise<InstancesScene> {
    redis ??= await RedisServer.run({ appendonly: true })
    const { url: redisUrl } = redis
    const servers = await Promise.all(
      Array.from({ length: count }, () =>
        ServerProcess.run({ redisUrl, env: { INSTANCES: 'many', ...env } }),
      ),
    )
    return new InstancesScene(redis, servers, await Balancer.run(servers))
  }

  /** Somebody comes into a room by that server, or whichever the balancer takes. */
  member(roomId: string, seed: number, server?: ServerProcess): RelayMember {
    const member = new RelayMember({ url: (server ?? this.balancer).url, roomId, seed })
    this.#members.push(member)
    return member
  }

  async stop(): Promise<void> {
    for (const member of this.#members) member.leave()
    await this.balancer.stop()
    await Promise.all(this.servers.map((server) => server.remove()))
    await this.redis.stop()
  }
}
