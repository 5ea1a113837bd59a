import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { errorBody } from '../refusal.ts'
import type { RoomReader, RoomSummary, RoomsPort } from '../rooms/ports.ts'
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

interface RoomRoutesOptions {
  readonly rooms: RoomsPort
  readonly reader: RoomReader
  /** False: the list is always empty, so that a room is found only by its link. */
  readonly listed: boolean
}

/** Logs on their way to slow readers hold so many bytes of memory at most, unless it is one alone. */
const LOGS_BYTES = 128 * 1024 * 1024

/** GET /api/room/:room_id, its log, and GET /api/rooms. */
export function serveRooms(app: FastifyInstance, options: RoomRoutesOptions): void {
  const { reader, listed } = options
  const summary = (view: RoomSummary): RoomSummaryBody => ({
    room_id: view.roomId,
    language: view.language,
    active_users: options.rooms.activeUsers(view.roomId),
    created_at: new Date(view.createdAt).toISOString(),
    updated_at: new Date(view.updatedAt).toISOString(),
    version: view.version,
  })
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
      const view = await reader.read(toRoomId(request.params))
      if (view === null) return reply.code(404).send(errorBody('notFound'))
      const files = view.files?.map(({ file, name, code }) => ({ file, name, code }))
      return { ...summary(view), code: view.code, ...(files === undefined ? {} : { files }) }
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
      const log = await reader.log(toRoomId(request.params))
      // A room that nobody saved yet is nothing to be alarmed about.
      if (log === null) return reply.code(204).send(undefined)
      if (flying > 0 && flying + log.length > LOGS_BYTES) return reply.code(503).send(errorBody('tooFast'))
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
      return page.rooms.map(summary)
    },
  )
}
