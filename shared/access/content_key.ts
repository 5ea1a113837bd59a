import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { RoomId } from '../base/ids.ts'
import type { LinkRole } from '../protocol/access.ts'
import { KEY_GENERATIONS } from '../protocol/limits.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { concatBytes, utf8ToBytes } from './bytes.ts'
import { decryptFresh, encryptFresh, isSame, KEY_BYTES, NONCE_BYTES, TAG_BYTES } from './cipher.ts'
import { derive } from './secrets.ts'

/**
 * The key that a private room's content is encrypted with. Each time a link is ended there is a new one, the next
 * generation. A key gives the earlier ones by hashing (a hash chain that begins at its far end), never the later ones:
 * whoever comes by a new link can read what was stored before, and an ended link opens nothing that came after it.
 */
export interface ContentKey {
  /** From 1 to KEY_GENERATIONS. */
  readonly generation: number
  readonly key: Uint8Array
}

const WRAPPED_BYTES = NONCE_BYTES + KEY_BYTES + TAG_BYTES
const STEP = utf8ToBytes('tandem earlier content key')

const earlier = (key: Uint8Array): Uint8Array => sha256(concatBytes(STEP, key))

/** The room's key of a generation, as whoever owns the room can tell it at any time. */
export function contentKeyOf(ownerKey: string, room: RoomId, generation: number): ContentKey {
  const last = derive(ownerKey, room, 'content')
  const key = earlierKey({ generation: KEY_GENERATIONS, key: last }, generation)
  return { generation, key: key ?? last }
}

/** The key of that generation; null when it is a later one. */
export function earlierKey({ generation, key }: ContentKey, wanted: number): Uint8Array | null {
  if (wanted > generation) return null
  let at = key
  for (let i = generation; i > wanted; i--) at = earlier(at)
  return at
}

/** Whether one key is of the same room as a later one. */
export function isLater(later: ContentKey, known: ContentKey): boolean {
  if (later.generation > KEY_GENERATIONS) return false
  const key = earlierKey(later, known.generation)
  return key !== null && isSame(key, known.key)
}

/** A key for one use, out of a content key. */
export const useKey = (key: Uint8Array, room: RoomId, use: string, salt?: Uint8Array): Uint8Array =>
  hkdf(sha256, key, salt, utf8ToBytes(`tandem ${use} ${room}`), KEY_BYTES)

interface Wrapping {
  /** Of the link that opens it. */
  readonly secret: string
  readonly room: RoomId
  readonly role: LinkRole
  /** Of the content key. */
  readonly generation: number
}

const wrapKey = ({ secret, room }: Wrapping): Uint8Array => derive(secret, room, 'wrap')

const wrapped = ({ room, role, generation }: Wrapping): Uint8Array =>
  utf8ToBytes(`tandem content key ${generation} for ${role} in ${room}`)

/** The content key as only the holder of a link's secret can read it: text for the server to keep. */
export function wrap(
  { generation, key }: ContentKey,
  link: Omit<Wrapping, 'generation'>,
  random: () => number,
): string {
  const wrapping = { ...link, generation }
  return toBase64url(encryptFresh(wrapKey(wrapping), random, key, wrapped(wrapping)))
}

/** What `wrap` was given; null when this secret does not open it. */
export function unwrap(text: string, wrapping: Wrapping): ContentKey | null {
  const sealed = fromBase64url(text, WRAPPED_BYTES)
  const key = sealed && decryptFresh(wrapKey(wrapping), sealed, wrapped(wrapping))
  return key && { generation: wrapping.generation, key }
}
