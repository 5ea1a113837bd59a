import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { RoomId } from '../../shared/base/ids.ts'
import { bearer } from '../../shared/protocol/access.ts'
import { checkOf } from '../identity.ts'
import type { Limits } from '../limits.ts'
import { errorBody } from '../refusal.ts'
import type { Check } from '../rooms/access.ts'
import type { RoomReader, RoomSummary } from '../rooms/ports.ts'
import {
  failures,
  nothing,
  type RoomSummaryBody,
  room,
  roomParams,
  rooms,
  roomsQuery,
  storedLog,
  toRoomId,
} from './schemas.ts'
import { sendTooFast } from './too_fast.ts'

interface RoomRoutesOptions {
  /** Members of each room now. Rejects with `StoreDown`. */
  readonly activeUsers: (roomIds: readonly RoomId[]) => Promise<readonly number[]>
  readonly reader: RoomReader
  /** False: the list is always empty, so that a room is found only by its link. */
  readonly listed: boolean
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
}

/** Of the bearer that a request shows; null when it shows none that could be one. */
function checkIn(authorization: string | undefined): Check | null {
  const shown = bearer.safeParse(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1])
  return shown.success ? checkOf(shown.data) : null
}

/** Logs on their way to slow readers hold so many bytes of memory at most, unless it is one alone. */
const LOGS_BYTES = 128 * 1024 * 1024
/** When to ask again for a log that found no room there, in seconds. */
const BUSY_S = 2

/** GET /api/room/:room_id, its log, and GET /api/rooms. */
export function serveRooms(app: FastifyInstance, options: RoomRoutesOptions): void {
  const { activeUsers, reader, listed, limits, visitor } = options
  const known = (view: Omit<RoomSummary, 'language'>, users = 0): Omit<RoomSummaryBody, 'language'> => ({
    room_id: view.roomId,
    active_users: users,
    created_at: new Date(view.createdAt).toISOString(),
    updated_at: new Date(view.updatedAt).toISOString(),
    version: view.version,
  })
  const summary = (view: RoomSummary, users = 0): RoomSummaryBody => ({
    language: view.language,
    ...known(view, users),
  })
  /**
   * Seconds to wait before anything is told of a room. Who has no misses left is not told of rooms that are there
   * either, or guessing would go on.
   */
  const waitToRead = async (request: FastifyRequest, roomId: RoomId): Promise<number> =>
    (await limits.untilFree('misses', visitor(request.raw))) || limits.wait(['roomReads', roomId])
  /** Seconds to wait before it is told that a room is not there. */
  const waitToMiss = (request: FastifyRequest): Promise<number> =>
    limits.wait(['misses', visitor(request.raw)])
  let flying = 0
  const typed = app.withTypeProvider<ZodTypeProvider>()

  typed.get(
    '/api/room/:room_id',
    {
      schema: {
        summary: 'A room: its text as last saved',
        params: roomParams,
        response: { 200: room, ...failures },
      },
    },
    async (request, reply) => {
      const roomId = toRoomId(request.params)
      const wait = await waitToRead(request, roomId)
      if (wait > 0) return sendTooFast(reply, wait)
      const view = await reader.read(roomId, checkIn(request.headers.authorization))
      if (view === null) {
        const missed = await waitToMiss(request)
        return missed > 0 ? sendTooFast(reply, missed) : reply.code(404).send(errorBody('notFound'))
      }
      const [users] = await activeUsers([roomId])
      if (view.encrypted) return { ...known(view, users), encrypted: true as const }
      const files = view.files?.map(({ file, name, code }) => ({ file, name, code }))
      return { ...summary(view, users), code: view.code, ...(files === undefined ? {} : { files }) }
    },
  )

  typed.get(
    '/api/room/:room_id/log',
    {
      schema: {
        summary:
          'What is stored of a room, in the binary form of the pages’ protocol: for a page that is about to join',
        params: roomParams,
        response: { 200: storedLog, 204: nothing, ...failures },
      },
    },
    async (request, reply) => {
      const roomId = toRoomId(request.params)
      const wait = await waitToRead(request, roomId)
      if (wait > 0) return sendTooFast(reply, wait)
      const log = await reader.log(roomId, checkIn(request.headers.authorization))
      if (log === null) {
        const missed = await waitToMiss(request)
        // A room that nobody saved yet is nothing to be alarmed about.
        return missed > 0 ? sendTooFast(reply, missed) : reply.code(204).send(undefined)
      }
      if (flying > 0 && flying + log.length > LOGS_BYTES) return sendTooFast(reply, BUSY_S, 503)
      flying += log.length
      reply.raw.once('close', () => {
        flying -= log.length
      })
      return reply
        .type('application/octet-stream')
        .send(Buffer.from(log.buffer, log.byteOffset, log.byteLength))
    },
  )

  typed.get(
    '/api/rooms',
    {
      schema: {
        summary: 'The rooms, newest change first; a Link header with rel="next" leads on',
        querystring: roomsQuery,
        response: { 200: rooms, ...failures },
      },
    },
    async (request, reply) => {
      if (!listed) return []
      const { limit, after } = request.query
      const page = await reader.list(limit, after ?? null)
      if (page.next !== null) {
        const query = new URLSearchParams({ limit: String(limit), after: page.next })
        reply.header('link', `</api/rooms?${query}>; rel="next"`)
      }
      const users = await activeUsers(page.rooms.map(({ roomId }) => roomId))
      return page.rooms.map((view, i) => summary(view, users[i]))
    },
  )
}
