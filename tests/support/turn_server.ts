import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  /** As it comes with the product, behind an address of the internet; it needs a secret. */
  readonly shipped?: boolean
}

/** Nobody is there (RFC 5737): what is for this address is for the one behind it. */
const OUTSIDE = '203.0.113.9'
const SHIPPED = fileURLToPath(new URL('../../deploy/coturn.sh', import.meta.url))

/** A real coturn on a port of 127.0.0.1, over UDP only, which relays between addresses of this machine. */
export class TurnServer {
  readonly port: number
  readonly #password = randomBytes(12).toString('hex')
  readonly #dir: TempDir
  readonly #secret: string | null
  readonly #isShipped: boolean
  #process: ChildProcess | null = null

  private constructor(port: number, dir: TempDir, { secret, shipped }: TurnServerOptions) {
    this.port = port
    this.#dir = dir
    this.#secret = secret ?? null
    this.#isShipped = shipped ?? false
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

  /** The address by which the shipped one is known outside. */
  get outside(): string {
    return OUTSIDE
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
    const child = this.#spawn([
      // What coturn refuses by itself; what is refused beyond that its settings say.
      '--allow-loopback-peers',
      ...['--listening-port', String(this.port)],
      ...['--userdb', join(this.#dir.path, 'users')],
      ...['--relay-threads', '1', '--no-stdout-log', '--no-tcp'],
    ])
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

  #spawn(args: readonly string[]): ChildProcess {
    const here = '127.0.0.1'
    const options = { stdio: 'ignore', cwd: this.#dir.path } as const
    if (this.#isShipped) {
      const env = {
        PATH: process.env.PATH,
        TMPDIR: this.#dir.path,
        TURN_REALM: 'tandem.test',
        TURN_EXTERNAL_IP: OUTSIDE,
        TURN_OWN_IP: here,
        ...(this.#secret !== null && { TURN_SECRET: this.#secret }),
      }
      return spawn('sh', [SHIPPED, ...args], { ...options, env })
    }
    const own = [
      // No configuration file, and nothing but what is said here.
      '-n',
      ...['--listening-ip', here, '--relay-ip', here, '--realm', 'tandem.test'],
      ...(this.#secret === null
        ? ['--lt-cred-mech', '--user', `${USER}:${this.#password}`]
        : ['--use-auth-secret', '--static-auth-secret', this.#secret]),
      ...['--pidfile', join(this.#dir.path, 'pid'), '--log-file', 'stdout'],
      ...['--no-cli', '--no-tls', '--no-dtls', '--no-tcp-relay', '--no-rfc5780'],
    ]
    return spawn('turnserver', [...own, ...args], options)
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
