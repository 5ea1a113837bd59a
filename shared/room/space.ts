import type { RoomLimits } from './authority.ts'
import { type Replica, versionOf } from './replica.ts'
import { unitsOf } from './room_state.ts'

/** What still fits into a room. */
export interface Space {
  /** Units of text that may be added. */
  readonly units: number
  /** Units of text that the room may have at the most. */
  readonly most: number
  /** Edits that the log still takes. */
  readonly edits: number
}

/** What fits on top of what this replica shows. Somebody else may be faster: the host has the last word. */
export const spaceIn = (replica: Replica, limits: RoomLimits): Space => ({
  units: Math.max(0, limits.units - unitsOf(replica.view)),
  most: limits.units,
  edits: Math.max(0, limits.entries - versionOf(replica) - replica.pending.length),
})
