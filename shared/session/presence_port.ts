import type { PeerId } from '../base/ids.ts'
import type { ShownCursor } from '../presence/cursor_table.ts'
import type { Cursor, Place } from '../room/cursor.ts'

/** Where everybody is, as whoever shows it sees it. */
export interface PresencePort {
  /** Where the others are in the view, in whichever file: to be asked for when it is drawn. */
  readonly cursors: readonly ShownCursor[]
  /** The others who gave no sign of life for long. */
  readonly idle: readonly PeerId[]
  /** Where this person is; called after each edit and each `change`, too. Null when there is no editor any more. */
  setCursor(cursor: Cursor | null): void
  /** Asks everybody to come to a place in the view. Answers whether that could be done: only a host can. */
  summon(place: Place): boolean
}
