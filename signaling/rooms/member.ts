import type { ClientId } from '../../shared/base/ids.ts'
import type { ConnectionId, Identity } from './ports.ts'

/** A page that is in a room. */
export interface Member extends Identity {
  readonly connection: ConnectionId
  readonly clientId: ClientId
  readonly userName: string
  readonly color: number
  /** Lower: longer in the room. */
  readonly order: number
}

/** The lowest colour that no other member has. */
export function freeColor(others: readonly { readonly color: number }[]): number {
  const taken = new Set(others.map(({ color }) => color))
  let color = 0
  while (taken.has(color)) color++
  return color
}
