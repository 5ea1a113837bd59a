import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { Desk, LinkRole, Rules } from '../../shared/protocol/access.ts'
import type { Role } from '../../shared/protocol/change.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { SessionPort } from '../../shared/session/session_port.ts'

/** Who may do what, as the page shows it. */
export interface RoomRights {
  /** Null in a room without an owner. */
  readonly rules: Rules | null
  readonly desk: Desk
  readonly role: Role
  /** This person sets roles and removes people. */
  readonly decides: boolean
  /** This person lets in those who knock. */
  readonly admits: boolean
  /** Secrets of links that can be handed on. */
  readonly links: Readonly<Record<LinkRole, string | null>>
  roleOf(user: User): Role
}

/** The room is private, and so its content encrypted: only its pages can read it. */
export const isEncrypted = ({ rules }: Pick<RoomRights, 'rules'>): boolean => rules?.encryption !== undefined

/** Follows a session's rights until the owner is disposed. */
export function createRights(session: SessionPort): Accessor<RoomRights> {
  const read = (): RoomRights => {
    const { rights } = session
    const { rules, desk, role, decides, admits, links } = rights
    return { rules, desk, role, decides, admits, links, roleOf: (user) => rights.roleOf(user) }
  }
  const [rights, setRights] = createSignal(read())
  let before = ''
  const look = () => {
    const now = read()
    // Much happens in a room that changes nothing of this.
    const told = JSON.stringify([now, session.users().map(now.roleOf)])
    if (told === before) return
    before = told
    setRights(now)
  }
  onCleanup(
    session.on(({ type }) => {
      if (type === 'rights' || type === 'users' || type === 'settings' || type === 'status') look()
    }),
  )
  return rights
}
