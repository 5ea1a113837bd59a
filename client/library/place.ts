import type { RoomId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { type Fragment, parseFragment } from '../state/fragment.ts'
import { parseJoinInput } from '../state/room_link.ts'
import type { JoinOptions } from './session_api.ts'

/** Where a session goes, and what it shows there. */
export interface Place extends Pick<Fragment, 'link' | 'owner' | 'isPrivate'> {
  readonly roomId: RoomId
  /** The server's address, without a path. */
  readonly origin: string
}

/** The place that a room's id and a server, or a room's link alone, mean. */
export function readPlace({ room, server }: Pick<JoinOptions, 'room' | 'server'>): Result<Place, Reason> {
  const input = parseJoinInput(room)
  if (!input.ok) return fail('badRoomId')
  const origin = originOf(server ?? room)
  if (origin === null) return fail('badRequest')
  const { link, owner, isPrivate } = parseFragment(input.hash)
  return ok({ roomId: input.roomId, origin, link, owner, isPrivate })
}

function originOf(address: string): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  return url !== null && /^https?:$/.test(url.protocol) ? url.origin : null
}
