import type { Identity } from './entry.ts'
import { lastSeq, type RoomState } from './room_state.ts'

/** Where an edit stands in its author's sequence: committed already, next, or with others missing in between. */
export type Turn = 'past' | 'next' | 'early'

/** Entries of one author are committed in the order of their seqs, without gap or repeat. */
export function turnOf(state: RoomState, edit: Identity): Turn {
  const next = lastSeq(state, edit.clientId) + 1
  if (edit.seq === next) return 'next'
  return edit.seq < next ? 'past' : 'early'
}
