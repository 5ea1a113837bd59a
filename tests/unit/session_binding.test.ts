import { history, redo, undo } from '@codemirror/commands'
import { EditorState, Text, type Transaction, type TransactionSpec } from '@codemirror/state'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTyping, localChanges, remoteTransaction } from '../../client/editor/session_binding.ts'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { FakeSession, fakeUser } from '../support/fake_session.ts'

/** An editor's state bound to a session the way the view binds it, without a page. */
class BoundState {
  readonly session: FakeSession
  state: EditorState

  constructor(session: FakeSession) {
    this.session = session
    this.state = EditorState.create({ doc: session.text(), extensions: history() })
    session.on((event) => {
      if (event.type === 'change') this.dispatch(this.state.update(remoteTransaction(event.changes)))
    })
  }

  dispatch(...transactions: Transaction[]): void {
    for (const transaction of transactions) this.state = transaction.state
    const changes = localChanges(transactions)
    if (changes !== null) this.session.edit(MAIN_FILE, changes)
  }

  type(from: number, to: number, insert: string): void {
    this.dispatch(this.state.update({ changes: { from, to, insert }, userEvent: 'input.type' }))
  }

  run(command: typeof undo): boolean {
    return command({ state: this.state, dispatch: (transaction) => this.dispatch(transaction) })
  }
}

const bound = (text = ''): BoundState => {
  const session = new FakeSession(fakeUser('Ana', 0))
  session.load(text)
  return new BoundState(session)
}

test('P1: what is typed reaches the session exactly once, in order', () => {
  const editor = bound('abc')
  editor.type(3, 3, 'd')
  editor.type(4, 4, 'e')
  editor.dispatch(editor.state.update({ selection: { anchor: 1 } }))
  expect(editor.session.edits.map((changes) => changes.toJSON())).toEqual([
    [3, [0, 'd']],
    [4, [0, 'e']],
  ])
  expect(editor.session.text().toString()).toBe('abcde')
})

test('P1: several transactions in one update reach the session as one edit that does the same', () => {
  const editor = bound('abc')
  const first = editor.state.update({ changes: { from: 0, insert: 'x' } })
  const second = first.state.update({ changes: { from: 1, to: 4, insert: 'y' } })
  editor.dispatch(first, second)
  expect(editor.session.edits).toHaveLength(1)
  expect(editor.session.text().toString()).toBe('xy')
})

test('P2: what comes from the session does not go back to it', () => {
  const editor = bound('abc')
  editor.session.remote(0, 1, 'remote')
  expect(editor.state.doc.toString()).toBe('remotebc')
  expect(editor.session.edits).toHaveLength(0)
})

test('P2: a change that the session makes on taking an edit is applied on top of it', () => {
  const editor = bound('abc')
  editor.session.onEdit = () => {
    editor.session.onEdit = null
    editor.session.remote(0, 0, '>')
  }
  editor.type(3, 3, '!')
  expect(editor.state.doc.toString()).toBe('>abc!')
  expect(editor.session.text().toString()).toBe('>abc!')
})

test('P2: an update may not mix what was typed with what came from the session', () => {
  const editor = bound('abc')
  const local = editor.state.update({ changes: { from: 0, insert: 'x' } })
  const spec: TransactionSpec = remoteTransaction(local.state.changes({ from: 0, insert: 'y' }))
  expect(() => localChanges([local, local.state.update(spec)])).toThrow(/mixes/)
})

test('P2: no filter of the editor alters a change from the session', () => {
  const session = new FakeSession(fakeUser('Ana', 0))
  const deaf = EditorState.create({ extensions: EditorState.changeFilter.of(() => false) })
  const changes = deaf.changes({ from: 0, insert: 'text' })
  expect(deaf.update({ changes }).newDoc.toString()).toBe('')
  expect(deaf.update(remoteTransaction(changes)).newDoc.toString()).toBe('text')
  expect(session.edits).toHaveLength(0)
})

test('P3: undo and redo touch one’s own edits only', () => {
  const editor = bound('one two')
  editor.type(7, 7, ' mine')
  editor.session.remote(0, 3, 'ONE!')
  expect(editor.run(undo)).toBe(true)
  expect(editor.state.doc.toString()).toBe('ONE! two')
  expect(editor.run(undo)).toBe(false)
  expect(editor.run(redo)).toBe(true)
  expect(editor.state.doc.toString()).toBe('ONE! two mine')
  expect(editor.session.text().toString()).toBe('ONE! two mine')
})

test('P3: the text that the room brings cannot be undone', () => {
  const session = new FakeSession(fakeUser('Ana', 0))
  const editor = new BoundState(session)
  session.load('the room')
  expect(editor.run(undo)).toBe(false)
  expect(editor.state.doc.toString()).toBe('the room')
})

test('P4: line ends of all kinds become line feeds on the way in', () => {
  const editor = bound()
  editor.type(0, 0, 'a\r\nb\rc\nd')
  const inserted = editor.session.text()
  expect(inserted.eq(Text.of(['a', 'b', 'c', 'd']))).toBe(true)
  expect(editor.session.edits[0]?.toJSON()).toEqual([[0, 'a', 'b', 'c', 'd']])
})

test('P5: typing and deleting count as typing, undo and what comes from others do not', () => {
  const editor = bound('abc')
  const by = (userEvent: string) => [editor.state.update({ changes: { from: 0, to: 1 }, userEvent })]
  expect(isTyping(by('input.type'))).toBe(true)
  expect(isTyping(by('delete.backward'))).toBe(true)
  expect(isTyping(by('undo'))).toBe(false)
  expect(isTyping([editor.state.update({ selection: { anchor: 1 }, userEvent: 'input' })])).toBe(false)
  const remote = remoteTransaction(editor.state.changes({ from: 0, insert: 'x' }))
  expect(isTyping([editor.state.update(remote)])).toBe(false)
})

test('P1: whatever is typed, undone and received in whatever order, editor and session hold the same text', () => {
  const step = fc.record({
    kind: fc.constantFrom('local', 'remote', 'undo', 'redo', 'reaction'),
    at: fc.nat(),
    length: fc.nat({ max: 6 }),
    insert: fc.string({ maxLength: 6, unit: fc.constantFrom('a', 'b', '\n', '\r', '😀', '(') }),
  })
  let edits = 0
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
      const editor = bound('start\nhere')
      for (const { kind, at, length, insert } of steps) {
        const { session } = editor
        const place = (size: number): [number, number] => {
          const from = at % (size + 1)
          return [from, Math.min(size, from + length)]
        }
        const clean = insert.replace(/\r/g, '')
        if (kind === 'local') editor.type(...place(editor.state.doc.length), insert)
        if (kind === 'remote') session.remote(...place(session.text().length), clean)
        if (kind === 'undo') editor.run(undo)
        if (kind === 'redo') editor.run(redo)
        if (kind === 'reaction') {
          session.onEdit = () => {
            session.onEdit = null
            session.remote(...place(session.text().length), clean)
          }
        }
        expect(editor.state.doc.eq(session.text())).toBe(true)
      }
      edits += editor.session.edits.length
    }),
    { seed: 1, numRuns: 200 },
  )
  expect(edits).toBeGreaterThan(1_000)
})
