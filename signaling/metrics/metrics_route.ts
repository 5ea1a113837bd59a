import type { FastifyInstance } from 'fastify'
import type { TokenGuard } from '../http/token_guard.ts'
import { sendTooFast } from '../http/too_fast.ts'
import type { PromMeter } from './prom_meter.ts'

/**
 * GET /metrics for whoever shows the token as `Authorization: Bearer …`. To anybody else there is nothing here, as on a
 * server without metrics.
 */
export function serveMetrics(app: FastifyInstance, guard: TokenGuard, meter: PromMeter): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (shown === undefined) return reply.callNotFound()
    const right = await guard.check(request.raw, shown)
    if (typeof right === 'object') return sendTooFast(reply, right.wait)
    if (!right) return reply.callNotFound()
    return reply.header('content-type', meter.contentType).send(await meter.text())
  })
}
