import { createHash } from 'node:crypto'
import type { ClientId, PeerId, UserId } from '../shared/base/ids.ts'
import type { Check } from './rooms/access.ts'
import type { Identity } from './rooms/ports.ts'

/** 96 bits: nobody finds another key with the same id. */
const ID_CHARS = 16

const derive = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, ID_CHARS)

/**
 * Who a page is, from the secret of its browser profile and its own author id. The server keeps neither secrets
 * nor sessions: whoever knows the key is that person, on every server, after every restart. Both inputs have
 * passed their schemas; neither contains a dot.
 */
export const identify = (userKey: string, clientId: ClientId, bearer?: string): Identity => ({
  userId: derive(userKey) as UserId,
  peerId: derive(`${userKey}.${clientId}`) as PeerId,
  check: bearer === undefined ? null : checkOf(bearer),
})

/** What the server keeps of a bearer: it tells whether one is the same, and not what it was. */
export const checkOf = (bearer: string): Check => createHash('sha256').update(bearer).digest('base64url')
