import type { Epoch, PeerId, RoomId, Version } from '../../shared/base/ids.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { VisitStore } from './visits.ts'

/** What a store knows of a room without reading its log. Times are milliseconds since 1970. */
export interface RoomRecord {
  readonly roomId: RoomId
  readonly epoch: Epoch
  /** Who was host of that epoch. */
  readonly host: PeerId
  /** The length of the log, the part that is only in the snapshot included. */
  readonly version: Version
  /** The version of the snapshot; 0 when there is none. */
  readonly snapshotVersion: Version
  readonly language: Language
  readonly createdAt: number
  /** The last fence, append or seed. */
  readonly updatedAt: number
  /** Who may do what there, as text that the store does not read; null: the room has no owner. */
  readonly access: string | null
}

export interface StoredRoom extends RoomRecord {
  /** `encodeSnapshot`'s bytes at `snapshotVersion`, or null when that is 0. */
  readonly snapshot: Uint8Array | null
  /** `encodeEntry`'s bytes of versions [snapshotVersion, version). */
  readonly entries: readonly Uint8Array[]
}

/** A room at a version, in place of the entries that led to it. */
export interface Seed {
  readonly version: Version
  /** `encodeSnapshot`'s bytes. */
  readonly bytes: Uint8Array
  readonly language: Language
}

/** Where a room's log stands after a write, and whether it took what the write brought. */
export interface Written {
  readonly epoch: Epoch
  readonly version: Version
  readonly taken: boolean
}

export interface Page {
  readonly rooms: readonly RoomRecord[]
  /** Hand it to the next call; null at the end. Opaque. */
  readonly next: string | null
}

/**
 * The rooms, durably. The bytes are opaque to it. Every promise rejects with `StoreDown` when the store cannot
 * be reached or does not answer in time, and with nothing else; a call that rejected may or may not have taken
 * effect, which is why append and seed compare.
 */
export interface RoomStore extends VisitStore {
  /** An ioredis client with which the processes that share this store can count together; absent where none do. */
  readonly counters?: object
  /**
   * Begins an epoch: writes `max(stored epoch + 1, floor)` and the host, and makes the room when there is none.
   * Atomic. Answers the record after the write. From its answer on, no append or seed of an older epoch
   * can land.
   *
   * @param access of the room, where it has to be made (again)
   */
  fence(roomId: RoomId, floor: Epoch, host: PeerId, now: number, access?: string | null): Promise<RoomRecord>
  /**
   * Appends when (epoch, from) equals the stored (epoch, version), atomically with the write, and resolves only
   * when the entries would survive a crash of this process. Answers where the log stands afterwards, whether it
   * took the entries or not, or null when there is no such room. `language` is the room's after these entries.
   */
  append(
    roomId: RoomId,
    epoch: Epoch,
    from: Version,
    entries: readonly Uint8Array[],
    language: Language,
    now: number,
  ): Promise<Written | null>
  /**
   * Puts a snapshot in the place of everything that a room's log has, when `epoch` is the stored one and the log is
   * shorter than the snapshot's version, atomically, and resolves as `append` does. The epoch, its host and when the
   * room was made stay. Otherwise nothing changes. Answers where the log stands afterwards, or null when there is no
   * such room.
   */
  seed(roomId: RoomId, epoch: Epoch, snapshot: Seed, now: number): Promise<Written | null>
  /**
   * Writes a room's access when what is stored is `before`, atomically, and resolves as `append` does. Answers whether
   * it was; false where there is no such room. It is no touch.
   */
  setAccess(roomId: RoomId, before: string | null, access: string): Promise<boolean>
  /** Everything of a room in one consistent read, or null. */
  load(roomId: RoomId): Promise<StoredRoom | null>
  /** The record alone, or null. */
  find(roomId: RoomId): Promise<RoomRecord | null>
  /** How many rooms there are, without looking at each; Redis counts those that expired until they are off the list. */
  count(): Promise<number>
  /** Newest `updatedAt` first; `limit` at most in a page; `after` is a former page's `next`, null for the first. */
  list(limit: number, after: string | null): Promise<Page>
  /**
   * Puts a snapshot in the place of the entries below its version, atomically. Does nothing and answers false
   * when a snapshot at that version or later is there, or the log is shorter.
   */
  compact(roomId: RoomId, version: Version, snapshot: Uint8Array): Promise<boolean>
  /**
   * Forgets rooms that nobody touched since `before`, and accounts that came into none since. Answers how many rooms;
   * 0 where the database expires by itself.
   */
  sweep(before: number): Promise<number>
  /** Resolves when the store answers. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** A store into which whole rooms can be put. */
export interface RestoringStore extends RoomStore {
  /**
   * Puts a whole room in the place of whatever the store has under its id, atomically, and resolves as `append` does. Its
   * epoch is `room.epoch`, or the next one to the stored. Without `replaces` only where there is no such room. Answers the
   * record after the write, or null where nothing was written.
   */
  restore(room: StoredRoom, replaces: boolean): Promise<RoomRecord | null>
  /**
   * Copies everything, as it is at one moment, into an empty folder; whoever reads and writes goes on. Resolves with its bytes
   * when it is on the disk. Absent where the database is copied by its own means.
   */
  backUp?(path: string): Promise<number>
}

/** The store cannot be reached, or did not answer in time. */
export class StoreDown extends Error {
  override name = 'StoreDown'
}
