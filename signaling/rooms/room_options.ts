import type { Env } from '../../shared/base/env.ts'
import type { ReplyBody } from '../../shared/protocol/signaling.ts'
import type { RoomStore } from '../store/room_store.ts'
import type { Compaction } from './compaction.ts'
import type { Outlet, RoomBounds, RoomObserver } from './ports.ts'

/** Durations in milliseconds. */
export interface RoomTimings {
  /** Members have so long to say where they stand. */
  readonly answer: number
  /** A host that members vouch for is asked after again so soon. */
  readonly again: number
  /** A host that is away from the server is replaced after so long, whoever vouches for it. */
  readonly away: number
}

export const ROOM_TIMINGS: RoomTimings = { answer: 800, again: 500, away: 30_000 }

/** With what direct links are made. */
export type IceTerms = Pick<ReplyBody<'join'>, 'iceServers' | 'iceTransport' | 'iceSeconds'>

/** What a room of this server works with. */
export interface RoomOptions {
  readonly store: RoomStore
  readonly env: Env
  readonly outlet: Outlet
  readonly observer: RoomObserver
  /** With what somebody who comes in now makes direct links. */
  readonly ice: () => IceTerms
  readonly relay: boolean
  readonly compaction: Compaction
  readonly timings: RoomTimings
  readonly bounds: RoomBounds
}
