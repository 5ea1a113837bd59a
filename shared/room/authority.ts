import { asVersion, type ClientId, type FileId, type UserId, type Version } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { WireEdit } from '../protocol/change.ts'
import { FILES, ROOM_UNITS } from '../protocol/limits.ts'
import type { Reason } from '../protocol/reasons.ts'
import { carry } from './carry.ts'
import type { Change, Edit, Entry } from './entry.ts'
import { rebase } from './rebase.ts'
import { noUpdate, type Replica, receive, stateAt, type ViewUpdate, versionOf } from './replica.ts'
import { bindChange, fits, lengthIn, roleOf, textOf, unitsOf } from './room_state.ts'
import { turnOf } from './turn.ts'

/** Who hands edits to the host, and with whose rights. */
export interface Pusher {
  readonly clientId: ClientId
  readonly userId: UserId
}

export interface Admitted {
  readonly entries: readonly Entry[]
  readonly update: ViewUpdate
  /** Why the rest of the push was not looked at; null when all of it was. */
  readonly stopped: Reason | null
}

/** Limits of one room that the host may set lower than the protocol's. */
export interface RoomLimits {
  readonly units: number
  readonly files: number
}

export const PROTOCOL_LIMITS: RoomLimits = { units: ROOM_UNITS, files: FILES }

/**
 * The host's one act: puts edits that were made on its log at `base` at the end of the log, carried over what came
 * since, one by one. What the log has already falls out by its identity. An edit that is not allowed becomes an
 * entry that does nothing, so that everybody who holds it lets go of it and its author learns why.
 *
 * Answers a reason, and has done nothing, when the base is not in the log or the edits do not fit the text there.
 */
export function admit(
  replica: Replica,
  pusher: Pusher,
  base: Version,
  wire: readonly WireEdit[],
  at: number,
  limits: RoomLimits = PROTOCOL_LIMITS,
): Result<Admitted, Reason> {
  if (base < replica.log.start || base > versionOf(replica)) return fail('staleVersion')
  const bound = bindEdits(replica, base, wire)
  if (!bound.ok) return bound
  return ok(admitEdits(replica, pusher, base, bound.value, at, limits))
}

/** The same for edits that are bound already: the host's own. */
export function admitEdits(
  replica: Replica,
  pusher: Pusher,
  base: Version,
  edits: readonly Edit[],
  at: number,
  limits: RoomLimits = PROTOCOL_LIMITS,
): Admitted {
  const since = replica.log.entries.slice(base - replica.log.start)
  let rest = rebase(edits, since, (index, file) => textOf(stateAt(replica, asVersion(base + index)), file))
  const entries: Entry[] = []
  const update = noUpdate()
  for (let edit = rest[0]; edit; edit = rest[0]) {
    const turn = turnOf(replica.doc, edit)
    if (turn === 'early') return { entries, update, stopped: 'seqGap' }
    const refusal = turn === 'past' ? 'replaced' : refuse(replica, pusher, edit.change, limits)
    const entry: Entry = {
      clientId: edit.clientId,
      seq: edit.seq,
      change: refusal ? { kind: 'void', reason: refusal } : edit.change,
      epoch: replica.epoch,
      by: pusher.clientId,
      at,
    }
    rest = refusal ? carry(rest, entry, (file) => textOf(replica.doc, file)).pending : rest.slice(1)
    if (turn === 'past') continue
    receive(replica, entry, update)
    entries.push(entry)
  }
  return { entries, update, stopped: null }
}

/** Binds each edit to the text below it: the log's text at `base` and the edits before. */
function bindEdits(replica: Replica, base: Version, wire: readonly WireEdit[]): Result<Edit[], Reason> {
  /** The texts that the edits so far made longer or shorter. */
  let lengths: Map<FileId, number> | null = null
  const edits: Edit[] = []
  for (const { clientId, seq, change: travelled } of wire) {
    const change = bindChange(travelled, (file) => lengths?.get(file) ?? lengthAt(replica, base, file))
    if (!change) return fail('outOfBounds')
    if (change.kind === 'edit' && wire.length > 1) {
      lengths ??= new Map()
      lengths.set(change.file, change.changes.newLength)
    }
    edits.push({ clientId, seq, change })
  }
  return ok(edits)
}

/** The length of a file's text at a version, without folding: the next entry on that file knows it. */
function lengthAt(replica: Replica, version: Version, file: FileId): number {
  for (let i = version - replica.log.start; i < replica.log.entries.length; i++) {
    const change = replica.log.entries[i]?.change
    if (change?.kind === 'edit' && change.file === file) return change.changes.length
  }
  return lengthIn(replica.doc, file) ?? 0
}

/** Why this change may not be committed now, or null. */
function refuse(replica: Replica, pusher: Pusher, change: Change, limits: RoomLimits): Reason | null {
  const { doc } = replica
  if (change.kind === 'void') return change.reason
  const role = roleOf(doc, pusher.userId)
  if (role === 'viewer') return 'notAllowed'
  if (change.kind === 'role') {
    const owned = [...doc.roles.values()].includes('owner')
    const isHost = pusher.clientId === replica.self.clientId
    return role === 'owner' || (!owned && isHost) ? null : 'notAllowed'
  }
  if (change.kind === 'createFile' && doc.files.size >= limits.files) return 'tooManyFiles'
  if (!fits(doc, change)) return change.kind === 'createFile' ? 'notAllowed' : 'noSuchFile'
  if (change.kind === 'edit') {
    const growth = change.changes.newLength - change.changes.length
    if (growth > 0 && unitsOf(doc) + growth > limits.units) return 'documentFull'
  }
  return null
}
