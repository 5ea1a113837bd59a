import { asVersion, type ClientId, type FileId, type Version } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { WireEdit } from '../protocol/change.ts'
import { AUTHORS, FILES, ROOM_ENTRIES, ROOM_UNITS } from '../protocol/limits.ts'
import type { Reason } from '../protocol/reasons.ts'
import { carry } from './carry.ts'
import { type Change, type Edit, type Entry, spansOf } from './entry.ts'
import { rebase } from './rebase.ts'
import { lengthAt, noUpdate, type Replica, receive, stateAt, type ViewUpdate, versionOf } from './replica.ts'
import { bindChange, fits, type Holder, roleOf, textOf, unitsOf } from './room_state.ts'
import { turnOf } from './turn.ts'

/** Who hands edits to the host, and with whose rights. */
export interface Pusher extends Holder {
  readonly clientId: ClientId
  /** Whether a host may set roles; left out where that follows from there being no owner. */
  readonly decides?: boolean
}

export interface Admitted {
  readonly entries: readonly Entry[]
  readonly update: ViewUpdate
  /** Why the rest of the push will not be looked at; null when all of it was, or will be. */
  readonly stopped: Reason | null
}

/** Edits of one push on their way into the log. */
export interface Push {
  readonly pusher: Pusher
  /** They are carried over the log's entries up to here. */
  at: Version
  /** What was not looked at yet. */
  rest: readonly Edit[]
}

/** How far one turn of a push may go. */
export interface Turn {
  readonly limits: RoomLimits
  /** Steps of work after which the rest is left for another turn. Each turn gets somewhere. */
  readonly steps: number
  /**
   * What becomes of the next edit of somebody else: it is taken; or it waits for its author to bring it, and all
   * behind it too; or it is left with whoever pushed it.
   */
  readonly ofAnother: (author: ClientId) => 'take' | 'wait' | 'leave'
}

export interface Advanced extends Admitted {
  /** What it took: see GUEST_STEPS. */
  readonly steps: number
  /** The author whose edit the rest waits for. */
  readonly waitsFor: ClientId | null
  /** The last edit of the push was left with whoever pushed it, who will not hear of it from here. */
  readonly left: boolean
}

/** Limits of one room that the host may set lower than the protocol's. */
export interface RoomLimits {
  readonly units: number
  readonly files: number
  /** Length of the log, the cut part included. What is refused still makes it longer. */
  readonly entries: number
}

export const PROTOCOL_LIMITS: RoomLimits = { units: ROOM_UNITS, files: FILES, entries: ROOM_ENTRIES }

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
  const push = bindPush(replica, pusher, base, wire)
  return push.ok ? ok(admitEdits(replica, pusher, base, push.value.rest, at, limits)) : push
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
  const push = { pusher, at: base, rest: edits }
  return advance(replica, push, at, { limits, steps: Number.POSITIVE_INFINITY, ofAnother: () => 'take' })
}

/** A push as it came, ready to be admitted; a reason when it was made on what is not there. */
export function bindPush(
  replica: Replica,
  pusher: Pusher,
  base: Version,
  wire: readonly WireEdit[],
): Result<Push, Reason> {
  if (base < replica.log.start || base > versionOf(replica)) return fail('staleVersion')
  const bound = bindEdits(replica, base, wire)
  return bound.ok ? ok({ pusher, at: base, rest: bound.value }) : bound
}

/** Admits what one turn allows, and leaves the rest in the push. `push.at` must be in the log. */
export function advance(replica: Replica, push: Push, at: number, turn: Turn): Advanced {
  const { pusher } = push
  let steps = carryOn(replica, push, turn.steps)
  const entries: Entry[] = []
  const update = noUpdate()
  const done = (end: Partial<Advanced> = {}): Advanced => ({
    entries,
    update,
    stopped: null,
    steps,
    waitsFor: null,
    left: false,
    ...end,
  })
  if (push.at < versionOf(replica)) return done()
  let left = false
  let next = 0
  const settle = (): void => {
    push.rest = push.rest.slice(next)
    push.at = versionOf(replica)
    next = 0
  }
  for (let edit = push.rest[next]; edit && steps < turn.steps; edit = push.rest[next]) {
    const whose = turnOf(replica.doc, edit)
    const brought =
      whose === 'past' || edit.clientId === pusher.clientId ? 'take' : turn.ofAnother(edit.clientId)
    const early = whose === 'early' && brought === 'take'
    const stopped = early
      ? 'seqGap'
      : whose === 'next' && isCrowded(replica, edit.clientId)
        ? 'logFull'
        : null
    if (stopped || brought === 'wait') {
      settle()
      return done(stopped ? { stopped } : { waitsFor: edit.clientId })
    }
    const passed = whose === 'past' || brought === 'leave'
    const refusal = passed ? 'replaced' : refuse(replica, pusher, edit.change, turn.limits)
    const entry: Entry = {
      clientId: edit.clientId,
      seq: edit.seq,
      change: refusal ? { kind: 'void', reason: refusal } : edit.change,
      epoch: replica.epoch,
      by: pusher.clientId,
      at,
    }
    left = brought === 'leave'
    steps += COMMIT_STEPS + workOf(edit.change)
    if (refusal) {
      settle()
      steps += push.rest.length
      push.rest = carry(push.rest, entry, (file) => textOf(replica.doc, file)).pending
    } else next += 1
    if (passed) continue
    receive(replica, entry, update)
    entries.push(entry)
  }
  settle()
  return done({ left: left && push.rest.length === 0 })
}

/** Carries the rest of a push over what came since, as far as the steps go. Answers how many it took. */
function carryOn(replica: Replica, push: Push, most: number): number {
  const { log } = replica
  let perEntry = 0
  for (const { change } of push.rest) perEntry += 1 + placesOf(change) / PLACES_PER_STEP
  let steps = 0
  const from = push.at - log.start
  let to = from
  for (; to < log.entries.length && steps < most; to++) {
    const entry = log.entries[to]
    steps += perEntry + (entry ? (push.rest.length * placesOf(entry.change)) / PLACES_PER_STEP : 0)
  }
  const below = push.at
  push.rest = rebase(push.rest, log.entries.slice(from, to), (index, file) =>
    textOf(stateAt(replica, asVersion(below + index)), file),
  )
  push.at = asVersion(log.start + to)
  return steps
}

/** What committing an edit and telling it to a few guests takes in any case. */
const COMMIT_STEPS = 10
/** Places of an edit that are mapped in one step. */
const PLACES_PER_STEP = 16
/** Inserted units that are committed in one step. */
const UNITS_PER_STEP = 64

const placesOf = (change: Change): number => (change.kind === 'edit' ? spansOf(change).length : 0)

/** The steps that the size of a change takes when it is committed. */
function workOf(change: Change): number {
  if (change.kind !== 'edit') return 0
  let units = 0
  for (const [, , insert] of spansOf(change)) units += insert.length
  return spansOf(change).length + units / UNITS_PER_STEP
}

/** The room has had as many authors as a snapshot can remember, and this would be one more. */
const isCrowded = ({ doc }: Replica, author: ClientId): boolean =>
  doc.seqs.size >= AUTHORS && !doc.seqs.has(author)

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

/** Why this change may not be committed now, or null. */
function refuse(replica: Replica, pusher: Pusher, change: Change, limits: RoomLimits): Reason | null {
  const { doc } = replica
  if (change.kind === 'void') return change.reason
  const role = roleOf(doc, pusher)
  if (role === 'viewer') return 'notAllowed'
  if (versionOf(replica) >= limits.entries) return 'logFull'
  if (change.kind === 'role') {
    const owned = [...doc.roles.values()].includes('owner')
    const isHost = pusher.clientId === replica.self.clientId
    return role === 'owner' || (isHost && (pusher.decides ?? !owned)) ? null : 'notAllowed'
  }
  if (change.kind === 'createFile' && doc.files.size >= limits.files) return 'tooManyFiles'
  if (!fits(doc, change)) return change.kind === 'createFile' ? 'notAllowed' : 'noSuchFile'
  if (change.kind === 'edit') {
    const growth = change.changes.newLength - change.changes.length
    if (growth > 0 && unitsOf(doc) + growth > limits.units) return 'documentFull'
  }
  return null
}
