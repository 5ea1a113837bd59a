import type { Env } from '../shared/base/env.ts'
import type { Epoch, RoomId } from '../shared/base/ids.ts'
import type { Reason } from '../shared/protocol/reasons.ts'
import {
  type Failure,
  type Reply,
  type Request,
  type RequestName,
  requests as schemas,
} from '../shared/protocol/signaling.ts'
import type { Answers } from './answers.ts'
import type { Session } from './auth/session.ts'
import { identify, identifyAccount } from './identity.ts'
import type { Limits } from './limits.ts'
import type { Meter } from './metrics/meter.ts'
import type { Pages } from './metrics/pages.ts'
import { fault } from './node_env.ts'
import { refusal } from './refusal.ts'
import type { Relay } from './relay.ts'
import type { ConnectionId, RoomReader, RoomsPort } from './rooms/ports.ts'
import { StoreDown } from './store/room_store.ts'
import type { VisitStore } from './store/visits.ts'

/** When to try a server again that has no room left, in seconds. */
const FULL_S = 60

/** What goes over a connection with every key. */
const OFTEN: ReadonlySet<string> = new Set<RequestName>(['relay', 'relayMany', 'drain'])

/** How requests know who signed in. */
interface SignIn {
  /** Null: nobody any more. */
  readonly sessionOf: (connection: ConnectionId) => Session | null
  readonly visits: Pick<VisitStore, 'visited'>
}

interface RequestsOptions {
  readonly rooms: RoomsPort
  readonly reader: Pick<RoomReader, 'has' | 'count'>
  readonly relay: Relay
  readonly limits: Limits
  readonly meter: Meter
  readonly pages: Pages
  readonly env: Env
  /** Rooms with somebody in them, at the most. */
  readonly roomsOpen: number
  /** Rooms that are kept, about; 0 is no limit. */
  readonly roomsStored: number
  /** Under what is counted where a connection comes from. */
  readonly address: (connection: ConnectionId) => string
  /** Whether a connection has not ended. */
  readonly here: (connection: ConnectionId) => boolean
  /** Whether a connection has yet to take much of what it was answered. */
  readonly behind: (connection: ConnectionId) => boolean
  /** Null where nobody has to sign in. */
  readonly signIn: SignIn | null
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
export class Requests implements Answers {
  /** Entries that the store took since the start. */
  appended = 0
  readonly #options: RequestsOptions
  /** Connections that ever asked to join since they last left; the room logic knows the rest. */
  readonly #entered = new Set<ConnectionId>()
  /** Connections whose join is under way. */
  readonly #joining = new Set<ConnectionId>()
  /** Of these, those of which it is not known yet whether they may: what ends one of them ends its join. */
  readonly #waiting = new Set<ConnectionId>()
  readonly #running = new Set<Promise<unknown>>()
  #stopping = false

  constructor(options: RequestsOptions) {
    this.#options = options
  }

  async answer(connection: ConnectionId, name: string, body: unknown): Promise<Reply<RequestName>> {
    if (this.#stopping) return refusal('stopped')
    const asked = performance.now()
    const running = this.#count(name, connection, body)
    this.#running.add(running)
    try {
      return this.#told(name, asked, await running)
    } catch (thrown) {
      return this.#told(name, asked, this.#failure(name, connection, thrown))
    } finally {
      this.#running.delete(running)
    }
  }

  gone(connection: ConnectionId): void {
    this.#entered.delete(connection)
    this.#waiting.delete(connection)
    if (!this.#stopping) this.#options.rooms.gone(connection)
  }

  async expel(connection: ConnectionId): Promise<void> {
    this.#waiting.delete(connection)
    if (this.#entered.delete(connection) && !this.#stopping) await this.#options.rooms.leave(connection)
  }

  /**
   * From now on everything is refused, and the room logic hears of no more ends: a server that stops must not
   * look like a room whose members left. Resolves when what was under way is answered.
   */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.allSettled(this.#running)
  }

  #told(name: string, asked: number, reply: Reply<RequestName>): Reply<RequestName> {
    const { meter, env } = this.#options
    const code = reply.ok ? 'ok' : reply.error.code
    if (code !== 'ok') meter.refused(code, 'socket')
    // What may come with every key is in the log where something is wrong with it.
    if (code !== 'ok' || !OFTEN.has(name)) {
      const request = isRequestName(name) ? name : 'unknown'
      env.log('debug', 'answered', { event: request, code, ms: Math.round(performance.now() - asked) })
    }
    return reply
  }

  /** Counts it whatever it is, then answers it. */
  async #count(name: string, connection: ConnectionId, body: unknown): Promise<Reply<RequestName>> {
    const wait = await this.#options.limits.wait(['events', connection])
    // A link may always be ended: that is counted and answered where it belongs.
    if (wait > 0 && name !== 'relay') return refusal('tooFast', wait)
    return isRequestName(name) ? this.#dispatch(name, connection, body) : refusal('unexpected')
  }

  async #dispatch<N extends RequestName>(
    name: N,
    connection: ConnectionId,
    body: unknown,
  ): Promise<Reply<N> | Failure> {
    const parsed = parsers[name].safeParse(body)
    if (!parsed.success) return refusal(badField(parsed.error.issues))
    if (name !== 'join' && !this.#entered.has(connection) && !this.#waiting.has(connection))
      return refusal('notJoined')
    return this.#handlers[name](connection, parsed.data)
  }

  readonly #handlers: Handlers = {
    join: async (connection, request) => {
      const { rooms, limits, here, behind, meter } = this.#options
      const asked = performance.now()
      const own = await limits.wait(['join', connection])
      // Of an end meanwhile the room logic has heard already, and would never again.
      if (!here(connection)) return refusal('lost')
      const session = this.#options.signIn?.sessionOf(connection) ?? null
      if (this.#options.signIn && session === null) return refusal('signInNeeded')
      if (own > 0) return refusal('tooFast', own)
      // A stored room may come with each answer: one at a time, and none that would only pile up.
      if (behind(connection) || this.#joining.has(connection)) return refusal('tooFast', 1)
      this.#joining.add(connection)
      try {
        this.#waiting.add(connection)
        const refused = await this.#mayEnter(connection, request.roomId)
        // It left or ended meanwhile: nobody would ever take it out again.
        if (!this.#waiting.delete(connection)) return refusal('left')
        if (refused) return refused
        if (rooms.activeUsers(request.roomId) === 0 && rooms.open >= this.#options.roomsOpen)
          return refusal('serverFull', FULL_S)
        this.#entered.add(connection)
        const { userKey, clientId, bearer } = request
        const reply = session
          ? await rooms.join(connection, identifyAccount(session.account, userKey, clientId, bearer), {
              ...request,
              userName: session.name,
            })
          : await rooms.join(connection, identify(userKey, clientId, bearer), request)
        if (reply.ok) meter.joined(performance.now() - asked)
        if (reply.ok && session) this.#noteVisit(session, request.roomId)
        // Whoever tries what opens nothing is looking for something.
        if (!reply.ok && reply.error.code === 'noRight')
          await limits.wait(['misses', this.#options.address(connection)])
        return reply
      } finally {
        this.#waiting.delete(connection)
        this.#joining.delete(connection)
      }
    },
    // Nothing here waits for others: what comes next is often the end of the connection, and must not be first.
    leaveRoom: async (connection) => {
      const wait = await this.#options.limits.wait(['join', connection])
      if (wait > 0) return refusal('tooFast', wait)
      const cut = this.#waiting.delete(connection)
      if (!this.#entered.delete(connection)) return cut ? { ok: true } : refusal('notJoined')
      return this.#options.rooms.leave(connection)
    },
    append: async (connection, request) => {
      const asked = performance.now()
      const wait = await this.#waitToWrite(connection, request.epoch)
      if (wait > 0) return refusal('tooFast', wait)
      const reply = await this.#options.rooms.append(connection, request)
      if (reply.ok) this.#options.meter.appended(performance.now() - asked)
      const end = request.from + request.entries.length
      if (reply.ok && reply.epoch === request.epoch && reply.version >= end) {
        this.appended += request.entries.length
      }
      return reply
    },
    snapshot: async (connection, request) => {
      const wait = await this.#waitToWrite(connection, request.epoch)
      return wait > 0 ? refusal('tooFast', wait) : this.#options.rooms.snapshot(connection, request)
    },
    access: async (connection, request) => {
      const { limits, rooms, address } = this.#options
      const wait = await limits.wait(['join', connection], ['enter', address(connection)])
      return wait > 0 ? refusal('tooFast', wait) : rooms.access(connection, request)
    },
    report: async (connection, request) =>
      this.#options.pages.report(connection, request) ? { ok: true } : refusal('notJoined'),
    signal: (connection, request) => this.#options.relay.signal(connection, request),
    relay: (connection, request) => this.#options.relay.relay(connection, request),
    drain: (connection, request) => this.#options.relay.drain(connection, request),
    relayMany: async (connection, request) => {
      const reply = await this.#options.relay.relayMany(connection, request)
      if (reply.ok) for (const [, reason] of reply.refused) this.#options.meter.refused(reason, 'socket')
      return reply
    },
  }

  /** Nobody waits for it, and without it the room is entered all the same. */
  #noteVisit({ account }: Session, roomId: RoomId): void {
    const { signIn, env } = this.#options
    signIn?.visits.visited(account, roomId, env.now()).catch((thrown: unknown) => {
      env.log(thrown instanceof StoreDown ? 'warn' : 'error', 'visit not noted', fault(thrown))
    })
  }

  /** What is refused anyway takes nothing from the room's share: that is its host's. */
  #waitToWrite(connection: ConnectionId, epoch: Epoch): Promise<number> {
    const { limits, rooms } = this.#options
    const room = rooms.isHost(connection, epoch) ? rooms.roomOf(connection) : null
    return limits.wait(['append', connection], ['roomAppends', room])
  }

  /**
   * Why a connection may not enter a room now, or null. Making rooms is limited by address; beyond that, a refusal tells
   * that there was no such room, so that such refusals count as misses, and without misses left nothing is told.
   */
  async #mayEnter(connection: ConnectionId, roomId: RoomId): Promise<Failure | null> {
    const { limits, address, rooms, reader, roomsStored } = this.#options
    const from = address(connection)
    const wait = await limits.wait(['enter', from], ['roomJoins', roomId])
    if (wait > 0) return refusal('tooFast', wait)
    if (rooms.activeUsers(roomId) > 0) return null
    const [noRooms, noMisses, stored] = await Promise.all([
      limits.untilFree('made', from),
      limits.untilFree('misses', from),
      roomsStored > 0 ? reader.count() : -1,
    ])
    const isFull = stored >= roomsStored
    if ((noRooms > 0 || isFull) && noMisses > 0) return refusal('tooFast', noMisses)
    if (await reader.has(roomId)) return null
    const full = isFull ? FULL_S : await limits.wait(['made', from])
    if (full === 0) return null
    const missed = await limits.wait(['misses', from])
    return missed > 0 ? refusal('tooFast', missed) : refusal(isFull ? 'storeFull' : 'tooManyRooms', full)
  }

  #failure(name: string, connection: ConnectionId, thrown: unknown): Failure {
    if (thrown instanceof StoreDown) return refusal('storeDown')
    this.#options.env.log('error', 'request failed', {
      event: isRequestName(name) ? name : 'unknown',
      connection,
      ...fault(thrown),
    })
    return refusal('internal')
  }
}
