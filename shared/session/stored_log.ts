import { asVersion, NO_EPOCH } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { WireEntry } from '../protocol/change.ts'
import { decodeEncryptedLog, isEncryptedLog } from '../protocol/codec/encrypted.ts'
import { decodeMessage } from '../protocol/codec/messages.ts'
import { decodeEntry, decodeSnapshot } from '../protocol/codec/store.ts'
import type { Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import { markLost, type Replica, rewind, type ViewUpdate } from '../room/replica.ts'
import { isAhead, takeWelcome } from '../room/welcome.ts'
import type { Vault } from './vault.ts'

/**
 * The log that the server sent out of the store, in the clear: `encodeMessage`'s bytes of a welcome, or of a private
 * room `encodeEncryptedLog`'s. A reason where it makes no sense, or was not written by who has the room's key.
 */
export function openStored(stored: Uint8Array, vault: Vault): Result<Welcome, Reason> {
  if (isEncryptedLog(stored)) return openEncrypted(stored, vault)
  const message = decodeMessage(stored)
  if (!message.ok) return message
  if (message.value.type !== 'welcome') return fail('unexpected')
  const { snapshot, entries } = message.value
  // Of a private room nothing is taken that anybody could have written.
  const isEmpty = snapshot === null && entries.length === 0
  return vault.privacy === 'open' || isEmpty ? ok(message.value) : fail('notProven')
}

function openEncrypted(stored: Uint8Array, vault: Vault): Result<Welcome, Reason> {
  const log = decodeEncryptedLog(stored)
  if (!log.ok) return log
  const { epoch, from } = log.value
  let snapshot: Welcome['snapshot'] = null
  if (log.value.snapshot) {
    const opened = vault.decrypt(log.value.snapshot, 'snapshot', from)
    if (!opened) return fail('notProven')
    const decoded = decodeSnapshot(opened.plain)
    if (!decoded.ok) return decoded
    snapshot = decoded.value
  } else if (from !== 0) return fail('malformed')
  let last = snapshot?.runs.at(-1)?.[0] ?? NO_EPOCH
  const entries: WireEntry[] = []
  for (const bytes of log.value.entries) {
    const opened = vault.decrypt(bytes, 'entry', asVersion(from + entries.length))
    if (!opened) return fail('notProven')
    const entry = decodeEntry(opened.plain)
    if (!entry.ok) return entry
    if (entry.value.epoch !== opened.epoch || opened.epoch < last) return fail('malformed')
    last = opened.epoch
    entries.push(entry.value)
  }
  if (last > epoch || (snapshot && snapshot.version !== from)) return fail('malformed')
  const saved = asVersion(from + entries.length)
  return ok({ type: 'welcome', epoch, from, snapshot, entries, saved, authors: [], clock: 0 })
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
