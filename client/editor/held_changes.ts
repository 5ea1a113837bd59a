import type { ChangeSet } from '@codemirror/state'
import type { Cursor } from '../../shared/room/cursor.ts'

/**
 * Changes that the session's text has and the editor's does not yet, kept in step with what is typed meanwhile:
 * the editor's text with these changes is the session's text, always.
 */
export class HeldChanges {
  #changes: ChangeSet | null = null

  /** The session's text underwent a change that the editor is to show later. */
  hold(changes: ChangeSet): void {
    this.#changes = this.#changes === null ? changes : this.#changes.compose(changes)
  }

  /**
   * The editor's text underwent a change: answers what that is in the session's text. Where both insert, this one
   * comes first, as it would if its author had seen the other: a caret stays before what others insert at it.
   */
  typed(changes: ChangeSet): ChangeSet {
    if (this.#changes === null) return changes
    const mapped = changes.map(this.#changes, true)
    this.#changes = this.#changes.map(changes)
    return mapped
  }

  /** What the editor is to show now, once; null when nothing is held. */
  take(): ChangeSet | null {
    const changes = this.#changes
    this.#changes = null
    return changes
  }

  /** A place of the editor's text in the session's. */
  toSession(cursor: Cursor): Cursor {
    const changes = this.#changes
    if (changes === null) return cursor
    const selection = cursor.selection.map(changes)
    return { ...cursor, selection, top: changes.mapPos(cursor.top, -1), length: changes.newLength }
  }

  /** A place of the session's text in the editor's. */
  toEditor<T extends Pick<Cursor, 'selection'>>(cursor: T): T {
    if (this.#changes === null) return cursor
    return { ...cursor, selection: cursor.selection.map(this.#changes.invertedDesc) }
  }
}
