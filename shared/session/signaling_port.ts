import type { Reply, Request, ServerEvent, Standing } from '../protocol/signaling.ts'

/**
 * The session's view of the signaling server. An implementation keeps one connection up by itself (growing
 * pauses, never buffering requests while it is down) and tells when it comes and goes.
 */
export interface SignalingPort {
  /** Answers `{ok: false, error: {code: 'lost', …}}` when the connection is down or goes down before the reply. */
  request<N extends 'join' | 'leaveRoom' | 'append' | 'snapshot' | 'access'>(
    name: N,
    body: Request<N>,
    replied: (reply: Reply<N>) => void,
  ): void
  /** Sets who hears from the server; call it once. */
  listen(listener: SignalingListener): void
  /** Opens the connection. */
  connect(): void
  /** Closes it for good. */
  close(): void
}

export interface SignalingListener {
  /** The connection is up (again): the session enters the room. */
  up(): void
  down(): void
  /** The server takes no connection from here for so many seconds; it is tried again then. */
  heldBack(seconds: number): void
  userJoined(event: ServerEvent<'userJoined'>): void
  hostChanged(event: ServerEvent<'hostChanged'>): void
  rules(event: ServerEvent<'rules'>): void
  desk(event: ServerEvent<'desk'>): void
  /** The server let go of this page for good. */
  putOut(event: ServerEvent<'putOut'>): void
  /** Whoever waited at the door may enter now. */
  letIn(): void
  /** The server asks where this page stands; answer once. */
  standing(event: ServerEvent<'standing'>, answer: (standing: Standing) => void): void
}
