import type { Result } from '../../base/result.ts'
import { APPEND_ENTRIES } from '../limits.ts'
import type { Reason } from '../reasons.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/**
 * Several encoded entries as one run of bytes: Socket.IO takes no more than ten binary attachments in a packet,
 * and ends the connection over more.
 */
export function packEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  for (const entry of entries) {
    writer.varint(entry.length)
    writer.bytes(entry)
  }
  return writer.finish()
}

/** What `packEntries` was given, each a view of the bytes; `malformed`, or `tooLarge` past APPEND_ENTRIES. */
export function unpackEntries(bytes: Uint8Array): Result<Uint8Array[], Reason> {
  const reader = new Reader(bytes)
  const entries: Uint8Array[] = []
  while (reader.more) {
    if (entries.length === APPEND_ENTRIES) reader.fail('tooLarge')
    entries.push(reader.view(reader.varint()))
  }
  if (entries.length === 0) reader.fail('malformed')
  return reader.finish(entries)
}
