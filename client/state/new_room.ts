import type { KeysPort } from '../../shared/session/keys_port.ts'

type Claim = KeysPort['claim']

/** A room made with a click: its links say who may do what, and whoever knows its id alone may look. */
const NEW_ROOM: Claim = { visibility: 'unlisted', anyone: 'viewer' }
/** Encrypted from its beginning: there is no way in but its links. */
const PRIVATE_ROOM: Claim = { visibility: 'private', anyone: null }
/** A room that somebody made by going to its address: open to all until its owner says otherwise. */
const NAMED_ROOM: Claim = { visibility: 'public', anyone: 'editor' }

/** What the history notes of a room that a click makes, so that a reload before it is claimed makes no other kind. */
export const freshState = (isPrivate: boolean): unknown => ({ fresh: isPrivate ? 'private' : true })

/** What kind of room a click made there, by what the history notes of it; null where none did. */
export function freshIn(state: unknown): 'open' | 'private' | null {
  if (typeof state !== 'object' || state === null || !('fresh' in state)) return null
  return state.fresh === 'private' ? 'private' : 'open'
}

/** What a room is to be like that its page may turn out to make, by what the history notes of it. */
export function claimOf(state: unknown): Claim {
  const fresh = freshIn(state)
  if (fresh === null) return NAMED_ROOM
  return fresh === 'private' ? PRIVATE_ROOM : NEW_ROOM
}
