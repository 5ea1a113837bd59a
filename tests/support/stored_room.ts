import {
  asEpoch,
  asSeq,
  asVersion,
  type ClientId,
  MAIN_FILE,
  type PeerId,
  type RoomId,
  START,
} from '../../shared/base/ids.ts'
import { encodeEntry } from '../../shared/protocol/codec/store.ts'
import { snapshotOf } from '../../signaling/rooms/stored_room.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'

/** A room in which one author inserted these texts, each before the last one, with a snapshot at a version. */
export function storedRoom(texts: readonly string[], snapshotVersion = 0): StoredRoom {
  const author = 'client-one' as ClientId
  const entries = texts.map((text, i) =>
    encodeEntry({
      clientId: author,
      seq: asSeq(i),
      change: { kind: 'edit', file: MAIN_FILE, spans: [[0, 0, text]] },
      epoch: asEpoch(3),
      by: author,
      at: 1_000 + i,
    }),
  )
  const whole: StoredRoom = {
    roomId: 'stored' as RoomId,
    epoch: asEpoch(4),
    host: 'host-one' as PeerId,
    version: asVersion(texts.length),
    snapshotVersion: START,
    language: 'python',
    createdAt: 1_000,
    updatedAt: 2_000,
    access: null,
    snapshot: null,
    entries,
  }
  if (snapshotVersion === 0) return whole
  const version = asVersion(snapshotVersion)
  return {
    ...whole,
    snapshotVersion: version,
    snapshot: snapshotOf(whole, version),
    entries: entries.slice(snapshotVersion),
  }
}
