import type { ClientId, Epoch, FileId, PeerId, UserId, Version } from '../base/ids.ts'
import type { Run, WireEdit, WireEntry, WireSnapshot } from './change.ts'
import type { Reason } from './reasons.ts'

/** A member of the room as everybody sees it. */
export interface User {
  readonly peerId: PeerId
  readonly clientId: ClientId
  readonly userId: UserId
  readonly userName: string
  /** Index into the page's palette; differs between the members of a room while there are enough. */
  readonly color: number
  /** What the server lets them do; left out for an editor. */
  readonly role?: 'viewer' | 'owner'
  /** The name is that of the person's sign-in. Only the server says so: it does not travel between browsers. */
  readonly verified?: true
}

/**
 * The families of changes; each has a message in either direction. A push holds edits of one family only, so
 * that the wire says what is going on; all four take the same path.
 */
export const FAMILIES = ['code', 'language', 'file', 'role'] as const
export type Family = (typeof FAMILIES)[number]

/** One selected range; a caret where both are equal. UTF-16 units from the start of the text. */
export interface CursorRange {
  readonly anchor: number
  readonly head: number
}

/** Where somebody is in a file, as positions in its confirmed text at a version. */
export interface WireCursor {
  readonly file: FileId
  readonly version: Version
  /** At least one. */
  readonly ranges: readonly CursorRange[]
  /** Which of the ranges is the main one. */
  readonly main: number
  /** Where the first line on their screen begins. */
  readonly top: number
}

/** From a guest to the host. */
export type GuestMessage =
  /** The one exchange on a new link: what my log is. Answered by `welcome` or `denied`. */
  | {
      readonly type: 'join'
      readonly epoch: Epoch
      readonly version: Version
      /** The log cannot be rewound below this version: its head was cut there. */
      readonly floor: Version
      readonly clientId: ClientId
      readonly runs: readonly Run[]
    }
  /** Edits in order, each on top of the one before, the first made on the host's log at `base`. */
  | { readonly type: `${Family}Change`; readonly base: Version; readonly edits: readonly WireEdit[] }
  /** Where this person is; sent only while nothing of theirs is pending. */
  | { readonly type: 'cursorChange'; readonly cursor: WireCursor }
  | { readonly type: 'leaveRoom' }

/** From the host to a guest. */
export type HostMessage =
  | Welcome
  | { readonly type: 'denied'; readonly reason: Reason }
  /** Authors that updates on this link will name by their place in the list; adds to the welcome's list. */
  | { readonly type: 'authors'; readonly ids: readonly ClientId[] }
  /** The next entries of the log. `epoch` is the link's and does not travel. */
  | { readonly type: `${Family}Update`; readonly entries: readonly UpdateEntry[] }
  | { readonly type: 'userJoined'; readonly users: readonly User[] }
  | { readonly type: 'userTyping'; readonly peerId: PeerId; readonly typing: boolean }
  /** Where somebody is; null when the host does not know. */
  | { readonly type: 'cursorUpdate'; readonly clientId: ClientId; readonly cursor: WireCursor | null }
  /** The host asks everybody to come to a place: a position in the confirmed text at a version. */
  | {
      readonly type: 'summon'
      readonly file: FileId
      readonly version: Version
      readonly at: number
    }
  /** log[0, version) is in the store. */
  | { readonly type: 'saved'; readonly version: Version }
  /** The host's text at a version, as a hash, sent when the room is at rest. */
  | { readonly type: 'check'; readonly version: Version; readonly hash: number }

/** In both directions. */
export type PeerMessage =
  | { readonly type: 'typing'; readonly typing: boolean }
  | { readonly type: 'ping'; readonly nonce: number }
  | { readonly type: 'pong'; readonly nonce: number }
  /** The next key to a private room's content, from its owner, or passed on by the host. Over direct links only. */
  | { readonly type: 'contentKey'; readonly generation: number; readonly key: Uint8Array }

export type Message = GuestMessage | HostMessage | PeerMessage

/** The host's answer to a join, and the store's to a newcomer and to the peer that it promotes. */
export interface Welcome {
  readonly type: 'welcome'
  readonly epoch: Epoch
  /** The version at which `entries` begin; what the receiver holds beyond it was not in this log. */
  readonly from: Version
  /** Present when the receiver's log cannot be continued entry by entry; its version equals `from`. */
  readonly snapshot: WireSnapshot | null
  readonly entries: readonly WireEntry[]
  readonly saved: Version
  readonly authors: readonly ClientId[]
  /** The sender's clock when it made this, milliseconds since 1970: `at` of this link's updates counts from it. */
  readonly clock: number
}

/** A WireEntry on a link: authors by their place in the link's list, the epoch by the link. */
export interface UpdateEntry extends Omit<WireEntry, 'epoch' | 'clientId' | 'by' | 'at'> {
  readonly author: number
  readonly by: number
  /** The committing host's clock, whole milliseconds since the `clock` of the link's welcome; may be negative. */
  readonly at: number
}
