import { history, redo, undo } from '@codemirror/commands'
import { EditorState, type Transaction } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { localChanges, remoteTransaction } from '../../client/editor/session_binding.ts'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { TIMINGS } from '../../shared/session/timings.ts'
import { type ScenePage, SessionScene } from '../support/session_scene.ts'

/** An editor on a real session, bound as the page binds it. */
class Editor {
  readonly #page: ScenePage
  #state = EditorState.create({ extensions: history({ newGroupDelay: 0 }) })

  constructor(page: ScenePage) {
    this.#page = page
    page.session.on((event) => {
      if (event.type === 'change' && event.file === MAIN_FILE)
        this.#dispatch(this.#state.update(remoteTransaction(event.changes)))
    })
  }

  type(at: number, insert: string): void {
    this.#dispatch(this.#state.update({ changes: { from: at, insert }, userEvent: 'input.type' }))
  }

  run(command: typeof undo): boolean {
    return command({ state: this.#state, dispatch: (transaction) => this.#dispatch(transaction) })
  }

  /** What it shows; the session holds the same. */
  get text(): string {
    const text = this.#state.doc.toString()
    expect(this.#page.session.text(MAIN_FILE).toString()).toBe(text)
    return text
  }

  #dispatch(transaction: Transaction): void {
    this.#state = transaction.state
    const changes = localChanges([transaction])
    if (changes) this.#page.edit(changes)
  }
}

/** Three people; ann hosts, nobody saves what she commits. */
function room() {
  const scene = new SessionScene()
  const pages = scene.room('ann', 'bob', 'cat') as [ScenePage, ScenePage, ScenePage]
  const [ann, bob, cat] = pages
  ann.server.saves = false
  return { scene, ann, bob, cat, editors: { bob: new Editor(bob), cat: new Editor(cat) } }
}

describe('P3: undo across a change of host', () => {
  test('takes back one’s own edits that were committed, lost and committed again, and nobody else’s', () => {
    const { scene, ann, bob, cat, editors } = room()
    editors.bob.type(0, 'bob1 ')
    scene.run()
    editors.cat.type(0, 'cat1 ')
    scene.run()
    editors.bob.type(0, 'bob2 ')
    scene.run()
    expect(editors.bob.text).toBe('bob2 cat1 bob1 ')
    // The host dies and the store has nothing: what was confirmed is pending again, everybody's.
    ann.breakLinks()
    ann.session.leave()
    for (const page of [bob, cat])
      page.server.listener.userJoined({
        users: bob.session.users().filter((user) => user.userName !== 'ann'),
      })
    cat.hostChanged('cat', 2)
    bob.hostChanged('cat', 2)
    scene.run(TIMINGS.retry + 200)
    expect(editors.bob.text).toBe('bob2 cat1 bob1 ')
    expect(cat.session.status().path).toBe('hosting')
    editors.cat.type(5, 'CAT2 ')
    scene.run()

    expect(editors.bob.run(undo)).toBe(true)
    scene.run()
    expect(editors.bob.text).not.toContain('bob2')
    expect(editors.bob.run(undo)).toBe(true)
    scene.run()
    expect(editors.bob.text).toBe(editors.cat.text)
    expect(editors.bob.text.split(' ').filter(Boolean).sort()).toEqual(['CAT2', 'cat1'].sort())
    expect(editors.bob.run(redo)).toBe(true)
    scene.run()
    expect(editors.cat.text).toContain('bob1')
    expect(editors.bob.run(undo)).toBe(true)
    expect(editors.bob.run(undo)).toBe(false)
  })

  test('made while nobody is host is merged like any other edit', () => {
    const { scene, ann, bob, cat, editors } = room()
    editors.bob.type(0, 'kept ')
    scene.run()
    editors.bob.type(5, 'gone ')
    scene.run()
    ann.breakLinks()
    ann.session.leave()
    bob.hostChanged(null, 2)
    cat.hostChanged(null, 2)
    editors.cat.type(0, 'cat ')
    expect(editors.bob.run(undo)).toBe(true)
    const withoutAnn = bob.session.users().filter((user) => user.userName !== 'ann')
    for (const page of [bob, cat]) page.server.listener.userJoined({ users: withoutAnn })
    cat.hostChanged('cat', 3)
    bob.hostChanged('cat', 3)
    scene.run(TIMINGS.retry + 200)
    expect(editors.bob.text).toBe(editors.cat.text)
    expect(editors.bob.text).toBe('cat kept ')
  })
})
