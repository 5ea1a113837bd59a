import { asVersion, type ClientId, type FileId, NO_EPOCH, START, type Version } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { Run } from '../protocol/change.ts'
import { packEntries, unpackEntries } from '../protocol/codec/batch.ts'
import { decodeTail, encodeTail, type JournalTail } from '../protocol/codec/journal.ts'
import { decodeEntry, decodeSnapshot, encodeEntry, encodeSnapshot } from '../protocol/codec/store.ts'
import type { Reason } from '../protocol/reasons.ts'
import { bindEntry } from './bind_entry.ts'
import { toWireEdit, toWireEntry } from './entry.ts'
import { commonVersion, runsUntil } from './log.ts'
import { newReplica, noUpdate, type Replica, receive, versionOf } from './replica.ts'
import { applyEdit, bindChange, cloneState, lengthIn, type RoomState } from './room_state.ts'
import { fromSnapshot, toSnapshot } from './snapshot.ts'

/** Entries of one chunk: chunk n holds those of versions n * CHUNK_ENTRIES on, as far as the log has them. */
export const CHUNK_ENTRIES = 64

/** A replica on disk, in parts that change at different paces. */
export interface JournalImage {
  /** The snapshot at the log's start. */
  readonly base: Uint8Array
  /** The log's entries. */
  readonly chunks: ReadonlyMap<number, Uint8Array>
  readonly tail: Uint8Array
}

/** What has to be put, all of it or nothing, for the image to be the replica as it is now. */
export interface JournalWrite {
  /** Null where the one that is there stands; otherwise every chunk that is there goes. */
  readonly base: Uint8Array | null
  readonly chunks: ReadonlyMap<number, Uint8Array>
  /** There are no chunks from this number on. */
  readonly end: number
  readonly tail: Uint8Array
}

/** Knows what was written, and what is to be written next. */
export class JournalPages {
  #written: { readonly head: RoomState; readonly runs: readonly Run[]; readonly version: Version } | null =
    null

  /** What is new since the last one. Its fate is unknown until it was written: `reset` when it was not. */
  next(replica: Replica, mine: readonly ClientId[]): JournalWrite {
    const { head, log, epoch, saved, pending } = replica
    const version = versionOf(replica)
    const before = this.#written?.head === head ? this.#written : null
    const from = before ? Math.min(commonVersion(before.runs, log.runs), before.version) : log.start
    const chunks = new Map<number, Uint8Array>()
    const end = Math.ceil(version / CHUNK_ENTRIES)
    for (let n = Math.floor(Math.max(from, log.start) / CHUNK_ENTRIES); n < end; n++) {
      const entries = log.entries.slice(
        Math.max(0, n * CHUNK_ENTRIES - log.start),
        (n + 1) * CHUNK_ENTRIES - log.start,
      )
      chunks.set(n, packEntries(entries.map((entry) => encodeEntry(toWireEntry(entry)))))
    }
    this.#written = { head, runs: [...log.runs], version }
    const tail = { epoch, start: log.start, version, saved, mine, pending: pending.map(toWireEdit) }
    const base = before ? null : encodeSnapshot(toSnapshot(head, log.start, runsUntil(log.runs, log.start)))
    return { base, chunks, end, tail: encodeTail(tail) }
  }

  /** The last write failed, or what was written is gone: the next one brings everything. */
  reset(): void {
    this.#written = null
  }
}

/** A replica that was on disk, and whose edits it calls its own. */
export interface Kept {
  readonly replica: Replica
  readonly mine: readonly ClientId[]
}

/**
 * The replica that an image holds, whole; its new edits have the author `clientId`. Answers `malformed` or
 * `tooLarge` when the parts do not make sense together.
 */
export function fromImage(image: JournalImage, clientId: ClientId): Result<Kept, Reason> {
  const tail = decodeTail(image.tail)
  const base = decodeSnapshot(image.base)
  if (!tail.ok) return tail
  if (!base.ok) return base
  if (base.value.version !== tail.value.start) return fail('malformed')
  const replica = newReplica(clientId)
  replica.head = fromSnapshot(base.value)
  replica.doc = cloneState(replica.head)
  replica.view = cloneState(replica.head)
  replica.log.start = base.value.version
  replica.log.runs = [...base.value.runs]
  replica.epoch = tail.value.epoch
  const reason = readEntries(replica, image, tail.value) ?? readPending(replica, tail.value)
  if (reason !== null) return fail(reason)
  replica.saved = asVersion(Math.max(replica.log.start, tail.value.saved))
  return ok({ replica, mine: tail.value.mine })
}

function readEntries(
  replica: Replica,
  { chunks }: JournalImage,
  { start, version }: JournalTail,
): Reason | null {
  let at: number = start
  while (at < version) {
    const chunk = Math.floor(at / CHUNK_ENTRIES)
    const packed = chunks.get(chunk)
    const entries = packed ? unpackEntries(packed) : fail('malformed')
    if (!entries.ok) return entries.reason
    const end = Math.min(version, (chunk + 1) * CHUNK_ENTRIES)
    if (entries.value.length !== end - at) return 'malformed'
    for (const bytes of entries.value) {
      const wire = decodeEntry(bytes)
      if (!wire.ok) return wire.reason
      const entry = bindEntry(replica.doc, wire.value)
      if (!entry) return 'outOfBounds'
      receive(replica, entry, noUpdate())
    }
    at = end
  }
  return null
}

function readPending(replica: Replica, { pending }: JournalTail): Reason | null {
  for (const { clientId, seq, change: wire } of pending) {
    const change = bindChange(wire, (file: FileId) => lengthIn(replica.view, file))
    if (!change) return 'outOfBounds'
    const edit = { clientId, seq, change }
    applyEdit(replica.view, edit)
    replica.pending.push(edit)
  }
  return null
}

/** It never belonged to a host's epoch, and nothing was typed into it: another may stand in its place, epoch and all. */
export const isBlank = (replica: Replica): boolean =>
  replica.epoch === NO_EPOCH && versionOf(replica) === START && replica.pending.length === 0
