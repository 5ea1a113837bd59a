import { assert, unreachable } from '../../base/assert.ts'
import { asFileId, MAIN_FILE, parseUserId } from '../../base/ids.ts'
import { LINE_ENDS, ROLES, type Span, type WireChange } from '../change.ts'
import { LANGUAGES } from '../language.ts'
import { FILE_NAME_UNITS, INSERT_UNITS, ROOM_UNITS, SPANS_PER_EDIT } from '../limits.ts'
import { REASON_CODES } from '../reasons.ts'
import type { Reader } from './reader.ts'
import { textBytes } from './text.ts'
import type { Writer } from './writer.ts'

/** The low three bits of the head byte. Order is wire format. */
const KINDS = [
  'edit',
  'language',
  'createFile',
  'renameFile',
  'deleteFile',
  'lineEnd',
  'role',
  'void',
] as const satisfies readonly WireChange['kind'][]
const KIND_BITS = 0b111

/** A file follows; without it, the main file is meant. */
const FILE = 0b1000
/** There is one span, and no count. */
const ONE = 0b1_0000
/** The upper bits say which parts of the identity stand between the head and the change. */
export const SEQ = 0b10_0000
export const AUTHOR = 0b100_0000
export const BY = 0b1000_0000

/** The lower bits of the head byte. */
export function headOf(change: WireChange): number {
  let head: number = KINDS.indexOf(change.kind)
  if ('file' in change && change.file !== MAIN_FILE) head |= FILE
  if (change.kind === 'edit' && change.spans.length === 1) head |= ONE
  return head
}

/** Everything of a change that is not in its head. */
export function writeChange(writer: Writer, change: WireChange): void {
  if ('file' in change && change.file !== MAIN_FILE) writer.varint(change.file)
  switch (change.kind) {
    case 'edit':
      if (change.spans.length !== 1) writer.varint(change.spans.length)
      for (const span of change.spans) writeSpan(writer, span)
      break
    case 'language':
      writer.byte(place(LANGUAGES, change.language))
      break
    case 'createFile':
    case 'renameFile':
      writer.text(change.name)
      break
    case 'deleteFile':
      writer.byte(change.deleted ? 1 : 0)
      break
    case 'lineEnd':
      writer.byte(place(LINE_ENDS, change.lineEnd))
      break
    case 'role':
      writer.text(change.user)
      writer.byte(place(ROLES, change.role))
      break
    case 'void':
      writer.byte(place(REASON_CODES, change.reason))
      break
    default:
      unreachable(change)
  }
}

/** Where the value stands in its list, for `Reader.pick`. */
export function place<T>(list: readonly T[], value: T): number {
  const at = list.indexOf(value)
  assert(at >= 0, 'one of the list')
  return at
}

/** The change that a head and what follows it stand for; meaningless after a fault of the reader. */
export function readChange(reader: Reader, head: number): WireChange {
  const kind = KINDS[head & KIND_BITS] ?? 'edit'
  const named = (head & FILE) !== 0
  if (
    (named && (kind === 'language' || kind === 'role' || kind === 'void')) ||
    (head & ONE && kind !== 'edit')
  ) {
    reader.fail('malformed')
  }
  const file = named ? asFileId(reader.natural(0xffff_ffff)) : MAIN_FILE
  if (named && file === MAIN_FILE) reader.fail('malformed')
  switch (kind) {
    case 'edit':
      return { kind, file, spans: readSpans(reader, (head & ONE) !== 0) }
    case 'language':
      return { kind, language: reader.pick(LANGUAGES, LANGUAGES[0]) }
    case 'createFile':
    case 'renameFile':
      return { kind, file, name: reader.text(FILE_NAME_UNITS) }
    case 'deleteFile':
      return { kind, file, deleted: reader.pick([false, true], false) }
    case 'lineEnd':
      return { kind, file, lineEnd: reader.pick(LINE_ENDS, LINE_ENDS[0]) }
    case 'role':
      return { kind, user: reader.id(parseUserId), role: reader.pick(ROLES, ROLES[0]) }
    case 'void':
      return { kind, reason: reader.pick(REASON_CODES, 'malformed') }
    default:
      return unreachable(kind)
  }
}

/** skip, bytes of the insert times two plus whether a remove follows, the remove, the insert. */
function writeSpan(writer: Writer, [skip, remove, insert]: Span): void {
  const bytes = textBytes(insert)
  writer.varint(skip)
  writer.varint(bytes * 2 + (remove === 0 ? 0 : 1))
  if (remove !== 0) writer.varint(remove)
  writer.raw(insert, bytes)
}

function readSpans(reader: Reader, one: boolean): Span[] {
  // A list of one that did not grow takes a fraction of the memory, and a log holds thousands.
  if (one) return [readSpan(reader, ROOM_UNITS, INSERT_UNITS)]
  const count = reader.count(SPANS_PER_EDIT)
  const spans: Span[] = []
  let inserted = 0
  /** No text is longer than a room, so no edit reaches further; its sum stays exact. */
  let reach = 0
  for (let i = 0; i < count && reader.ok; i++) {
    const span = readSpan(reader, ROOM_UNITS - reach, INSERT_UNITS - inserted)
    inserted += span[2].length
    reach += span[0] + span[1]
    spans.push(span)
  }
  return spans
}

/** A span that reaches over so many units of the text at the most, and inserts so many at the most. */
function readSpan(reader: Reader, mostReach: number, mostInserted: number): Span {
  const skip = reader.varint()
  const op = reader.varint()
  const remove = op % 2 === 0 ? 0 : reader.varint()
  const insert = reader.raw(Math.floor(op / 2), mostInserted)
  if (op === 0 || (op % 2 === 1 && remove === 0) || insert.includes('\r')) reader.fail('malformed')
  if (skip + remove > mostReach) reader.fail('tooLarge')
  return [skip, remove, insert]
}
