import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { MARK } from '../../scripts/leftovers.mjs'
import type { Language } from '../../shared/protocol/language.ts'
import { freePort } from './free_port.ts'
import { type TempDir, tempDir } from './temp_dir.ts'
import { until } from './until.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BUILD = pathToFileURL(`${ROOT}scripts/build.mjs`).href
const REPORTER = new URL('report_held.mjs', import.meta.url).href
const START_MS = 15_000
const run = promisify(execFile)

/** What of GET /healthz the tests look at. */
export interface Health {
  readonly relayed_frames: number
  readonly members: number
}

/** What of GET /api/room/{room_id} the tests look at. */
export interface RoomAnswer {
  readonly room_id: string
  readonly code: string
  readonly language: Language
  readonly active_users: number
}

export interface ServerOptions {
  /** Keeps the rooms there; in a folder of its own otherwise. */
  readonly redisUrl?: string
  /** Further settings. */
  readonly env?: Readonly<Record<string, string>>
  /** The same, where they depend on the address that it will have. */
  readonly envAt?: (url: string) => Promise<Readonly<Record<string, string>>>
  /** It can be asked what it holds. */
  readonly reportsHeld?: boolean
}

let built: Promise<void> | null = null

/** Builds the page and the server unless what is there was made of the sources as they are. */
export function ensureBuilt(): Promise<void> {
  // A run of everything has built them before it came here.
  if (process.env[MARK] !== undefined) return Promise.resolve()
  built ??= (async () => {
    const script = `const { ensureBuilt } = await import(${JSON.stringify(BUILD)}); await ensureBuilt()`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`the build failed:\n${said}`)
  })()
  return built
}

/** The real server, as it is shipped, in a process of its own on a port of 127.0.0.1. */
export class ServerProcess {
  readonly port: number
  /** Everything it wrote to stderr, over all its starts. */
  log = ''
  readonly #dir: TempDir
  readonly #options: ServerOptions
  #process: ChildProcess | null = null

  private constructor(port: number, dir: TempDir, options: ServerOptions) {
    this.port = port
    this.#dir = dir
    this.#options = options
  }

  /** Resolves when it answers. End it with `remove`. */
  static async run(options: ServerOptions = {}): Promise<ServerProcess> {
    await ensureBuilt()
    const port = await freePort()
    const env = { ...options.env, ...(await options.envAt?.(`http://127.0.0.1:${port}`)) }
    const server = new ServerProcess(port, await tempDir(), { ...options, env })
    try {
      await server.start()
    } catch (thrown) {
      await server.remove()
      throw thrown
    }
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  roomUrl(roomId: string): string {
    return `${this.url}/r/${roomId}`
  }

  /** Starts it (again) on the same port and data. Resolves when it answers. */
  async start(): Promise<void> {
    if (this.#process !== null) throw new Error('the server runs already')
    const child = spawn(process.execPath, ['dist/signaling/main.js'], {
      cwd: ROOT,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(this.port),
        DATA_DIR: this.#dir.path,
        REDIS_URL: this.#options.redisUrl ?? '',
        // Tests look for rooms again and again until they are there.
        MISSES_PER_MINUTE: '0',
        ...(this.#options.reportsHeld && { NODE_OPTIONS: `--import ${REPORTER}` }),
        ...this.#options.env,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    this.#process = child
    process.once('exit', this.#endWithUs)
    child.stderr.on('data', (chunk: Buffer) => {
      this.log += chunk.toString()
    })
    const running = await until(
      'the server answers',
      async () => hasEnded(child) || (await fetch(`${this.url}/healthz`)).ok,
      START_MS,
    ).catch(() => false)
    if (!running || hasEnded(child)) throw new Error(`the server did not start:\n${this.log}`)
  }

  /** Asks it to end (SIGTERM). Resolves with its exit code; null when a signal ended it. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  /** Ends it at once (SIGKILL). Resolves when it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  /** It stands still, as behind a network that swallows everything (SIGSTOP), until `resume`. */
  pause(): void {
    this.#process?.kill('SIGSTOP')
  }

  resume(): void {
    this.#process?.kill('SIGCONT')
  }

  /** Ends it for good and removes its data. */
  async remove(): Promise<void> {
    await this.kill()
    await this.#dir.remove()
  }

  /** Whether its process is there. */
  get running(): boolean {
    return this.#process !== null && !hasEnded(this.#process)
  }

  /** Memory of the machine that its process takes, in bytes. */
  async memory(): Promise<number> {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(this.#process?.pid)])
    return Number(stdout) * 1_024
  }

  /** Bytes that it still holds after a collection, if it was started so. What it says of it is no part of the log. */
  async held(): Promise<number> {
    this.#process?.kill('SIGUSR2')
    const said = /^held (\d+)\n/m
    const bytes = await until('it says what it holds', () => said.exec(this.log)?.[1])
    this.log = this.log.replace(said, '')
    return Number(bytes)
  }

  async health(): Promise<Health> {
    return this.#get<Health>('/healthz')
  }

  /** The room as HTTP answers it; null when it has none of that id. */
  async room(roomId: string): Promise<RoomAnswer | null> {
    return this.#get<RoomAnswer | null>(`/api/room/${roomId}`)
  }

  async #get<T>(path: string): Promise<T> {
    const response = await fetch(this.url + path)
    if (response.status === 404) return null as T
    if (!response.ok) throw new Error(`GET ${path}: ${response.status}`)
    return (await response.json()) as T
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process
    this.#process = null
    process.off('exit', this.#endWithUs)
    if (child === null) return null
    if (!hasEnded(child)) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    }
    return child.exitCode
  }

  readonly #endWithUs = (): void => {
    this.#process?.kill('SIGKILL')
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
