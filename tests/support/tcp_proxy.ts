import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { DelayLine } from './delay_line.ts'

/** Both ends of one connection that goes through. */
interface Pair {
  readonly client: Socket
  readonly target: Socket
}

/** Stands in front of a TCP port of 127.0.0.1 and passes connections on; it can stall, cut and delay them. */
export class TcpProxy {
  readonly port: number
  readonly #target: number
  readonly #server: Server
  readonly #pairs = new Set<Pair>()
  readonly #line = new DelayLine()
  #stalled = false
  #cut = false
  /** Everything comes so many milliseconds late, in both directions. */
  delayMs = 0

  private constructor(server: Server, target: number) {
    this.#server = server
    this.#target = target
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (client) => this.#welcome(client))
  }

  /** Resolves when it listens. End it with `close`. */
  static async listen(target: number): Promise<TcpProxy> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new TcpProxy(server, target)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Connections that go through now. */
  get connections(): number {
    return this.#pairs.size
  }

  /**
   * Passes nothing on from now on, neither data nor ends, and tells nobody, as where a network is gone. New
   * connections are taken and stall too.
   */
  stall(): void {
    this.#stalled = true
    for (const { client, target } of this.#pairs) {
      client.pause()
      target.pause()
    }
  }

  /** Resets every connection, and every new one until `resume`. */
  cut(): void {
    this.#cut = true
    this.#reset()
  }

  /** Passes on again, first of all what was stalled. */
  resume(): void {
    this.#stalled = false
    this.#cut = false
    for (const { client, target } of this.#pairs) {
      client.resume()
      target.resume()
    }
  }

  async close(): Promise<void> {
    this.#line.clear()
    this.#cut = true
    this.#reset()
    const closed = once(this.#server, 'close')
    this.#server.close()
    await closed
  }

  #reset(): void {
    for (const { client, target } of this.#pairs) {
      client.resetAndDestroy()
      target.resetAndDestroy()
    }
    this.#pairs.clear()
  }

  #welcome(client: Socket): void {
    // What happens to a connection is told by its close.
    client.on('error', () => undefined)
    if (this.#cut) {
      client.resetAndDestroy()
      return
    }
    const target = connect(this.#target, '127.0.0.1')
    target.on('error', () => undefined)
    const pair = { client, target }
    this.#pairs.add(pair)
    this.#join(pair, client, target)
    this.#join(pair, target, client)
    if (!this.#stalled) return
    client.pause()
    target.pause()
  }

  #join(pair: Pair, from: Socket, to: Socket): void {
    from.setNoDelay(true)
    from.on('data', (chunk) => this.#line.push(this.delayMs, () => to.write(chunk)))
    from.on('close', () =>
      this.#line.push(this.delayMs, () => {
        to.end()
        this.#pairs.delete(pair)
      }),
    )
  }
}
