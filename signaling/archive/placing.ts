import type { RoomId } from '../../shared/base/ids.ts'
import { asEpoch, type PeerId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import { keyGeneration, parseAccess } from '../rooms/access.ts'
import type { RoomRecord, StoredRoom } from '../store/room_store.ts'
import type { ArchivedRoom } from './archive.ts'

interface Place {
  readonly roomId: RoomId
  /** The room there goes on without an owner. */
  readonly withoutOwner: boolean
  /** Written as the host of its epoch; nobody is. */
  readonly host: PeerId
  readonly now: number
}

/**
 * The room as it is put into a store, in an epoch after all that it had; or a sentence about why it cannot be.
 *
 * Under its own id all rights stay: owner, links, roles, who was let in and who was removed. What gives a right holds for
 * one id, so under another one none does, and a private room could not be read there by anybody.
 *
 * @param there what is in the store under that id
 */
export function placed(
  room: ArchivedRoom,
  there: RoomRecord | null,
  { roomId, withoutOwner, host, now }: Place,
): Result<StoredRoom, string> {
  const rights = rightsAt(room, there, roomId, withoutOwner)
  if (!rights.ok) return rights
  const epoch = asEpoch(Math.max(room.epoch + 1, Math.floor(now)))
  return ok({ ...room, roomId, host, epoch, updatedAt: now, access: rights.value })
}

function rightsAt(
  { roomId: own, access }: ArchivedRoom,
  there: RoomRecord | null,
  roomId: RoomId,
  withoutOwner: boolean,
): Result<string | null, string> {
  if (access === null) return ok(null)
  const isPrivate = keyGeneration(parseAccess(access)) !== null
  if (isPrivate && withoutOwner)
    return fail('The room is private: without its owner and its links nobody could ever read it.')
  if (isPrivate && roomId !== own)
    return fail(`The room is private: what it holds can be read as ${own} only. Import it without --as.`)
  if (withoutOwner) return ok(null)
  if (roomId !== own)
    return fail(
      `The room has an owner, whose rights hold for ${own} only. With --without-owner it is imported for everybody who knows the id.`,
    )
  return ok(laterRights(access, there?.access ?? null))
}

/** Of one owner's room the later rights stay: a link that was ended after the export opens nothing again. */
function laterRights(access: string, there: string | null): string {
  const [file, store] = [parseAccess(access), there === null ? null : parseAccess(there)]
  if (file === null || store === null || there === null) return access
  const isSame =
    file.owner === store.owner && (keyGeneration(file) === null) === (keyGeneration(store) === null)
  return isSame && store.revision > file.revision ? there : access
}
