import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { RoomId } from '../base/ids.ts'
import type { LinkRole } from '../protocol/access.ts'
import { toBase64url } from './base64url.ts'
import { utf8ToBytes } from './bytes.ts'

/**
 * What gives a right to a room. An owner's key and a link's secret are texts of the URL-safe alphabet that stay in the
 * browser: in its storage, and in a link's fragment. What the server is shown, and what it keeps of that, is derived
 * from them (HKDF-SHA-256, RFC 5869) and leads back to neither.
 */

/** 6 bits each: 258 bits of an owner's key, 132 of a link's secret. */
export const OWNER_KEY_CHARS = 43
export const LINK_SECRET_CHARS = 22

const OWNER_KEY = /^[A-Za-z0-9_-]{43}$/
const LINK_SECRET = /^[A-Za-z0-9_-]{22}$/

/** The key, or null when the input is none. */
export const parseOwnerKey = (text: unknown): string | null =>
  typeof text === 'string' && OWNER_KEY.test(text) ? text : null

/** The secret, or null when the input is none. */
export const parseLinkSecret = (text: unknown): string | null =>
  typeof text === 'string' && LINK_SECRET.test(text) ? text : null

/** 32 bytes for one use of a key or a secret in one room. */
export const derive = (secret: string, room: RoomId, use: string): Uint8Array =>
  hkdf(sha256, utf8ToBytes(secret), utf8ToBytes(room), utf8ToBytes(`tandem ${use}`), 32)

/** What is shown to the server to have the right that the key or the secret gives in that room. */
export const bearerOf = (secret: string, room: RoomId): string => toBase64url(derive(secret, room, 'bearer'))

/** What the server keeps of a bearer. */
export const checkOf = (bearer: string): string => toBase64url(sha256(utf8ToBytes(bearer)))

/** The secret of the n-th link of that kind: whoever owns the room can tell it from the key at any time. */
export const linkSecretOf = (ownerKey: string, room: RoomId, role: LinkRole, generation: number): string =>
  toBase64url(derive(ownerKey, room, `${role} link ${generation}`)).slice(0, LINK_SECRET_CHARS)
