import { asEpoch, asSeq, parseClientId } from '../../base/ids.ts'
import { fail, type Result } from '../../base/result.ts'
import type { WireEntry, WireSnapshot } from '../change.ts'
import { MESSAGE_BYTES } from '../limits.ts'
import type { Reason } from '../reasons.ts'
import { AUTHOR, BY, headOf, readChange, SEQ, writeChange } from './changes.ts'
import { readClock } from './lists.ts'
import { Reader } from './reader.ts'
import { readSnapshot, writeSnapshot } from './snapshots.ts'
import { Writer } from './writer.ts'

/** The first byte of everything that a store keeps. */
const FORMAT = 1

/** An entry that stands for itself, as a store keeps it. */
export function encodeEntry(entry: WireEntry): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(FORMAT)
  const repushed = entry.by !== entry.clientId
  writer.byte(headOf(entry.change) | AUTHOR | SEQ | (repushed ? BY : 0))
  writer.text(entry.clientId)
  if (repushed) writer.text(entry.by)
  writer.varint(entry.seq)
  writer.varint(entry.epoch)
  writer.varint(entry.at)
  writeChange(writer, entry.change)
  return writer.finish()
}

/** What `encodeEntry` was given, or `malformed` or `tooLarge`. */
export function decodeEntry(bytes: Uint8Array): Result<WireEntry, Reason> {
  const reader = opened(bytes)
  const head = reader.byte()
  if ((head & (AUTHOR | SEQ)) !== (AUTHOR | SEQ)) reader.fail('malformed')
  const clientId = reader.id(parseClientId)
  const by = head & BY ? reader.id(parseClientId) : clientId
  const seq = asSeq(reader.varint())
  const epoch = asEpoch(reader.varint())
  if (epoch === 0) reader.fail('malformed')
  const at = readClock(reader)
  return reader.finish({ clientId, by, seq, epoch, at, change: readChange(reader, head) })
}

/** A snapshot as a store keeps it. */
export function encodeSnapshot(snapshot: WireSnapshot): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(FORMAT)
  writeSnapshot(writer, snapshot)
  return writer.finish()
}

/** What `encodeSnapshot` was given, or `malformed` or `tooLarge`. */
export function decodeSnapshot(bytes: Uint8Array): Result<WireSnapshot, Reason> {
  if (bytes.length > MESSAGE_BYTES) return fail('tooLarge')
  const reader = opened(bytes)
  return reader.finish(readSnapshot(reader))
}

function opened(bytes: Uint8Array): Reader {
  const reader = new Reader(bytes)
  if (reader.byte() !== FORMAT) reader.fail('malformed')
  return reader
}
