import { decodeMessage } from '../protocol/codec/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import { markLost, type Replica, rewind, type ViewUpdate } from '../room/replica.ts'
import { isAhead, takeWelcome } from '../room/welcome.ts'

/**
 * Takes the log that the server sent out of the store. Answers null, or what was wrong: `storeBehind` when the
 * store lost what this page knows was saved. Then this page's log stays, what is left of it is to be committed
 * anew, and the store to be filled again; after any other reason nothing may be committed.
 *
 * @param stored `encodeMessage`'s bytes of a welcome
 * @param update takes up what the view must undergo
 */
export function takeStored(replica: Replica, stored: Uint8Array, update: ViewUpdate): Reason | null {
  const message = decodeMessage(stored)
  if (!message.ok) return message.reason
  if (message.value.type !== 'welcome') return 'unexpected'
  if (isAhead(replica, message.value)) {
    rewind(replica, replica.log.start)
    markLost(replica, message.value.saved)
    return 'storeBehind'
  }
  const taken = takeWelcome(replica, message.value, update, 'void')
  return taken.ok ? null : taken.reason
}
