import type { ChangeSet, Text } from '@codemirror/state'
import type { FileId } from '../base/ids.ts'
import { type Change, type Edit, isEqual, isSame, type TextChange } from './entry.ts'

/** A change that the view of one file must still undergo. */
export type ViewChange = Pick<TextChange, 'file' | 'changes' | 'spans'>

export interface Carried<E extends Edit> {
  readonly pending: E[]
  readonly view: ViewChange[]
  /** The entry, or the pending edit that it confirms, was no text edit: the view's settings are folded anew. */
  readonly settings: boolean
  /** The pending edit that the entry is, as it was. */
  readonly own: E | undefined
  /** The pending edit was committed differently than it was carried here: ours was exchanged for theirs. */
  readonly exchanged: boolean
}

/**
 * Carries pending edits over one committed entry: always one entry and one edit at a time, because mapping over
 * several at once composes them and forgets their order. If the entry is one of the pending edits, at any place,
 * that one is done; where it was committed differently than it was made (moved, or refused), the view exchanges
 * ours for theirs.
 *
 * @param textBelow the confirmed text of a file before the entry
 */
export function carry<E extends Edit>(
  pending: readonly E[],
  entry: Edit,
  textBelow: (file: FileId) => Text,
): Carried<E> {
  if (pending.length === 0) return passed(entry.change)
  const at = pending.findIndex((edit) => isSame(edit, entry))
  const own = at < 0 ? undefined : pending[at]
  const settings = entry.change.kind !== 'edit' || (own !== undefined && own.change.kind !== 'edit')
  const view: ViewChange[] = []
  let edits: E[]

  if (entry.change.kind === 'edit') {
    const { file, changes } = entry.change
    const below = mapRun(pending, 0, at < 0 ? pending.length : at, file, changes)
    edits = below.edits
    if (own === undefined) view.push({ file, changes: below.over })
    else if (own.change.kind === 'edit' && own.change.file === file) {
      const carried: TextChange =
        below.over === changes ? entry.change : { kind: 'edit', file, changes: below.over }
      if (isEqual(carried, own.change))
        return { pending: [...edits, ...pending.slice(at + 1)], view, settings, own, exchanged: false }
      const exchange = own.change.changes.invert(foldBelow(pending, at, file, textBelow)).compose(below.over)
      const above = mapRun(pending, at + 1, pending.length, file, exchange)
      view.push({ file, changes: above.over })
      return { pending: [...edits, ...above.edits], view, settings, own, exchanged: true }
    } else {
      const above = mapRun(pending, at + 1, pending.length, file, below.over)
      view.push({ file, changes: above.over })
      edits = [...edits, ...above.edits]
    }
  } else edits = own === undefined ? [...pending] : [...pending.slice(0, at), ...pending.slice(at + 1)]

  if (own !== undefined && own.change.kind === 'edit') {
    const { file, changes } = own.change
    const undo = mapRun(
      edits,
      at,
      edits.length,
      file,
      changes.invert(foldBelow(pending, at, file, textBelow)),
    )
    view.push({ file, changes: undo.over })
    edits = [...edits.slice(0, at), ...undo.edits]
  }
  return { pending: edits, view, settings, own, exchanged: own?.change.kind === 'edit' }
}

/** What an entry comes to where nothing is pending. */
const passed = (change: Change): Carried<never> => ({
  pending: [],
  view: change.kind === 'edit' ? [change] : [],
  settings: change.kind !== 'edit',
  own: undefined,
  exchanged: false,
})

/** Maps edits [from, to) of one file over a change and the change over them. */
function mapRun<E extends Edit>(
  edits: readonly E[],
  from: number,
  to: number,
  file: FileId,
  over: ChangeSet,
): { edits: E[]; over: ChangeSet } {
  const mapped: E[] = []
  for (let i = from; i < to; i++) {
    const edit = edits[i] as E
    if (edit.change.kind !== 'edit' || edit.change.file !== file) mapped.push(edit)
    else {
      const { changes } = edit.change
      mapped.push({ ...edit, change: { kind: 'edit', file, changes: changes.map(over) } })
      over = over.map(changes, true)
    }
  }
  return { edits: mapped, over }
}

/** The text of a file below the pending edit at an index. */
export function foldBelow(
  pending: readonly Edit[],
  at: number,
  file: FileId,
  textBelow: (file: FileId) => Text,
): Text {
  let text = textBelow(file)
  for (let i = 0; i < at; i++) {
    const change = pending[i]?.change
    if (change?.kind === 'edit' && change.file === file) text = change.changes.apply(text)
  }
  return text
}
