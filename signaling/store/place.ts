import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'

/** Where a room stands in a list: newest first, rooms of the same millisecond by falling id. */
export interface Place {
  readonly updatedAt: number
  readonly roomId: RoomId
}

/** Negative when `a` is listed before `b`. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.updatedAt !== b.updatedAt) return b.updatedAt - a.updatedAt
  return a.roomId === b.roomId ? 0 : a.roomId > b.roomId ? -1 : 1
}

/** The opaque text that `Page.next` hands out. */
export const formatPlace = (place: Place): string => `${place.updatedAt}.${place.roomId}`

/** The place, or null when the text is none that `formatPlace` gave: it may come from anybody. */
export function parsePlace(text: string): Place | null {
  const [, digits, id] = /^(\d{1,15})\.([^.]+)$/.exec(text) ?? []
  const roomId = parseRoomId(id)
  return digits === undefined || roomId === null ? null : { updatedAt: Number(digits), roomId }
}
