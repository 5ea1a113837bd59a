import type { ChangeSet } from '@codemirror/state'
import type { Cursor } from '../../shared/room/cursor.ts'
import { HeldChanges } from './held_changes.ts'

interface RemoteChangesOptions {
  /** Puts into the editor what the session's text has and the editor's has not. */
  readonly show: (changes: ChangeSet) => void
  /** Calls back once when the frame that shows the editor as it is now is made; the returned function cancels. */
  readonly afterFrame: (callback: () => void) => () => void
}

/**
 * What comes out of the session goes to the editor at once, but never between a person's key and the frame that shows
 * it: others' edits take as long to draw as one's own, and nobody sees them come a frame later.
 */
export class RemoteChanges {
  readonly #options: RemoteChangesOptions
  readonly #held = new HeldChanges()
  #cancel: (() => void) | null = null
  #deferred = new Set<() => void>()

  constructor(options: RemoteChangesOptions) {
    this.#options = options
  }

  /** The session's text underwent a change. */
  heard(changes: ChangeSet): void {
    this.#held.hold(changes)
    if (this.#cancel === null) this.flush()
  }

  /** The person changed the editor's text: answers what the session is to take. */
  typed(changes: ChangeSet): ChangeSet {
    this.#cancel ??= this.#options.afterFrame(() => {
      this.#cancel = null
      for (const action of this.#deferred) action()
      this.#deferred.clear()
      this.flush()
    })
    return this.#held.typed(changes)
  }

  /** Does something that costs time: now, or once after the frame that a key waits for. */
  defer(action: () => void): void {
    if (this.#cancel === null) action()
    else this.#deferred.add(action)
  }

  /** Both texts are equal now, for what knows one of them by its positions. */
  flush(): void {
    const changes = this.#held.take()
    if (changes !== null) this.#options.show(changes)
  }

  toSession(cursor: Cursor): Cursor {
    return this.#held.toSession(cursor)
  }

  toEditor<T extends Pick<Cursor, 'selection'>>(cursor: T): T {
    return this.#held.toEditor(cursor)
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
