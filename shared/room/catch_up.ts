import { asSeq, type ClientId, type FileId } from '../base/ids.ts'
import type { WireEntry } from '../protocol/change.ts'
import { bindEntry } from './bind_entry.ts'
import { carry } from './carry.ts'
import { Composition } from './composition.ts'
import type { Edit, Entry } from './entry.ts'
import { commit, type Replica, receive, showChange, type ViewUpdate } from './replica.ts'
import { textOf } from './room_state.ts'
import { sizeOf } from './split.ts'

/** No author: the identity of what is not an edit of anybody. */
export const NOBODY = '' as ClientId

/** Entries that are composed at the most before what is pending is carried over them. */
const COMPOSED = 4_096
/** Pending places times entries, above which entries are composed: what takes a tenth of a second one by one. */
const COSTLY = 500_000

/**
 * Receives the next entries of a log. Where much is pending and many entries are news, neighbouring entries of one
 * file by others are composed first: carrying over them one by one would take minutes. What a host may have
 * committed in another way is mended when its entry comes, as after a change of host.
 *
 * @param misfit what stands for an entry that does not fit the texts; null ends it
 * @returns false when it ended early
 */
export function catchUp(
  replica: Replica,
  wires: readonly WireEntry[],
  update: ViewUpdate,
  misfit: (wire: WireEntry) => Entry | null,
): boolean {
  const isCostly = placesOf(replica.pending) * wires.length > COSTLY
  const ours = new Set(isCostly ? replica.pending.map(nameOf) : [])
  let run: Run | null = null
  for (const wire of wires) {
    const entry = bindEntry(replica.doc, wire) ?? misfit(wire)
    if (!entry) {
      if (run) carryOver(replica, run, update)
      return false
    }
    const { change } = entry
    if (
      run &&
      (change.kind !== 'edit' ||
        change.file !== run.file ||
        run.changes.count >= COMPOSED ||
        ours.has(nameOf(entry)))
    ) {
      carryOver(replica, run, update)
      run = null
    }
    if (!isCostly || change.kind !== 'edit' || ours.has(nameOf(entry))) receive(replica, entry, update)
    else {
      commit(replica, entry)
      run ??= { file: change.file, changes: new Composition() }
      run.changes.add(change.changes)
    }
  }
  if (run) carryOver(replica, run, update)
  return true
}

/** Entries that are in the log already, and that what is pending has not been carried over yet. */
interface Run {
  readonly file: FileId
  readonly changes: Composition
}

function carryOver(replica: Replica, run: Run, update: ViewUpdate): void {
  const { file } = run
  const changes = run.changes.finish()
  if (!changes) return
  const composed: Edit = { clientId: NOBODY, seq: asSeq(-1), change: { kind: 'edit', file, changes } }
  const carried = carry(replica.pending, composed, () => textOf(replica.doc, file))
  replica.pending = carried.pending
  for (const change of carried.view) showChange(replica, change, update)
}

const nameOf = ({ clientId, seq }: Pick<Edit, 'clientId' | 'seq'>): string => `${clientId} ${seq}`

/** How many places all these edits touch. */
function placesOf(pending: readonly Edit[]): number {
  let places = 0
  for (const { change } of pending) places += change.kind === 'edit' ? 1 + sizeOf(change.changes).spans : 1
  return places
}
