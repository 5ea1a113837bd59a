import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free_port.ts'

/** Where a connection may be sent on to. */
export interface Backend {
  readonly url: string
  readonly port: number
}

/** How often it asks whether a server takes new visitors, in milliseconds. */
const ASK_MS = 100

/**
 * A balancer in front of servers: each new connection goes to the next one in turn that says it is ready and takes it.
 * It looks into no connection, and remembers nobody.
 */
export class Balancer {
  readonly port: number
  readonly #server: Server
  readonly #backends: readonly Backend[]
  readonly #resting = new Set<Backend>()
  readonly #sockets = new Set<Socket>()
  #next = 0
  #asking: NodeJS.Timeout | undefined

  private constructor(port: number, backends: readonly Backend[]) {
    this.port = port
    this.#backends = backends
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async run(backends: readonly Backend[]): Promise<Balancer> {
    const balancer = new Balancer(await freePort(), backends)
    await new Promise<void>((resolve) => balancer.#server.listen(balancer.port, '127.0.0.1', resolve))
    await balancer.#ask()
    balancer.#asking = setInterval(() => void balancer.#ask(), ASK_MS)
    return balancer
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async stop(): Promise<void> {
    clearInterval(this.#asking)
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #ask(): Promise<void> {
    await Promise.all(
      this.#backends.map(async (backend) => {
        const ready = await fetch(`${backend.url}/readyz`).then(
          (answer) => answer.ok,
          () => false,
        )
        if (ready) this.#resting.delete(backend)
        else this.#resting.add(backend)
      }),
    )
  }

  #serve(near: Socket): void {
    this.#keep(near)
    const awake = this.#backends.filter((backend) => !this.#resting.has(backend))
    const turn = this.#next++
    this.#try(
      near,
      awake.map((_, i) => awake[(turn + i) % awake.length]).filter((backend) => backend !== undefined),
    )
  }

  #try(near: Socket, [first, ...rest]: readonly Backend[]): void {
    if (first === undefined || near.destroyed) {
      near.destroy()
      return
    }
    const far = connect(first.port, '127.0.0.1')
    this.#keep(far)
    far.once('connect', () => {
      far.removeAllListeners('error').on('error', () => near.destroy())
      near.on('error', () => far.destroy())
      near.once('close', () => far.destroy())
      far.once('close', () => near.destroy())
      near.pipe(far)
      far.pipe(near)
    })
    far.once('error', () => this.#try(near, rest))
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
  }
}
