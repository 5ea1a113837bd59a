import type { Epoch } from '../../shared/base/ids.ts'
import { readEncrypted } from '../../shared/protocol/codec/encrypted.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { keyGeneration, parseAccess } from '../rooms/access.ts'
import { DamagedRoom, foldStored } from '../rooms/stored_room.ts'
import type { StoredRoom } from '../store/room_store.ts'

const UNREADABLE = 'The file is whole, but what it says of the room makes no sense.'

/** Why a room out of a file is not one that a server could have stored, as a sentence; null: it is. */
export function contentFault(room: Omit<StoredRoom, 'host'>): string | null {
  const access = room.access === null ? null : parseAccess(room.access)
  if (room.access !== null && access === null) return UNREADABLE
  const generation = keyGeneration(access)
  const isSound = generation === null ? isPlainLog(room) : isEncryptedLog(room, generation)
  return isSound ? null : UNREADABLE
}

/** It folds, its snapshot is of the version where the entries begin, and nothing is of an epoch that was after its own. */
function isPlainLog(room: Omit<StoredRoom, 'host'>): boolean {
  try {
    const { runs } = foldStored({ ...room, host: NOBODY })
    const snapshot = room.snapshot && decodeSnapshot(room.snapshot)
    if (snapshot?.ok && snapshot.value.version !== room.snapshotVersion) return false
    return runs.every(([epoch]) => epoch <= room.epoch)
  } catch (thrown) {
    if (thrown instanceof DamagedRoom) return false
    throw thrown
  }
}

const NOBODY = '' as StoredRoom['host']

/** Each part says that it stands where it stands; whether it was written by who has the key, only they can tell. */
function isEncryptedLog(room: Omit<StoredRoom, 'host'>, generation: number): boolean {
  const { snapshot, entries, snapshotVersion, epoch } = room
  const isAt = (bytes: Uint8Array, kind: 'entry' | 'snapshot', version: number): boolean => {
    const read = readEncrypted(bytes)
    if (!read.ok) return false
    const { value } = read
    return value.kind === kind && value.version === version && isEarlier(value, { generation, epoch })
  }
  if (snapshot !== null && !isAt(snapshot, 'snapshot', snapshotVersion)) return false
  return entries.every((entry, i) => isAt(entry, 'entry', snapshotVersion + i))
}

interface When {
  readonly generation: number
  readonly epoch: Epoch
}

const isEarlier = (one: When, other: When): boolean =>
  one.generation <= other.generation && one.epoch <= other.epoch
