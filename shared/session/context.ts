import type { Env } from '../base/env.ts'
import type { Epoch, PeerId, RoomId } from '../base/ids.ts'
import type { User } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { RoomLimits } from '../room/authority.ts'
import type { Edit } from '../room/entry.ts'
import type { Replica, ViewUpdate } from '../room/replica.ts'
import type { Presence } from './presence.ts'
import type { Privacy } from './privacy.ts'
import type { Rights } from './rights.ts'
import type { SignalingPort } from './signaling_port.ts'
import type { Timings } from './timings.ts'

/** What hosting and following share with the session around them. */
export interface Context {
  readonly roomId: RoomId
  readonly env: Env
  readonly timings: Timings
  readonly replica: Replica
  readonly signaling: SignalingPort
  /** Where everybody is. */
  readonly presence: Presence
  /** How large the room may become, as far as this page knows. */
  readonly limits: () => RoomLimits
  /** This page, as everybody sees it; null before it entered for the first time. */
  self(): User | null
  users(): readonly User[]
  setUsers(users: readonly User[]): void
  /** Who may do what. */
  readonly rights: Rights
  /** Whether the room is private, and then what this page can read and write of it. */
  readonly privacy: Privacy
  /** Somebody else types, or stopped. */
  setTyping(peer: PeerId, typing: boolean): void
  /** How many of these edits may be handed to others now; if not all, calls `then` once more may. */
  maySend(edits: readonly Edit[], then: () => void): number
  /** The replica changed: shows it to whoever listens. */
  show(update: ViewUpdate): void
  /** The room's content is known now. */
  loaded(): void
  /** This page plays another part from now on. */
  partChanged(): void
  /** A link was measured. */
  linksChanged(): void
  /** The status may differ. */
  changed(): void
  /** The server has another host, or the store another epoch: steps down and enters again. */
  outdated(epoch: Epoch, reason: Reason): void
  /** A guest claims a higher epoch: asks the server, and goes on until it answers. */
  recheck(): void
}
