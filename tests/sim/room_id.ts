import type { RoomId } from '../../shared/base/ids.ts'

/** The one room of a run. */
export const ROOM = 'room' as RoomId
