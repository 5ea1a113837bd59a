import type { ContentKey } from '../access/content_key.ts'
import type { LinkRole, Visibility } from '../protocol/access.ts'

/** Where the page keeps what gives it a right to the room. */
export interface KeysPort {
  /** The owner's key that this browser has. */
  ownerKey(): string | null
  /** A fresh one, kept from now on: this page made the room. */
  makeOwnerKey(): string
  /** The room turned out to be somebody else's. */
  dropOwnerKey(): void
  /** The secret of the link that the page was opened by. */
  linkSecret(): string | null
  /** The room is private, as its link said or this browser remembers: its content is encrypted. */
  isPrivate(): boolean
  /** The newest key to a private room's content that this browser had. */
  contentKey(): ContentKey | null
  keepContentKey(key: ContentKey): void
  /** The generation of the newest content key that this browser made for a room it owns, whether it ever counted; or 0. */
  offered(): number
  keepOffered(generation: number): void
  /** How many entries of a private room this browser saw saved; 0 where it remembers nothing. */
  seen(): number
  keepSeen(version: number): void
  /** What a room is like that this page makes. */
  readonly claim: { readonly visibility: Visibility; readonly anyone: LinkRole | null }
}
