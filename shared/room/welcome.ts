import { asSeq, asVersion, type FileId, START, type Version } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { Run, WireEntry, WireSnapshot } from '../protocol/change.ts'
import type { Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import { carry } from './carry.ts'
import { catchUp, NOBODY } from './catch_up.ts'
import { type Edit, type Entry, toWireEntry } from './entry.ts'
import { commonVersion, extendRuns, runsUntil } from './log.ts'
import { markSaved, noUpdate, type Replica, rewind, stateAt, type ViewUpdate } from './replica.ts'
import { apply, cloneState, lastSeq, newRoomState, type RoomState, textOf } from './room_state.ts'
import { fromSnapshot, toSnapshot } from './snapshot.ts'
import { textDiff } from './text_diff.ts'

/** What a peer's `join` says of its log. */
export interface Joiner {
  readonly runs: readonly Run[]
  /** The version below which it cannot rewind. */
  readonly floor: Version
}

/** The host's answer to a join: entries from where both logs part, or a snapshot where one of them was cut. */
export function makeWelcome(replica: Replica, joiner: Joiner, clock: number): Welcome {
  const common = commonVersion(replica.log.runs, joiner.runs)
  const cut = common < replica.log.start || common < joiner.floor
  const from = cut ? asVersion(Math.max(replica.saved, replica.log.start)) : common
  return {
    type: 'welcome',
    epoch: replica.epoch,
    from,
    snapshot: cut ? toSnapshot(stateAt(replica, from), from, runsUntil(replica.log.runs, from)) : null,
    entries: replica.log.entries.slice(from - replica.log.start).map(toWireEntry),
    saved: replica.saved,
    authors: [],
    clock,
  }
}

/**
 * Takes the log of a host, or of the store, as one's own. What this replica held beyond the part that both logs
 * share becomes pending; nothing is dropped. Answers what the view must undergo, or why the welcome makes no
 * sense; then the replica is still consistent, but no longer continues that log, and has to join again.
 *
 * @param update takes up what the view must undergo, also where the answer is a reason
 * @param misfits a host's entry that does not fit shows that the texts differ; a stored one does nothing, as in
 * every other fold of the store's log
 */
export function takeWelcome(
  replica: Replica,
  welcome: Welcome,
  update: ViewUpdate = noUpdate(),
  misfits: 'refuse' | 'void' = 'refuse',
): Result<ViewUpdate, Reason> {
  const { from, snapshot } = welcome
  if (snapshot && snapshot.version !== from) return fail('malformed')
  const below = snapshot ? snapshot.runs : runsUntil(replica.log.runs, from)
  const common = commonVersion(replica.log.runs, extendedRuns(below, from, welcome.entries))
  let entries = welcome.entries
  if (common >= from && common >= replica.log.start) {
    rewind(replica, common)
    entries = entries.slice(common - from)
  } else if (snapshot) rebase(replica, fromSnapshot(snapshot), snapshot, common, update)
  else if (from === START) rebase(replica, newRoomState(), { version: START, runs: [] }, common, update)
  else return fail('unexpected')
  replica.epoch = welcome.epoch
  const misfit = (wire: WireEntry) => (misfits === 'void' ? nothing(wire) : null)
  if (!catchUp(replica, entries, update, misfit)) return fail('outOfBounds')
  markSaved(replica, welcome.saved)
  return ok(update)
}

function extendedRuns(below: readonly Run[], from: Version, entries: readonly WireEntry[]): Run[] {
  const runs = [...below]
  for (const [i, entry] of entries.entries()) extendRuns(runs, entry.epoch, asVersion(from + i + 1))
  return runs
}

/**
 * Whether the store's log ends below the place where this one was cut: it lost what it had acknowledged. Its log
 * cannot be taken then without losing that too; this one goes on, and the store is to be filled again.
 */
export function isAhead(replica: Replica, { from, snapshot, entries }: Welcome): boolean {
  const below = snapshot ? snapshot.runs : runsUntil(replica.log.runs, from)
  const end = from + entries.length
  const common = commonVersion(replica.log.runs, extendedRuns(below, from, entries))
  return common === end && end < replica.log.start
}

const nothing = (wire: WireEntry): Entry => ({ ...wire, change: { kind: 'void', reason: 'outOfBounds' } })

/**
 * Puts a snapshot in the place of the log. The entries in between are unknown here, so one difference of the
 * texts stands for them all: pending edits that the snapshot holds already are taken out, the others are carried
 * over that difference, and the view undergoes the difference of before and after.
 */
function rebase(
  replica: Replica,
  state: RoomState,
  at: Pick<WireSnapshot, 'version' | 'runs'>,
  common: Version,
  update: ViewUpdate,
): void {
  rewind(replica, asVersion(Math.max(common, replica.log.start)))
  const before = replica.doc
  const textBelow = (file: FileId) => textOf(before, file)
  for (const { clientId, seq } of replica.pending)
    if (seq <= lastSeq(state, clientId)) {
      const taken: Edit = { clientId, seq, change: { kind: 'void', reason: 'replaced' } }
      replica.pending = carry(replica.pending, taken, textBelow).pending
    }
  for (const file of new Set([...before.files.keys(), ...state.files.keys()])) {
    const changes = textDiff(textOf(before, file), textOf(state, file))
    const unknown: Edit = { clientId: NOBODY, seq: asSeq(-1), change: { kind: 'edit', file, changes } }
    if (!changes.empty) replica.pending = carry(replica.pending, unknown, textBelow).pending
  }
  replica.log.entries.length = 0
  replica.log.start = at.version
  replica.log.runs = [...at.runs]
  replica.marks.length = 0
  replica.head = state
  replica.doc = cloneState(state)
  replica.saved = at.version
  showPending(replica, update)
}

/** Makes the view anew out of the confirmed state and what is pending. */
function showPending(replica: Replica, update: ViewUpdate): void {
  const old = replica.view
  replica.view = cloneState(replica.doc)
  for (const { change } of replica.pending) apply(replica.view, change)
  for (const file of new Set([...old.files.keys(), ...replica.view.files.keys()])) {
    const changes = textDiff(textOf(old, file), textOf(replica.view, file))
    if (!changes.empty) update.changes.push({ file, changes })
  }
  update.settings = true
}
