import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'
import { comparePlaces } from './place.ts'

declare const brand: unique symbol
/** Who signed in: a hash of the provider's name and of its own name for them. It leads back to neither. */
export type AccountId = string & { readonly [brand]: 'AccountId' }

/** Rooms that are remembered of one account; of more the newest. */
export const VISITS_KEPT = 100

/** A room that somebody was in. */
export interface RoomVisit {
  readonly roomId: RoomId
  /** When they came in last, in milliseconds since 1970. */
  readonly at: number
}

/** The rooms that accounts were in. Rejects with `StoreDown` only, as everything of a store. */
export interface VisitStore {
  /** Somebody came into a room. Atomic; an earlier visit than the one that is there changes nothing. */
  visited(account: AccountId, roomId: RoomId, now: number): Promise<void>
  /** The last visited first; empty for an account that was nowhere. */
  visits(account: AccountId): Promise<readonly RoomVisit[]>
}

const compare = (a: RoomVisit, b: RoomVisit): number =>
  comparePlaces({ roomId: a.roomId, updatedAt: a.at }, { roomId: b.roomId, updatedAt: b.at })

/** The list with one visit more, the last visited first. */
export function withVisit(list: readonly RoomVisit[], visit: RoomVisit): readonly RoomVisit[] {
  const before = list.find(({ roomId }) => roomId === visit.roomId)
  const at = Math.max(visit.at, before?.at ?? 0)
  const others = list.filter((one) => one !== before)
  return [...others, { roomId: visit.roomId, at }].sort(compare).slice(0, VISITS_KEPT)
}

/** A list as a database keeps it. */
export const formatVisits = (list: readonly RoomVisit[]): string =>
  JSON.stringify(list.map(({ roomId, at }) => [roomId, at]))

/** Throws where the text is none that `formatVisits` gave. */
export function parseVisits(text: string): readonly RoomVisit[] {
  const list: unknown = JSON.parse(text)
  if (!Array.isArray(list)) throw new Error('the visits of an account cannot be read')
  return list.map((item) => toVisit(...(Array.isArray(item) ? item : [])))
}

/** One visit as a database gives it, the time as a number or as decimal text. */
export function toVisit(id?: unknown, time?: unknown): RoomVisit {
  const roomId = parseRoomId(id)
  const at = Number(time)
  if (roomId === null || !Number.isSafeInteger(at)) throw new Error('a visit cannot be read')
  return { roomId, at }
}
