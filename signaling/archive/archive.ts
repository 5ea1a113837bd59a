import { createHash } from 'node:crypto'
import * as z from 'zod/mini'
import { parsePeerId, parseRoomId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { ROOM_ENTRIES } from '../../shared/protocol/limits.ts'
import { parseRecord } from '../store/record.ts'
import type { RoomRecord, StoredRoom } from '../store/room_store.ts'
import { contentFault } from './content.ts'

/**
 * A room as one file. Numbers are unsigned, little-endian:
 *
 * - 8 bytes `TNDMROOM`, 1 byte for the format's number
 * - 4 bytes: how long the head is; the head, JSON in UTF-8
 * - the snapshot's bytes, if there is one
 * - of each entry 4 bytes for its length, then its bytes
 * - SHA-256 of everything before
 */
const MAGIC = new TextEncoder().encode('TNDMROOM')
const FORMAT = 1
const HEAD_AT = MAGIC.length + 1 + 4
const SUM_BYTES = 32
/** Of a head: who may do what in a room with all its lists full takes less. */
const HEAD_BYTES = 4 * 1024 * 1024
/** Of a file; larger ones are not read. */
export const ARCHIVE_BYTES = 1024 * 1024 * 1024
/** Epochs are milliseconds or counts; the next ones have to be numbers still. */
const HIGHEST_EPOCH = 2 ** 52
const LATEST_TIME = 8.64e15

/** The host of the epoch is left out: that page is no more. */
const head = z.strictObject({
  id: z.string(),
  epoch: z.int().check(z.minimum(1), z.maximum(HIGHEST_EPOCH)),
  version: z.int().check(z.minimum(0), z.maximum(ROOM_ENTRIES)),
  snapshotVersion: z.int().check(z.minimum(0), z.maximum(ROOM_ENTRIES)),
  language: z.string(),
  createdAt: z.int().check(z.minimum(0), z.maximum(LATEST_TIME)),
  updatedAt: z.int().check(z.minimum(0), z.maximum(LATEST_TIME)),
  access: z.nullable(z.string()),
  /** Null without a snapshot. */
  snapshotBytes: z.nullable(z.int().check(z.minimum(0))),
  /** Of all entries, with their lengths. */
  entryBytes: z.int().check(z.minimum(0)),
})
type Head = z.output<typeof head>

/** A room out of a file. */
export type ArchivedRoom = Omit<StoredRoom, 'host'>

/** The file of a room. */
export function writeArchive(room: StoredRoom): Uint8Array {
  const { roomId: id, epoch, version, snapshotVersion, language, createdAt, updatedAt, access } = room
  const entryBytes = room.entries.reduce((sum, entry) => sum + 4 + entry.length, 0)
  const record = { id, epoch, version, snapshotVersion, language, createdAt, updatedAt, access }
  const json = JSON.stringify({ ...record, snapshotBytes: room.snapshot?.length ?? null, entryBytes })
  const headBytes = new TextEncoder().encode(json)
  const length = HEAD_AT + headBytes.length + (room.snapshot?.length ?? 0) + entryBytes + SUM_BYTES
  const file = Buffer.alloc(length)
  file.set(MAGIC)
  file.writeUInt8(FORMAT, MAGIC.length)
  file.writeUInt32LE(headBytes.length, MAGIC.length + 1)
  file.set(headBytes, HEAD_AT)
  let at = HEAD_AT + headBytes.length
  if (room.snapshot) file.set(room.snapshot, at)
  at += room.snapshot?.length ?? 0
  for (const entry of room.entries) {
    file.writeUInt32LE(entry.length, at)
    file.set(entry, at + 4)
    at += 4 + entry.length
  }
  file.set(sumOf(file.subarray(0, at)), at)
  return file
}

const sumOf = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()

const FOREIGN = 'This is no file of a room that tandem export wrote.'
const ALTERED = 'The file was altered or damaged since tandem export wrote it.'

/** The room that a file holds, views of the bytes; or a sentence about why it is not taken. */
export function readArchive(bytes: Uint8Array): Result<ArchivedRoom, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (MAGIC.some((byte, i) => file[i] !== byte)) return fail(FOREIGN)
  if (file.length < HEAD_AT) return fail('The file ends too early.')
  const format = file.readUInt8(MAGIC.length)
  if (format !== FORMAT) return fail(`The file has format ${format}; this program reads ${FORMAT}.`)
  const bodyAt = HEAD_AT + file.readUInt32LE(MAGIC.length + 1)
  if (bodyAt - HEAD_AT > HEAD_BYTES) return fail(ALTERED)
  if (file.length < bodyAt) return fail('The file ends too early.')
  const found = readHead(file.subarray(HEAD_AT, bodyAt))
  if (found === null) return fail(ALTERED)
  const [fields, record] = found
  const end = bodyAt + (fields.snapshotBytes ?? 0) + fields.entryBytes
  if (file.length < end + SUM_BYTES)
    return fail(`The file ends too early: it has ${file.length} of ${end + SUM_BYTES} bytes.`)
  if (file.length > end + SUM_BYTES) return fail('Something was put behind the end of the file.')
  if (!file.subarray(end).equals(sumOf(file.subarray(0, end)))) return fail(ALTERED)
  const entriesAt = bodyAt + (fields.snapshotBytes ?? 0)
  const snapshot = fields.snapshotBytes === null ? null : plain(file.subarray(bodyAt, entriesAt))
  const entries = readEntries(file.subarray(entriesAt, end), record.version - record.snapshotVersion)
  if (entries === null || (snapshot !== null) !== record.snapshotVersion > 0) return fail(ALTERED)
  const { host: _, ...rest } = record
  const room = { ...rest, snapshot, entries }
  const fault = contentFault(room)
  return fault === null ? ok(room) : fail(fault)
}

function readHead(bytes: Uint8Array): [Head, RoomRecord] | null {
  try {
    const parsed = head.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if (!parsed.success) return null
    const roomId = parseRoomId(parsed.data.id)
    const record = roomId && parseRecord(roomId, { ...parsed.data, host: parsePeerId('nobody') })
    return record && [parsed.data, record]
  } catch {
    // No JSON, or no UTF-8.
    return null
  }
}

/** Exactly so many entries that fill the bytes; null where they do not. */
function readEntries(bytes: Buffer, count: number): Uint8Array[] | null {
  const entries: Uint8Array[] = []
  let at = 0
  while (at + 4 <= bytes.length && entries.length < count) {
    const end = at + 4 + bytes.readUInt32LE(at)
    if (end > bytes.length) return null
    entries.push(plain(bytes.subarray(at + 4, end)))
    at = end
  }
  return at === bytes.length && entries.length === count ? entries : null
}

/** The same bytes, without what a Buffer does differently. */
const plain = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
