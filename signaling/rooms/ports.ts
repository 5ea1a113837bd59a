import type { Epoch, FileId, PeerId, RoomId, UserId, Version } from '../../shared/base/ids.ts'
import type { Result } from '../../shared/base/result.ts'
import type { Language } from '../../shared/protocol/language.ts'
import { MEMBERS, ROOM_ENTRIES, ROOM_UNITS } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type {
  EventName,
  Reply,
  Request,
  ServerEvent,
  ServerLimits,
  Standing,
} from '../../shared/protocol/signaling.ts'
import type { Check } from './access.ts'

declare const brand: unique symbol
/** One Socket.IO connection; never used again after it ended. */
export type ConnectionId = string & { readonly [brand]: 'ConnectionId' }

/** How large a room may become, and how full. */
export interface RoomBounds extends ServerLimits {
  /** Members at a time. */
  readonly members: number
}

export const PROTOCOL_BOUNDS: RoomBounds = { units: ROOM_UNITS, entries: ROOM_ENTRIES, members: MEMBERS }

/** What the room logic asks of the socket edge. */
export interface Outlet {
  /** Does nothing when the connection is gone. */
  emit<N extends EventName>(to: ConnectionId, name: N, body: ServerEvent<N>): void
  /** Null when it does not answer within so many milliseconds, is gone, or answers nonsense. */
  ask(to: ConnectionId, body: ServerEvent<'standing'>, withinMs: number): Promise<Standing | null>
  /** Ends a connection that another one of the same peer replaced. `gone` is told of it as of any other. */
  drop(connection: ConnectionId): void
}

/** What the room logic tells whoever watches it. It waits for nothing, and nothing here may throw. */
export interface RoomObserver {
  /** A connection takes part in a room from now on. */
  entered(connection: ConnectionId): void
  /** It does no more, for whatever reason. */
  left(connection: ConnectionId): void
  /** A page became host; `first`: the room had none since it was opened in this process. */
  promoted(first: boolean): void
}

export const NO_OBSERVER: RoomObserver = {
  entered: () => undefined,
  left: () => undefined,
  promoted: () => undefined,
}

/** A room that somebody is in, for whoever runs the server. */
export interface OpenRoom {
  readonly roomId: RoomId
  readonly members: number
  /** Null of a private room, where it cannot be read. */
  readonly language: Language | null
  /** When it was opened in this process, in milliseconds since 1970. */
  readonly since: number
}

/** Who a page is, as the server derived it from the page's secret. */
export interface Identity {
  readonly peerId: PeerId
  readonly userId: UserId
  /** Of the bearer that the page shows; null when it shows none. */
  readonly check: Check | null
  /** They signed in, and the name they join by is the one that the sign-in gave. */
  readonly verified?: true
}

/** Who passes on, and to which connection. */
export interface Route {
  /** The sender. */
  readonly from: PeerId
  /** The receiver's. */
  readonly connection: ConnectionId
}

/**
 * What the edges ask of the room logic. A promise that rejects with `StoreDown` is answered as `storeDown`;
 * any other rejection is a fault of ours and answered as `internal`.
 */
export interface RoomsPort {
  join(connection: ConnectionId, identity: Identity, request: Request<'join'>): Promise<Reply<'join'>>
  /** Orderly: the seat is free at once. */
  leave(connection: ConnectionId): Promise<Reply<'leaveRoom'>>
  /** The connection ended, also when it had left or never joined, perhaps while a join is under way. Once. */
  gone(connection: ConnectionId): void
  append(connection: ConnectionId, request: Request<'append'>): Promise<Reply<'append'>>
  /** Changes who may do what in the connection's room. */
  access(connection: ConnectionId, request: Request<'access'>): Promise<Reply<'access'>>
  /** One part of a snapshot; the last one writes it. */
  snapshot(connection: ConnectionId, request: Request<'snapshot'>): Promise<Reply<'snapshot'>>
  /** The way from a connection to a member, when both are in one room. */
  route(connection: ConnectionId, to: PeerId): Result<Route, Reason>
  /** The room that a connection is in, or about to be in; null when it is in none. */
  roomOf(connection: ConnectionId): RoomId | null
  /** Whether that connection may write to its room in this epoch. */
  isHost(connection: ConnectionId, epoch: Epoch): boolean
  /** Rooms that somebody is in. */
  readonly open: number
  /** Whether somebody is in the room, or anything under way there. */
  isOpen(roomId: RoomId): boolean
  /** Forgets a room that goes on at another server, as if nobody had left it. Answers the connections that were in it. */
  abandon(roomId: RoomId): ConnectionId[]
  /** Members of the room now; 0 when nobody is in it. */
  activeUsers(roomId: RoomId): number
  counts(): { readonly rooms: number; readonly members: number }
  /** Every room that somebody is in. */
  overview(): readonly OpenRoom[]
}

export interface RoomSummary {
  readonly roomId: RoomId
  readonly language: Language
  readonly version: Version
  /** Milliseconds since 1970, as the next. */
  readonly createdAt: number
  readonly updatedAt: number
}

export interface RoomFile {
  readonly file: FileId
  readonly name: string
  /** With the file's own line ends. */
  readonly code: string
}

export interface ReadableRoom extends RoomSummary {
  readonly encrypted?: never
  /** The main file's text, with its own line ends. */
  readonly code: string
  /** Every file that is not deleted, the main one first; absent where a room has only that. */
  readonly files?: readonly RoomFile[]
}

/** A private room: what it says is nothing that can be read here. */
interface EncryptedRoom extends Omit<RoomSummary, 'language'> {
  readonly encrypted: true
  readonly language?: never
  readonly code?: never
  readonly files?: never
}

export type RoomView = ReadableRoom | EncryptedRoom

/** Rooms as HTTP answers them, read from the store. Rejects with `StoreDown`. */
export interface RoomReader {
  /** How many rooms there are, about: cheap. */
  count(): Promise<number>
  /** Whether there is such a room. */
  has(roomId: RoomId): Promise<boolean>
  /** Null when there is no such room, or what is shown gives no right to read it: the two cost the same. */
  read(roomId: RoomId, check?: Check | null): Promise<RoomView | null>
  /** The stored log, as `encodeMessage` of a welcome, for a page that is about to join; null as with `read`. */
  log(roomId: RoomId, check?: Check | null): Promise<Uint8Array | null>
  /** Public rooms, newest first; a page may be shorter than the limit and not the last. `after` is a former answer's `next`, null for the first page. Nonsense gives an empty page. */
  list(
    limit: number,
    after: string | null,
  ): Promise<{ readonly rooms: readonly RoomSummary[]; readonly next: string | null }>
}
