import type { FileId } from '../base/ids.ts'
import { fail, ok, type Result } from '../base/result.ts'
import type { Reason } from '../protocol/reasons.ts'
import { foldBelow } from './carry.ts'
import { isBlank } from './journal.ts'
import { rebase } from './rebase.ts'
import { type Replica, refreshSettings, showChange, type ViewUpdate } from './replica.ts'
import { lastSeq, textOf } from './room_state.ts'
import { textDiff } from './text_diff.ts'
import { makeWelcome, takeWelcome } from './welcome.ts'

/**
 * Takes over what another replica of the room holds: one that was on disk, whose page is dead. A blank replica
 * takes all of it. Any other keeps its log, and what the dead one held beyond that becomes pending here, on top of
 * what is pending already; edits that both hold are there once. The dead replica is of no use afterwards.
 *
 * Answers a reason, and nothing has changed here: `staleVersion` while this log lacks something of what the dead one
 * had cut off as saved, for then its edits would have gaps below them; another when its log makes no sense here.
 */
export function absorb(replica: Replica, dead: Replica, update: ViewUpdate): Result<ViewUpdate, Reason> {
  if (isBlank(replica)) return ok(become(replica, dead, update))
  for (const [author, seq] of dead.head.seqs)
    if (lastSeq(replica.doc, author) < seq) return fail('staleVersion')
  const welcome = makeWelcome(replica, { runs: dead.log.runs, floor: dead.log.start }, 0)
  const taken = takeWelcome(dead, welcome)
  if (!taken.ok) return taken
  const confirmed = (file: FileId) => textOf(replica.doc, file)
  const below = (index: number, file: FileId) => foldBelow(replica.pending, index, file, confirmed)
  for (const edit of rebase(dead.pending, replica.pending, below)) {
    replica.pending.push(edit)
    if (edit.change.kind === 'edit') showChange(replica, edit.change, update)
    else {
      refreshSettings(replica, update)
      update.settings = true
    }
  }
  return ok(update)
}

function become(replica: Replica, dead: Replica, update: ViewUpdate): ViewUpdate {
  for (const file of dead.view.files.keys()) {
    const changes = textDiff(textOf(replica.view, file), textOf(dead.view, file))
    if (!changes.empty) update.changes.push({ file, changes })
  }
  update.settings = true
  const { log } = dead
  replica.epoch = dead.epoch
  replica.log.start = log.start
  replica.log.runs = log.runs
  replica.log.units = log.units
  for (const entry of log.entries) replica.log.entries.push(entry)
  replica.marks.push(...dead.marks)
  replica.head = dead.head
  replica.doc = dead.doc
  replica.view = dead.view
  replica.pending = dead.pending
  replica.saved = dead.saved
  return update
}
