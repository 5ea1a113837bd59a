import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { StoreDown } from '../store/room_store.ts'
import { health, readiness } from './schemas.ts'

/** What only the rest of the server can tell. */
export type Counts = Omit<z.output<typeof health>, 'status' | 'store' | 'uptime_s'>

interface HealthOptions {
  /** Resolves when the store answers, rejects with StoreDown when it does not. */
  readonly ping: () => Promise<void>
  /** Whether new visitors are to be sent elsewhere. */
  readonly draining: () => boolean
  readonly counts: () => Counts
  readonly now: () => number
}

/**
 * GET /healthz: how the server is, with numbers. GET /readyz: whether it may get new visitors. Both are 200 while the
 * store answers and nobody drains the server, else 503.
 */
export function serveHealth(app: FastifyInstance, { ping, draining, counts, now }: HealthOptions): void {
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
  const state = async () => {
    const up = await storeAnswers()
    const status = draining() ? 'draining' : up ? 'ok' : 'degraded'
    const store = up ? 'ok' : 'down'
    return { code: status === 'ok' ? 200 : 503, said: { status, store } } as const
  }
  const typed = app.withTypeProvider<ZodTypeProvider>()
  typed.get(
    '/healthz',
    { schema: { summary: 'How the server is', response: { 200: health, 503: health } } },
    async (_request, reply) => {
      const { code, said } = await state()
      const uptime_s = Math.max(0, Math.floor((now() - started) / 1000))
      return reply.code(code).send({ ...said, ...counts(), uptime_s })
    },
  )
  typed.get(
    '/readyz',
    { schema: { summary: 'Whether new visitors may come', response: { 200: readiness, 503: readiness } } },
    async (_request, reply) => {
      const { code, said } = await state()
      return reply.code(code).send(said)
    },
  )
}
