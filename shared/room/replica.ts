import { assert } from '../base/assert.ts'
import {
  asSeq,
  asVersion,
  type ClientId,
  type Epoch,
  type FileId,
  NO_EPOCH,
  START,
  type Version,
} from '../base/ids.ts'
import { COMPACT_ENTRIES, KEPT_ENTRIES, LOG_TAIL } from '../protocol/limits.ts'
import type { Reason } from '../protocol/reasons.ts'
import { carry, type ViewChange } from './carry.ts'
import type { Change, Edit, Entry } from './entry.ts'
import { append, behead, type Log, lengthOf, newLog, tailStart, truncate, unkept } from './log.ts'
import { keepMarks, type Mark, markBelow, note } from './marks.ts'
import {
  apply,
  applyEdit,
  cloneState,
  lengthIn,
  newRoomState,
  type RoomState,
  setText,
  textOf,
} from './room_state.ts'
import { textDiff } from './text_diff.ts'

/**
 * One peer's copy of a room. `doc` is the exact fold of the log; `view`, what the editor shows, is always `doc`
 * and then `pending`. `pending` holds edits that are not (or no longer) in the log, each on top of the one
 * before, the peer's own and, after a change of host, other people's.
 */
export interface Replica {
  epoch: Epoch
  readonly log: Log
  /** The fold of the log up to `log.start`. */
  head: RoomState
  /** Folds of the log up to some later versions. */
  readonly marks: Mark[]
  doc: RoomState
  view: RoomState
  pending: Edit[]
  /** log[0, saved) is in the store. */
  saved: Version
  readonly self: Author
  /** How often a confirmed edit differed from what the view showed. Only a change of host may cause that. */
  exchanged: number
  readonly keep: Keep
}

/** Who makes the new edits here. */
export interface Author {
  readonly clientId: ClientId
  nextSeq: number
  /** Own edits from this seq on were never sent to anyone: they may still be squashed into one. */
  unsent: number
  /** How often an edit was joined into one that was there: what was written of it is outdated since. */
  joins: number
  /** Entries under this author's name that it never made: whoever is host can write such. */
  forged: number
}

/** Entries that a replica holds at the most below what is saved, and how many are left at least when it cuts. */
export interface Keep {
  readonly most: number
  readonly left: number
  /** The same of what a private room's store has beyond its snapshot, which only hosts can cut. */
  readonly stored?: { readonly most: number; readonly left: number }
}

export const KEEP: Keep = { most: 4_096, left: 2_048 }
export const KEEP_STORED = { most: COMPACT_ENTRIES, left: KEPT_ENTRIES }

export const newReplica = (clientId: ClientId, keep: Keep = KEEP): Replica => ({
  epoch: NO_EPOCH,
  log: newLog(),
  head: newRoomState(),
  marks: [],
  doc: newRoomState(),
  view: newRoomState(),
  pending: [],
  saved: START,
  self: { clientId, nextSeq: 0, unsent: 0, joins: 0, forged: 0 },
  exchanged: 0,
  keep,
})

export const versionOf = (replica: Replica): Version => lengthOf(replica.log)

/** What receiving did, for those who show it. */
export interface ViewUpdate {
  /** To be shown in this order. */
  readonly changes: ViewChange[]
  /** Language, files or roles may differ. */
  settings: boolean
  /** Pending edits that the host refused, as they were made, and why. */
  readonly refused: { readonly edit: Edit; readonly reason: Reason }[]
  /** Who set the language last, when it was set. */
  languageBy: ClientId | null
}

export const noUpdate = (): ViewUpdate => ({ changes: [], settings: false, refused: [], languageBy: null })

/**
 * An edit made here, already on the screen. It joins the last pending edit where that is one's own, in the same
 * file, was never sent, and `mayJoin` (its size) allows; so typing while a push is under way stays one edit.
 */
export function edit(replica: Replica, change: Change, mayJoin: (a: Change, b: Change) => boolean): void {
  const { self, pending } = replica
  const last = pending.at(-1)
  apply(replica.view, change)
  if (
    last &&
    last.clientId === self.clientId &&
    last.seq >= self.unsent &&
    last.change.kind === 'edit' &&
    change.kind === 'edit' &&
    last.change.file === change.file &&
    mayJoin(last.change, change)
  ) {
    const changes = last.change.changes.compose(change.changes)
    pending[pending.length - 1] = { ...last, change: { kind: 'edit', file: change.file, changes } }
    self.joins += 1
  } else {
    pending.push({ clientId: self.clientId, seq: asSeq(self.nextSeq), change })
    self.nextSeq += 1
  }
}

/** The log's next entry. Adds what the view must undergo to `update`, and applies it to the view. */
export function receive(replica: Replica, entry: Entry, update: ViewUpdate): void {
  const carried = carry(replica.pending, entry, (file) => textOf(replica.doc, file))
  commit(replica, entry)
  replica.pending = carried.pending
  if (carried.exchanged) replica.exchanged += 1
  for (const change of carried.view) showChange(replica, change, update)
  if (carried.settings) {
    refreshSettings(replica, update)
    update.settings = true
  }
  if (entry.change.kind === 'language') update.languageBy = entry.clientId
  if (entry.change.kind === 'void' && carried.own && carried.own.change.kind !== 'void')
    update.refused.push({ edit: carried.own, reason: entry.change.reason })
}

/** Puts the log's next entry into the confirmed part alone: what is pending has to be carried over it. */
export function commit(replica: Replica, entry: Entry): void {
  const { self } = replica
  if (entry.clientId === self.clientId && entry.seq >= self.nextSeq) {
    // Under that seq nothing of this author's own would be taken any more.
    self.nextSeq = entry.seq + 1
    self.forged += 1
  }
  applyEdit(replica.doc, entry)
  append(replica.log, entry)
  note(replica.marks, replica.log.start, versionOf(replica), replica.doc)
}

/** Applies a change to the view of one file. */
export function showChange(replica: Replica, change: ViewChange, update: ViewUpdate): void {
  if (change.changes.empty) return
  const { file, changes, spans } = change
  if (lengthIn(replica.view, file) !== changes.length) {
    assert(!replica.view.files.has(file), 'a change of the view has the view’s length')
    return
  }
  apply(replica.view, spans ? { kind: 'edit', file, changes, spans } : { kind: 'edit', file, changes })
  update.changes.push(change)
}

/**
 * Folds what is not text anew: the log's settings, then the pending ones. The texts of the view stay; a file that
 * is no longer there shows none, and one that is there again the confirmed text and what is pending.
 */
export function refreshSettings(replica: Replica, update: ViewUpdate): void {
  const before = replica.view
  const view: RoomState = { ...cloneState(replica.doc), seqs: before.seqs }
  for (const { change } of replica.pending) if (change.kind !== 'edit') apply(view, change)
  for (const file of new Set([...before.files.keys(), ...view.files.keys()])) {
    const shown = before.files.get(file)
    if (shown && view.files.has(file)) {
      setText(view, file, shown.text)
      continue
    }
    for (const { change } of replica.pending)
      if (change.kind === 'edit' && change.file === file) apply(view, change)
    const changes = textDiff(textOf(before, file), textOf(view, file))
    if (!changes.empty) update.changes.push({ file, changes })
  }
  replica.view = view
}

/** The fold of the log at a version from `log.start` to its length; not shared with the replica. */
export function stateAt(replica: Replica, version: Version): RoomState {
  assert(version >= replica.log.start && version <= versionOf(replica), 'a version that the log holds')
  if (version === versionOf(replica)) return cloneState(replica.doc)
  const { log, head } = replica
  const from = markBelow(replica.marks, version) ?? { version: log.start, state: head }
  const state = cloneState(from.state)
  for (const entry of log.entries.slice(from.version - log.start, version - log.start))
    applyEdit(state, entry)
  return state
}

/** The length of a file's text at a version, without folding: the next entry on that file knows it. */
export function lengthAt(replica: Replica, version: Version, file: FileId): number {
  for (let i = version - replica.log.start; i < replica.log.entries.length; i++) {
    const change = replica.log.entries[i]?.change
    if (change?.kind === 'edit' && change.file === file) return change.changes.length
  }
  return lengthIn(replica.doc, file) ?? 0
}

/** Confirmed entries from a version on become pending again. A relabelling: the view does not change. */
export function rewind(replica: Replica, to: Version): void {
  if (to >= versionOf(replica)) return
  replica.doc = stateAt(replica, to)
  const removed = truncate(replica.log, to)
  keepMarks(replica.marks, replica.log.start, to)
  replica.pending = [
    ...removed.map(({ clientId, seq, change }) => ({ clientId, seq, change: unkept(change) })),
    ...replica.pending,
  ]
  // Others have seen what was in the log: own edits among it may change no more.
  for (const { clientId, seq } of removed)
    if (clientId === replica.self.clientId) replica.self.unsent = Math.max(replica.self.unsent, seq + 1)
  replica.saved = asVersion(Math.min(replica.saved, to))
}

/** The store has less than it had acknowledged: only log[0, version) is in it, perhaps less than the log holds. */
export function markLost(replica: Replica, version: Version): void {
  if (version < replica.saved) replica.saved = version
}

/** log[0, version) is in the store. */
export function markSaved(replica: Replica, version: Version): void {
  const known = Math.min(version, versionOf(replica))
  if (known > replica.saved) replica.saved = asVersion(known)
}

/** Forgets the entries below a saved version; their fold stays. */
export function cut(replica: Replica, at: Version): void {
  assert(at <= replica.saved, 'only saved entries are cut')
  if (at <= replica.log.start) return
  replica.head = stateAt(replica, at)
  behead(replica.log, at)
  keepMarks(replica.marks, at, versionOf(replica))
}

/**
 * Lets go of a log that turned out to differ from the host's: the texts stay as they are until a welcome with a
 * snapshot mends them, and what is pending stays pending.
 */
export function disown(replica: Replica): void {
  replica.head = cloneState(replica.doc)
  replica.log.start = versionOf(replica)
  replica.log.entries.length = 0
  replica.log.runs = []
  replica.marks.length = 0
}

/**
 * Cuts the log's head once it has grown, so that memory stays bounded by what is not saved: at a mark where there
 * is one, which costs no folding.
 */
export function trim(replica: Replica): void {
  const { log, saved } = replica
  if (log.units > 2 * LOG_TAIL) cut(replica, tailStart(log, saved, LOG_TAIL))
  if (saved - log.start <= replica.keep.most) return
  const most = asVersion(replica.saved - replica.keep.left)
  const mark = markBelow(replica.marks, most)?.version ?? most
  cut(replica, mark > replica.log.start ? mark : most)
}

/** Lets go of the first pending edit, which no host will ever take. The view undergoes its inverse. */
export function abandon(replica: Replica, reason: Reason, update: ViewUpdate): void {
  const first = replica.pending[0]
  if (!first) return
  const taken: Edit = { clientId: first.clientId, seq: first.seq, change: { kind: 'void', reason } }
  const carried = carry(replica.pending, taken, (file) => textOf(replica.doc, file))
  replica.pending = carried.pending
  for (const change of carried.view) showChange(replica, change, update)
  refreshSettings(replica, update)
  update.settings = true
  update.refused.push({ edit: first, reason })
}
