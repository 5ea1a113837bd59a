import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { RedisServer } from './redis_server.ts'
import { until } from './until.ts'

const run = promisify(execFile)
const NODES = 3

/** A real cluster of primaries. End it with `stop`. */
export class RedisCluster {
  readonly nodes: readonly RedisServer[]

  private constructor(nodes: readonly RedisServer[]) {
    this.nodes = nodes
  }

  /** Resolves when every slot is served. */
  static async run(): Promise<RedisCluster> {
    const args = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000']
    const nodes = await Promise.all(
      Array.from({ length: NODES }, () => RedisServer.run({ appendonly: true, args })),
    )
    const cluster = new RedisCluster(nodes)
    const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`)
    await run('redis-cli', ['--cluster', 'create', ...hosts, '--cluster-replicas', '0', '--cluster-yes'])
    await until(
      'the cluster serves every slot',
      async () => {
        const states = await Promise.all(
          nodes.map(({ port }) => run('redis-cli', ['-p', String(port), 'cluster', 'info'])),
        )
        return states.every(({ stdout }) => stdout.includes('cluster_state:ok'))
      },
      20_000,
    )
    return cluster
  }

  get url(): string {
    return `redis-cluster://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()))
  }
}
