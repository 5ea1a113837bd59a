import type { ClientId } from '../../shared/base/ids.ts'
import type { Role } from '../../shared/protocol/change.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { Way } from './access.ts'
import type { ConnectionId, Identity } from './ports.ts'

/** A page that is in a room. */
export interface Member extends Identity {
  readonly connection: ConnectionId
  readonly clientId: ClientId
  readonly userName: string
  readonly color: number
  /** Lower: longer in the room. */
  readonly order: number
  /** What it came by; null in a room without an owner. */
  readonly way: Way | null
  readonly role: Role
}

/** Whoever may only look is never host. */
export const mayHost = ({ role }: Pick<Member, 'role'>): boolean => role !== 'viewer'

/** The member as everybody in the room sees it. */
export const toUser = ({ peerId, clientId, userId, userName, color, role, verified }: Member): User => ({
  peerId,
  clientId,
  userId,
  userName,
  color,
  ...(role !== 'editor' && { role }),
  ...(verified && { verified }),
})

/** The lowest colour that no other member has. */
export function freeColor(others: readonly { readonly color: number }[]): number {
  const taken = new Set(others.map(({ color }) => color))
  let color = 0
  while (taken.has(color)) color++
  return color
}
