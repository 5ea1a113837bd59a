import type { Epoch, PeerId } from '../../shared/base/ids.ts'
import type { Reply } from '../../shared/protocol/signaling.ts'
import { type Access, rulesOf } from './access.ts'
import type { Member } from './member.ts'
import type { RoomOptions } from './room_options.ts'

/** What is so in a room when somebody came in. */
interface Entered {
  readonly epoch: Epoch
  readonly host: PeerId | null
  /** Null where the room has no owner. */
  readonly access: Access | null
  /** Whether they may claim it. */
  readonly isMaker: boolean
  readonly stored: Uint8Array | null
}

/** What somebody is answered who came in. */
export const joinReply = (
  { peerId, userId }: Member,
  { epoch, host, access, isMaker, stored }: Entered,
  { ice, relay, bounds }: Pick<RoomOptions, 'ice' | 'relay' | 'bounds'>,
): Reply<'join'> => ({
  ok: true,
  peerId,
  userId,
  epoch,
  host,
  ...ice(),
  relay,
  limits: { units: bounds.units, entries: bounds.entries },
  ...(access !== null && { rules: rulesOf(access) }),
  ...(access === null && isMaker && { made: true }),
  stored,
})
