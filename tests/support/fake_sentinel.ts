import { createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free_port.ts'

const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`
const list = (...texts: readonly string[]): string => `*${texts.length}\r\n${texts.map(bulk).join('')}`
const CHANNEL = '+switch-master'

/** One sentinel of which a test decides when it answers: it names a primary, and tells of others. End it with `stop`. */
export class FakeSentinel {
  readonly port: number
  /** While true, whoever asks for the primary waits. */
  holds = false
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #listeners = new Set<Socket>()
  #waiting: (() => void)[] = []

  private constructor(port: number, primary: number) {
    this.port = port
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        this.#listeners.delete(socket)
      })
      // Commands are short: each comes in one piece, several may come together.
      socket.on('data', (data) => {
        for (const command of data
          .toString()
          .toLowerCase()
          .split(/^\*\d+\r\n/m)
          .slice(1))
          this.#answer(socket, command, primary)
      })
    })
  }

  /** @param primary the port of the primary that it names */
  static async run(primary: number): Promise<FakeSentinel> {
    const sentinel = new FakeSentinel(await freePort(), primary)
    await new Promise<void>((resolve) => sentinel.#server.listen(sentinel.port, '127.0.0.1', resolve))
    return sentinel
  }

  /** Who wants to hear of other primaries. */
  get listeners(): number {
    return this.#listeners.size
  }

  /** Who asked for the primary and waits. */
  get waiting(): number {
    return this.#waiting.length
  }

  /** Tells that there is another primary. */
  switchMaster(): void {
    const message = list('message', CHANNEL, 'rooms 127.0.0.1 1 127.0.0.1 2')
    for (const socket of this.#listeners) socket.write(message)
  }

  /** Answers those who wait, and whoever asks from now on. */
  release(): void {
    this.holds = false
    for (const answer of this.#waiting.splice(0)) answer()
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  #answer(socket: Socket, command: string, primary: number): void {
    if (command.includes('subscribe')) {
      this.#listeners.add(socket)
      socket.write(`*3\r\n${bulk('subscribe')}${bulk(CHANNEL)}:1\r\n`)
    } else if (command.includes('get-master-addr-by-name')) {
      const answer = () => socket.write(list('127.0.0.1', String(primary)))
      if (this.holds) this.#waiting.push(answer)
      else answer()
    } else socket.write(command.includes('sentinels') ? '*0\r\n' : '+OK\r\n')
  }
}
