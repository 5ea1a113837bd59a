import type { Reply, RequestName } from '../shared/protocol/signaling.ts'
import type { ConnectionId } from './rooms/ports.ts'

export type Answered = Reply<RequestName>

/** Answers what pages ask. */
export interface Answers {
  /** `name` and `body` are whatever came from outside. Never rejects. */
  answer(connection: ConnectionId, name: string, body: unknown): Promise<Answered>
  /** The connection ended. */
  gone(connection: ConnectionId): void
  /** Takes a connection out of its room: whoever it belongs to has to sign in again. */
  expel(connection: ConnectionId): Promise<void>
}
