import { asEpoch, asVersion, type Epoch, type Version } from '../../base/ids.ts'
import { fail, ok, type Result } from '../../base/result.ts'
import { ENTRIES, KEY_GENERATIONS, MESSAGE_BYTES } from '../limits.ts'
import type { Reason } from '../reasons.ts'
import { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/**
 * What a store keeps of a private room: a head that the server reads, and ciphertext that it does not. The head is
 * bound to the ciphertext as associated data, and so is the room's id, which does not travel with it.
 */

/** The first byte, where `codec/store.ts` has 1. */
const FORMAT = 2
/** The first byte of a log: no message begins with it. */
const LOG = 0xff

const KINDS = ['entry', 'snapshot'] as const

export interface EncryptedHead {
  readonly kind: (typeof KINDS)[number]
  /** Of the content key. */
  readonly generation: number
  /** In which it was committed; of a snapshot, in which it was made. */
  readonly epoch: Epoch
  /** An entry's place in the log; the version that a snapshot holds. */
  readonly version: Version
}

/** One encrypted entry or snapshot. */
export interface Encrypted extends EncryptedHead {
  /** The head as it travels. */
  readonly head: Uint8Array
  /** Nonce, ciphertext and tag. */
  readonly body: Uint8Array
}

export function encodeHead({ kind, generation, epoch, version }: EncryptedHead): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(FORMAT)
  writer.byte(KINDS.indexOf(kind))
  writer.varint(generation)
  writer.varint(epoch)
  writer.varint(version)
  return writer.finish()
}

/** The parts of an encrypted entry or snapshot, views of the bytes; `malformed` when they are none. */
export function readEncrypted(bytes: Uint8Array): Result<Encrypted, Reason> {
  const reader = new Reader(bytes)
  if (reader.byte() !== FORMAT) reader.fail('malformed')
  const kind = reader.pick(KINDS, 'entry')
  const generation = reader.natural(KEY_GENERATIONS)
  const epoch = asEpoch(reader.varint())
  const version = asVersion(reader.varint())
  if (generation === 0 || epoch === 0) reader.fail('malformed')
  const head = bytes.subarray(0, bytes.length - reader.left)
  const body = reader.view(reader.left)
  return reader.finish({ kind, generation, epoch, version, head, body })
}

/** What is stored of a private room, on its way to a page. */
export interface EncryptedLog {
  /** The room's. */
  readonly epoch: Epoch
  /** The snapshot's version; 0 without one. */
  readonly from: Version
  readonly snapshot: Uint8Array | null
  readonly entries: readonly Uint8Array[]
}

export function encodeEncryptedLog({
  epoch,
  from,
  snapshot,
  entries,
}: EncryptedLog): Uint8Array<ArrayBuffer> {
  const writer = new Writer()
  writer.byte(LOG)
  writer.varint(epoch)
  writer.varint(from)
  const parts = snapshot === null ? entries : [snapshot, ...entries]
  writer.byte(snapshot === null ? 0 : 1)
  writer.varint(entries.length)
  for (const part of parts) {
    writer.varint(part.length)
    writer.bytes(part)
  }
  return writer.finish()
}

/** What `encodeEncryptedLog` was given, each part a view of the bytes; `malformed` or `tooLarge` otherwise. */
export function decodeEncryptedLog(bytes: Uint8Array): Result<EncryptedLog, Reason> {
  if (bytes.length > MESSAGE_BYTES) return fail('tooLarge')
  const reader = new Reader(bytes)
  if (reader.byte() !== LOG) reader.fail('malformed')
  const epoch = asEpoch(reader.varint())
  const from = asVersion(reader.varint())
  const whole = reader.pick([false, true], false)
  const count = reader.count(ENTRIES)
  const part = () => reader.view(reader.varint())
  const snapshot = whole ? part() : null
  const entries: Uint8Array[] = []
  while (entries.length < count && reader.ok) entries.push(part())
  return reader.finish({ epoch, from, snapshot, entries })
}

/** Whether the bytes are a log of a private room; whether they make sense is another question. */
export const isEncryptedLog = (bytes: Uint8Array): boolean => bytes[0] === LOG

/**
 * Whether a host may append these entries to a private room's log; a reason, where one is no encrypted entry of this
 * epoch, this place, and this generation of the key.
 */
export function checkEncrypted(
  entries: readonly Uint8Array[],
  expected: Omit<EncryptedHead, 'kind'>,
): Result<null, Reason> {
  for (const [i, bytes] of entries.entries()) {
    const entry = readEncrypted(bytes)
    if (!entry.ok) return entry
    const { kind, generation, epoch, version } = entry.value
    if (kind !== 'entry' || epoch !== expected.epoch || version !== expected.version + i)
      return fail('malformed')
    if (generation !== expected.generation) return fail('staleKey')
  }
  return ok(null)
}
