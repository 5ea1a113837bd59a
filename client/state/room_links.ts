import type { RoomId } from '../../shared/base/ids.ts'
import type { LinkRole } from '../../shared/protocol/access.ts'
import { formatFragment } from './fragment.ts'
import type { Lines } from './line_link.ts'
import { roomUrl } from './room_link.ts'
import { isEncrypted, type RoomRights } from './room_rights.ts'

/** The links to a room that this page can hand on. */
export interface RoomLinks {
  /** What a link gives that one can choose from; none where there is nothing to choose. */
  choices(): readonly LinkRole[]
  /** The link that gives this; where nobody needs a secret for that, without one. Null where this page knows none. */
  url(role: LinkRole, lines?: Lines): string | null
  /** What people mean by "the link": the one to edit with, else whatever this page has. */
  best(lines?: Lines): string
  /** What the best one lets people do. */
  bestRole(): LinkRole | null
  /** The fragment that belongs into the address bar of this page. */
  own(lines: Lines | null): string
}

/** Whether anybody may do that who knows no more than the room's id. */
function isOpenTo(rights: RoomRights, role: LinkRole): boolean {
  const { rules } = rights
  if (rules === null) return role === 'editor'
  return rules.visibility !== 'private' && rules.anyone === role
}

export function createRoomLinks(origin: string, roomId: RoomId, rights: () => RoomRights): RoomLinks {
  const plain = roomUrl(origin, roomId)
  const url = (role: LinkRole, lines?: Lines): string | null => {
    const now = rights()
    const isOpen = isOpenTo(now, role)
    // A link to look with has its secret, so that it goes on to work when the address alone does not any more.
    const link = isOpen && role === 'editor' ? null : now.links[role]
    const isPrivate = isEncrypted(now)
    return isOpen || link !== null ? plain + formatFragment({ link, isPrivate, lines: lines ?? null }) : null
  }
  const bestRole = (): LinkRole | null => (url('editor') ? 'editor' : url('viewer') ? 'viewer' : null)
  return {
    choices: () => (rights().role === 'owner' ? ['editor', 'viewer'] : []),
    url,
    bestRole,
    best(lines) {
      const role = bestRole()
      return (role && url(role, lines)) ?? plain + formatFragment({ lines: lines ?? null })
    },
    own(lines) {
      const now = rights()
      const role = bestRole()
      const link = role === null || (role === 'editor' && isOpenTo(now, role)) ? null : now.links[role]
      return formatFragment({ link, isPrivate: isEncrypted(now), lines })
    },
  }
}
