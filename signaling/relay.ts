import type { PeerId } from '../shared/base/ids.ts'
import { fail, ok, type Result } from '../shared/base/result.ts'
import { HIGH_WATER_BYTES, OUTBOX_BYTES } from '../shared/protocol/limits.ts'
import type { Reason } from '../shared/protocol/reasons.ts'
import type { Reply, Request, ServerEvent } from '../shared/protocol/signaling.ts'
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
    const { limits, on } = this.#options
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
    const behind = this.#pass(connection, to, passed)
    if (!behind.ok) return refusal(behind.reason)
    await behind.value.below(HIGH_WATER_BYTES)
    return { ok: true }
  }

  async relayMany(connection: ConnectionId, request: Request<'relayMany'>): Promise<Reply<'relayMany'>> {
    const { limits, on } = this.#options
    if (!on) return refusal('relayOff')
    const { to, frame } = request
    const [few, small] = await Promise.all([
      limits.allows('frames', connection, to.length),
      limits.allows('bytes', connection, to.length * frame.byteLength),
    ])
    if (!(few && small)) return refusal('tooFast')
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
    const { rooms, limits, backlog, on } = this.#options
    if (!on) return refusal('relayOff')
    if (!(await limits.allows('frames', connection))) return refusal('tooFast')
    const route = rooms.route(connection, to)
    if (!route.ok) return refusal(route.reason)
    await backlog(route.value.connection)?.below(HIGH_WATER_BYTES)
    return { ok: true }
  }

  /** Passes something on; answers the receiver's backlog, or why it was not passed on. */
  #pass(
    connection: ConnectionId,
    to: PeerId,
    passed: Omit<ServerEvent<'relay'>, 'from'>,
  ): Result<Backlog, Reason> {
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
