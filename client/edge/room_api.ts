import * as z from 'zod/mini'
import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { LANGUAGES, type Language } from '../../shared/protocol/language.ts'

const WITHIN_MS = 10_000

/** A room in the list on the first page. Times are milliseconds since 1970. */
export interface ListedRoom {
  readonly roomId: RoomId
  readonly language: Language
  readonly activeUsers: number
  readonly createdAt: number
  readonly updatedAt: number
}

/**
 * `offline`: no answer. `tooFast`: this address asked too often. `failed`: the server answered with another error.
 * `malformed`: with something else.
 */
export type ApiFailure = 'offline' | 'tooFast' | 'failed' | 'malformed'

const time = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(40)),
    z.transform((text) => Date.parse(text)),
  ),
  z.number(),
)

const listedRoom = z.pipe(
  z.object({
    room_id: z.string().check(z.refine((text) => parseRoomId(text) !== null)),
    language: z.enum(LANGUAGES),
    active_users: z.int().check(z.nonnegative()),
    created_at: time,
    updated_at: time,
  }),
  z.transform(
    (room): ListedRoom => ({
      roomId: room.room_id as RoomId,
      language: room.language,
      activeUsers: room.active_users,
      createdAt: room.created_at,
      updatedAt: room.updated_at,
    }),
  ),
)
const roomList = z.array(listedRoom).check(z.maxLength(10_000))

/** A room that whoever is signed in was in. */
export interface OwnVisit {
  readonly roomId: RoomId
  readonly at: number
}

const ownVisits = z
  .array(
    z.pipe(
      z.object({
        room_id: z.string().check(z.refine((text) => parseRoomId(text) !== null)),
        visited_at: time,
      }),
      z.transform((visit): OwnVisit => ({ roomId: visit.room_id as RoomId, at: visit.visited_at })),
    ),
  )
  .check(z.maxLength(1_000))

/** The signaling server's REST interface, as far as the page needs it. */
export class RoomApi {
  readonly #origin: string

  /** An empty origin means the page's own. */
  constructor(origin = '') {
    this.#origin = origin
  }

  /** The first page of public rooms, newest change first. */
  async rooms(): Promise<Result<readonly ListedRoom[], ApiFailure>> {
    const body = await this.#get('/api/rooms')
    if (!body.ok) return body
    const rooms = roomList.safeParse(body.value)
    return rooms.success ? ok(rooms.data) : fail('malformed')
  }

  /** Where whoever is signed in was, the last visited first. */
  async myRooms(): Promise<Result<readonly OwnVisit[], ApiFailure>> {
    const body = await this.#get('/api/my-rooms')
    if (!body.ok) return body
    const visits = ownVisits.safeParse(body.value)
    return visits.success ? ok(visits.data) : fail('malformed')
  }

  async #get(path: string): Promise<Result<unknown, ApiFailure>> {
    let response: Response
    try {
      response = await fetch(this.#origin + path, {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(WITHIN_MS),
      })
    } catch {
      return fail('offline')
    }
    if (!response.ok) return fail(response.status === 429 ? 'tooFast' : 'failed')
    try {
      return ok(await response.json())
    } catch {
      return fail('malformed')
    }
  }
}
