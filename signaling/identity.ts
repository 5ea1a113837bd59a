import { createHash } from 'node:crypto'
import type { ClientId, PeerId, UserId } from '../shared/base/ids.ts'
import type { Check } from './rooms/access.ts'
import type { Identity } from './rooms/ports.ts'
import type { AccountId } from './store/visits.ts'

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

/**
 * The same of somebody who signed in: whoever has the account is that person, with whatever browser. A page is told
 * apart by its own secret, so that no other account can take its place.
 */
export const identifyAccount = (
  account: AccountId,
  userKey: string,
  clientId: ClientId,
  bearer?: string,
): Identity => ({
  ...identify(userKey, clientId, bearer),
  userId: derive(`account.${account}`) as UserId,
  peerId: derive(`${account}.${userKey}.${clientId}`) as PeerId,
  verified: true,
})

/** What the server keeps of a bearer: it tells whether one is the same, and not what it was. */
export const checkOf = (bearer: string): Check => createHash('sha256').update(bearer).digest('base64url')
