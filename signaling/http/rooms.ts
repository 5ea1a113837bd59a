import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { errorBody } from '../refusal.ts'
import type { RoomReader, RoomSummary, RoomsPort } from '../rooms/ports.ts'
import { failures, type RoomSummaryBody, room, roomParams, rooms, roomsQuery, toRoomId } from './schemas.ts'

interface RoomRoutesOptions {
  readonly rooms: RoomsPort
  readonly reader: RoomReader
  /** False: the list is always empty, so that a room is found only by its link. */
  readonly listed: boolean
}

/** GET /api/room/:room_id and GET /api/rooms. */
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
