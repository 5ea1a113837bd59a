import type { ChangeSet, Text } from '@codemirror/state'
import type { FileId } from '../../shared/base/ids.ts'
import type { ShownCursor } from '../../shared/presence/cursor_table.ts'
import type { LineEnd } from '../../shared/protocol/change.ts'
import type { Cursor } from '../../shared/room/cursor.ts'
import type { Space } from '../../shared/room/space.ts'

/** Where everybody is. */
interface PresencePort {
  /** The others, in whichever file. */
  readonly cursors: readonly ShownCursor[]
  /** Where this person is now; null when there is no editor any more. */
  setCursor(cursor: Cursor | null): void
}

/** What the editor needs of a session. */
export interface EditorPort {
  /** The session's view of the file; equals the editor's document once that shows all that was told. */
  text(file: FileId): Text
  /** What still fits into the room. */
  space(): Space
  /** Takes an edit that is already on the screen. */
  edit(file: FileId, changes: ChangeSet): void
  setTyping(typing: boolean): void
  readonly presence: PresencePort
  /** The line ends that the file has outside of Tandem. */
  setLineEnd(file: FileId, lineEnd: LineEnd): void
  /** Returns the function that stops listening. */
  on(listener: (event: EditorEvent) => void): () => void
}

/** Of a session's events the editor acts on changes alone. */
export type EditorEvent =
  | { readonly type: 'change'; readonly file: FileId; readonly changes: ChangeSet }
  | {
      readonly type:
        | 'loaded'
        | 'settings'
        | 'users'
        | 'typing'
        | 'cursors'
        | 'idle'
        | 'summon'
        | 'status'
        | 'rights'
        | 'links'
        | 'notice'
    }
