import type { EventName, ServerEvent, Standing } from '../../shared/protocol/signaling.ts'
import type { Session } from '../auth/session.ts'
import type { Pace } from '../backlog.ts'
import type { Connections } from '../connections.ts'
import type { ConnectionId } from '../rooms/ports.ts'
import type { DistantConnections } from './distant_connections.ts'

/** The connections of this instance and, of rooms that are at home here, those of the others. */
export class AllConnections implements Connections {
  readonly #own: Connections
  readonly #distant: DistantConnections

  constructor(own: Connections, distant: DistantConnections) {
    this.#own = own
    this.#distant = distant
  }

  address(connection: ConnectionId): string {
    return this.#of(connection).address(connection)
  }

  session(connection: ConnectionId): Session | null {
    return this.#of(connection).session(connection)
  }

  backlog(connection: ConnectionId): Pace | null {
    return this.#of(connection).backlog(connection)
  }

  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void {
    this.#of(to).emit(to, name, body)
  }

  ask(to: ConnectionId, body: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null> {
    return this.#of(to).ask(to, body, withinMs)
  }

  drop(connection: ConnectionId): void {
    this.#of(connection).drop(connection)
  }

  cut(connection: ConnectionId): void {
    this.#of(connection).cut(connection)
  }

  #of(connection: ConnectionId): Connections {
    return this.#distant.has(connection) ? this.#distant : this.#own
  }
}
