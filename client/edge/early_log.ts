import type { RoomId } from '../../shared/base/ids.ts'
import { MESSAGE_BYTES } from '../../shared/protocol/limits.ts'

/** The server has so long to answer at all, and for each further part, in milliseconds. */
const ANSWER_MS = 5_000
const PART_MS = 10_000

/** What is stored of a room, as the session's `early` wants it; null when nothing is, or it cannot be had. */
export type EarlyLog = Promise<Uint8Array | null>

let asked: { readonly roomId: RoomId; readonly log: EarlyLog } | null = null

/**
 * Begins to read what is stored of a room, while the rest of the page still loads and connects. Whoever asks for the
 * same room next gets what this began, once: it would be outdated later.
 */
export function askEarly(roomId: RoomId, origin = ''): void {
  asked = { roomId, log: readLog(roomId, null, origin) }
}

/**
 * What was asked for early, or asks now.
 *
 * @param bearer what gives a right to the room; null where there is nothing of the kind
 */
export function takeEarly(roomId: RoomId, bearer: string | null = null, origin = ''): EarlyLog {
  const log = asked?.roomId === roomId ? asked.log : readLog(roomId, bearer, origin)
  asked = null
  return log
}

async function readLog(roomId: RoomId, bearer: string | null, origin: string): EarlyLog {
  const stop = new AbortController()
  let patience = setTimeout(() => stop.abort(), ANSWER_MS)
  try {
    const response = await fetch(`${origin}/api/room/${roomId}/log`, {
      signal: stop.signal,
      ...(bearer !== null && { headers: { authorization: `Bearer ${bearer}` } }),
    })
    if (response.status !== 200 || response.body === null) return null
    const parts: Uint8Array[] = []
    let length = 0
    for (const reader = response.body.getReader(); ; ) {
      clearTimeout(patience)
      patience = setTimeout(() => stop.abort(), PART_MS)
      const { done, value } = await reader.read()
      if (done) return joined(parts, length)
      length += value.length
      if (length > MESSAGE_BYTES) {
        stop.abort()
        return null
      }
      parts.push(value)
    }
  } catch {
    // The server is away or too slow: the room is entered without, and brings its text then.
    return null
  } finally {
    clearTimeout(patience)
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
