import { z } from 'zod'
import { parseRoomId, type RoomId } from '../../shared/base/ids.ts'
import { type EventName, events, standing } from '../../shared/protocol/signaling.ts'
import type { ConnectionId } from '../rooms/ports.ts'
import type { AccountId } from '../store/visits.ts'
import { type InstanceId, parseInstanceId } from './instance.ts'

const instanceId = z.custom<InstanceId>((value) => parseInstanceId(value) !== null)
const connection = z.custom<ConnectionId>((value) => typeof value === 'string' && /^[\w-]{1,64}$/.test(value))
const count = z.int().min(0)
const session = z.object({
  id: z.string(),
  account: z.custom<AccountId>((value) => typeof value === 'string'),
  name: z.string(),
  endsAt: z.number(),
})
/** The room whose stored log is to be read from the store and put in, because it is too large for a message. */
const stored = z.custom<RoomId>((value) => parseRoomId(value) !== null).nullable()
/** What a message answers to. */
const exchange = z.int().min(1)

/** What instances tell one another. A connection is one of the teller's, or of whom it tells. */
const told = z.discriminatedUnion('kind', [
  /** What a page asks, passed on to the home of its room, with who asks. Answered by `reply`. */
  z.object({
    kind: z.literal('request'),
    exchange,
    connection,
    address: z.string(),
    session: session.nullable(),
    name: z.string(),
    body: z.unknown().optional(),
  }),
  z.object({
    kind: z.literal('reply'),
    exchange,
    connection,
    reply: z.record(z.string(), z.unknown()),
    stored,
  }),
  /** As `reply`: the room is not at home here, or the connection not known here. */
  z.object({ kind: z.literal('elsewhere'), exchange }),
  /** The connection ended. */
  z.object({ kind: z.literal('gone'), connection }),
  /** The connection leaves its room in an orderly way. */
  z.object({ kind: z.literal('expel'), connection }),
  /** An event for a page; where it is paced, `taken` follows when the page has taken enough. */
  z.object({
    kind: z.literal('event'),
    connection,
    name: z.custom<EventName>((value) => typeof value === 'string' && Object.hasOwn(events, value)),
    body: z.record(z.string(), z.unknown()),
    stored,
    paced: count,
  }),
  z.object({ kind: z.literal('taken'), connection, paced: count }),
  /** A question for a page. Answered by `standing`. */
  z.object({
    kind: z.literal('ask'),
    exchange,
    connection,
    body: z.record(z.string(), z.unknown()),
    withinMs: count,
  }),
  z.object({ kind: z.literal('standing'), exchange, standing: z.union([standing, z.null()]) }),
  /** The page is replaced by another one of the same person, and is not to come back. */
  z.object({ kind: z.literal('drop'), connection }),
  /** Connections that are to come back: what they were in is at home elsewhere now. */
  z.object({ kind: z.literal('cut'), connections: z.array(connection) }),
  /** Nothing: that nothing was lost is seen by its number. */
  z.object({ kind: z.literal('beat') }),
])

export type Told = z.output<typeof told>

/** One message of an instance. `number` goes up by one with each that it sends, to whomever. */
const packet = z.object({ from: instanceId, to: instanceId.nullable(), number: count, told })
export type Packet = z.output<typeof packet>

/** The packet, or null when it is none. */
export function parsePacket(value: unknown): Packet | null {
  const parsed = packet.safeParse(value)
  return parsed.success ? parsed.data : null
}
