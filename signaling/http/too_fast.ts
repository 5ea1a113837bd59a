import type { FastifyReply } from 'fastify'
import { errorBody } from '../refusal.ts'

/** The status of a limit; a server that is itself too busy says 503 in its place. */
const TOO_MANY_REQUESTS = 429

/**
 * Tells a visitor to come again later, on every route in the same way.
 *
 * @param wait whole seconds
 */
export const sendTooFast = (
  reply: FastifyReply,
  wait: number,
  status: 429 | 503 = TOO_MANY_REQUESTS,
): FastifyReply =>
  reply
    .code(status)
    .header('retry-after', String(wait))
    .type('application/json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(errorBody('tooFast'))
