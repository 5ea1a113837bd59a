import { parseRoomId, type RoomId, randomKey } from '../../shared/base/ids.ts'

/** Characters of a new room's id: 96 bits, so that nobody can guess it. */
const ROOM_ID_CHARS = 16

/** A fresh room id; `random` gives numbers in [0, 1) from a cryptographic source. */
export function newRoomId(random: () => number): RoomId {
  const id = parseRoomId(randomKey(random, ROOM_ID_CHARS))
  if (id === null) throw new RangeError('random() must be in [0, 1)')
  return id
}

export const roomPath = (id: RoomId): string => `/r/${id}`
export const roomUrl = (origin: string, id: RoomId): string => `${origin}${roomPath(id)}`

export type JoinInput =
  /** `hash`: the link's fragment, which names lines; empty without one. */
  | { readonly ok: true; readonly roomId: RoomId; readonly hash: string }
  | { readonly ok: false; readonly problem: string }

/**
 * The room that a person means by a pasted link (of any host, with or without scheme, query and fragment) or a bare
 * id; or a plain sentence that says what is wrong.
 */
export function parseJoinInput(input: string): JoinInput {
  const text = input.trim().replace(/^<(.*)>$/, '$1')
  if (text === '') return problem('Paste a room’s link or its id first.')
  const bare = parseRoomId(text)
  if (bare !== null) return { ok: true, roomId: bare, hash: '' }
  const [, inLink, hash = ''] = /(?:^|\/)r\/([^/?#\s]+)\/?(?:\?[^#\s]*)?(#\S*)?$/.exec(text) ?? []
  const linked = parseRoomId(inLink)
  if (linked !== null) return { ok: true, roomId: linked, hash }
  if (inLink !== undefined || !text.includes('/'))
    return problem('That is not a room id: it has 1 to 64 letters, digits, “_” and “-”.')
  return problem('That link does not lead to a room. A room’s link ends in /r/ and the room’s id.')
}

const problem = (sentence: string): JoinInput => ({ ok: false, problem: sentence })
