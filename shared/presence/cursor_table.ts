import type { ClientId, FileId } from '../base/ids.ts'
import { MEMBERS } from '../protocol/limits.ts'
import type { User } from '../protocol/messages.ts'
import { type Cursor, followEdit, mapCursor, mapOver } from '../room/cursor.ts'
import type { Edit, TextChange } from '../room/entry.ts'

interface Held {
  cursor: Cursor
  /** Its positions belong to the view: what it is in the confirmed text is not known (any more). */
  adrift: boolean
  /** How often its owner moved it, as far as is known here. */
  moves: number
}

/** Somebody's cursor in the text that is on the screen. */
export interface ViewCursor extends Cursor {
  readonly clientId: ClientId
  /** Grows whenever its owner moves it, and not when others' edits push it along. */
  readonly moves: number
}

/** The same, with who that is. */
export interface ShownCursor extends ViewCursor {
  readonly user: User
}

/**
 * Where everybody is, in the confirmed text. Every page that holds the same cursors and takes the same entries comes
 * to the same places, so that nobody need say where they are while they type.
 */
export class CursorTable {
  readonly #held = new Map<ClientId, Held>()
  #people: ReadonlySet<ClientId> = new Set()

  get authors(): readonly ClientId[] {
    return [...this.#held.keys()]
  }

  /** Where somebody is in the confirmed text, if that is known. */
  get(author: ClientId): Cursor | null {
    const held = this.#held.get(author)
    return held && !held.adrift ? held.cursor : null
  }

  /** Somebody moved. */
  set(author: ClientId, cursor: Cursor): void {
    const before = this.#held.get(author)
    if (!before && this.#held.size >= MEMBERS) this.#forget()
    if (!before && this.#held.size >= 2 * MEMBERS) return
    this.#held.set(author, { cursor, adrift: false, moves: (before?.moves ?? 0) + 1 })
  }

  delete(author: ClientId): void {
    this.#held.delete(author)
  }

  /**
   * These are here now. Others are not shown, but kept as long as there is room: a server that starts again names
   * people one by one as they come back, and nobody tells anew where they are because of that.
   */
  setPeople(people: readonly ClientId[]): void {
    this.#people = new Set(people)
  }

  /**
   * An entry was committed. Answers whether its author moved by it.
   *
   * @param self this page's own author: what others take its cursor for after an edit is known only if it was before
   */
  committed({ change, clientId }: Edit, self: ClientId): boolean {
    if (change.kind !== 'edit') return false
    for (const [author, held] of this.#held)
      if (author !== clientId && !held.adrift) held.cursor = mapCursor(held.cursor, change)
    if (clientId === self && !this.get(self)) return false
    this.set(clientId, followEdit(this.get(clientId), change))
    return true
  }

  /** The log may be exchanged for another now: until their owners are heard of again, cursors go with the view alone. */
  drift(pending: readonly Edit[]): void {
    for (const held of this.#held.values()) {
      if (held.adrift) continue
      held.cursor = mapOver(held.cursor, pending)
      held.adrift = true
    }
  }

  /** The view undergoes a change. */
  shown(change: Pick<TextChange, 'file' | 'changes'>): void {
    for (const held of this.#held.values()) if (held.adrift) held.cursor = mapCursor(held.cursor, change)
  }

  /** Where everybody who is here is in the view, which is the confirmed text and then what is pending. */
  inView(pending: readonly Edit[], lengthOf: (file: FileId) => number | null): ViewCursor[] {
    const shown: ViewCursor[] = []
    for (const [clientId, { cursor, adrift, moves }] of this.#held) {
      if (!this.#people.has(clientId)) continue
      const here = adrift ? cursor : mapOver(cursor, pending)
      if (here.length === lengthOf(here.file)) shown.push({ ...here, clientId, moves })
    }
    return shown
  }

  #forget(): void {
    for (const author of this.#held.keys()) if (!this.#people.has(author)) this.#held.delete(author)
  }
}
