import type { Env } from '../../shared/base/env.ts'
import type { Epoch, PeerId, RoomId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Reply, Request } from '../../shared/protocol/signaling.ts'
import { refusal } from '../refusal.ts'
import type { RoomStore } from '../store/room_store.ts'
import { Compaction } from './compaction.ts'
import {
  type ConnectionId,
  type Identity,
  NO_OBSERVER,
  type OpenRoom,
  type Outlet,
  PROTOCOL_BOUNDS,
  type RoomBounds,
  type RoomObserver,
  type RoomsPort,
  type Route,
} from './ports.ts'
import { Room } from './room.ts'
import { type IceTerms, ROOM_TIMINGS, type RoomOptions, type RoomTimings } from './room_options.ts'

export interface RoomsOptions {
  readonly store: RoomStore
  readonly env: Env
  readonly outlet: Outlet
  readonly observer?: RoomObserver
  /** With what somebody who comes in now makes direct links. */
  readonly ice: () => IceTerms
  readonly relay: boolean
  readonly timings?: RoomTimings
  /** The protocol's own when left out. */
  readonly bounds?: RoomBounds
}

interface Seat {
  readonly room: Room
  readonly peerId: PeerId
}

/** All rooms that somebody is in, and who sits where. A connection is in one room at a time. */
export class Rooms implements RoomsPort {
  readonly #options: RoomOptions
  readonly #rooms = new Map<RoomId, Room>()
  readonly #seats = new Map<ConnectionId, Seat>()

  constructor({
    timings = ROOM_TIMINGS,
    bounds = PROTOCOL_BOUNDS,
    observer = NO_OBSERVER,
    ...options
  }: RoomsOptions) {
    const compaction = new Compaction(options.store, options.env)
    this.#options = { ...options, timings, bounds, observer, compaction }
  }

  async join(connection: ConnectionId, identity: Identity, request: Request<'join'>): Promise<Reply<'join'>> {
    const before = this.#seats.get(connection)
    const moves = before && (before.room.id !== request.roomId || before.peerId !== identity.peerId)
    const left = moves && this.#part(connection, true)
    const room = this.#rooms.get(request.roomId) ?? new Room(request.roomId, this.#options, this.#forget)
    this.#rooms.set(room.id, room)
    // Taken before the room answers: a connection that ends meanwhile parts after it has joined.
    const seat = { room, peerId: identity.peerId }
    this.#seats.set(connection, seat)
    try {
      const [reply] = await Promise.all([room.join(connection, identity, request), left])
      return reply
    } finally {
      if (!room.has(seat.peerId, connection) && this.#seats.get(connection) === seat)
        this.#seats.delete(connection)
    }
  }

  async leave(connection: ConnectionId): Promise<Reply<'leaveRoom'>> {
    if (!this.#seats.has(connection)) return refusal('notJoined')
    await this.#part(connection, true)
    return { ok: true }
  }

  gone(connection: ConnectionId): void {
    this.#part(connection, false).catch((thrown: unknown) => {
      const error = thrown instanceof Error ? thrown.name : 'unknown'
      this.#options.env.log('error', 'leaving failed', { error })
    })
  }

  async append(connection: ConnectionId, request: Request<'append'>): Promise<Reply<'append'>> {
    const seat = this.#seats.get(connection)
    return seat ? seat.room.append(seat.peerId, request) : refusal('notJoined')
  }

  async access(connection: ConnectionId, request: Request<'access'>): Promise<Reply<'access'>> {
    const seat = this.#seats.get(connection)
    return seat ? seat.room.access(seat.peerId, connection, request) : refusal('notJoined')
  }

  async snapshot(connection: ConnectionId, request: Request<'snapshot'>): Promise<Reply<'snapshot'>> {
    const seat = this.#seats.get(connection)
    return seat ? seat.room.snapshot(seat.peerId, request) : refusal('notJoined')
  }

  route(connection: ConnectionId, to: PeerId): Result<Route, Reason> {
    const seat = this.#seats.get(connection)
    if (seat?.room.connectionOf(seat.peerId) !== connection) return fail('notJoined')
    const receiver = seat.room.connectionOf(to)
    return receiver === null ? fail('notMember') : ok({ from: seat.peerId, connection: receiver })
  }

  roomOf(connection: ConnectionId): RoomId | null {
    return this.#seats.get(connection)?.room.id ?? null
  }

  isHost(connection: ConnectionId, epoch: Epoch): boolean {
    const seat = this.#seats.get(connection)
    return seat?.room.notByHost(seat.peerId, epoch) === null
  }

  isOpen(roomId: RoomId): boolean {
    return this.#rooms.has(roomId)
  }

  abandon(roomId: RoomId): ConnectionId[] {
    const room = this.#rooms.get(roomId)
    if (!room) return []
    this.#rooms.delete(roomId)
    room.abandon()
    const connections = [...this.#seats].filter(([, seat]) => seat.room === room).map(([at]) => at)
    for (const connection of connections) this.#seats.delete(connection)
    return connections
  }

  get open(): number {
    return this.#rooms.size
  }

  activeUsers(roomId: RoomId): number {
    return this.#rooms.get(roomId)?.size ?? 0
  }

  counts(): { readonly rooms: number; readonly members: number } {
    let members = 0
    for (const room of this.#rooms.values()) members += room.size
    return { rooms: this.#rooms.size, members }
  }

  overview(): readonly OpenRoom[] {
    return [...this.#rooms.values()]
      .filter(({ size }) => size > 0)
      .map(({ id, size, language, since }) => ({ roomId: id, members: size, language, since }))
  }

  async #part(connection: ConnectionId, orderly: boolean): Promise<void> {
    const seat = this.#seats.get(connection)
    if (!seat) return
    this.#seats.delete(connection)
    await seat.room.part(seat.peerId, connection, orderly)
  }

  readonly #forget = (room: Room): void => {
    if (room.over && this.#rooms.get(room.id) === room) this.#rooms.delete(room.id)
  }
}
