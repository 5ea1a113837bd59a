import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { failures } from '../http/schemas.ts'
import type { VisitStore } from '../store/visits.ts'
import type { Gate } from './session.ts'
import { sendSignInNeeded } from './sign_in_routes.ts'

const myRooms = z.array(z.object({ room_id: z.string(), visited_at: z.iso.datetime() }))

/** GET /api/my-rooms: where this account was. It says nothing of the rooms, not even whether they are still there. */
export function serveMyRooms(app: FastifyInstance, gate: Gate, store: Pick<VisitStore, 'visits'>): void {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/api/my-rooms',
    {
      schema: {
        summary: 'The rooms that whoever is signed in was in, the last visited first',
        response: { 200: myRooms, ...failures },
      },
    },
    async (request, reply) => {
      const session = await gate.sessionOf(request.headers.cookie)
      if (session === null) return sendSignInNeeded(reply)
      const visits = await store.visits(session.account)
      return visits.map(({ roomId, at }) => ({ room_id: roomId, visited_at: new Date(at).toISOString() }))
    },
  )
}
