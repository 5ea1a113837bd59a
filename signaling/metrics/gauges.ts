import type { LinkCounts } from './pages.ts'

/** What the rest of the server knows at any moment, as numbers. */
export interface Gauges {
  readonly rooms: number
  readonly members: number
  readonly connections: number
  readonly links: LinkCounts
  /** Pages by the version of the protocol that they speak; null: those that did not say. */
  readonly protocols: ReadonlyMap<number | null, number>
  /** Since the start, as the next. */
  readonly relayedFrames: number
  readonly appendedEntries: number
  readonly draining: boolean
}
