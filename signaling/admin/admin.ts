import type { FastifyInstance } from 'fastify'
import type { Env } from '../../shared/base/env.ts'
import { LARGEST_ROOMS, type Overview } from '../../shared/protocol/overview.ts'
import type { Config } from '../config/config.ts'
import type { TokenGuard } from '../http/token_guard.ts'
import type { Gauges } from '../metrics/gauges.ts'
import type { Pages } from '../metrics/pages.ts'
import type { Vitals } from '../metrics/vitals.ts'
import { allowsOrigin, trustOf } from '../origins.ts'
import { roomDigest } from '../room_digest.ts'
import type { OpenRoom } from '../rooms/ports.ts'
import { VERSION } from '../version.ts'
import { serveAdmin } from './admin_routes.ts'
import { AdminSessions } from './admin_sessions.ts'
import { History } from './history.ts'
import { countSteps, Tally } from './tally.ts'

const MS_PER_S = 1_000

interface AdminOptions {
  readonly config: Pick<Config, 'clientDir' | 'trustProxy'>
  readonly env: Env
  readonly vitals: Vitals
  /** So often `endPeriod` is called, in milliseconds. */
  readonly periodMs: number
  readonly gauges: () => Gauges
  readonly openRooms: () => readonly OpenRoom[]
  readonly stays: () => Pages['stays']
}

/** What happened up to the end of the last period. */
interface Before {
  readonly joins: number
  readonly joinMs: number
  readonly appends: number
  readonly appendMs: number
  readonly refused: number
}

/** What the page of whoever runs the server shows, of this process alone. */
export class Admin {
  readonly tally = new Tally()
  readonly #options: AdminOptions
  readonly #history = new History()
  readonly #started: number
  #before: Before = { joins: 0, joinMs: 0, appends: 0, appendMs: 0, refused: 0 }

  constructor(options: AdminOptions) {
    this.#options = options
    this.#started = options.env.now()
  }

  /** Adds its routes. */
  serve(app: FastifyInstance, guard: TokenGuard): void {
    const { config, env } = this.#options
    const trust = trustOf(config.trustProxy)
    serveAdmin(app, {
      guard,
      sessions: new AdminSessions(env.now),
      clientDir: config.clientDir,
      isOurs: (request) => allowsOrigin(request, [], trust),
      overview: (after) => this.overview(after),
    })
  }

  /** Notes the state, and what happened since the last call. */
  endPeriod(): void {
    const { env, vitals, gauges } = this.#options
    const { joins, appends, refusedInAll: refused } = this.tally
    const before = this.#before
    this.#before = {
      joins: joins.count,
      joinMs: joins.ms,
      appends: appends.count,
      appendMs: appends.ms,
      refused,
    }
    const { rooms, members, connections, links } = gauges()
    const joined = joins.count - before.joins
    const appended = appends.count - before.appends
    this.#history.add({
      at: Math.floor(env.now()),
      rooms,
      members,
      connections,
      ...links,
      joins: joined,
      joinMs: joined === 0 ? null : (joins.ms - before.joinMs) / joined,
      appends: appended,
      appendMs: appended === 0 ? null : (appends.ms - before.appendMs) / appended,
      refused: refused - before.refused,
      loopMs: vitals.delay.p99 * MS_PER_S,
      memory: vitals.memory,
    })
  }

  /** @param after since when there is to be history, in milliseconds since 1970 */
  overview(after: number): Overview {
    const { env, gauges, openRooms, stays, periodMs } = this.#options
    const { rooms, members, connections, links, protocols, relayedFrames, appendedEntries, draining } =
      gauges()
    const now = Math.floor(env.now())
    const open = openRooms()
    const { joins, takeovers, divergences, refusals } = this.tally
    return {
      version: VERSION,
      now,
      uptimeS: Math.max(0, Math.floor((now - this.#started) / MS_PER_S)),
      draining,
      rooms,
      members,
      connections,
      links,
      protocols: [...protocols].map(([protocol, pages]) => ({ protocol, pages })),
      languages: byLanguage(open),
      largest: [...open]
        .sort((a, b) => b.members - a.members || a.since - b.since)
        .slice(0, LARGEST_ROOMS)
        .map(({ roomId, members, language, since }) => ({
          name: roomDigest(roomId),
          members,
          language,
          ageS: Math.max(0, Math.floor((now - since) / MS_PER_S)),
        })),
      stays: { now: countSteps(stays()), ended: this.tally.stays },
      totals: { joins: joins.count, entries: appendedEntries, frames: relayedFrames, takeovers, divergences },
      refused: [...refusals].map(([reason, times]) => ({ reason, times })).sort((a, b) => b.times - a.times),
      periodMs,
      history: [...this.#history.after(after)],
    }
  }
}

function byLanguage(open: readonly OpenRoom[]): Overview['languages'] {
  const sums = new Map<OpenRoom['language'], { rooms: number; members: number }>()
  for (const { language, members } of open) {
    const sum = sums.get(language) ?? { rooms: 0, members: 0 }
    sums.set(language, { rooms: sum.rooms + 1, members: sum.members + members })
  }
  return [...sums]
    .map(([language, sum]) => ({ language, ...sum }))
    .sort((a, b) => b.members - a.members || b.rooms - a.rooms)
}
