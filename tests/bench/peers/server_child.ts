import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type TempDir, tempDir } from '../../support/temp_dir.ts'
import { until } from '../../support/until.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const REPORTER = new URL('../../support/report_held.mjs', import.meta.url).href
const START_MS = 15_000
/** The kernel tells CPU time in hundredths of a second. */
const TICK_MS = 10
/** Looks at the memory that is held: what one collection frees lets another one free more. */
const LOOKS = 4

interface ServerOptions {
  /** Node's arguments: the script and its own. */
  readonly args: readonly string[]
  readonly port: number
  /** Beside PORT and DATA_DIR, an empty folder that stays over a kill. */
  readonly env: Readonly<Record<string, string>>
  /** What the folder is called instead. */
  readonly dirVariable?: string
}

/** Whether anything listens at the port. */
const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (there: boolean) => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })

/** A product's server, in production mode, in a process of its own on a port of 127.0.0.1. */
export class ServerChild {
  readonly port: number
  readonly dir: TempDir
  readonly #options: ServerOptions
  #process: ChildProcess | null = null
  #said = ''

  private constructor(options: ServerOptions, dir: TempDir) {
    this.port = options.port
    this.dir = dir
    this.#options = options
  }

  /** Resolves when it listens. End it with `remove`. */
  static async run(options: ServerOptions): Promise<ServerChild> {
    const server = new ServerChild(options, await tempDir())
    try {
      await server.start()
      return server
    } catch (thrown) {
      await server.remove()
      throw thrown
    }
  }

  /** Starts it (again) on the same port and data. Resolves when it listens. */
  async start(): Promise<void> {
    const { args, port, env, dirVariable = 'DATA_DIR' } = this.#options
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: `--import ${REPORTER}`,
        HOST: '127.0.0.1',
        PORT: String(port),
        [dirVariable]: this.dir.path,
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = child
    process.once('exit', this.#endWithUs)
    child.stderr.on('data', (chunk: Buffer) => {
      this.#said += chunk.toString()
    })
    const listens = async () => child.exitCode !== null || (await answers(port))
    await until('the server listens', listens, START_MS)
    if (child.exitCode !== null) throw new Error(`the server did not start:\n${this.#said}`)
  }

  /** Ends it at once (SIGKILL). Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#process
    this.#process = null
    process.off('exit', this.#endWithUs)
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  async remove(): Promise<void> {
    await this.kill()
    await this.dir.remove()
  }

  /** Milliseconds of CPU time that all its threads had since its start, of user and system. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${this.#pid}/stat`, 'utf8')
    // The command, in parentheses, may hold anything. The state is the first field after it, utime the twelfth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  }

  /** Bytes of the machine's memory that it takes. */
  residentBytes(): number {
    const status = readFileSync(`/proc/${this.#pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024
  }

  /** Bytes in its objects and buffers after a collection. */
  async heldBytes(): Promise<number> {
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < LOOKS; i++) {
      this.#said = ''
      this.#process?.kill('SIGUSR2')
      const bytes = await until('it says what it holds', () => /^held (\d+)\n/m.exec(this.#said)?.[1])
      least = Math.min(least, Number(bytes))
    }
    return least
  }

  get #pid(): number {
    const pid = this.#process?.pid
    if (pid === undefined) throw new Error('the server does not run')
    return pid
  }

  readonly #endWithUs = (): void => {
    this.#process?.kill('SIGKILL')
  }
}
