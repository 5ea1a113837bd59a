import { fail, ok, type Result } from '../base/result.ts'
import { decodeMessage } from '../protocol/codec/messages.ts'
import type { Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import { markLost, type Replica, rewind, type ViewUpdate } from '../room/replica.ts'
import { isAhead, takeWelcome } from '../room/welcome.ts'
import type { Vault } from './vault.ts'

/**
 * The log that the server sent out of the store, in the clear: `encodeMessage`'s bytes of a welcome, or of a private
 * room `encodeEncryptedLog`'s. A reason where it makes no sense, or was not written by who has the room's key.
 *
 * @param vault null in an open room, where nothing encrypted makes sense
 */
export function openStored(stored: Uint8Array, vault: Vault | null): Result<Welcome, Reason> {
  const opened = vault?.openLog(stored)
  if (opened) return opened
  const message = decodeMessage(stored)
  if (!message.ok) return message
  if (message.value.type !== 'welcome') return fail('unexpected')
  const { snapshot, entries } = message.value
  // Of a private room nothing is taken that anybody could have written.
  const isEmpty = snapshot === null && entries.length === 0
  return vault === null || isEmpty ? ok(message.value) : fail('notProven')
}

/**
 * Takes the store's log. Answers null, or what was wrong: `storeBehind` when the store lost what this page knows was
 * saved. Then this page's log stays, what is left of it is to be committed anew, and the store to be filled again;
 * after any other reason nothing may be committed.
 *
 * @param update takes up what the view must undergo
 */
export function takeStored(replica: Replica, stored: Welcome, update: ViewUpdate): Reason | null {
  if (isAhead(replica, stored)) {
    rewind(replica, replica.log.start)
    markLost(replica, stored.saved)
    return 'storeBehind'
  }
  const taken = takeWelcome(replica, stored, update, 'void')
  return taken.ok ? null : taken.reason
}
