import { createHash } from 'node:crypto'
import { USER_NAME_UNITS } from '../../shared/protocol/limits.ts'
import { userName, visible } from '../../shared/protocol/signaling.ts'
import type { AccountId } from '../store/visits.ts'

/** What a provider says of a person; anything but `iss` and `sub` may be missing or nonsense. */
export interface Claims {
  readonly iss: string
  readonly sub: string
  readonly [claim: string]: unknown
}

/** The account of whom the claims are about. */
export const accountOf = ({ iss, sub }: Claims): AccountId =>
  createHash('sha256')
    .update(JSON.stringify([iss, sub]))
    .digest('base64url') as AccountId

/** The name that others see, or null where the claims hold none. */
export function nameIn(claims: Readonly<Record<string, unknown>>): string | null {
  const { name, preferred_username, email, email_verified } = claims
  // An address that the provider itself does not vouch for is anybody's.
  for (const claim of [name, preferred_username, email_verified === false ? null : email]) {
    const parsed = userName.safeParse(typeof claim === 'string' ? shortened(visible(claim)) : null)
    if (parsed.success) return parsed.data
  }
  return null
}

/** The beginning that fits into a name, cut between characters. */
function shortened(text: string): string {
  let short = ''
  for (const character of text) {
    if (short.length + character.length > USER_NAME_UNITS) break
    short += character
  }
  return short
}
