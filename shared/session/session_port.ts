import type { ChangeSet, Text } from '@codemirror/state'
import type { FileId, PeerId, UserId } from '../base/ids.ts'
import type { LinkRole } from '../protocol/access.ts'
import type { LineEnd } from '../protocol/change.ts'
import type { Language } from '../protocol/language.ts'
import type { User } from '../protocol/messages.ts'
import type { Place } from '../room/cursor.ts'
import type { RoomFile } from '../room/room_state.ts'
import type { Space } from '../room/space.ts'
import type { PeerLink } from './link_report.ts'
import type { PresencePort } from './presence_port.ts'
import type { RightsPort } from './rights.ts'
import type { Notice, Status } from './status.ts'

export type SessionEvent =
  /** To be applied to the editor exactly once, synchronously, in order. */
  | { readonly type: 'change'; readonly file: FileId; readonly changes: ChangeSet }
  /** The room's content is known from now on; comes after the change that brought the text. */
  | { readonly type: 'loaded' }
  /** The language, the files or the roles changed. */
  | { readonly type: 'settings' }
  | { readonly type: 'users' }
  | { readonly type: 'typing' }
  /** Somebody else moved, or is gone; not told when others' edits push a cursor along. */
  | { readonly type: 'cursors' }
  /** Somebody became idle, or is no more. */
  | { readonly type: 'idle' }
  /** The host asks this person to come to a place in the view. */
  | { readonly type: 'summon'; readonly by: PeerId; readonly place: Place }
  | { readonly type: 'status' }
  /** Who may do what, who waits at the door, or who was removed. */
  | { readonly type: 'rights' }
  /** A link was measured. */
  | { readonly type: 'links' }
  | { readonly type: 'notice'; readonly notice: Notice }

/** A page's part in one room, as whoever shows it sees it. */
export interface SessionPort {
  readonly presence: PresencePort
  readonly rights: RightsPort
  /** The view: confirmed text and pending edits; always equals the editor's document. */
  text(file: FileId): Text
  files(): readonly RoomFile[]
  language(): Language
  /** Self included. */
  users(): readonly User[]
  /** The others who type now. */
  typing(): readonly PeerId[]
  status(): Status
  /** The peers that this page is connected with: a host's guests that joined, a guest's host. */
  links(): readonly PeerLink[]
  /** Has the links' latencies measured once; call it while somebody looks. */
  measure(): void
  /** What still fits into the room, as far as this page knows. */
  space(): Space
  /** A local edit that is already on the screen. */
  edit(file: FileId, changes: ChangeSet): void
  setLanguage(language: Language): void
  /** The line ends that the file has outside of Tandem. */
  setLineEnd(file: FileId, lineEnd: LineEnd): void
  /** What somebody may do from now on; refused unless this page decides that. */
  setRole(user: UserId, role: LinkRole): void
  setUserName(name: string): void
  /** Called with true on typing; the session lets it expire by itself. */
  setTyping(typing: boolean): void
  /** Returns the function that stops listening. */
  on(listener: (event: SessionEvent) => void): () => void
  start(): void
  /** Leaves in an orderly way; the session is of no use afterwards. */
  leave(): void
}
