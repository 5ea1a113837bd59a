import {
  asEpoch,
  asSeq,
  asVersion,
  type ClientId,
  type Epoch,
  parseClientId,
  type Version,
} from '../../base/ids.ts'
import type { Result } from '../../base/result.ts'
import type { WireEdit } from '../change.ts'
import { ENTRIES, JOURNAL_AUTHORS } from '../limits.ts'
import type { Reason } from '../reasons.ts'
import { AUTHOR, headOf, readChange, SEQ, writeChange } from './changes.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/** The first byte: another number is another format. */
const FORMAT = 1

/** Where a replica stood when its journal was written, and what no host had confirmed. */
export interface JournalTail {
  readonly epoch: Epoch
  /** The log's first entry and its length; the entries and what is below them are kept beside. */
  readonly start: Version
  readonly version: Version
  readonly saved: Version
  /** Authors whose edits were made in this browser: the page's own, then those of journals that it took over. */
  readonly mine: readonly ClientId[]
  readonly pending: readonly WireEdit[]
}

export function encodeTail({
  epoch,
  start,
  version,
  saved,
  mine,
  pending,
}: JournalTail): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(FORMAT)
  for (const number of [epoch, start, version, saved]) writer.varint(number)
  writer.varint(mine.length)
  for (const author of mine) writer.text(author)
  for (const { clientId, seq, change } of pending) {
    writer.byte(headOf(change) | AUTHOR | SEQ)
    writer.text(clientId)
    writer.varint(seq)
    writeChange(writer, change)
  }
  return writer.finish()
}

/** What `encodeTail` was given, or `malformed` or `tooLarge`. */
export function decodeTail(bytes: Uint8Array): Result<JournalTail, Reason> {
  const reader = new Reader(bytes)
  if (reader.byte() !== FORMAT) reader.fail('malformed')
  const epoch = asEpoch(reader.varint())
  const start = asVersion(reader.varint())
  const version = asVersion(reader.varint())
  const saved = asVersion(reader.varint())
  if (version < start || saved > version) reader.fail('malformed')
  const mine: ClientId[] = []
  for (let left = reader.count(JOURNAL_AUTHORS); left > 0 && reader.ok; left--)
    mine.push(reader.id(parseClientId))
  const pending: WireEdit[] = []
  while (reader.more) {
    const head = reader.byte()
    if ((head & (AUTHOR | SEQ)) !== (AUTHOR | SEQ)) reader.fail('malformed')
    const clientId = reader.id(parseClientId)
    const seq = asSeq(reader.varint())
    if (pending.length === ENTRIES) reader.fail('tooLarge')
    pending.push({ clientId, seq, change: readChange(reader, head) })
  }
  return reader.finish({ epoch, start, version, saved, mine, pending })
}
