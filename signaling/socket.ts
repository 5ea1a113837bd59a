import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import type { Env } from '../shared/base/env.ts'
import { PACKET_BYTES } from '../shared/protocol/limits.ts'
import {
  type EventName,
  type ServerEvent,
  type Standing,
  standing as standingSchema,
} from '../shared/protocol/signaling.ts'
import type { Answers } from './answers.ts'
import type { Gate, Session } from './auth/session.ts'
import { Backlog } from './backlog.ts'
import type { Config } from './config/config.ts'
import type { Connections } from './connections.ts'
import { Crowd } from './crowd.ts'
import { type RefusedHandshake, refuseHandshake } from './http/refuse_handshake.ts'
import { guardUpgrades } from './http/upgrades.ts'
import type { Wire } from './instances/bus.ts'
import type { Packet } from './instances/messages.ts'
import type { Limits } from './limits.ts'
import type { Meter } from './metrics/meter.ts'
import { fault } from './node_env.ts'
import { allowsOrigin, trustOf, visitorOf } from './origins.ts'
import type { ConnectionId } from './rooms/ports.ts'
import { type Follow, followAt, requestIdsOf, Trace } from './trace.ts'

/** A transport that opened must begin to speak Socket.IO within so many milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000

interface SocketsOptions {
  readonly server: HttpServer
  readonly config: Config
  readonly limits: Limits
  readonly meter: Meter
  readonly env: Env
  /** Null where nobody has to sign in. */
  readonly gate: Gate | null
  /** Whether it takes no new connections any more. */
  readonly closed?: () => boolean
  /** How messages go to other instances; left out where there are none. */
  readonly adapter?: NonNullable<ServerOptions['adapter']>
}

/** What instances tell one another goes by this name. */
const TOLD = 'told'

/** An address with as many connections as it may have is told to come again after so many seconds. */
const CROWDED_S = 10

/** What Engine.IO knows of a request; with a session's id it belongs to a connection that is there already. */
type SocketRequest = IncomingMessage & { readonly _query?: { readonly sid?: unknown } }

const SIGN_IN_NEEDED: RefusedHandshake = { status: '401 Unauthorized', code: 'signInNeeded' }
const tooFast = (retryAfter: number): RefusedHandshake => ({
  status: '429 Too Many Requests',
  code: 'tooFast',
  retryAfter,
})

const STOPPED: RefusedHandshake = { status: '503 Service Unavailable', code: 'stopped', retryAfter: 1 }

type Ack = (reply: unknown) => void
/** What is used of a transport, whoever speaks over it. */
type Transport = Pick<Socket['conn'], 'request' | 'once'>

/** The Socket.IO edge: carries answers in, events out, and decides nothing. */
export class Sockets implements Connections, Wire {
  readonly #io: Server
  readonly #env: Env
  readonly #backlogs = new Map<ConnectionId, Backlog>()
  readonly #addressOf: (request: IncomingMessage) => string
  readonly #follow: Follow
  readonly #requestIdOf: (request: IncomingMessage) => string
  /** By the request that began a connection. */
  readonly #shown = new WeakMap<IncomingMessage, Session>()
  readonly #sessions = new Map<ConnectionId, Session>()
  readonly #gate: Gate | null

  constructor(options: SocketsOptions) {
    const { server, config, limits, meter, env, gate, adapter, closed = () => false } = options
    this.#env = env
    this.#gate = gate
    const trust = trustOf(config.trustProxy)
    this.#addressOf = visitorOf(config.trustProxy)
    this.#follow = followAt(config.logLevel)
    this.#requestIdOf = requestIdsOf(config.trustProxy)
    const { connectionsPerAddress } = config.rates
    const crowd = new Crowd(connectionsPerAddress === 0 ? Number.POSITIVE_INFINITY : connectionsPerAddress)
    const isOurs = (request: IncomingMessage) => allowsOrigin(request, config.origins, trust)
    const waitOf = async (request: SocketRequest): Promise<number> => {
      const address = this.#addressOf(request)
      if (request._query?.sid) return limits.wait(['polls', address])
      // What is turned away below costs the visitor whose browser it is nothing.
      if (!isOurs(request)) return 0
      return crowd.hasRoom(address) ? limits.wait(['connect', address]) : CROWDED_S
    }
    const refusedFor = async (request: SocketRequest): Promise<RefusedHandshake | null> => {
      if (closed() && !request._query?.sid) return STOPPED
      const wait = await waitOf(request)
      if (wait > 0) return tooFast(wait)
      if (gate === null || request._query?.sid || !isOurs(request)) return null
      const session = await gate.sessionOf(request.headers.cookie)
      if (session === null) return SIGN_IN_NEEDED
      this.#shown.set(request, session)
      return null
    }
    this.#io = new Server(server, {
      serveClient: false,
      transports: ['websocket', 'polling'],
      maxHttpBufferSize: PACKET_BYTES,
      pingInterval: config.pingIntervalMs,
      pingTimeout: config.pingTimeoutMs,
      connectTimeout: CONNECT_TIMEOUT_MS,
      allowRequest: (request, decided) => {
        const ours = isOurs(request)
        if (!ours) meter.refused('notAllowed', 'handshake')
        decided(null, ours)
      },
      ...(adapter && { adapter }),
      ...(config.origins.length > 0 ? { cors: { origin: [...config.origins] } } : {}),
    })
    guardUpgrades(server, this.#io.engine, env)
    this.#io.engine.use((request: SocketRequest, response: unknown, next: (error?: Error) => void) => {
      refusedFor(request).then(
        (refused) => {
          if (refused === null) return next()
          meter.refused(refused.code, 'handshake')
          refuseHandshake(request, response, refused)
        },
        (thrown) => {
          env.log('error', 'admission failed', fault(thrown))
          next(new Error('admission failed'))
        },
      )
    })
    this.#io.engine.on('initial_headers', (headers: Record<string, string>, request: IncomingMessage) => {
      headers['x-request-id'] = this.#requestIdOf(request)
    })
    // Also transports that never begin to speak Socket.IO.
    this.#io.engine.on('connection', (transport: Transport) => {
      transport.once('close', crowd.add(this.#addressOf(transport.request)))
    })
  }

  /** Connections now, joined or not. */
  get connections(): number {
    return this.#io.of('/').sockets.size
  }

  /** Begins to answer; call it once, before the server listens. */
  serve(answers: Answers): void {
    this.#gate?.onEnded((id) => {
      for (const [connection, session] of this.#sessions)
        if (session.id === id) this.#expel(connection, answers)
    })
    this.#io.on('connection', (socket) => this.#welcome(socket, answers))
  }

  /** Under what is counted where a connection comes from; empty when it is gone. */
  address(connection: ConnectionId): string {
    const socket = this.#socket(connection)
    return socket === undefined ? '' : this.#addressOf(socket.request)
  }

  /** Who signed in behind a connection; null when nobody did, or not any more. */
  session(connection: ConnectionId): Session | null {
    const session = this.#sessions.get(connection)
    return session && this.#gate?.holds(session) ? session : null
  }

  backlog(connection: ConnectionId): Backlog | null {
    return this.#backlogs.get(connection) ?? null
  }

  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void {
    this.#socket(to)?.emit(name, body)
  }

  ask(to: ConnectionId, body: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null> {
    const socket = this.#socket(to)
    if (socket === undefined) return Promise.resolve(null)
    return new Promise((resolve) => {
      const gone = () => resolve(null)
      socket.once('disconnect', gone)
      socket.timeout(withinMs).emit('standing', body, (late: Error | null, answer: unknown) => {
        socket.off('disconnect', gone)
        const parsed = standingSchema.safeParse(answer)
        resolve(late === null && parsed.success ? parsed.data : null)
      })
    })
  }

  /** The page is told that the server meant it, so that it does not come back by itself. */
  drop(connection: ConnectionId): void {
    this.#socket(connection)?.disconnect(true)
  }

  cut(connection: ConnectionId): void {
    this.#socket(connection)?.conn.close()
  }

  /** To every other instance. */
  send(packet: Packet): void {
    this.#io.serverSideEmit(TOLD, packet)
  }

  receive(listener: (packet: unknown) => void): void {
    this.#io.on(TOLD, listener)
  }

  /** Cuts every connection, as if the network had: the pages come back when the server does. */
  stop(): void {
    this.#io.engine.close()
  }

  #socket(connection: ConnectionId): Socket | undefined {
    return this.#io.of('/').sockets.get(connection)
  }

  /** Ends a connection whose session is over; the page is told why. */
  #expel(connection: ConnectionId, answers: Answers): void {
    if (!this.#sessions.delete(connection)) return
    this.emit(connection, 'putOut', { reason: 'signInNeeded' })
    answers
      .expel(connection)
      .catch((thrown: unknown) => this.#env.log('error', 'leaving failed', fault(thrown)))
      .finally(() => this.drop(connection))
  }

  /** Remembers whose connection this is, for as long as their session lasts. */
  #admit(connection: ConnectionId, socket: Socket, answers: Answers): void {
    const session = this.#shown.get(socket.request)
    if (session === undefined) return
    this.#sessions.set(connection, session)
    const cancel = this.#env.timer(Math.max(0, session.endsAt - this.#env.now()), () =>
      this.#expel(connection, answers),
    )
    socket.on('disconnect', () => {
      cancel()
      this.#sessions.delete(connection)
    })
  }

  #welcome(socket: Socket, answers: Answers): void {
    const connection = socket.id as ConnectionId
    this.#env.log('debug', 'connected', { request: this.#requestIdOf(socket.request), connection })
    this.#admit(connection, socket, answers)
    const backlog = new Backlog({
      onFlush: (listener) => socket.conn.on('flush', listener),
      onDrain: (listener) => {
        socket.conn.transport.on('drain', listener)
        socket.conn.on('upgrade', (transport) => transport.on('drain', listener))
      },
    })
    this.#backlogs.set(connection, backlog)
    // Socket.IO reports what cannot be decoded here, and ends the connection itself.
    socket.on('error', (error) => this.#env.log('debug', 'bad packet', { connection, ...fault(error) }))
    socket.on('disconnect', () => {
      this.#backlogs.delete(connection)
      backlog.end()
      this.#follow(new Trace({ connection }), () => answers.gone(connection))
    })
    socket.onAny((name: string, ...values: unknown[]) => {
      const last = values.at(-1)
      const ack = typeof last === 'function' ? (last as Ack) : null
      const answer = () =>
        answers.answer(connection, name, values[0]).then(
          (reply) => {
            if ('stored' in reply && reply.stored instanceof Uint8Array) backlog.add(reply.stored.byteLength)
            ack?.(reply)
          },
          (thrown) => this.#env.log('error', 'answer failed', fault(thrown)),
        )
      void this.#follow(new Trace({ connection }), answer)
    })
  }
}
