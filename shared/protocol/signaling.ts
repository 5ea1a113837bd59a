import * as z from 'zod/mini'
import {
  type ClientId,
  type Epoch,
  KEY_PATTERN,
  type PeerId,
  ROOM_ID_PATTERN,
  type RoomId,
  type UserId,
  type Version,
} from '../base/ids.ts'
import { accessChange, bearer, desk, rules } from './access.ts'
import { packEntries, unpackEntries } from './codec/batch.ts'
import * as limits from './limits.ts'
import { MOST_PROTOCOL, REPORTED_DIVERGENCES } from './page_protocol.ts'
import { REASON_CODES, type Reason } from './reasons.ts'

/**
 * What travels between a page and the signaling server over Socket.IO. Both sides validate with these schemas.
 * Every request is acknowledged with `Reply<T>`: `{ok: true, …}` or `{ok: false, error: {code, message}}`.
 */
const branded = <T extends string>(pattern: RegExp) =>
  z.pipe(
    z.string().check(z.regex(pattern)),
    z.transform((text) => text as T),
  )
const natural = <T extends number>() =>
  z.pipe(
    z.int().check(z.nonnegative()),
    z.transform((n) => n as T),
  )
const bytes = (most: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= most)

export const roomId = branded<RoomId>(ROOM_ID_PATTERN)
const peerId = branded<PeerId>(KEY_PATTERN)
const clientId = branded<ClientId>(KEY_PATTERN)
const userId = branded<UserId>(KEY_PATTERN)
const epoch = natural<Epoch>()
const version = natural<Version>()
const packedEntries = z.pipe(
  bytes(limits.PACKED_BYTES),
  z.transform((packed, context) => {
    const entries = unpackEntries(packed)
    if (entries.ok) return entries.value
    context.issues.push({ code: 'custom', input: packed, message: entries.reason })
    return z.NEVER
  }),
)
const reason = z.enum(REASON_CODES as [Reason, ...Reason[]])
const linkId = z.int().check(z.nonnegative(), z.maximum(0xffff_ffff))

/** Visible characters only: no control, bidi or zero-width ones; white space is folded. */
export const visible = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()

export const userName = z.pipe(
  z.pipe(z.string().check(z.maxLength(1_000)), z.transform(visible)),
  z.string().check(z.minLength(1), z.maxLength(limits.USER_NAME_UNITS)),
)

export const user = z.object({
  peerId,
  clientId,
  userId,
  userName: z.string().check(z.maxLength(limits.USER_NAME_UNITS)),
  color: z.int().check(z.nonnegative(), z.maximum(255)),
  /** What the server lets them do; left out for an editor. */
  role: z.optional(z.enum(['viewer', 'owner'])),
  /** The name is that of the person's sign-in, and nobody else's word. */
  verified: z.optional(z.literal(true)),
})

/** Where a page's log stands: enough for the server to choose whom to promote. */
export const standing = z.object({
  epoch,
  version,
  /** This page is the host of `epoch` and still serves it. */
  hosting: z.boolean(),
  /** This page heard from the host of `epoch` a moment ago, without the server's help. */
  vouches: z.boolean(),
})
export type Standing = z.output<typeof standing>

const stored = z.nullable(bytes(limits.MESSAGE_BYTES))

/** Requests from a page; the key is the event's name. */
export const requests = {
  /** Enters the room, or enters again after a reconnect, or changes the name. Idempotent. */
  join: z.object({
    roomId,
    userName,
    clientId,
    /** The profile's secret: 16 to 64 characters. The server answers only what it derives from it. */
    userKey: z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/)),
    /** What this page's link, or its owner's key, gives a right by. */
    bearer: z.optional(bearer),
    standing: z._default(standing, {
      epoch: 0 as Epoch,
      version: 0 as Version,
      hosting: false,
      vouches: false,
    }),
  }),
  leaveRoom: z.object({}),
  /** Passed on to one member, unread but for its size. `data` is simple-peer's signal, as JSON text. */
  signal: z.object({ to: peerId, link: linkId, data: z.string().check(z.maxLength(limits.SIGNAL_CHARS)) }),
  /** A frame of a relayed link, passed on to one member, unread. Answered when that member has caught up. */
  relay: z.object({
    to: peerId,
    link: linkId,
    kind: z.enum(['open', 'frame', 'close']),
    frame: z.optional(bytes(limits.FRAME_BYTES)),
    /** With `close`: the code of a reason. */
    reason: z.optional(z.string().check(z.maxLength(32))),
  }),
  /** The same frame for several members, each over the link with it; each hears `relay`. Answered at once. */
  relayMany: z.object({
    to: z.array(z.tuple([peerId, linkId])).check(z.minLength(1), z.maxLength(limits.MEMBERS)),
    frame: bytes(limits.FRAME_BYTES),
  }),
  /** Nothing but the question whether a member has caught up: answered when it has. */
  drain: z.object({ to: peerId }),
  /**
   * The host's new entries: each is `encodeEntry`'s bytes; the first one's version is `from`. They travel as
   * `packEntries`' bytes.
   */
  append: z.object({ epoch, from: version, entries: packedEntries }),
  /**
   * The host's log up to a version, for a store that has less: `encodeSnapshot`'s bytes in so many parts, asked in
   * their order; `part` counts from 0. Part 0 begins anew.
   */
  snapshot: z.object({
    epoch,
    part: natural<number>(),
    parts: z.int().check(z.minimum(1), z.maximum(limits.SNAPSHOT_PARTS)),
    bytes: bytes(limits.APPEND_BYTES),
    /** Of a private room, which the server cannot compact: stands for what the store has below its version. */
    compacts: z.optional(z.boolean()),
  }),
  /** Changes who may do what here; `rules` tells everybody. */
  access: z.object({ change: accessChange }),
  /** What this page is and how it is connected, for the server's sums of all pages; told again when it changed. */
  report: z.object({
    /** The version of the protocol that the page speaks: `PAGE_PROTOCOL`. */
    protocol: z.int().check(z.minimum(1), z.maximum(MOST_PROTOCOL)),
    /** The way of a guest's link with its host; `none` for a host, and while there is no link. */
    path: z.enum(['direct', 'relay', 'none']),
    /** How often the page's text differed from its host's and was mended, since its last report. */
    divergences: z.int().check(z.nonnegative(), z.maximum(REPORTED_DIVERGENCES)),
  }),
} as const

export const iceServer = z.object({
  urls: z.union([z.string(), z.array(z.string())]),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
})
export type IceServer = z.output<typeof iceServer>

/** Over what ways direct links are made: all, or only relayed by a TURN server. */
export const iceTransport = z.enum(['all', 'relay'])
export type IceTransport = z.output<typeof iceTransport>

/** How large a room may become on this server; never more than the protocol's own limits. */
export const roomLimits = z.object({
  /** All its text, in UTF-16 units. */
  units: z.int().check(z.minimum(1), z.maximum(limits.ROOM_UNITS)),
  /** Entries that its log ever has. */
  entries: z.int().check(z.minimum(1), z.maximum(limits.ROOM_ENTRIES)),
})
export type ServerLimits = z.output<typeof roomLimits>

/** What the acknowledgement of each request holds beside `ok: true`. */
export const replies = {
  join: z.object({
    peerId,
    userId,
    epoch,
    /** Null while the room is between hosts; `hostChanged` follows. */
    host: z.nullable(peerId),
    iceServers: z.array(iceServer),
    /** Direct links go by way of those servers only, so that nobody learns another one's address. */
    iceTransport: z.optional(iceTransport),
    /** For so many seconds links can be made with these servers; for ever when left out. */
    iceSeconds: z.optional(z.int().check(z.positive())),
    relay: z.boolean(),
    /** The protocol's own where the server does not say. */
    limits: z.optional(roomLimits),
    /** Left out where the room has no owner: everybody who knows its id may edit. */
    rules: z.optional(rules),
    /** This page made the room, and may claim it. */
    made: z.optional(z.boolean()),
    /** `encodeMessage` of a welcome: what the store holds; for newcomers and for whoever becomes host. */
    stored,
  }),
  leaveRoom: z.object({}),
  signal: z.object({}),
  relay: z.object({}),
  /** By their place in the list: who did not get the frame, and why; and who got it but has to catch up. */
  relayMany: z.object({
    refused: z.array(z.tuple([natural<number>(), reason])),
    behind: z.array(natural<number>()),
  }),
  drain: z.object({}),
  /** Where the store's log stands now. Another epoch than the one sent means: step down. */
  append: z.object({ epoch, version }),
  /** The same after the last part; before it the version means nothing. */
  snapshot: z.object({ epoch, version }),
  access: z.object({}),
  report: z.object({}),
} as const

/** Events from the server; the key is the event's name. */
export const events = {
  /** Who is in the room; sent to everyone when that changes, and to a newcomer before its `join` is answered. */
  userJoined: z.object({ users: z.array(user).check(z.maxLength(limits.MEMBERS)) }),
  /** `stored` only for the one who is now host: the welcome to take before answering anyone. */
  hostChanged: z.object({ epoch, host: z.nullable(peerId), stored }),
  signal: z.object({ from: peerId, link: linkId, data: z.string().check(z.maxLength(limits.SIGNAL_CHARS)) }),
  relay: z.object({
    from: peerId,
    link: linkId,
    kind: z.enum(['open', 'frame', 'close']),
    frame: z.optional(bytes(limits.FRAME_BYTES)),
    /** With `close`: the code of a reason. */
    reason: z.optional(z.string().check(z.maxLength(32))),
  }),
  /** A question, acknowledged with a `Standing`. */
  standing: z.object({ epoch }),
  /** Who may do what here, to everybody in the room when it changed. */
  rules: z.object({ rules }),
  /** To owners and to the host, when they came and when it changed. */
  desk,
  /** The server let go of this page: it is not in the room any more, and is told why. */
  putOut: z.object({ reason }),
  /** To whoever waited at the door: join again. */
  letIn: z.object({}),
} as const

export type RequestName = keyof typeof requests
export type Request<N extends RequestName> = z.output<(typeof requests)[N]>
type EmptyAsUnknown<T> = T extends Record<string, never> ? unknown : T
/** `unknown` where a reply holds nothing beside `ok`. */
export type ReplyBody<N extends RequestName> = EmptyAsUnknown<z.output<(typeof replies)[N]>>

/** A request as it travels: entries packed into one run of bytes, everything else as it is. */
export const toTravel = <N extends RequestName>(body: Request<N>): object =>
  'entries' in body ? { ...body, entries: packEntries(body.entries) } : body

export type EventName = keyof typeof events
export type ServerEvent<N extends EventName> = z.output<(typeof events)[N]>

export const failure = z.object({
  ok: z.literal(false),
  error: z.object({
    code: reason,
    message: z.string(),
    /** Seconds after which to ask again, where the server knows. */
    retryAfter: z.optional(z.int().check(z.minimum(1), z.maximum(limits.RETRY_AFTER_S))),
  }),
})
export type Failure = z.output<typeof failure>
export type Reply<N extends RequestName> = ({ ok: true } & ReplyBody<N>) | Failure
