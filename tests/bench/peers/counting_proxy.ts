import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Stands in front of a TCP port of 127.0.0.1 and counts what goes through, in bytes, both ways together. */
export class CountingProxy {
  bytes = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  private constructor(server: Server, target: number) {
    this.#server = server
    server.on('connection', (client) => {
      const to = connect(target, '127.0.0.1')
      this.#pass(client, to)
      this.#pass(to, client)
    })
  }

  /** Resolves when it listens. End it with `close`. */
  static async listen(target: number): Promise<CountingProxy> {
    const server = createServer({ noDelay: true })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new CountingProxy(server, target)
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from)
    from.setNoDelay(true)
    // What happens to a connection is told by its close.
    from.on('error', () => undefined)
    from.on('data', (chunk) => {
      this.bytes += chunk.length
      to.write(chunk)
    })
    from.on('close', () => {
      this.#sockets.delete(from)
      to.end()
    })
  }
}
