import type { Epoch, PeerId, UserId, Version } from '../base/ids.ts'
import type { LinkRole } from '../protocol/access.ts'
import type { Role } from '../protocol/change.ts'
import type { Language } from '../protocol/language.ts'
import type { Reason } from '../protocol/reasons.ts'

/**
 * What a person may rely on right now:
 * - `loading`: this room's content has not been seen yet; it may not be shown as an empty document
 * - `synced`: everything is saved and the room has been at rest
 * - `saving`: something is not yet confirmed by the host, or not yet acknowledged by the store
 * - `saved`: the store has just acknowledged everything
 * - `reconnecting`: no link to a host; edits are kept and will be pushed
 * - `offline`: neither the server nor anybody who edits along can be reached, or the server turned this page away;
 *   edits are kept
 * - `readonly`: this person may look but not edit
 */
export type State = 'loading' | 'synced' | 'saving' | 'saved' | 'reconnecting' | 'offline' | 'readonly'

export type StatusPath = 'hosting' | 'direct' | 'relay' | 'none'

export interface Status {
  readonly state: State
  readonly path: StatusPath
  /** Round trip to the host in milliseconds; null while unknown, and for the host itself. */
  readonly latency: number | null
  readonly self: PeerId | null
  readonly user: UserId | null
  readonly host: PeerId | null
  /** Peers that joined this page, as far as it hosts. */
  readonly guests: number
  /** Why no link to the host can be made; `relayOff`: no direct one was found, and there is no relay. */
  readonly obstacle: Reason | null
  /** Why the server turned this page away: it is not tried until the person acts, but for `tooFast`. */
  readonly denied: Reason | null
  readonly epoch: Epoch
  readonly version: Version
  readonly saved: Version
  /** Own and held edits that no host has confirmed. */
  readonly pending: number
  /** What this person may do here. */
  readonly role: Role
  /** The signaling server can be reached. */
  readonly server: boolean
  /** It has been out of reach for so long that others may go on under another host. */
  readonly cutOff: boolean
  readonly language: Language
  /** What is not saved is on this browser's disk as well, and outlives the page. */
  readonly kept: boolean
}

/** Something worth a quiet line to the person. */
export type Notice =
  | { readonly kind: 'joined' | 'left'; readonly userName: string }
  | { readonly kind: 'host'; readonly userName: string; readonly self: boolean }
  | { readonly kind: 'language'; readonly userName: string | null; readonly language: Language }
  /** An edit of this person was refused; `text` is what they had inserted, for them to copy. */
  | { readonly kind: 'refused'; readonly reason: Reason; readonly text: string }
  /** So many edits that an earlier page of this browser could not save are here again. */
  | { readonly kind: 'restored'; readonly edits: number }
  /** The host wrote something under this page's name that it never made. */
  | { readonly kind: 'forged' }
  /** The server brought a state of a private room that lacks so many entries which this browser saw saved. */
  | { readonly kind: 'storeOlder'; readonly missing: number }
  /** This person may do something else from now on. */
  | { readonly kind: 'role'; readonly role: LinkRole }
  /** The server or the host turned this page away; nothing is tried until the person acts. */
  | { readonly kind: 'denied'; readonly reason: Reason }
