import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import type { IceServer } from '../../shared/protocol/signaling.ts'
import { freePort } from './free_port.ts'
import { type TempDir, tempDir } from './temp_dir.ts'
import { until } from './until.ts'

/** How long a server may take to answer after its start, in milliseconds. */
const START_MS = 10_000
const USER = 'tandem'
const MAGIC_COOKIE = 0x2112a442

interface TurnServerOptions {
  /** Names and passwords are made of it, and hold for a time; else there is one name and one password. */
  readonly secret?: string
  /** A file of settings that comes first; peers on this machine are allowed only without one. */
  readonly conf?: string
}

/** A real coturn on a port of 127.0.0.1, over UDP only, which relays between addresses of this machine. */
export class TurnServer {
  readonly port: number
  readonly #password = randomBytes(12).toString('hex')
  readonly #dir: TempDir
  readonly #secret: string | null
  readonly #conf: string | null
  #process: ChildProcess | null = null

  private constructor(port: number, dir: TempDir, { secret, conf }: TurnServerOptions) {
    this.port = port
    this.#dir = dir
    this.#secret = secret ?? null
    this.#conf = conf ?? null
  }

  /** Resolves when it answers. End it with `stop`. */
  static async run(options: TurnServerOptions = {}): Promise<TurnServer> {
    const turn = new TurnServer(await freePort(), await tempDir(), options)
    try {
      await turn.#start()
    } catch (thrown) {
      await turn.stop()
      throw thrown
    }
    return turn
  }

  get url(): string {
    return `turn:127.0.0.1:${this.port}?transport=udp`
  }

  /** What a page needs to be relayed by it, through whatever stands in front of it at this port. */
  iceServer(port = this.port): IceServer {
    return { urls: `turn:127.0.0.1:${port}?transport=udp`, username: USER, credential: this.#password }
  }

  /** Ends it at once and removes its directory. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#process = null
    process.off('exit', this.#endWithUs)
    if (child !== null && child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    }
    await this.#dir.remove()
  }

  async #start(): Promise<void> {
    const here = '127.0.0.1'
    const child = spawn(
      'turnserver',
      [
        // Else no configuration file, and nothing but what is said here.
        ...(this.#conf === null ? ['-n', '--allow-loopback-peers'] : ['-c', this.#conf]),
        ...['--listening-ip', here, '--listening-port', String(this.port), '--relay-ip', here],
        ...(this.#secret === null
          ? ['--lt-cred-mech', '--user', `${USER}:${this.#password}`]
          : ['--use-auth-secret', '--static-auth-secret', this.#secret]),
        ...['--realm', 'tandem.test'],
        ...['--userdb', join(this.#dir.path, 'users'), '--pidfile', join(this.#dir.path, 'pid')],
        ...['--relay-threads', '1', '--log-file', 'stdout', '--no-stdout-log'],
        ...['--no-cli', '--no-tls', '--no-dtls', '--no-tcp', '--no-tcp-relay', '--no-rfc5780'],
      ],
      { stdio: 'ignore', cwd: this.#dir.path },
    )
    this.#process = child
    process.once('exit', this.#endWithUs)
    await Promise.race([once(child, 'spawn'), once(child, 'exit')])
    const answering = await until(
      'coturn answers',
      async () => child.exitCode !== null || (await answers(this.port)),
      START_MS,
    )
    if (!answering || child.exitCode !== null) throw new Error('coturn ended at its start')
  }

  readonly #endWithUs = (): void => {
    this.#process?.kill('SIGKILL')
  }
}

/** Whether a STUN binding request is answered. */
async function answers(port: number): Promise<boolean> {
  const request = Buffer.alloc(20)
  request.writeUInt16BE(0x0001, 0)
  request.writeUInt32BE(MAGIC_COOKIE, 4)
  randomBytes(12).copy(request, 8)
  const socket = createSocket('udp4')
  try {
    const answer = once(socket, 'message', { signal: AbortSignal.timeout(200) })
    // Where nobody listens yet the sending fails.
    socket.connect(port, '127.0.0.1', () => socket.send(request))
    await answer
    return true
  } catch {
    return false
  } finally {
    socket.close()
  }
}
