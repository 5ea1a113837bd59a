import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from 'redis'
import { freePort } from './free_port.ts'
import { RedisServer } from './redis_server.ts'
import { type TempDir, tempDir } from './temp_dir.ts'
import { until } from './until.ts'

const NAME = 'rooms'
const SENTINELS = 3
/** Sentinels take a primary for dead that was silent for so long, in milliseconds. */
const DOWN_MS = 500

/** A real primary with a replica, watched by real sentinels. End it with `stop`. */
export class RedisSentinel {
  primary: RedisServer
  replica: RedisServer
  readonly #ports: readonly number[]
  readonly #dir: TempDir
  readonly #sentinels: ChildProcess[] = []

  private constructor(primary: RedisServer, replica: RedisServer, ports: readonly number[], dir: TempDir) {
    this.primary = primary
    this.replica = replica
    this.#ports = ports
    this.#dir = dir
  }

  /** Resolves when the sentinels know the primary and its replica. */
  static async run(): Promise<RedisSentinel> {
    const primary = await RedisServer.run({ appendonly: true })
    const replica = await RedisServer.run({
      appendonly: true,
      args: ['--replicaof', '127.0.0.1', String(primary.port)],
    })
    const ports = await Promise.all(Array.from({ length: SENTINELS }, () => freePort()))
    const sentinel = new RedisSentinel(primary, replica, ports, await tempDir())
    try {
      await sentinel.#start()
      return sentinel
    } catch (thrown) {
      await sentinel.stop()
      throw thrown
    }
  }

  get url(): string {
    return `redis-sentinel://${this.#ports.map((port) => `127.0.0.1:${port}`).join(',')}/${NAME}`
  }

  /** The port of what the sentinels call the primary now. */
  async primaryPort(): Promise<number> {
    const [, port] = await ask<string[]>(this.#ports[0], ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', NAME])
    return Number(port)
  }

  /** From now on the replica hears of nothing: what the primary is told is lost with it. */
  async detachReplica(): Promise<void> {
    this.replica.pause()
    await ask(this.primary.port, ['CLIENT', 'KILL', 'TYPE', 'REPLICA'])
  }

  /** Kills the primary; resolves when the replica is the primary. */
  async failOver(): Promise<void> {
    await this.primary.kill()
    this.replica.resume()
    await until(
      'the replica is the primary',
      async () => (await this.primaryPort()) === this.replica.port,
      20_000,
    )
  }

  async stop(): Promise<void> {
    for (const child of this.#sentinels) {
      if (child.exitCode !== null || child.signalCode !== null) continue
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }
    await this.#dir.remove()
    await this.primary.stop()
    await this.replica.stop()
  }

  async #start(): Promise<void> {
    for (const port of this.#ports) {
      const file = join(this.#dir.path, `sentinel-${port}.conf`)
      const lines = [
        `port ${port}`,
        'bind 127.0.0.1',
        `dir ${this.#dir.path}`,
        `sentinel monitor ${NAME} 127.0.0.1 ${this.primary.port} 2`,
        `sentinel down-after-milliseconds ${NAME} ${DOWN_MS}`,
        `sentinel failover-timeout ${NAME} 3000`,
      ]
      await writeFile(file, `${lines.join('\n')}\n`)
      const child = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' })
      this.#sentinels.push(child)
      process.once('exit', () => child.kill('SIGKILL'))
    }
    await until(
      'the sentinels know one another and the replica',
      async () => {
        const known = await ask<Record<string, string>>(this.#ports[0], ['SENTINEL', 'MASTER', NAME])
        return known['num-slaves'] === '1' && known['num-other-sentinels'] === String(SENTINELS - 1)
      },
      20_000,
    )
  }
}

async function ask<T>(port: number | undefined, command: string[]): Promise<T> {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.sendCommand(command)) as T
  } finally {
    client.destroy()
  }
}
