import type { PeerId, RoomId } from '../shared/base/ids.ts'
import { fail, ok, type Result } from '../shared/base/result.ts'
import { HIGH_WATER_BYTES, OUTBOX_BYTES } from '../shared/protocol/limits.ts'
import type { Reason } from '../shared/protocol/reasons.ts'
import type { Reply, Request, ServerEvent } from '../shared/protocol/signaling.ts'
import type { Pace } from './backlog.ts'
import type { Limits } from './limits.ts'
import { refusal } from './refusal.ts'
import type { ConnectionId, Outlet, RoomsPort } from './rooms/ports.ts'

interface RelayOptions {
  readonly rooms: RoomsPort
  readonly outlet: Outlet
  readonly limits: Limits
  /** The receiver's backlog; null when it is gone. */
  readonly backlog: (connection: ConnectionId) => Pace | null
  /** Whether relayed links are allowed; signals always are. */
  readonly on: boolean
}

/** Passes signals and frames from member to member, unread, in the order in which they came. */
export class Relay {
  /** Frames passed on since the start. */
  frames = 0
  readonly #options: RelayOptions

  constructor(options: RelayOptions) {
    this.#options = options
  }

  async signal(connection: ConnectionId, request: Request<'signal'>): Promise<Reply<'signal'>> {
    const { rooms, outlet, limits, backlog } = this.#options
    const room = this.#shareOf(connection, request.to)
    const wait = await limits.wait(['signal', connection], ['roomSignals', room])
    if (wait > 0) return refusal('tooFast', wait)
    const route = rooms.route(connection, request.to)
    if (!route.ok) return refusal(route.reason)
    const { link, data } = request
    const behind = backlog(route.value.connection)
    if (behind === null) return refusal('notMember')
    if (behind.bytes + data.length > OUTBOX_BYTES) return refusal('slow')
    behind.add(data.length)
    outlet.emit(route.value.connection, 'signal', { from: route.value.from, link, data })
    return { ok: true }
  }

  /** A refused frame was not passed on and leaves a gap: the sender ends the link. */
  async relay(connection: ConnectionId, request: Request<'relay'>): Promise<Reply<'relay'>> {
    const { on } = this.#options
    if (!on) return refusal('relayOff')
    const { to, ...passed } = request
    const { kind, frame } = passed
    if ((kind === 'frame') !== (frame !== undefined)) return refusal('badRequest')
    const bytes = frame?.byteLength ?? 0
    // Always asked, so that no request overtakes another one here.
    const wait = await this.#wait(connection, to, 1, bytes)
    // A link may always be ended.
    if (kind !== 'close' && wait > 0) return refusal('tooFast', wait)
    const behind = this.#pass(connection, to, passed)
    if (!behind.ok) return refusal(behind.reason)
    await behind.value.below(HIGH_WATER_BYTES)
    return { ok: true }
  }

  async relayMany(connection: ConnectionId, request: Request<'relayMany'>): Promise<Reply<'relayMany'>> {
    const { on, rooms } = this.#options
    if (!on) return refusal('relayOff')
    const { to, frame } = request
    // Of receivers that are there and others that are not, the first one speaks for all.
    const first = to.find(([peer]) => rooms.route(connection, peer).ok)
    const wait = await this.#wait(connection, first?.[0] ?? null, to.length, to.length * frame.byteLength)
    if (wait > 0) return refusal('tooFast', wait)
    const refused: [number, Reason][] = []
    const behind: number[] = []
    for (const [i, [peer, link]] of to.entries()) {
      const passed = this.#pass(connection, peer, { link, kind: 'frame', frame })
      if (!passed.ok) refused.push([i, passed.reason])
      else if (passed.value.bytes > HIGH_WATER_BYTES) behind.push(i)
    }
    return { ok: true, refused, behind }
  }

  async drain(connection: ConnectionId, { to }: Request<'drain'>): Promise<Reply<'drain'>> {
    const { rooms, backlog, on } = this.#options
    if (!on) return refusal('relayOff')
    const wait = await this.#wait(connection, to, 1, 0)
    if (wait > 0) return refusal('tooFast', wait)
    const route = rooms.route(connection, to)
    if (!route.ok) return refusal(route.reason)
    await backlog(route.value.connection)?.below(HIGH_WATER_BYTES)
    return { ok: true }
  }

  /** Whose share this is charged to: what goes to nobody takes nothing from the room. */
  #shareOf(connection: ConnectionId, to: PeerId): RoomId | null {
    const { rooms } = this.#options
    return rooms.route(connection, to).ok ? rooms.roomOf(connection) : null
  }

  /** Seconds until a connection may pass on so many frames of so many bytes in all; 0 when it may now. */
  #wait(connection: ConnectionId, to: PeerId | null, frames: number, bytes: number): Promise<number> {
    const { limits } = this.#options
    const room = to && this.#shareOf(connection, to)
    return limits.wait(
      ['frames', connection, frames],
      ['bytes', connection, bytes],
      ['roomFrames', room, frames],
      ['roomBytes', room, bytes],
    )
  }

  /** Passes something on; answers the receiver's backlog, or why it was not passed on. */
  #pass(
    connection: ConnectionId,
    to: PeerId,
    passed: Omit<ServerEvent<'relay'>, 'from'>,
  ): Result<Pace, Reason> {
    const { rooms, outlet, backlog } = this.#options
    const route = rooms.route(connection, to)
    if (!route.ok) return route
    const receiver = route.value.connection
    const behind = backlog(receiver)
    if (behind === null) return fail('notMember')
    const bytes = passed.frame?.byteLength ?? 0
    if (behind.bytes + bytes > OUTBOX_BYTES) return fail('slow')
    behind.add(bytes)
    outlet.emit(receiver, 'relay', { from: route.value.from, ...passed })
    if (passed.kind === 'frame') this.frames += 1
    return ok(behind)
  }
}
