import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Env } from '../../shared/base/env.ts'
import { Admin } from '../admin/admin.ts'
import type { Config } from '../config/config.ts'
import { TokenGuard } from '../http/token_guard.ts'
import type { Limits } from '../limits.ts'
import type { OpenRoom } from '../rooms/ports.ts'
import type { Gauges } from './gauges.ts'
import { everyMeter, type Meter } from './meter.ts'
import { serveMetrics } from './metrics_route.ts'
import { Pages } from './pages.ts'
import { PromMeter } from './prom_meter.ts'
import { Vitals } from './vitals.ts'

/** How often a period of the figures that have one ends, in milliseconds. */
const PERIOD_MS = 10_000

interface ServeOptions {
  readonly limits: Limits
  /** Under what a visitor is counted. */
  readonly visitor: (request: IncomingMessage) => string
}

interface WatchOptions {
  readonly config: Pick<Config, 'metricsToken' | 'adminToken' | 'clientDir' | 'trustProxy'>
  readonly env: Env
  /** Not asked before the server listens. */
  readonly gauges: () => Omit<Gauges, 'links' | 'protocols'>
  readonly openRooms: () => readonly OpenRoom[]
}

/** How this process is watched: what counts, and the routes that tell. */
export interface Watch {
  readonly meter: Meter
  readonly pages: Pages
  /** Adds its routes, and begins the first period: whatever is asked for numbers is there now. */
  serve(app: FastifyInstance, options: ServeOptions): void
  stop(): void
}

/** Only what somebody may look at is counted, and only what is counted is loaded. */
export async function openWatch({ config, env, gauges, openRooms }: WatchOptions): Promise<Watch> {
  const { metricsToken, adminToken } = config
  const vitals = metricsToken === null && adminToken === null ? null : new Vitals()
  const all = (): Gauges => ({ ...gauges(), links: pages.links, protocols: pages.protocols })
  const prom = vitals && metricsToken !== null ? await PromMeter.open({ gauges: all, vitals }) : null
  const admin =
    vitals && adminToken !== null
      ? new Admin({
          config,
          env,
          vitals,
          periodMs: PERIOD_MS,
          gauges: all,
          openRooms,
          stays: () => pages.stays,
        })
      : null
  const meter = everyMeter([prom, admin?.tally ?? null].filter((one) => one !== null))
  const pages = new Pages(meter, env.now)
  let cancel = (): void => undefined
  const endPeriod = (): void => {
    vitals?.sample()
    admin?.endPeriod()
    cancel = env.timer(PERIOD_MS, endPeriod)
  }
  return {
    meter,
    pages,
    serve(app, options) {
      if (vitals) cancel = env.timer(PERIOD_MS, endPeriod)
      if (prom && metricsToken !== null)
        serveMetrics(app, new TokenGuard({ ...options, token: metricsToken }), prom)
      if (admin && adminToken !== null) admin.serve(app, new TokenGuard({ ...options, token: adminToken }))
    },
    stop() {
      cancel()
      vitals?.stop()
    },
  }
}
