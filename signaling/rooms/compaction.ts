import type { Env } from '../../shared/base/env.ts'
import { asVersion, type RoomId, START, type Version } from '../../shared/base/ids.ts'
import type { RoomStore } from '../store/room_store.ts'
import { snapshotOf } from './stored_room.ts'

/** A log is compacted once it is so many entries longer than its snapshot… */
const COMPACT_ENTRIES = 4_096
/** …and this many of the newest stay, for those who come back with an old log. */
const KEPT_ENTRIES = 1_024

/** Puts snapshots in the place of long logs, behind the writers' back: one room at a time, never in a request. */
export class Compaction {
  readonly #store: RoomStore
  readonly #env: Env
  readonly #underWay = new Set<RoomId>()

  constructor(store: RoomStore, env: Env) {
    this.#store = store
    this.#env = env
  }

  /** Called after an append. Answers the version of the snapshot that is there afterwards, as far as is known. */
  async consider(roomId: RoomId, version: Version, snapshotVersion: Version): Promise<Version> {
    if (version - snapshotVersion < COMPACT_ENTRIES || this.#underWay.has(roomId)) return snapshotVersion
    this.#underWay.add(roomId)
    try {
      const stored = await this.#store.load(roomId)
      if (!stored) return START
      const at = asVersion(stored.version - KEPT_ENTRIES)
      if (at <= stored.snapshotVersion) return stored.snapshotVersion
      const done = await this.#store.compact(roomId, at, snapshotOf(stored, at))
      this.#env.log('info', 'compacted', { version: at, done })
      return done ? at : stored.snapshotVersion
    } catch (thrown) {
      this.#env.log('warn', 'compaction failed', { error: thrown instanceof Error ? thrown.name : 'unknown' })
      return snapshotVersion
    } finally {
      this.#underWay.delete(roomId)
    }
  }
}
