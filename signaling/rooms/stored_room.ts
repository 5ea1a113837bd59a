import { asVersion, type Epoch, type Version } from '../../shared/base/ids.ts'
import type { Run, WireEntry, WireSnapshot } from '../../shared/protocol/change.ts'
import { encodeEncryptedLog } from '../../shared/protocol/codec/encrypted.ts'
import { encodeMessage } from '../../shared/protocol/codec/messages.ts'
import { decodeEntry, decodeSnapshot, encodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { bindEntry } from '../../shared/room/bind_entry.ts'
import { extendRuns } from '../../shared/room/log.ts'
import { applyEdit, newRoomState, type RoomState } from '../../shared/room/room_state.ts'
import { fromSnapshot, toSnapshot } from '../../shared/room/snapshot.ts'
import type { RoomRecord, StoredRoom } from '../store/room_store.ts'
import { keyGeneration, parseAccess } from './access.ts'

/** The bytes of a stored room do not decode: the store was damaged, or written by something else. */
export class DamagedRoom extends Error {
  override name = 'DamagedRoom'
}

function decode(stored: StoredRoom): { snapshot: WireSnapshot | null; entries: WireEntry[] } {
  const snapshot = stored.snapshot ? decodeSnapshot(stored.snapshot) : null
  if (snapshot && !snapshot.ok) throw new DamagedRoom('snapshot')
  const entries = stored.entries.map((bytes) => {
    const entry = decodeEntry(bytes)
    if (!entry.ok) throw new DamagedRoom('entry')
    return entry.value
  })
  return { snapshot: snapshot?.value ?? null, entries }
}

/** Whether the room is private: what is stored of it can be read by those who have its key, and not here. */
export function isEncrypted({ access }: Pick<RoomRecord, 'access'>): boolean {
  if (access === null) return false
  const parsed = parseAccess(access)
  if (parsed === null) throw new DamagedRoom('access')
  return keyGeneration(parsed) !== null
}

/**
 * What a newcomer, or the peer that is promoted, takes first: the store's log as a welcome, encoded; of a private room
 * as it is stored.
 */
export function storedWelcome(stored: StoredRoom, epoch: Epoch): Uint8Array {
  if (isEncrypted(stored)) {
    const { snapshotVersion: from, snapshot, entries } = stored
    return encodeEncryptedLog({ epoch, from, snapshot, entries })
  }
  const { snapshot, entries } = decode(stored)
  return encodeMessage({
    type: 'welcome',
    epoch,
    from: stored.snapshotVersion,
    snapshot,
    entries,
    saved: stored.version,
    authors: [],
    clock: 0,
  })
}

/** The fold of a stored room up to a version that is not below its snapshot's; by default all of it. */
export function foldStored(
  stored: StoredRoom,
  until: Version = stored.version,
): { state: RoomState; runs: Run[] } {
  const { snapshot, entries } = decode(stored)
  const state = snapshot ? fromSnapshot(snapshot) : newRoomState()
  const runs = snapshot ? [...snapshot.runs] : []
  for (const [i, wire] of entries.slice(0, until - stored.snapshotVersion).entries()) {
    const entry = bindEntry(state, wire)
    if (entry) applyEdit(state, entry)
    extendRuns(runs, wire.epoch, asVersion(stored.snapshotVersion + i + 1))
  }
  return { state, runs }
}

/** The snapshot of a stored room at a version, encoded. */
export function snapshotOf(stored: StoredRoom, version: Version): Uint8Array {
  const { state, runs } = foldStored(stored, version)
  return encodeSnapshot(toSnapshot(state, version, runs))
}
