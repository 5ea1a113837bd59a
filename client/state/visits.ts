import { createSignal } from 'solid-js'
import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'
import { type Language, parseLanguage } from '../../shared/protocol/language.ts'
import type { TextStorage } from './storage.ts'

/** A room that this browser has been in. */
export interface Visit {
  readonly roomId: RoomId
  readonly language: Language
  /** When it was last open here, in milliseconds since 1970. */
  readonly at: number
}

/** A JSON array, the last visited first. */
const VISITS_KEY = 'tandem.visits'
/** Rooms that are remembered, and characters of what is read back at most. */
export const VISITS = 12
const VISITS_CHARS = 10_000

/** The rooms that this browser remembers; nobody else hears of them. */
export interface Visits {
  /** The last visited first. */
  list(): readonly Visit[]
  /** The room is open here, now. */
  note(visit: Visit): void
  forget(roomId: RoomId): void
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function parseVisit(value: unknown): Visit | null {
  if (!isRecord(value)) return null
  const roomId = parseRoomId(value.roomId)
  const language = parseLanguage(value.language)
  const { at } = value
  if (roomId === null || language === null || typeof at !== 'number' || !Number.isFinite(at)) return null
  return { roomId, language, at }
}

/** The visits out of storage; whatever makes no sense is left out. */
export function parseVisits(text: string | null): readonly Visit[] {
  if (text === null || text.length > VISITS_CHARS) return []
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch {
    // Not ours, or cut short.
    return []
  }
  if (!Array.isArray(list)) return []
  const visits = new Map<RoomId, Visit>()
  for (const visit of list.map(parseVisit)) if (visit !== null) visits.set(visit.roomId, visit)
  return [...visits.values()].sort((a, b) => b.at - a.at).slice(0, VISITS)
}

/** Reads anew before each change: other pages of this browser visit rooms too. */
export function createVisits(storage: TextStorage): Visits {
  const read = () => parseVisits(storage.get(VISITS_KEY))
  const [list, setList] = createSignal(read())
  const write = (visits: readonly Visit[]) => {
    const kept = visits.slice(0, VISITS)
    storage.set(VISITS_KEY, JSON.stringify(kept))
    setList(kept)
  }
  const others = (roomId: RoomId) => read().filter((visit) => visit.roomId !== roomId)
  storage.onChange((key) => {
    if (key === VISITS_KEY || key === null) setList(read())
  })
  return {
    list,
    note: (visit) => write([visit, ...others(visit.roomId)]),
    forget: (roomId) => write(others(roomId)),
  }
}

const MINUTE_MS = 60_000
const STEPS = [
  ['day', 24 * 60 * MINUTE_MS],
  ['hour', 60 * MINUTE_MS],
  ['minute', MINUTE_MS],
] as const
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/** How long ago something was, in words. */
export function agoWords(at: number, now: number): string {
  const past = Math.max(0, now - at)
  for (const [unit, ms] of STEPS) if (past >= ms) return relative.format(-Math.floor(past / ms), unit)
  return 'just now'
}
