import { HIGH_WATER_BYTES, OUTBOX_BYTES } from '../shared/protocol/limits.ts'
import type { Reply, Request } from '../shared/protocol/signaling.ts'
import type { Backlog } from './backlog.ts'
import type { Limits } from './limits.ts'
import { refusal } from './refusal.ts'
import type { ConnectionId, Outlet, RoomsPort } from './rooms/ports.ts'

interface RelayOptions {
  readonly rooms: RoomsPort
  readonly outlet: Outlet
  readonly limits: Limits
  /** The receiver's backlog; null when it is gone. */
  readonly backlog: (connection: ConnectionId) => Backlog | null
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
    if (!(await limits.allows('signal', connection))) return refusal('tooFast')
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
    const { rooms, outlet, limits, backlog, on } = this.#options
    if (!on) return refusal('relayOff')
    const { to, ...passed } = request
    const { kind, frame } = passed
    if ((kind === 'frame') !== (frame !== undefined)) return refusal('badRequest')
    const bytes = frame?.byteLength ?? 0
    // Both are always asked, at once, so that no request overtakes another one here.
    const [few, small] = await Promise.all([
      limits.allows('frames', connection),
      limits.allows('bytes', connection, bytes),
    ])
    // A link may always be ended.
    if (kind !== 'close' && !(few && small)) return refusal('tooFast')
    const route = rooms.route(connection, to)
    if (!route.ok) return refusal(route.reason)
    const receiver = route.value.connection
    const behind = backlog(receiver)
    if (behind === null) return refusal('notMember')
    if (behind.bytes + bytes > OUTBOX_BYTES) return refusal('slow')
    behind.add(bytes)
    outlet.emit(receiver, 'relay', { from: route.value.from, ...passed })
    if (kind === 'frame') this.frames += 1
    await behind.below(HIGH_WATER_BYTES)
    return { ok: true }
  }
}
