import * as z from 'zod/mini'
import { KEY_PATTERN, type UserId } from '../base/ids.ts'
import { KEY_GENERATIONS, REMOVED, ROLES_SET, USER_NAME_UNITS, WAITING } from './limits.ts'

/**
 * Who may do what in a room, as it travels between a page and the signaling server. A link's secret never travels:
 * a page shows the `bearer` that it derives from it, and the server keeps a `check` of that alone.
 */

/** Listed; found by whoever knows its id; found by whoever has a link with a right, and unreadable to the server. */
export const VISIBILITIES = ['public', 'unlisted', 'private'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** What a link may give. */
export const LINK_ROLES = ['editor', 'viewer'] as const
export type LinkRole = (typeof LINK_ROLES)[number]

/** What a page shows to have a right: 256 bits, derived from a link's secret for one room. */
export const bearer = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))
/** SHA-256 of a bearer. */
export const check = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

export const userId = z.pipe(
  z.string().check(z.regex(KEY_PATTERN)),
  z.transform((text) => text as UserId),
)
const userName = z.string().check(z.maxLength(USER_NAME_UNITS))
export const visibility = z.enum(VISIBILITIES)
export const linkRole = z.enum(LINK_ROLES)
/** What whoever comes without a link may do; null: they do not come in. */
export const anyone = z.nullable(linkRole)
export const generation = z.int().check(z.minimum(1), z.maximum(2 ** 31))

/** A content key that only the holder of a link's secret can read: nonce, ciphertext and tag, 60 bytes. */
const wrappedKey = z.string().check(z.regex(/^[A-Za-z0-9_-]{80}$/))
/** Of a private room: which key its content is encrypted with, wrapped for each link. */
export const encryption = z.object({
  generation: z.int().check(z.minimum(1), z.maximum(KEY_GENERATIONS)),
  editor: wrappedKey,
  viewer: wrappedKey,
})
export type Encryption = z.output<typeof encryption>

/** What everybody in an owned room knows of its rules. */
export const rules = z.object({
  visibility,
  anyone,
  /** Whoever comes for the first time waits until an owner or the host lets them in. */
  knock: z.boolean(),
  /** The host may set roles and remove people too. */
  hostDecides: z.boolean(),
  /** How often each link was made: an owner's page derives the link's secret from it. */
  links: z.object({ editor: generation, viewer: generation }),
  /** Roles that were set for a person, whatever their link says. */
  roles: z.array(z.tuple([userId, linkRole])).check(z.maxLength(ROLES_SET)),
  /** Present where the room is private: the server can read nothing of its content. */
  encryption: z.optional(encryption),
})
export type Rules = z.output<typeof rules>

export const person = z.object({ userId, userName })
export type Person = z.output<typeof person>

/** What owners and the host know besides: who waits at the door, and who was removed. */
export const desk = z.object({
  waiting: z.array(person).check(z.maxLength(WAITING)),
  removed: z.array(person).check(z.maxLength(REMOVED)),
})
export type Desk = z.output<typeof desk>

/** One change of a room's rules; owners may ask for each, the host for some. */
export const accessChange = z.discriminatedUnion('kind', [
  /** Whoever made the room becomes its owner. Once, by the page that made it. `encryption`: of a private room only. */
  z.object({
    kind: z.literal('claim'),
    owner: check,
    editor: check,
    viewer: check,
    /** Of the links; the first where left out. More than that when a room that was lost is claimed again. */
    generations: z.optional(z.object({ editor: generation, viewer: generation })),
    visibility,
    anyone,
    encryption: z.optional(encryption),
  }),
  /** A room is private, and so encrypted, from its beginning or never. */
  z.object({
    kind: z.literal('rules'),
    visibility: z.optional(visibility),
    anyone: z.optional(anyone),
    knock: z.optional(z.boolean()),
    hostDecides: z.optional(z.boolean()),
  }),
  /** A new link in the place of the one that there was, which lets nobody in any more: the next `generation`. */
  z.object({
    kind: z.literal('link'),
    role: linkRole,
    generation,
    check,
    /** Of a private room: the next content key. */
    encryption: z.optional(encryption),
  }),
  /** null: what the person's link says. */
  z.object({ kind: z.literal('role'), userId, role: z.nullable(linkRole) }),
  /** Lets somebody who waits in, or sends them away. */
  z.object({ kind: z.literal('admit'), userId, admitted: z.boolean() }),
  /** Puts somebody out and keeps them out, or lets them come again. */
  z.object({ kind: z.literal('remove'), userId, removed: z.boolean() }),
])
export type AccessChange = z.output<typeof accessChange>
