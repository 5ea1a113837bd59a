import { asVersion, type Epoch, NO_EPOCH, type Version } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { WireEntry } from '../protocol/change.ts'
import { decodeEncryptedLog, type EncryptedHead } from '../protocol/codec/encrypted.ts'
import { decodeEntry, decodeSnapshot } from '../protocol/codec/store.ts'
import type { Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'

/** What was encrypted, and the epoch that it was made in. */
export interface Decrypted {
  readonly plain: Uint8Array
  readonly epoch: Epoch
}

/** Null where this was not encrypted of the room, as this kind and at this version. */
type Decrypt = (bytes: Uint8Array, kind: EncryptedHead['kind'], version: Version) => Decrypted | null

/** `encodeEncryptedLog`'s bytes in the clear. A reason where they make no sense, or were made without the room's key. */
export function openEncrypted(stored: Uint8Array, decrypt: Decrypt): Result<Welcome, Reason> {
  const log = decodeEncryptedLog(stored)
  if (!log.ok) return log
  const { epoch, from } = log.value
  let snapshot: Welcome['snapshot'] = null
  if (log.value.snapshot) {
    const opened = decrypt(log.value.snapshot, 'snapshot', from)
    if (!opened) return fail('notProven')
    const decoded = decodeSnapshot(opened.plain)
    if (!decoded.ok) return decoded
    snapshot = decoded.value
  } else if (from !== 0) return fail('malformed')
  let last = snapshot?.runs.at(-1)?.[0] ?? NO_EPOCH
  const entries: WireEntry[] = []
  for (const bytes of log.value.entries) {
    const opened = decrypt(bytes, 'entry', asVersion(from + entries.length))
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
