import type { Env } from '../../shared/base/env.ts'
import { asVersion, type RoomId, START, type Version } from '../../shared/base/ids.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { type RoomStore, StoreDown } from '../store/room_store.ts'
import { DamagedRoom, snapshotOf } from './stored_room.ts'

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

  /**
   * Called after an append. Answers from which version on the next call counts: that of the snapshot that is there
   * afterwards, as far as is known; where the room cannot be compacted, the one handed in.
   */
  async consider(roomId: RoomId, version: Version, snapshotVersion: Version): Promise<Version> {
    if (version - snapshotVersion < COMPACT_ENTRIES || this.#underWay.has(roomId)) return snapshotVersion
    this.#underWay.add(roomId)
    try {
      const stored = await this.#store.load(roomId)
      if (!stored) return START
      const at = asVersion(stored.version - KEPT_ENTRIES)
      if (at <= stored.snapshotVersion) return stored.snapshotVersion
      const snapshot = snapshotOf(stored, at)
      // Entries beyond the room's limits can be read one by one, a snapshot of them all could not be any more.
      if (!decodeSnapshot(snapshot).ok) throw new DamagedRoom('beyond the limits')
      const done = await this.#store.compact(roomId, at, snapshot)
      this.#env.log('info', 'compacted', { version: at, done })
      return done ? at : stored.snapshotVersion
    } catch (thrown) {
      this.#env.log('warn', 'compaction failed', { error: thrown instanceof Error ? thrown.name : 'unknown' })
      return thrown instanceof StoreDown ? snapshotVersion : version
    } finally {
      this.#underWay.delete(roomId)
    }
  }
}
