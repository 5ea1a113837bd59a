import type { PeerId } from '../base/ids.ts'
import type { Result } from '../base/result.ts'
import type { CloseReason } from '../protocol/reasons.ts'

export type Path = 'direct' | 'relay' | 'loopback'

/** Of DTLS certificates, as in a session description: `sha-256 12:34:…`. */
export interface Fingerprints {
  readonly own: string
  readonly peer: string
}

/**
 * An ordered, reliable carrier of frames to one peer, open from birth. It closes once, never reconnects, and
 * never queues after it closed: it is replaced, not repaired. Bad frames are the reader's business.
 */
export interface Link {
  readonly peer: PeerId
  readonly path: Path
  /** Of the certificates that the connection was made with, as this end sees them; absent where there are none. */
  readonly fingerprints?: Fingerprints | null
  /** At most so many bytes handed to `send` have not left this machine, or were not yet taken by the relay. */
  readonly buffered: number
  /** One frame of 1 to FRAME_BYTES bytes. Does nothing after the link closed. */
  send(frame: Uint8Array): void
  /** Closes at this end and, when it can still be told, at the other. Calls `closed` once, here too. */
  close(reason: CloseReason): void
  /**
   * Sets who hears of this link; call it once. What arrived before is handed over then, in order, and a close
   * that happened before is told then.
   */
  listen(listener: LinkListener): void
}

export interface LinkListener {
  frame(frame: Uint8Array): void
  /** `buffered` fell to a quarter of HIGH_WATER_BYTES or less after it had been higher. */
  drained(): void
  /** Once; no other call follows. */
  closed(reason: CloseReason): void
}

/** One way to make links: WebRTC, the server's relay, or within a process. */
export interface Dialer {
  readonly path: Path
  /**
   * Builds a link to a peer. Calls back once, with the open link or why there is none; the returned function
   * gives up (no call back follows).
   */
  dial(peer: PeerId, opened: (result: Result<Link, CloseReason>) => void): () => void
  /** Sets who gets the links that others dialled to us, open. */
  accept(accepted: (link: Link) => void): void
  /** Closes everything, dialled and accepted, and accepts no more. */
  stop(reason: CloseReason): void
}
