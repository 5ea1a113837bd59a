import type { EventName, ServerEvent, Standing } from '../../shared/protocol/signaling.ts'
import type { Session } from '../auth/session.ts'
import type { Connections } from '../connections.ts'
import type { ConnectionId } from '../rooms/ports.ts'
import type { Bus } from './bus.ts'
import { DistantBacklog } from './distant_backlog.ts'
import type { Exchanges } from './exchanges.ts'
import type { InstanceId } from './instance.ts'
import { withoutStored } from './large_stored.ts'

/** A page whose connection is at another instance, and whose room is at home here. */
interface Distant {
  readonly instance: InstanceId
  readonly address: string
  readonly session: Session | null
  readonly backlog: DistantBacklog
}

/** Longer than a page is asked by the room logic: the other instance itself may be gone. */
const SLACK_MS = 500

/** The connections at other instances that are in rooms which are at home here, as if they were our own. */
export class DistantConnections implements Connections {
  readonly #bus: Bus
  readonly #questions: Exchanges<Standing | null>
  readonly #distant = new Map<ConnectionId, Distant>()
  readonly #roomOf: (connection: ConnectionId) => Parameters<typeof withoutStored>[1]

  /** @param roomOf the room that a connection is in, or about to be in */
  constructor(
    bus: Bus,
    questions: Exchanges<Standing | null>,
    roomOf: (connection: ConnectionId) => Parameters<typeof withoutStored>[1],
  ) {
    this.#bus = bus
    this.#questions = questions
    this.#roomOf = roomOf
  }

  has(connection: ConnectionId): boolean {
    return this.#distant.has(connection)
  }

  /** Of that instance. */
  of(instance: InstanceId): ConnectionId[] {
    return [...this.#distant].filter(([, at]) => at.instance === instance).map(([connection]) => connection)
  }

  get instances(): InstanceId[] {
    return [...new Set([...this.#distant.values()].map(({ instance }) => instance))]
  }

  /** Whether a message about a connection comes from where that is. */
  isAt(connection: ConnectionId, instance: InstanceId): boolean {
    return this.#distant.get(connection)?.instance === instance
  }

  /** It asked something, or asks again: who asks may have changed. */
  put(connection: ConnectionId, instance: InstanceId, address: string, session: Session | null): void {
    const backlog = this.#distant.get(connection)?.backlog ?? new DistantBacklog()
    this.#distant.set(connection, { instance, address, session, backlog })
  }

  delete(connection: ConnectionId): void {
    this.#distant.get(connection)?.backlog.end()
    this.#distant.delete(connection)
  }

  taken(connection: ConnectionId, bytes: number): void {
    this.#distant.get(connection)?.backlog.taken(bytes)
  }

  address(connection: ConnectionId): string {
    return this.#distant.get(connection)?.address ?? ''
  }

  session(connection: ConnectionId): Session | null {
    return this.#distant.get(connection)?.session ?? null
  }

  backlog(connection: ConnectionId): DistantBacklog | null {
    return this.#distant.get(connection)?.backlog ?? null
  }

  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void {
    const at = this.#distant.get(to)
    if (at === undefined) return
    const { body: light, stored } = withoutStored(body, this.#roomOf(to))
    this.#bus.tell(at.instance, {
      kind: 'event',
      connection: to,
      name,
      body: light,
      stored,
      paced: at.backlog.send(),
    })
  }

  ask(to: ConnectionId, body: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null> {
    const at = this.#distant.get(to)
    if (at === undefined) return Promise.resolve(null)
    const { exchange, answer } = this.#questions.begin(at.instance, to, withinMs + SLACK_MS)
    this.#bus.tell(at.instance, { kind: 'ask', exchange, connection: to, body: { ...body }, withinMs })
    return answer
  }

  drop(connection: ConnectionId): void {
    const at = this.#distant.get(connection)
    if (at) this.#bus.tell(at.instance, { kind: 'drop', connection })
  }

  cut(connection: ConnectionId): void {
    const at = this.#distant.get(connection)
    if (at) this.#bus.tell(at.instance, { kind: 'cut', connections: [connection] })
  }
}
