import { createHmac } from 'node:crypto'
import type { Config } from './config/config.ts'
import type { IceTerms } from './rooms/room_options.ts'

const HOUR_S = 3_600

/**
 * With what somebody makes direct links who comes in now. The TURN servers of TURN_URLS get a name and a password that
 * hold for TURN_HOURS and say nothing of whose they are: the name is the second since 1970 when they end, and a random
 * word; the password its HMAC-SHA1 under TURN_SECRET. That is how coturn's `use-auth-secret` reads them
 * (draft-uberti-behave-turn-rest).
 *
 * @param now milliseconds since 1970
 * @param random for the word; other bytes for each
 */
export function iceTerms(
  { iceServers, iceTransport, turn }: Pick<Config, 'iceServers' | 'iceTransport' | 'turn'>,
  now: number,
  random: Uint8Array,
): IceTerms {
  if (turn === null) return { iceServers: [...iceServers], iceTransport }
  const seconds = turn.hours * HOUR_S
  const username = `${Math.floor(now / 1_000) + seconds}:${Buffer.from(random).toString('base64url')}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  const issued = { urls: [...turn.urls], username, credential }
  return { iceServers: [...iceServers, issued], iceTransport, iceSeconds: seconds }
}
