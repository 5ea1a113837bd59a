import type { WireEntry } from '../protocol/change.ts'
import type { Entry } from './entry.ts'
import { bindChange, lengthIn, type RoomState } from './room_state.ts'

/** A travelled entry, bound to the texts that it is the next change of; null when it does not fit them. */
export function bindEntry(state: RoomState, wire: WireEntry): Entry | null {
  const change = bindChange(wire.change, (file) => lengthIn(state, file))
  if (!change) return null
  const { clientId, seq, epoch, by, at } = wire
  return { clientId, seq, change, epoch, by, at }
}
