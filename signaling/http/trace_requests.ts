import type { FastifyInstance } from 'fastify'
import type { Env } from '../../shared/base/env.ts'
import { type Follow, Trace } from '../trace.ts'

const NO_ROUTE = 'none'

/** Names every answer's request, in the answer and in the log. */
export function traceRequests(app: FastifyInstance, env: Env, follow: Follow): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id)
    follow(new Trace({ id: request.id }), done)
  })
  // A body is read in between, on behalf of nobody.
  app.addHook('preValidation', (request, _reply, done) => follow(new Trace({ id: request.id }), done))
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? NO_ROUTE
    env.log('debug', 'answered', { route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) })
  })
}
