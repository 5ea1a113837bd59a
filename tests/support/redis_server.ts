import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free_port.ts'
import { type TempDir, tempDir } from './temp_dir.ts'

export interface RedisServerOptions {
  /** Every write is on the disk before it is answered, and is there again after `kill` and `start`. */
  readonly appendonly?: boolean
  /** Further arguments of redis-server. */
  readonly args?: readonly string[]
}

/** How long a server may take to answer after its start, in milliseconds. */
const START_MS = 10_000

/** A real redis-server on a port of 127.0.0.1, in a directory of its own. */
export class RedisServer {
  readonly port: number
  readonly #dir: TempDir
  readonly #options: RedisServerOptions
  #process: ChildProcess | null = null

  private constructor(port: number, dir: TempDir, options: RedisServerOptions) {
    this.port = port
    this.#dir = dir
    this.#options = options
  }

  /** Resolves when it answers. End it with `stop`. */
  static async run(options: RedisServerOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await tempDir(), options)
    try {
      await server.start()
    } catch (error) {
      await server.stop()
      throw error
    }
    return server
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Where it keeps what it writes to the disk. */
  get dir(): string {
    return this.#dir.path
  }

  /** Of its process, while it runs. */
  get pid(): number {
    if (this.#process?.pid === undefined) throw new Error('redis-server does not run')
    return this.#process.pid
  }

  /** Starts it again after `kill`, on the same port and directory. Resolves when it answers. */
  async start(): Promise<void> {
    if (this.#process) throw new Error('redis-server runs already')
    const persistence = this.#options.appendonly ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []
    const child = spawn(
      'redis-server',
      [
        ...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#dir.path, '--save', ''],
        ...persistence,
        ...(this.#options.args ?? []),
      ],
      { stdio: 'ignore' },
    )
    this.#process = child
    process.once('exit', this.#endWithUs)
    await Promise.race([once(child, 'spawn'), once(child, 'exit')])
    const deadline = performance.now() + START_MS
    while (!(await answers(this.port))) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error('redis-server ended at its start')
      if (performance.now() > deadline) throw new Error('redis-server does not answer')
      await sleep(20)
    }
  }

  /** Ends it at once (SIGKILL). Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    process.off('exit', this.#endWithUs)
    if (!child || child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Killed, and started again without anything that it had. */
  async empty(): Promise<void> {
    await this.kill()
    for (const name of await readdir(this.#dir.path))
      await rm(join(this.#dir.path, name), { recursive: true })
    await this.start()
  }

  /** It keeps its connections and answers nothing (SIGSTOP). */
  pause(): void {
    this.#process?.kill('SIGSTOP')
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Ends it for good and removes its directory. */
  async stop(): Promise<void> {
    await this.kill()
    await this.#dir.remove()
  }

  readonly #endWithUs = (): void => {
    this.#process?.kill('SIGKILL')
  }
}

/** Whether a PING is answered: not while it still loads its data. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')))
    socket.once('connect', () => socket.write('PING\r\n'))
  })
}
