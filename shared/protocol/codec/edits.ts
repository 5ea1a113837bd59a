import { assert } from '../../base/assert.ts'
import { asSeq, type ClientId, parseClientId, type Seq } from '../../base/ids.ts'
import type { WireChange, WireEdit } from '../change.ts'
import { familyOf } from '../family.ts'
import { EDITS_PER_PUSH, ENTRIES } from '../limits.ts'
import type { Family, UpdateEntry } from '../messages.ts'
import { AUTHOR, BY, headOf, readChange, SEQ, writeChange } from './changes.ts'
import { readTime, writeTime } from './lists.ts'
import type { Reader } from './reader.ts'
import type { Writer } from './writer.ts'

/**
 * Edits say only what they do not have in common with the one before: the author, and a seq that is not the
 * next. The first of a message follows on an edit -1 of the link's own client, or of author 0.
 */
const NONE = -1

function readSeq(reader: Reader, head: number, before: number): Seq {
  if ((head & SEQ) !== 0) return asSeq(reader.varint())
  return asSeq(before < Number.MAX_SAFE_INTEGER ? before + 1 : reader.fail('malformed'))
}

/** The edits of a push; they run to the end of the message. */
export function writePush(
  writer: Writer,
  family: Family,
  edits: readonly WireEdit[],
  self: ClientId | null,
): void {
  let author = self
  let seq = NONE
  for (const edit of edits) {
    assert(belongs(edit.change, family), 'a change of the family')
    const other = edit.clientId !== author
    const jump = edit.seq !== seq + 1
    writer.byte(headOf(edit.change) | (other ? AUTHOR : 0) | (jump ? SEQ : 0))
    if (other) writer.text(edit.clientId)
    if (jump) writer.varint(edit.seq)
    writeChange(writer, edit.change)
    author = edit.clientId
    seq = edit.seq
  }
}

export function readPush(reader: Reader, family: Family, self: ClientId | null): WireEdit[] {
  const edits: WireEdit[] = []
  let clientId = self
  let seq = NONE as Seq
  while (reader.more) {
    const head = reader.byte()
    if ((head & AUTHOR) !== 0) clientId = reader.id(parseClientId)
    if (clientId === null || (head & BY) !== 0) {
      reader.fail('malformed')
      break
    }
    seq = readSeq(reader, head, seq)
    const change = readChange(reader, head)
    if (!belongs(change, family)) reader.fail('malformed')
    if (edits.length === EDITS_PER_PUSH) reader.fail('tooLarge')
    edits.push({ clientId, seq, change })
  }
  return edits
}

/** Entries by the places of their authors, to the end of the message. Of one family, or of any when it is null. */
export function writeEntries(writer: Writer, family: Family | null, entries: readonly UpdateEntry[]): void {
  let author = 0
  let seq = NONE
  let at = 0
  for (const entry of entries) {
    assert(family === null || belongs(entry.change, family), 'a change of the family')
    const other = entry.author !== author
    const jump = entry.seq !== seq + 1
    const repushed = entry.by !== entry.author
    writer.byte(headOf(entry.change) | (other ? AUTHOR : 0) | (repushed ? BY : 0) | (jump ? SEQ : 0))
    if (other) writer.varint(entry.author)
    if (repushed) writer.varint(entry.by)
    if (jump) writer.varint(entry.seq)
    writeTime(writer, entry.at, at)
    writeChange(writer, entry.change)
    author = entry.author
    seq = entry.seq
    at = entry.at
  }
}

export function readEntries(reader: Reader, family: Family | null): UpdateEntry[] {
  const entries: UpdateEntry[] = []
  let author = 0
  let seq = NONE as Seq
  let at = 0
  while (reader.more) {
    const head = reader.byte()
    if ((head & AUTHOR) !== 0) author = reader.varint()
    const by = (head & BY) !== 0 ? reader.varint() : author
    seq = readSeq(reader, head, seq)
    at = readTime(reader, at)
    const change = readChange(reader, head)
    if (family !== null && !belongs(change, family)) reader.fail('malformed')
    if (entries.length === ENTRIES) reader.fail('tooLarge')
    entries.push({ author, by, seq, at, change })
  }
  return entries
}

const belongs = (change: WireChange, family: Family): boolean => familyOf(change) === family
