import { Annotation, type ChangeSet, Transaction, type TransactionSpec } from '@codemirror/state'
import { assert } from '../../shared/base/assert.ts'

/** Marks a transaction that brings what the session already holds. */
const remote = Annotation.define<boolean>()

/**
 * The transaction for a change out of the session: not undoable here, it leaves the scroll position alone, and no
 * filter may alter it, since the session's text already has it.
 */
export const remoteTransaction = (changes: ChangeSet): TransactionSpec => ({
  changes,
  annotations: [remote.of(true), Transaction.addToHistory.of(false), Transaction.userEvent.of('remote')],
  scrollIntoView: false,
  filter: false,
})

/**
 * What an editor update must hand to the session: the document changes of its transactions as one change set, or
 * null when there are none or they came from the session.
 */
export function localChanges(transactions: readonly Transaction[]): ChangeSet | null {
  let changes: ChangeSet | null = null
  let fromSession = false
  for (const transaction of transactions) {
    if (!transaction.docChanged) continue
    if (transaction.annotation(remote) === true) fromSession = true
    else changes = changes === null ? transaction.changes : changes.compose(transaction.changes)
  }
  assert(!(fromSession && changes !== null), 'an update mixes local and remote changes')
  return changes
}

/** Whether a person's own typing is among the transactions: undo and programmatic edits are edits, not typing. */
export const isTyping = (transactions: readonly Transaction[]): boolean =>
  transactions.some(
    (transaction) =>
      transaction.docChanged && (transaction.isUserEvent('input') || transaction.isUserEvent('delete')),
  )
