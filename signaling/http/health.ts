import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { StoreDown } from '../store/room_store.ts'
import { health } from './schemas.ts'

/** What only the rest of the server can tell. */
export type Counts = Omit<z.output<typeof health>, 'status' | 'store' | 'uptime_s'>

interface HealthOptions {
  /** Resolves when the store answers, rejects with StoreDown when it does not. */
  readonly ping: () => Promise<void>
  readonly counts: () => Counts
  readonly now: () => number
}

/** GET /healthz: 200 while the store answers, else 503; either way with the same numbers. */
export function serveHealth(app: FastifyInstance, { ping, counts, now }: HealthOptions): void {
  const started = now()
  const storeAnswers = async () => {
    try {
      await ping()
      return true
    } catch (thrown) {
      if (thrown instanceof StoreDown) return false
      throw thrown
    }
  }
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/healthz',
      { schema: { summary: 'How the server is', response: { 200: health, 503: health } } },
      async (_request, reply) => {
        const up = await storeAnswers()
        return reply.code(up ? 200 : 503).send({
          status: up ? 'ok' : 'degraded',
          store: up ? 'ok' : 'down',
          ...counts(),
          uptime_s: Math.max(0, Math.floor((now() - started) / 1000)),
        })
      },
    )
}
