import type { Session } from './auth/session.ts'
import type { Pace } from './backlog.ts'
import type { ConnectionId, Outlet } from './rooms/ports.ts'

/** The connections of pages. Of one that is gone nothing is known, and what is said to it goes nowhere. */
export interface Connections extends Outlet {
  /** Under what is counted where a connection comes from; empty when it is gone. */
  address(connection: ConnectionId): string
  /** Who signed in behind a connection; null when nobody did, or not any more. */
  session(connection: ConnectionId): Session | null
  /** Null when it is gone. */
  backlog(connection: ConnectionId): Pace | null
  /** Cuts it, as if the network had: the page comes back by itself, to whatever instance. */
  cut(connection: ConnectionId): void
}
