import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type { SignalingClient } from '../../client/edge/signaling_client.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import { requests } from '../../shared/protocol/signaling.ts'
import { refuseHandshake } from '../../signaling/http/refuse_handshake.ts'

type Ack = (reply: unknown) => void

const refusal = (code: Reason) => ({ ok: false, error: { code, message: REASONS[code] } })

/**
 * The least of a signaling server: passes `signal` and `relay` on between the peers that connected, each under the
 * name in its handshake, over real sockets.
 */
export class Forwarder {
  readonly io: Server
  readonly #http = createServer()
  readonly #peers = new Map<string, Socket>()
  /** What to answer instead of passing a frame on; null passes it on. */
  refuse: (name: 'signal' | 'relay', kind: string) => Reason | null = () => null
  /** May change or drop (null) the text of a signal. */
  signalFilter: (data: string) => string | null = (data) => data
  /** Replies to frames wait for this. */
  reply: Promise<void> = Promise.resolve()
  /** What arrived and was passed on, by kind. */
  readonly seen: string[] = []

  /** So many handshakes are refused from now on, and told to come again after so many seconds. */
  refuseHandshakes: { times: number; readonly seconds: number } = { times: 0, seconds: 0 }
  /** When each handshake came, refused or not, by `performance.now`. */
  readonly handshakes: number[] = []

  constructor() {
    this.io = new Server(this.#http, { serveClient: false })
    this.io.engine.use((request: { _query?: { sid?: unknown } }, response: unknown, next: () => void) => {
      if (request._query?.sid !== undefined) return next()
      this.handshakes.push(performance.now())
      if (this.refuseHandshakes.times === 0) return next()
      this.refuseHandshakes.times -= 1
      const retryAfter = this.refuseHandshakes.seconds
      const refused = { status: '429 Too Many Requests', code: 'tooFast', retryAfter } as const
      refuseHandshake(request as IncomingMessage, response, refused)
    })
    this.io.on('connection', (socket) => this.#welcome(socket))
  }

  listen(): Promise<string> {
    return new Promise((resolve) => {
      this.#http.listen(0, '127.0.0.1', () => {
        const { port } = this.#http.address() as AddressInfo
        resolve(`http://127.0.0.1:${port}`)
      })
    })
  }

  socketOf(peer: PeerId): Socket {
    const socket = this.#peers.get(peer)
    if (socket === undefined) throw new Error(`${peer} is not connected`)
    return socket
  }

  has(peer: PeerId): boolean {
    return this.#peers.has(peer)
  }

  async close(): Promise<void> {
    await this.io.close()
  }

  #welcome(socket: Socket): void {
    const name = String(socket.handshake.query.peer ?? '')
    this.#peers.set(name, socket)
    socket.on('disconnect', () => {
      if (this.#peers.get(name) === socket) this.#peers.delete(name)
    })
    socket.on('signal', (body: unknown, ack: Ack) => {
      const { to, link, data } = requests.signal.parse(body)
      const refused = this.#refusal('signal', 'signal', to)
      if (refused !== null) return ack(refusal(refused))
      const passed = this.signalFilter(data)
      if (passed !== null) this.#peers.get(to)?.emit('signal', { from: name, link, data: passed })
      ack({ ok: true })
    })
    socket.on('relay', (body: unknown, ack: Ack) => {
      const { to, ...rest } = requests.relay.parse(body)
      const refused = this.#refusal('relay', rest.kind, to)
      if (refused !== null) return ack(refusal(refused))
      this.seen.push(rest.kind)
      this.#peers.get(to)?.emit('relay', { from: name, ...rest })
      this.reply.then(() => ack({ ok: true }))
    })
  }

  #refusal(name: 'signal' | 'relay', kind: string, to: PeerId): Reason | null {
    return this.refuse(name, kind) ?? (this.#peers.has(to) ? null : 'notMember')
  }
}

/** Where the client of a peer connects to: its name goes into the handshake. */
export const addressFor = (url: string, peer: PeerId): string => `${url}?peer=${peer}`

/** Resolves when the client is connected. It is the client's listener. */
export function connected(client: SignalingClient): Promise<void> {
  return new Promise((resolve) => {
    client.listen({
      up: resolve,
      down: () => undefined,
      heldBack: () => undefined,
      userJoined: () => undefined,
      hostChanged: () => undefined,
      rules: () => undefined,
      desk: () => undefined,
      putOut: () => undefined,
      letIn: () => undefined,
      standing: () => undefined,
    })
    client.connect()
  })
}
