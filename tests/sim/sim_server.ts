import type { ClientId, RoomId } from '../../shared/base/ids.ts'
import { REASONS, type Reason } from '../../shared/protocol/reasons.ts'
import type {
  EventName,
  Reply,
  Request,
  RequestName,
  ServerEvent,
  Standing,
} from '../../shared/protocol/signaling.ts'
import { checkOf, identify } from '../../signaling/identity.ts'
import type { ConnectionId, Outlet } from '../../signaling/rooms/ports.ts'
import { Reader } from '../../signaling/rooms/reader.ts'
import { Rooms } from '../../signaling/rooms/rooms.ts'
import { type RoomStore, StoreDown } from '../../signaling/store/room_store.ts'
import { int, type Random } from '../support/random.ts'
import type { VirtualClock } from '../support/virtual_clock.ts'

/** The page's end of a connection, as the server reaches it. */
export interface Wire {
  readonly id: ConnectionId
  event<N extends EventName>(name: N, body: ServerEvent<N>, answer?: (standing: Standing) => void): void
  /** The server ended it. */
  end(): void
}

export interface SimServerOptions {
  readonly clock: VirtualClock
  readonly random: Random
  readonly store: RoomStore
  /** The relay is switched on. */
  readonly relay: boolean
  /** Gets everything that comes from a page or goes to one. */
  readonly passes?: (body: unknown) => void
}

const lost = (code: Reason) => ({ ok: false, error: { code, message: REASONS[code] } }) as const

/** The real room logic behind simulated connections. It can crash and come back with nothing but the store. */
export class SimServer implements Outlet {
  readonly #options: SimServerOptions
  readonly #wires = new Map<ConnectionId, Wire>()
  #rooms: Rooms
  #generation = 0
  up = true
  relayed = 0
  /** What the room logic threw although it should not have; null as long as it did not. */
  fault: unknown = null

  constructor(options: SimServerOptions) {
    this.#options = options
    this.#rooms = this.#makeRooms()
  }

  open(wire: Wire): void {
    this.#wires.set(wire.id, wire)
  }

  /** A connection ended, as far as the server can know. */
  close(id: ConnectionId): void {
    if (this.#wires.delete(id)) this.#rooms.gone(id)
  }

  async request<N extends RequestName>(id: ConnectionId, name: N, body: Request<N>): Promise<Reply<N>> {
    const generation = this.#generation
    this.#options.passes?.(body)
    const reply = await this.#answer(id, name, body).catch((thrown: unknown) => {
      if (thrown instanceof StoreDown) return lost('storeDown')
      this.fault ??= thrown
      return lost('internal')
    })
    this.#options.passes?.(reply)
    return generation === this.#generation ? (reply as Reply<N>) : lost('lost')
  }

  /** SIGKILL: every connection breaks, everything in memory is gone. */
  crash(): void {
    this.up = false
    this.#generation += 1
    const wires = [...this.#wires.values()]
    this.#wires.clear()
    for (const wire of wires) wire.end()
  }

  start(): void {
    if (this.up) return
    this.up = true
    this.#rooms = this.#makeRooms()
  }

  /** What is stored, as HTTP answers it to whoever is about to join; null where it answers nothing. */
  async log(roomId: RoomId, bearer?: string): Promise<Uint8Array | null> {
    const generation = this.#generation
    try {
      const log = await new Reader(this.#options.store).log(
        roomId,
        bearer === undefined ? null : checkOf(bearer),
      )
      return this.up && generation === this.#generation ? log : null
    } catch (thrown) {
      if (!(thrown instanceof StoreDown)) this.fault ??= thrown
      return null
    }
  }

  activeUsers(roomId: RoomId): number {
    return this.#rooms.activeUsers(roomId)
  }

  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void {
    this.#options.passes?.(body)
    this.#wires.get(to)?.event(name, body)
  }

  ask(to: ConnectionId, body: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null> {
    return new Promise((resolve) => {
      this.#options.clock.timer(withinMs, () => resolve(null))
      this.#wires.get(to)?.event('standing', body, resolve)
    })
  }

  drop(connection: ConnectionId): void {
    const wire = this.#wires.get(connection)
    this.close(connection)
    wire?.end()
  }

  #makeRooms(): Rooms {
    const { clock, random, store, relay } = this.#options
    const generation = this.#generation
    const outlet: Outlet = {
      emit: (to, name, body) => generation === this.#generation && this.emit(to, name, body),
      ask: (to, body, ms) => this.ask(to, body, ms),
      drop: (connection) => generation === this.#generation && this.drop(connection),
    }
    return new Rooms({
      store,
      env: clock.env(int(random, 0, 0xffff_ffff)),
      outlet,
      ice: () => ({ iceServers: [] }),
      relay,
    })
  }

  async #answer(id: ConnectionId, name: RequestName, body: unknown): Promise<unknown> {
    switch (name) {
      case 'join': {
        const request = body as Request<'join'>
        const identity = identify(request.userKey, request.clientId as ClientId, request.bearer)
        return this.#rooms.join(id, identity, request)
      }
      case 'leaveRoom':
        return this.#rooms.leave(id)
      case 'append':
        return this.#rooms.append(id, body as Request<'append'>)
      case 'access':
        return this.#rooms.access(id, body as Request<'access'>)
      case 'snapshot':
        return this.#rooms.snapshot(id, body as Request<'snapshot'>)
      case 'relay': {
        const { to, link, kind, frame, reason } = body as Request<'relay'>
        if (!this.#options.relay) return lost('relayOff')
        const route = this.#rooms.route(id, to)
        if (!route.ok) return lost(route.reason)
        if (kind === 'frame') this.relayed += 1
        const event = {
          from: route.value.from,
          link,
          kind,
          ...(frame && { frame }),
          ...(reason && { reason }),
        }
        this.emit(route.value.connection, 'relay', event)
        return { ok: true }
      }
      case 'signal':
        return lost('unexpected')
    }
  }
}
