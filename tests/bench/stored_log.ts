import type { Text } from '@codemirror/state'
import { asVersion, MAIN_FILE, type PeerId, type RoomId, START } from '../../shared/base/ids.ts'
import { DEFAULT_LANGUAGE } from '../../shared/protocol/language.ts'
import { textOf } from '../../shared/room/room_state.ts'
import { foldStored, snapshotOf } from '../../signaling/rooms/stored_room.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'
import { EPOCH } from './log_run.ts'

/** The server compacts a log that is so much longer than its snapshot, and keeps so many of the newest entries. */
const COMPACT_ENTRIES = 4_096
const KEPT_ENTRIES = 1_024

/** The room as the server has stored it after these entries, compacted as it compacts. */
export function storeEntries(entries: readonly Uint8Array[]): StoredRoom {
  let at = 0
  for (let length = 0; length <= entries.length; length++)
    if (length - at >= COMPACT_ENTRIES) at = length - KEPT_ENTRIES
  const whole: StoredRoom = {
    roomId: 'bench' as RoomId,
    epoch: EPOCH,
    host: 'host' as PeerId,
    version: asVersion(entries.length),
    snapshotVersion: START,
    language: DEFAULT_LANGUAGE,
    createdAt: 0,
    updatedAt: 0,
    access: null,
    snapshot: null,
    entries,
  }
  const version = asVersion(at)
  if (version === START) return whole
  return {
    ...whole,
    snapshotVersion: version,
    snapshot: snapshotOf(whole, version),
    entries: entries.slice(at),
  }
}

export const storedBytes = ({ snapshot, entries }: StoredRoom): number =>
  entries.reduce((sum, bytes) => sum + bytes.length, snapshot?.length ?? 0)

/** The text that a stored room folds to. */
export const reopen = (stored: StoredRoom): Text => textOf(foldStored(stored).state, MAIN_FILE)
