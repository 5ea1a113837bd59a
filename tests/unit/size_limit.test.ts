import { history, undo } from '@codemirror/commands'
import { EditorState, type Transaction, type TransactionSpec } from '@codemirror/state'
import { expect, test } from 'vitest'
import { remoteTransaction } from '../../client/editor/session_binding.ts'
import { sizeLimit } from '../../client/editor/size_limit.ts'
import { fullWords } from '../../client/state/full_words.ts'
import { ROOM_UNITS } from '../../shared/protocol/limits.ts'
import type { Space } from '../../shared/room/space.ts'

/** An editor's state in a room of ten characters. */
class Limited {
  readonly refused: Space[] = []
  edits = 100
  state = EditorState.create({
    doc: '12345678',
    extensions: [
      history(),
      sizeLimit(
        () => ({ units: 10 - this.state.doc.length, most: 10, edits: this.edits }),
        (space) => this.refused.push(space),
      ),
    ],
  })

  do(spec: TransactionSpec): string {
    this.state = this.state.update(spec).state
    return this.state.doc.toString()
  }
}

test('B2: a change that fits is made, and one that does not is not made at all', () => {
  const editor = new Limited()
  expect(editor.do({ changes: { from: 8, insert: '9' } })).toBe('123456789')
  expect(editor.do({ changes: { from: 0, insert: 'ab' }, userEvent: 'input.paste' })).toBe('123456789')
  expect(editor.refused).toEqual([{ units: 1, most: 10, edits: 100 }])
  // What takes the place of other text counts for the difference.
  expect(editor.do({ changes: { from: 0, to: 3, insert: 'abcd' } })).toBe('abcd456789')
  expect(editor.do({ changes: { from: 0, insert: 'x' } })).toBe('abcd456789')
  expect(editor.do({ changes: { from: 0, to: 4 } })).toBe('456789')
  expect(editor.refused).toHaveLength(2)
})

test('B2: what others write, and undo, are not asked about', () => {
  const editor = new Limited()
  editor.do({ changes: { from: 0, to: 4 }, userEvent: 'delete' })
  const insert = editor.state.changes({ from: 0, insert: 'from others' })
  expect(editor.do(remoteTransaction(insert))).toBe('from others5678')
  const dispatch = (transaction: Transaction) => {
    editor.state = transaction.state
  }
  undo({ state: editor.state, dispatch })
  expect(editor.state.doc.length).toBe(19)
  // In a room that is fuller than it may be, what makes it no fuller is made.
  expect(editor.do({ changes: { from: 0, to: 1, insert: 'F' } })).toHaveLength(19)
  expect(editor.refused).toEqual([])
})

test('B2 B3: when the log is full nothing is changed any more', () => {
  const editor = new Limited()
  editor.edits = 0
  expect(editor.do({ changes: { from: 0, to: 4 } })).toBe('12345678')
  expect(editor.do({ selection: { anchor: 3 } })).toBe('12345678')
  expect(editor.refused).toHaveLength(1)
})

test('B2: the person is told what fits', () => {
  expect(fullWords({ units: 1_234, most: ROOM_UNITS, edits: 9 })).toBe(
    'Nothing was changed: that is too long. This room takes 50,000,000 characters, and 1,234 more fit',
  )
  expect(fullWords({ units: 0, most: 10, edits: 9 })).toContain('and it is full')
  expect(fullWords({ units: 0, most: 10, edits: 0 })).toContain('as many edits as it may have')
})
