import * as z from 'zod/mini'
import { LANGUAGES } from './language.ts'
import { REASON_CODES, type Reason } from './reasons.ts'

/** What the administrator's page shows of one server: sums, and nothing of what rooms or people are called. */
const count = z.int().check(z.nonnegative())
const amount = z.number().check(z.nonnegative())
/** Null of private rooms, where it cannot be read. */
const language = z.nullable(z.enum(LANGUAGES))

/** Rooms that are told one by one: those with the most people. */
export const LARGEST_ROOMS = 20
/** Ends of the steps by which stays are counted, in seconds; the last step has no end. */
export const STAY_STEPS_S = [60, 300, 900, 3_600, 14_400] as const

const stays = z.array(count).check(z.length(STAY_STEPS_S.length + 1))

/** The state at the end of a period, and what happened in it. */
const sample = z.object({
  /** Milliseconds since 1970. */
  at: count,
  rooms: count,
  members: count,
  connections: count,
  direct: count,
  relay: count,
  joins: count,
  /** Milliseconds on the average; null where there was none. */
  joinMs: z.nullable(amount),
  appends: count,
  appendMs: z.nullable(amount),
  refused: count,
  /** What 99 of 100 looks at the event loop did not exceed, in milliseconds. */
  loopMs: amount,
  memory: count,
})
export type Sample = z.output<typeof sample>

export const overview = z.object({
  version: z.string().check(z.maxLength(64)),
  /** Milliseconds since 1970, by the server's clock. */
  now: count,
  uptimeS: count,
  draining: z.boolean(),
  rooms: count,
  members: count,
  connections: count,
  links: z.object({ direct: count, relay: count }),
  /** Pages in rooms by the version of the protocol that they speak; null: those that did not say. */
  protocols: z.array(z.object({ protocol: z.nullable(count), pages: count })),
  languages: z.array(z.object({ language, rooms: count, members: count })),
  largest: z
    .array(
      z.object({
        /** As the log names it: nobody can enter with it. */
        name: z.string().check(z.maxLength(16)),
        members: count,
        language,
        ageS: count,
      }),
    )
    .check(z.maxLength(LARGEST_ROOMS)),
  /** Of those who are in rooms now, and of those who left since the start. */
  stays: z.object({ now: stays, ended: stays }),
  /** Since the start. */
  totals: z.object({
    joins: count,
    entries: count,
    frames: count,
    takeovers: count,
    divergences: count,
  }),
  refused: z.array(z.object({ reason: z.enum(REASON_CODES as [Reason, ...Reason[]]), times: count })),
  periodMs: count,
  /** Periods in their order, those that the page does not have yet. */
  history: z.array(sample).check(z.maxLength(1_000)),
})
export type Overview = z.output<typeof overview>
