import type { FastifyInstance } from 'fastify'
import { REASON_CODES, type Reason } from '../../shared/protocol/reasons.ts'
import type { Meter } from '../metrics/meter.ts'

const FIRST_FAILURE = 400
/** Where no route matched: what was asked for is no label, or visitors would make them. */
const NO_ROUTE = 'none'

/** The reason in the body of a negative answer; null where it has none. */
function reasonIn(payload: unknown): Reason | null {
  const code = typeof payload === 'string' ? /^\{"error":\{"code":"(\w{1,32})"/.exec(payload)?.[1] : undefined
  return REASON_CODES.find((reason) => reason === code) ?? null
}

/** Counts every answer by the pattern of its route and its status, and what is refused by its reason. */
export function countAnswers(app: FastifyInstance, meter: Meter): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    const reason = reply.statusCode < FIRST_FAILURE ? null : reasonIn(payload)
    if (reason) meter.refused(reason, 'http')
  })
  app.addHook('onResponse', async (request, reply) => {
    meter.answered(request.routeOptions.url ?? NO_ROUTE, reply.statusCode)
  })
}
