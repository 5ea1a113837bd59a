import { ChangeSet, EditorSelection, Text } from '@codemirror/state'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RemoteChanges } from '../../client/editor/remote_changes.ts'
import { MAIN_FILE } from '../../shared/base/ids.ts'

/** An editor's text and a session's, bound as in the page; the test says when a frame is made. */
class Bound {
  editor: Text
  session: Text
  caret = 0
  shown = 0
  #frame: (() => void) | null = null
  readonly remote = new RemoteChanges({
    show: (changes) => {
      this.editor = changes.apply(this.editor)
      this.caret = changes.mapPos(this.caret, -1)
      this.shown += 1
    },
    afterFrame: (callback) => {
      this.#frame = callback
      return () => {
        this.#frame = null
      }
    },
  })

  constructor(text = '') {
    this.editor = this.session = Text.of([text])
  }

  type(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert }, this.editor.length)
    this.editor = changes.apply(this.editor)
    this.caret = from + insert.length
    this.session = this.remote.typed(changes).apply(this.session)
  }

  hear(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert }, this.session.length)
    this.session = changes.apply(this.session)
    this.remote.heard(changes)
  }

  frame(): void {
    const made = this.#frame
    this.#frame = null
    made?.()
  }

  get texts(): readonly [string, string] {
    return [this.editor.toString(), this.session.toString()]
  }
}

const cursor = (at: number, length: number) => ({
  file: MAIN_FILE,
  selection: EditorSelection.single(at),
  top: 0,
  length,
})

describe('P20: between a key and its frame', () => {
  test('others’ edits wait, are shown as one, and come at once otherwise', () => {
    const bound = new Bound('abc')
    bound.hear(3, 3, 'd')
    expect(bound.texts).toEqual(['abcd', 'abcd'])
    bound.type(0, 0, 'x')
    bound.hear(5, 5, 'e')
    bound.hear(6, 6, 'f')
    expect(bound.texts).toEqual(['xabcd', 'xabcdef'])
    expect(bound.shown).toBe(1)
    bound.frame()
    expect(bound.texts).toEqual(['xabcdef', 'xabcdef'])
    expect(bound.shown).toBe(2)
    bound.hear(7, 7, 'g')
    expect(bound.texts).toEqual(['xabcdefg', 'xabcdefg'])
    bound.frame()
    expect(bound.shown).toBe(3)
  })

  test('whatever is typed and heard meanwhile, both texts come to the same', () => {
    const step = fc.record({
      mine: fc.boolean(),
      from: fc.nat(),
      length: fc.nat(3),
      insert: fc.stringMatching(/^[a-z]{0,3}$/),
      frame: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const bound = new Bound('some text')
        for (const { mine, from, length, insert, frame } of steps) {
          const size = (mine ? bound.editor : bound.session).length
          const at = from % (size + 1)
          const to = Math.min(size, at + length)
          if (mine) bound.type(at, to, insert)
          else bound.hear(at, to, insert)
          if (frame) bound.frame()
        }
        bound.frame()
        expect(bound.texts[0]).toBe(bound.texts[1])
      }),
      { numRuns: 2_000 },
    )
  })

  test('where another inserts at the caret, what is typed comes before it, as when the other is seen at once', () => {
    const at = (first: (bound: Bound) => void) => {
      const bound = new Bound('ab')
      first(bound)
      bound.hear(2, 2, '>')
      bound.type(bound.caret, bound.caret, 'y')
      bound.frame()
      expect(bound.texts[0]).toBe(bound.texts[1])
      return [bound.texts[0], bound.caret]
    }
    const seen = at((bound) => {
      bound.type(1, 1, 'x')
      bound.frame()
    })
    const held = at((bound) => bound.type(1, 1, 'x'))
    expect(held).toEqual(seen)
    expect(held).toEqual(['axy>b', 3])
  })

  test('places are told in the text of whoever hears of them', () => {
    const bound = new Bound('abc')
    bound.type(3, 3, 'd')
    bound.hear(0, 0, '>> ')
    expect(bound.remote.toSession(cursor(4, 4))).toMatchObject({ length: 7, top: 0 })
    expect(bound.remote.toSession(cursor(4, 4)).selection.main.head).toBe(7)
    expect(bound.remote.toEditor(cursor(5, 7)).selection.main.head).toBe(2)
    bound.remote.flush()
    expect(bound.texts).toEqual(['>> abcd', '>> abcd'])
    expect(bound.remote.toSession(cursor(7, 7)).selection.main.head).toBe(7)
    expect(bound.remote.toEditor(cursor(5, 7)).selection.main.head).toBe(5)
  })

  test('what only costs time waits too, and is done once', () => {
    const bound = new Bound('abc')
    let done = 0
    const action = () => {
      done += 1
    }
    bound.remote.defer(action)
    expect(done).toBe(1)
    bound.type(0, 0, 'x')
    bound.remote.defer(action)
    bound.remote.defer(action)
    expect(done).toBe(1)
    bound.frame()
    expect(done).toBe(2)
    bound.type(0, 0, 'x')
    bound.frame()
    expect(done).toBe(2)
  })

  test('nothing is shown to an editor that is gone', () => {
    const bound = new Bound('abc')
    bound.type(0, 0, 'x')
    bound.hear(0, 0, 'y')
    bound.remote.stop()
    bound.frame()
    expect(bound.shown).toBe(0)
  })
})
