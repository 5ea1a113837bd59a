import type { Env } from '../../shared/base/env.ts'
import { asVersion, type RoomId, START, type Version } from '../../shared/base/ids.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { COMPACT_BYTES, COMPACT_ENTRIES, KEPT_BYTES, KEPT_ENTRIES } from '../../shared/protocol/limits.ts'
import { type RoomStore, StoreDown } from '../store/room_store.ts'
import { DamagedRoom, snapshotOf } from './stored_room.ts'

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
   *
   * @param bytes of the entries beyond the snapshot, as far as is known
   */
  async consider(
    roomId: RoomId,
    version: Version,
    snapshotVersion: Version,
    bytes: number,
  ): Promise<Version> {
    const long = version - snapshotVersion >= COMPACT_ENTRIES || bytes >= COMPACT_BYTES
    if (!long || this.#underWay.has(roomId)) return snapshotVersion
    this.#underWay.add(roomId)
    try {
      const stored = await this.#store.load(roomId)
      if (!stored) return START
      const at = asVersion(stored.version - keptOf(stored.entries))
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

/** How many of the newest entries stay as they are. */
function keptOf(entries: readonly Uint8Array[]): number {
  let bytes = 0
  let kept = 0
  for (let i = entries.length - 1; i >= 0 && kept < KEPT_ENTRIES; i--) {
    bytes += entries[i]?.length ?? 0
    if (bytes > KEPT_BYTES) break
    kept += 1
  }
  return kept
}
