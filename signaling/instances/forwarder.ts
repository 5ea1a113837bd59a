import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'
import { OUTBOX_BYTES } from '../../shared/protocol/limits.ts'
import type { Answered, Answers } from '../answers.ts'
import type { Connections } from '../connections.ts'
import { refusal } from '../refusal.ts'
import type { ConnectionId } from '../rooms/ports.ts'
import { StoreDown } from '../store/room_store.ts'
import type { Bus } from './bus.ts'
import type { Exchanges } from './exchanges.ts'
import type { HomeKeeper } from './home_keeper.ts'
import type { InstanceId } from './instance.ts'

/** What another instance answers: null when the room is not at home there. */
export type Forwarded = Answered | null

/** So often a room is looked for that is at home elsewhere whenever it is asked for there. */
const TRIES = 4

interface ForwarderOptions {
  readonly bus: Bus
  readonly keeper: HomeKeeper
  /** What answers requests to rooms that are at home here. */
  readonly own: Answers
  /** Those of this instance. */
  readonly connections: Connections
  readonly exchanges: Exchanges<Forwarded>
}

/** Brings what pages ask of this instance to where their room is at home, in the order in which it came. */
export class Forwarder implements Answers {
  readonly #options: ForwarderOptions
  /** Where the room of a connection is at home; only of those that asked to join one. */
  readonly #homes = new Map<ConnectionId, InstanceId>()
  /** The home of a connection's next room is being looked for: what comes after must not be first. */
  readonly #looking = new Map<ConnectionId, Promise<unknown>>()
  /** Joins that are under way: where their home goes, they look for the next one. */
  readonly #joining = new Map<ConnectionId, number>()

  constructor(options: ForwarderOptions) {
    this.#options = options
  }

  /** Where rooms are at home that connections of this instance are in. */
  get instances(): InstanceId[] {
    return [...new Set(this.#homes.values())].filter((home) => home !== this.#options.bus.self)
  }

  /** Connections of this instance that are in rooms which are at home there; not those that are only about to join. */
  of(instance: InstanceId): ConnectionId[] {
    return [...this.#homes]
      .filter(([connection, home]) => home === instance && !this.#joining.has(connection))
      .map(([connection]) => connection)
  }

  /** Connections of this instance that are in rooms which are at home elsewhere. */
  get elsewhere(): ConnectionId[] {
    return this.instances.flatMap((instance) => this.of(instance))
  }

  /** Whether that instance may speak to a connection. */
  isAt(connection: ConnectionId, instance: InstanceId): boolean {
    return this.#homes.get(connection) === instance
  }

  async answer(connection: ConnectionId, name: string, body: unknown): Promise<Answered> {
    const looking = this.#looking.get(connection)
    if (looking) await looking
    const roomId = name === 'join' ? roomIdIn(body) : null
    if (roomId !== null) return this.#joinOnce(connection, roomId, body)
    const home = this.#homes.get(connection)
    if (home === undefined || home === this.#options.bus.self)
      return this.#options.own.answer(connection, name, body)
    const reply = await this.#forward(home, connection, name, body)
    if (reply !== null) return reply
    // It does not know this page any more: the page has to come in anew.
    this.#options.connections.cut(connection)
    return refusal('lost')
  }

  gone(connection: ConnectionId): void {
    const home = this.#homes.get(connection)
    this.#homes.delete(connection)
    this.#options.exchanges.gone(connection)
    if (home !== undefined && home !== this.#options.bus.self)
      this.#options.bus.tell(home, { kind: 'gone', connection })
    this.#options.own.gone(connection)
  }

  async expel(connection: ConnectionId): Promise<void> {
    const home = this.#homes.get(connection)
    if (home !== undefined && home !== this.#options.bus.self)
      this.#options.bus.tell(home, { kind: 'expel', connection })
    await this.#options.own.expel(connection)
  }

  async #joinOnce(connection: ConnectionId, roomId: RoomId, body: unknown): Promise<Answered> {
    this.#joining.set(connection, (this.#joining.get(connection) ?? 0) + 1)
    try {
      return await this.#join(connection, roomId, body)
    } finally {
      const left = (this.#joining.get(connection) ?? 1) - 1
      if (left > 0) this.#joining.set(connection, left)
      else this.#joining.delete(connection)
    }
  }

  async #join(connection: ConnectionId, roomId: RoomId, body: unknown): Promise<Answered> {
    const { connections, keeper, bus } = this.#options
    // The stored room that comes with an answer is on this instance's way to the page.
    if ((connections.backlog(connection)?.bytes ?? 0) > OUTBOX_BYTES) return refusal('tooFast', 1)
    for (let tries = 0; tries < TRIES; tries++) {
      if (keeper.claimsNoMore) return this.#sendAway(connection)
      const looking = keeper.claim(roomId)
      this.#looking.set(
        connection,
        looking.catch(() => null),
      )
      let home: InstanceId
      try {
        home = await looking
      } catch (thrown) {
        if (thrown instanceof StoreDown) return refusal('storeDown')
        throw thrown
      } finally {
        this.#looking.delete(connection)
      }
      if (connections.backlog(connection) === null) return refusal('lost')
      this.#move(connection, home)
      const reply =
        home === bus.self
          ? await this.#enter(connection, roomId, body)
          : await this.#forward(home, connection, 'join', body)
      if (reply !== null) return reply
    }
    return refusal('lost')
  }

  /** This instance stops: the page comes in at another one. */
  #sendAway(connection: ConnectionId): Answered {
    this.#options.connections.cut(connection)
    return refusal('stopped')
  }

  async #enter(connection: ConnectionId, roomId: RoomId, body: unknown): Promise<Forwarded> {
    const { keeper, own } = this.#options
    if (!keeper.holds(roomId)) return null
    const entered = keeper.entering(roomId)
    try {
      return await own.answer(connection, 'join', body)
    } finally {
      entered()
    }
  }

  /** A connection is in one room at a time. */
  #move(connection: ConnectionId, home: InstanceId): void {
    const { bus, own } = this.#options
    const before = this.#homes.get(connection)
    this.#homes.set(connection, home)
    if (before === undefined || before === home) return
    if (before === bus.self) own.gone(connection)
    else bus.tell(before, { kind: 'gone', connection })
  }

  #forward(home: InstanceId, connection: ConnectionId, name: string, body: unknown): Promise<Forwarded> {
    const { bus, exchanges, connections } = this.#options
    const { exchange, answer } = exchanges.begin(home, connection)
    bus.tell(home, {
      kind: 'request',
      exchange,
      connection,
      address: connections.address(connection),
      session: connections.session(connection),
      name,
      body,
    })
    return answer
  }
}

/** The room that a join names, whatever came; null when it names none. */
export const roomIdIn = (body: unknown): RoomId | null =>
  typeof body === 'object' && body !== null && 'roomId' in body ? parseRoomId(body.roomId) : null
