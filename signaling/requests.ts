import type { Env } from '../shared/base/env.ts'
import type { Reason } from '../shared/protocol/reasons.ts'
import {
  type Failure,
  type Reply,
  type Request,
  type RequestName,
  requests as schemas,
} from '../shared/protocol/signaling.ts'
import { identify } from './identity.ts'
import type { Limits } from './limits.ts'
import { fault } from './node_env.ts'
import { refusal } from './refusal.ts'
import type { Relay } from './relay.ts'
import type { ConnectionId, RoomsPort } from './rooms/ports.ts'
import { StoreDown } from './store/room_store.ts'

interface RequestsOptions {
  readonly rooms: RoomsPort
  readonly relay: Relay
  readonly limits: Limits
  readonly env: Env
  /** Where a connection comes from. */
  readonly address: (connection: ConnectionId) => string
  /** Whether a connection has yet to take much of what it was answered. */
  readonly behind: (connection: ConnectionId) => boolean
}

type Handlers = {
  readonly [N in RequestName]: (connection: ConnectionId, request: Request<N>) => Promise<Reply<N>>
}

/** What is used of a request's schema. */
type Parsers = {
  readonly [N in RequestName]: {
    safeParse(
      body: unknown,
    ):
      | { readonly success: true; readonly data: Request<N> }
      | { readonly success: false; readonly error: { readonly issues: readonly Issue[] } }
  }
}
interface Issue {
  readonly path: readonly PropertyKey[]
}
const parsers: Parsers = schemas

const isRequestName = (name: string): name is RequestName => Object.hasOwn(schemas, name)

/** Fields whose faults have a reason of their own. */
function badField(issues: readonly Issue[]): Reason {
  const field = issues[0]?.path[0]
  if (field === 'roomId') return 'badRoomId'
  return field === 'userName' ? 'badName' : 'badRequest'
}

/** Answers what pages ask: reads it, asks the room logic or the relay, never throws. */
export class Requests {
  /** Entries that the store took since the start. */
  appended = 0
  readonly #options: RequestsOptions
  /** Connections that ever asked to join since they last left; the room logic knows the rest. */
  readonly #entered = new Set<ConnectionId>()
  /** Connections whose join is under way. */
  readonly #joining = new Set<ConnectionId>()
  readonly #running = new Set<Promise<unknown>>()
  #stopping = false

  constructor(options: RequestsOptions) {
    this.#options = options
  }

  /** `name` and `body` are whatever came from outside. */
  async answer(connection: ConnectionId, name: string, body: unknown): Promise<Reply<RequestName>> {
    if (this.#stopping) return refusal('stopped')
    if (!isRequestName(name)) return refusal('unexpected')
    const running = this.#dispatch(name, connection, body)
    this.#running.add(running)
    try {
      return await running
    } catch (thrown) {
      return this.#failure(name, thrown)
    } finally {
      this.#running.delete(running)
    }
  }

  /** The connection ended. */
  gone(connection: ConnectionId): void {
    this.#entered.delete(connection)
    if (!this.#stopping) this.#options.rooms.gone(connection)
  }

  /**
   * From now on everything is refused, and the room logic hears of no more ends: a server that stops must not
   * look like a room whose members left. Resolves when what was under way is answered.
   */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled(this.#running)
  }

  async #dispatch<N extends RequestName>(
    name: N,
    connection: ConnectionId,
    body: unknown,
  ): Promise<Reply<N> | Failure> {
    const parsed = parsers[name].safeParse(body)
    if (!parsed.success) return refusal(badField(parsed.error.issues))
    if (name !== 'join' && !this.#entered.has(connection)) return refusal('notJoined')
    return this.#handlers[name](connection, parsed.data)
  }

  readonly #handlers: Handlers = {
    join: async (connection, request) => {
      const { rooms, behind } = this.#options
      if (!(await this.#mayEnter(connection))) return refusal('tooFast')
      // A stored room may come with each answer: one at a time, and none that would only pile up.
      if (behind(connection) || this.#joining.has(connection)) return refusal('tooFast')
      this.#joining.add(connection)
      try {
        this.#entered.add(connection)
        return await rooms.join(connection, identify(request.userKey, request.clientId), request)
      } finally {
        this.#joining.delete(connection)
      }
    },
    leaveRoom: async (connection) => {
      if (!(await this.#mayEnter(connection))) return refusal('tooFast')
      this.#entered.delete(connection)
      return this.#options.rooms.leave(connection)
    },
    append: async (connection, request) => {
      const { rooms, limits } = this.#options
      if (!(await limits.allows('append', connection))) return refusal('tooFast')
      const reply = await rooms.append(connection, request)
      const end = request.from + request.entries.length
      if (reply.ok && reply.epoch === request.epoch && reply.version >= end) {
        this.appended += request.entries.length
      }
      return reply
    },
    snapshot: async (connection, request) => {
      const { rooms, limits } = this.#options
      if (!(await limits.allows('append', connection))) return refusal('tooFast')
      return rooms.snapshot(connection, request)
    },
    signal: (connection, request) => this.#options.relay.signal(connection, request),
    relay: (connection, request) => this.#options.relay.relay(connection, request),
    drain: (connection, request) => this.#options.relay.drain(connection, request),
    relayMany: (connection, request) => this.#options.relay.relayMany(connection, request),
  }

  /** Both are always asked, at once, so that no request overtakes another one here. */
  async #mayEnter(connection: ConnectionId): Promise<boolean> {
    const { limits, address } = this.#options
    const [own, common] = await Promise.all([
      limits.allows('join', connection),
      limits.allows('enter', address(connection)),
    ])
    return own && common
  }

  #failure(name: RequestName, thrown: unknown): Failure {
    if (thrown instanceof StoreDown) return refusal('storeDown')
    this.#options.env.log('error', 'request failed', { request: name, ...fault(thrown) })
    return refusal('internal')
  }
}
