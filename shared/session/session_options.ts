import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'
import type { IceServer, IceTransport } from '../protocol/signaling.ts'
import type { Keep } from '../room/replica.ts'
import type { Dialer } from '../transport/link.ts'
import type { Identity } from './entrance.ts'
import type { JournalPort } from './journal_port.ts'
import type { KeysPort } from './keys_port.ts'
import type { MakeVault } from './privacy.ts'
import type { SignalingPort } from './signaling_port.ts'
import type { Timings } from './timings.ts'

/** What a session is made of. */
export interface SessionOptions extends Identity {
  readonly env: Env
  readonly signaling: SignalingPort
  readonly dialers: { readonly direct?: Dialer; readonly relay?: Dialer }
  readonly userName: string
  /** What gives this page a right to the room; nothing, and the page claims no room, unless given. */
  readonly keys?: KeysPort
  /** Called once the room is known to be private: by these keys when the session is made, or by what the server says. */
  readonly makeVault: MakeVault
  readonly timings?: Timings
  /** How much of the log stays in memory. */
  readonly keep?: Keep
  /** Where what is not saved is kept on this browser's disk; nowhere unless given. */
  readonly journal?: JournalPort
  /**
   * Answers once what the store has, `encodeMessage`'s bytes of a welcome, or null where that is not known: read
   * without being in the room, in a bounded time. The page enters after that.
   */
  early?(then: (stored: Uint8Array | null) => void): void
  /** Called at each entrance, before any link is dialled. */
  entered?(reply: {
    readonly self: PeerId
    readonly iceServers: readonly IceServer[]
    readonly iceTransport: IceTransport
    readonly relay: boolean
  }): void
}
