import * as z from 'zod/mini'
import type { UserId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import {
  type AccessChange,
  anyone,
  check,
  type Encryption,
  encryption,
  generation,
  type LinkRole,
  linkRole,
  person,
  type Rules,
  userId,
  visibility,
} from '../../shared/protocol/access.ts'
import type { Role } from '../../shared/protocol/change.ts'
import { ADMITTED, GRANTED, REMOVED, ROLES_SET } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'

/** A link as the server knows it; `generation` counts how often it was made. */
const link = z.object({ generation, check })

/** Who may do what in a room that has an owner. A store keeps its JSON. */
const access = z.object({
  /** Counts the changes: no two are the same text. */
  revision: z.int().check(z.nonnegative()),
  owner: check,
  editor: link,
  viewer: link,
  visibility,
  anyone,
  knock: z.boolean(),
  hostDecides: z.boolean(),
  roles: z.array(z.tuple([userId, linkRole])),
  /** Who was in the room by a link when that was ended, and what it gave: they stay. The newest last. */
  granted: z.array(z.tuple([userId, linkRole])),
  /** Who was let in after knocking; the newest last. */
  admitted: z.array(userId),
  removed: z.array(person),
  /** Present where the room is private: nothing that is stored of it can be read here. */
  encryption: z.optional(encryption),
})
export type Access = z.output<typeof access>
/** SHA-256 of what a page has to show, base64url. */
export type Check = string

/** The access that a store kept as text; null: it cannot be read. */
export function parseAccess(text: string): Access | null {
  try {
    const parsed = access.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    // Damaged, or written by something else.
    return null
  }
}

/** What somebody came by. */
export type Way = 'owner' | LinkRole | 'anyone'

/** Who asks for a change, as the server knows them. */
export interface Asking {
  readonly role: Role
  readonly isHost: boolean
  /** It made the room, which has no owner yet. */
  readonly isMaker: boolean
  readonly nameOf: (user: UserId) => string | null
  /** Who is in the room by this kind of link. */
  readonly cameBy: (role: LinkRole) => readonly UserId[]
}

/** What everybody in the room is told. */
export const rulesOf = (access: Access): Rules => ({
  visibility: access.visibility,
  anyone: access.anyone,
  knock: access.knock,
  hostDecides: access.hostDecides,
  links: { editor: access.editor.generation, viewer: access.viewer.generation },
  roles: access.roles,
  ...(access.encryption && { encryption: access.encryption }),
})

/** The generation of the key that a room's content is encrypted with; null where it is not. */
export const keyGeneration = (access: Access | null): number | null => access?.encryption?.generation ?? null

/**
 * What a check opens, or a person who was in when their link ended; null: nothing. Checks are hashes of what nobody can
 * guess: in what time they are compared tells nothing of use.
 */
export function wayIn(access: Access, check: Check | null, user: UserId | null = null): Way | null {
  if (check !== null) {
    if (check === access.owner) return 'owner'
    if (check === access.editor.check) return 'editor'
    if (check === access.viewer.check) return 'viewer'
  }
  const granted = access.granted.find(([known]) => known === user)
  if (granted) return granted[1]
  return access.visibility !== 'private' && access.anyone !== null ? 'anyone' : null
}

/** Whether whoever shows this may read the room without being in it. */
export function mayRead(access: Access, check: Check | null): boolean {
  const way = wayIn(access, check)
  return way === 'owner' || (way !== null && !access.knock)
}

/** What a person who came by that way may do; null where that way is closed now. */
export function roleOf(access: Access, way: Way, user: UserId): Role | null {
  if (way === 'owner') return 'owner'
  const byWay = way !== 'anyone' ? way : access.visibility === 'private' ? null : access.anyone
  if (byWay === null) return null
  return access.roles.find(([known]) => known === user)?.[1] ?? byWay
}

export const isRemoved = (access: Access, user: UserId): boolean =>
  access.removed.some(({ userId }) => userId === user)

/** Whether this person has to be let in first. */
export const mustKnock = (access: Access, way: Way, user: UserId): boolean =>
  access.knock && way !== 'owner' && !access.admitted.includes(user)

/** Whether this member is told who waits and who was removed, and lets people in. */
export const hasDesk = ({ role, isHost }: Pick<Asking, 'role' | 'isHost'>): boolean =>
  role === 'owner' || isHost

/** The room's access after a change; a reason, where it may not be made or does not fit. */
export function changeAccess(
  access: Access | null,
  change: AccessChange,
  asking: Asking,
): Result<Access, Reason> {
  if (change.kind === 'claim') {
    const isWhole = (change.visibility === 'private') === (change.encryption !== undefined)
    return access === null && asking.isMaker && isWhole ? ok(claimed(change)) : fail('notAllowed')
  }
  if (access === null || !mayChange(access, change, asking)) return fail('notAllowed')
  const next = changed(access, change, asking)
  return next.ok ? ok({ ...next.value, revision: access.revision + 1 }) : next
}

function claimed({
  owner,
  editor,
  viewer,
  generations = { editor: 1, viewer: 1 },
  visibility,
  anyone,
  encryption,
}: Extract<AccessChange, { kind: 'claim' }>): Access {
  return {
    revision: 1,
    owner,
    editor: { generation: generations.editor, check: editor },
    viewer: { generation: generations.viewer, check: viewer },
    visibility,
    anyone,
    knock: false,
    hostDecides: false,
    roles: [],
    granted: [],
    admitted: [],
    removed: [],
    ...(encryption && { encryption }),
  }
}

/** The next content key comes with each new link of a private room, and with no other. */
const isNextKey = (now: Encryption | undefined, next: Encryption | undefined): boolean =>
  now === undefined ? next === undefined : next?.generation === now.generation + 1

function mayChange(access: Access, { kind }: AccessChange, { role, isHost }: Asking): boolean {
  if (role === 'owner') return true
  if (!isHost || role === 'viewer') return false
  return kind === 'admit' || ((kind === 'role' || kind === 'remove') && access.hostDecides)
}

function changed(access: Access, change: AccessChange, asking: Asking): Result<Access, Reason> {
  switch (change.kind) {
    case 'claim':
      return fail('unexpected')
    case 'rules': {
      const { visibility = access.visibility, anyone, knock, hostDecides } = change
      // What was stored in the clear once is not private any more, and the other way round nobody could read it.
      if ((visibility === 'private') !== (access.visibility === 'private')) return fail('notAllowed')
      return ok({
        ...access,
        visibility,
        ...(anyone !== undefined && { anyone }),
        ...(knock !== undefined && { knock }),
        ...(hostDecides !== undefined && { hostDecides }),
      })
    }
    case 'link': {
      const { role, generation, check, encryption } = change
      if (generation !== access[role].generation + 1) return fail('staleVersion')
      if (!isNextKey(access.encryption, encryption)) return fail('staleKey')
      const stay = asking.cameBy(role)
      const others = access.granted.filter(([user]) => !stay.includes(user))
      const granted = [...others, ...stay.map((user): [UserId, LinkRole] => [user, role])].slice(-GRANTED)
      return ok({ ...access, [role]: { generation, check }, granted, ...(encryption && { encryption }) })
    }
    case 'role': {
      const others = access.roles.filter(([user]) => user !== change.userId)
      const roles: Access['roles'] = change.role === null ? others : [...others, [change.userId, change.role]]
      return roles.length > ROLES_SET ? fail('tooLarge') : ok({ ...access, roles })
    }
    case 'admit': {
      const others = access.admitted.filter((user) => user !== change.userId)
      return ok({
        ...access,
        admitted: change.admitted ? [...others, change.userId].slice(-ADMITTED) : others,
      })
    }
    case 'remove': {
      const { userId } = change
      const others = access.removed.filter((person) => person.userId !== userId)
      if (!change.removed) return ok({ ...access, removed: others })
      if (others.length >= REMOVED) return fail('tooLarge')
      return ok({
        ...access,
        removed: [...others, { userId, userName: asking.nameOf(userId) ?? '' }],
        granted: access.granted.filter(([user]) => user !== userId),
        admitted: access.admitted.filter((user) => user !== userId),
      })
    }
  }
}
