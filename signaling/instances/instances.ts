import type { Env } from '../../shared/base/env.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { HIGH_WATER_BYTES } from '../../shared/protocol/limits.ts'
import type { ServerEvent, Standing } from '../../shared/protocol/signaling.ts'
import type { Answered, Answers } from '../answers.ts'
import type { Connections } from '../connections.ts'
import { fault } from '../node_env.ts'
import type { ConnectionId, RoomsPort } from '../rooms/ports.ts'
import { StoreDown } from '../store/room_store.ts'
import { AllConnections } from './all_connections.ts'
import { Bus, type Wire } from './bus.ts'
import { DistantConnections } from './distant_connections.ts'
import { Exchanges } from './exchanges.ts'
import { type Forwarded, Forwarder, roomIdIn } from './forwarder.ts'
import { HomeKeeper } from './home_keeper.ts'
import type { Homes } from './homes.ts'
import type { InstanceId } from './instance.ts'
import { withoutStored } from './large_stored.ts'
import type { Told } from './messages.ts'
import { Turns } from './turns.ts'

interface InstancesOptions {
  readonly self: InstanceId
  readonly wire: Wire
  readonly homes: Homes
  readonly env: Env
  /** The connections of this instance. */
  readonly own: Connections
  /** What is stored of a room, as a welcome; null when nothing is. Rejects with `StoreDown`. */
  readonly load: (roomId: RoomId) => Promise<Uint8Array | null>
}

/** Rooms, or pages, that are moved at a time when an instance stops: they come in elsewhere at the same time. */
const MOVED_AT_A_TIME = 20
/** The pause between them, in milliseconds. */
const MOVE_PAUSE_MS = 50

/** Once may be a Redis that was just restarted. */
const SILENT_BEATS = 2

type Kind<K extends Told['kind']> = Extract<Told, { readonly kind: K }>

/**
 * This instance among others on the same Redis. Each room is at home at one instance, which does everything for it;
 * the others pass on what their pages ask, and what the home says to them. Where an instance, a message or the Redis
 * in between is lost, the pages that depended on it are cut off, and come in again as after any other cut.
 */
export class Instances {
  /** Those of this instance and, of rooms that are at home here, those of the others. */
  readonly connections: AllConnections
  readonly #options: InstancesOptions
  readonly #bus: Bus
  readonly #questions: Exchanges<Standing | null>
  readonly #requests: Exchanges<Forwarded>
  readonly #distant: DistantConnections
  readonly #turns = new Turns<ConnectionId>()
  readonly #keeper: HomeKeeper
  /** For how many beats in a row Redis had no connection with an instance. */
  readonly #silent = new Map<InstanceId, number>()
  #rooms: RoomsPort | null = null
  #answers: Answers | null = null
  #forwarder: Forwarder | null = null

  constructor(options: InstancesOptions) {
    const { self, wire, homes, env, own } = options
    this.#options = options
    this.#bus = new Bus(self, wire)
    this.#questions = new Exchanges<Standing | null>(env, null)
    this.#requests = new Exchanges<Forwarded>(env, null)
    this.#distant = new DistantConnections(
      this.#bus,
      this.#questions,
      (connection) => this.#rooms?.roomOf(connection) ?? null,
    )
    this.connections = new AllConnections(own, this.#distant)
    this.#keeper = new HomeKeeper({
      self,
      homes,
      env,
      isOpen: (roomId) => this.#rooms?.isOpen(roomId) ?? false,
      members: (roomId) => this.#rooms?.activeUsers(roomId) ?? 0,
      lost: (roomId) => this.#abandon(roomId),
      beaten: () => this.#lookAround(),
    })
  }

  /**
   * Begins to work with the others; once, before the first page comes. Answers what answers the pages.
   * @param answers what answers requests to rooms that are at home here
   */
  async begin(rooms: RoomsPort, answers: Answers): Promise<Answers> {
    this.#rooms = rooms
    this.#answers = answers
    this.#forwarder = new Forwarder({
      bus: this.#bus,
      keeper: this.#keeper,
      own: answers,
      connections: this.#options.own,
      exchanges: this.#requests,
    })
    this.#bus.listen({
      told: (from, told) => this.#told(from, told),
      interrupted: (from) => this.#broken(from),
    })
    try {
      await this.#keeper.begin()
    } catch (thrown) {
      if (!(thrown instanceof StoreDown)) throw thrown
      this.#options.env.log('warn', 'instance not known yet', fault(thrown))
    }
    return this.#forwarder
  }

  /** How many are in each of the rooms, wherever that is at home. Rejects with `StoreDown`. */
  members(roomIds: readonly RoomId[]): Promise<number[]> {
    return this.#options.homes.members(roomIds)
  }

  /**
   * Moves everybody, some at a time, to the other instances: gives up the rooms that are at home here, and cuts off the
   * pages of this instance whose room is at home elsewhere. Then says that this instance is gone.
   */
  async leave(): Promise<void> {
    this.#keeper.claimNoMore()
    await this.#someAtATime(this.#keeper.held, (roomId) => this.#giveUp(roomId))
    await this.#someAtATime(this.#forwarder?.elsewhere ?? [], async (connection) =>
      this.#options.own.cut(connection),
    )
    await this.#keeper.end()
  }

  async #someAtATime<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
    const { env } = this.#options
    for (let i = 0; i < all.length; i += MOVED_AT_A_TIME) {
      if (i > 0) await new Promise<void>((resolve) => env.timer(MOVE_PAUSE_MS, resolve))
      await Promise.all(all.slice(i, i + MOVED_AT_A_TIME).map(act))
    }
  }

  async #giveUp(roomId: RoomId): Promise<void> {
    this.#abandon(roomId)
    try {
      await this.#keeper.release(roomId)
    } catch (thrown) {
      // The others take it when they see that this instance is gone.
      if (!(thrown instanceof StoreDown)) throw thrown
    }
  }

  /**
   * A room is at home elsewhere: those who are in it here come in there. They are cut off at once, or what they still ask
   * would be answered as if they were in no room, and a host would take that for the end of its part.
   */
  #abandon(roomId: RoomId): void {
    for (const connection of this.#rooms?.abandon(roomId) ?? []) {
      this.connections.cut(connection)
      if (this.#distant.has(connection)) this.#gone(connection)
    }
  }

  async #lookAround(): Promise<void> {
    const { homes, env } = this.#options
    this.#bus.tell(null, { kind: 'beat' })
    const others = [...new Set([...(this.#forwarder?.instances ?? []), ...this.#distant.instances])]
    const [living, listening] = await Promise.all([homes.living(others), homes.listening(others)])
    for (const other of others) {
      const silent = listening.has(other) ? 0 : (this.#silent.get(other) ?? 0) + 1
      this.#silent.set(other, silent)
      if (living.has(other) && silent < SILENT_BEATS) continue
      env.log('warn', 'instance gone')
      await homes.declareDead(other)
      this.#silent.delete(other)
      this.#broken(other)
      this.#bus.forget(other)
    }
  }

  /** What was between this instance and another one cannot be relied on any more. */
  #broken(other: InstanceId): void {
    for (const connection of this.#forwarder?.of(other) ?? []) this.#options.own.cut(connection)
    this.#requests.broken(other)
    const distant = this.#distant.of(other)
    if (distant.length > 0) this.#bus.tell(other, { kind: 'cut', connections: distant })
    for (const connection of distant) this.#gone(connection)
  }

  #gone(connection: ConnectionId): void {
    this.#distant.delete(connection)
    this.#questions.gone(connection)
    this.#answers?.gone(connection)
  }

  #told(from: InstanceId, told: Told): void {
    switch (told.kind) {
      case 'request':
        return this.#answer(from, told)
      case 'gone':
        return this.#distant.isAt(told.connection, from) ? this.#gone(told.connection) : undefined
      case 'expel':
        return this.#expel(from, told)
      case 'taken':
        if (this.#distant.isAt(told.connection, from)) this.#distant.taken(told.connection, told.paced)
        return
      case 'standing':
        return this.#questions.settle(from, told.exchange, told.standing)
      case 'reply':
        return this.#inTurn(told.connection, told.stored, told.reply, (reply) =>
          // Another instance answers as this one does.
          this.#requests.settle(from, told.exchange, reply as Answered),
        )
      case 'elsewhere':
        return this.#requests.settle(from, told.exchange, null)
      case 'event':
        return this.#deliver(from, told)
      case 'ask':
        return this.#ask(from, told)
      case 'drop':
        return this.#isOurs(told.connection, from) ? this.#options.own.drop(told.connection) : undefined
      case 'cut':
        for (const connection of told.connections)
          if (this.#isOurs(connection, from)) this.#options.own.cut(connection)
        return
      case 'beat':
    }
  }

  #isOurs(connection: ConnectionId, home: InstanceId): boolean {
    return this.#forwarder?.isAt(connection, home) ?? false
  }

  #answer(from: InstanceId, told: Kind<'request'>): void {
    const { exchange, connection, name, body } = told
    const roomId = name === 'join' ? roomIdIn(body) : null
    const isHere = roomId === null ? this.#distant.isAt(connection, from) : this.#keeper.holds(roomId)
    if (!isHere || this.#answers === null) return this.#bus.tell(from, { kind: 'elsewhere', exchange })
    this.#distant.put(connection, from, told.address, told.session)
    const entered = roomId === null ? () => undefined : this.#keeper.entering(roomId)
    this.#answers
      .answer(connection, name, body)
      .then((reply) => {
        const { body: light, stored } = withoutStored(reply, this.#rooms?.roomOf(connection) ?? null)
        this.#bus.tell(from, { kind: 'reply', exchange, connection, reply: light, stored })
      })
      .catch((thrown: unknown) => this.#options.env.log('error', 'answer failed', fault(thrown)))
      .finally(entered)
  }

  #expel(from: InstanceId, { connection }: Kind<'expel'>): void {
    if (!this.#distant.isAt(connection, from)) return
    this.#answers
      ?.expel(connection)
      .catch((thrown: unknown) => this.#options.env.log('error', 'leaving failed', fault(thrown)))
  }

  #deliver(from: InstanceId, { connection, name, body, stored, paced }: Kind<'event'>): void {
    if (!this.#isOurs(connection, from)) return
    this.#inTurn(connection, stored, body, (whole) => {
      const { own } = this.#options
      const pace = own.backlog(connection)
      if (paced > 0) pace?.add(paced)
      // Another instance says what this one would.
      own.emit(connection, name, whole as ServerEvent<typeof name>)
      if (paced === 0) return
      Promise.resolve(pace?.below(HIGH_WATER_BYTES)).then(
        () => this.#bus.tell(from, { kind: 'taken', connection, paced }),
        (thrown) => this.#options.env.log('error', 'pace failed', fault(thrown)),
      )
    })
  }

  #ask(from: InstanceId, { exchange, connection, body, withinMs }: Kind<'ask'>): void {
    const { own, env } = this.#options
    if (!this.#isOurs(connection, from)) return
    own.ask(connection, body as ServerEvent<'standing'>, withinMs).then(
      (standing) => this.#bus.tell(from, { kind: 'standing', exchange, standing }),
      (thrown) => env.log('error', 'question failed', fault(thrown)),
    )
  }

  /** Acts on what came for a connection, with the stored room in it where it was left out; in the order in which it came. */
  #inTurn(
    connection: ConnectionId,
    stored: RoomId | null,
    body: Record<string, unknown>,
    act: (whole: Record<string, unknown>) => void,
  ): void {
    const { load, own, env } = this.#options
    let whole = body
    const filled =
      stored &&
      load(stored).then((bytes) => {
        whole = { ...body, stored: bytes }
      })
    this.#turns.run(
      connection,
      filled,
      () => act(whole),
      (thrown) => {
        env.log(thrown instanceof StoreDown ? 'warn' : 'error', 'stored room not read', fault(thrown))
        own.cut(connection)
      },
    )
  }
}
