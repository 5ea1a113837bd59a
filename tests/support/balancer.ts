import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free_port.ts'

/** Where a connection may be sent on to. */
export interface Backend {
  readonly port: number
}

/**
 * A balancer in front of servers: each new connection goes to the next one in turn that takes it. It knows nothing of
 * HTTP, remembers nobody, and sends nobody to where it was told not to.
 */
export class Balancer {
  readonly port: number
  readonly #server: Server
  readonly #backends: readonly Backend[]
  readonly #resting = new Set<Backend>()
  readonly #sockets = new Set<Socket>()
  #next = 0

  private constructor(port: number, backends: readonly Backend[]) {
    this.port = port
    this.#backends = backends
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async run(backends: readonly Backend[]): Promise<Balancer> {
    const balancer = new Balancer(await freePort(), backends)
    await new Promise<void>((resolve) => balancer.#server.listen(balancer.port, '127.0.0.1', resolve))
    return balancer
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Nothing new goes there. */
  rest(backend: Backend): void {
    this.#resting.add(backend)
  }

  wake(backend: Backend): void {
    this.#resting.delete(backend)
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
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
