import type { ContentKey } from '../access/content_key.ts'
import { bearerOf, checkOf, linkSecretOf } from '../access/secrets.ts'
import type { RoomId, UserId, Version } from '../base/ids.ts'
import type { AccessChange, Desk, LinkRole, Rules } from '../protocol/access.ts'
import type { Role } from '../protocol/change.ts'
import type { User } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { ReplyBody } from '../protocol/signaling.ts'
import type { Pusher } from '../room/authority.ts'
import { type Replica, versionOf } from '../room/replica.ts'
import { roleOf } from '../room/room_state.ts'
import type { KeysPort } from './keys_port.ts'
import type { Privacy } from './privacy.ts'
import type { SignalingPort } from './signaling_port.ts'

interface RightsOptions {
  readonly roomId: RoomId
  readonly keys: KeysPort | null
  readonly signaling: SignalingPort
  readonly replica: Replica
  /** Whether the room is private, and then what this page can read of it. */
  readonly privacy: Privacy
  /** Hands the next content key to the room's host, before the server hears of it. */
  readonly handOver: (key: ContentKey) => void
  readonly self: () => User | null
  readonly isHost: () => boolean
  /** Enters again in a while: what was asked on the way in was not taken for the moment. */
  readonly enterLater: () => void
  /** What is shown of rights may differ. */
  readonly changed: () => void
}

const PRIVATE = { visibility: 'private', anyone: null } as const
const NOBODY: Desk = { waiting: [], removed: [] }

/** The rights as whoever shows them sees them. */
export type RightsPort = Pick<
  Rights,
  'rules' | 'desk' | 'roleOf' | 'role' | 'decides' | 'admits' | 'links' | 'ask' | 'newLink'
>

/** Who may do what in this room, as far as this page knows, and what it may itself do about it. */
export class Rights {
  readonly #options: RightsOptions
  readonly #bearers = new Map<string, string>()
  #rules: Rules | null = null
  #desk: Desk = NOBODY
  /** How often the links were made when this page came in. */
  #cameIn: Rules['links'] | null = null
  /** Roles that the log sets and the server does not know yet: told once the log is saved up to here. */
  #untold: Version | null = null
  #telling = false

  constructor(options: RightsOptions) {
    this.#options = options
  }

  /** Null in a room without an owner: everybody who knows its id may edit. */
  get rules(): Rules | null {
    return this.#rules
  }

  /** Who waits at the door and who was removed; empty where that is not this page's business. */
  get desk(): Desk {
    return this.#desk
  }

  /** What this page shows the server to have its right. */
  get bearer(): string | undefined {
    const { keys, roomId } = this.#options
    const secret = keys && (keys.ownerKey() ?? keys.linkSecret())
    if (!secret) return undefined
    const bearer = this.#bearers.get(secret) ?? bearerOf(secret, roomId)
    this.#bearers.set(secret, bearer)
    return bearer
  }

  /** What a member may do: owners everything, of others the log's word counts before the server's. */
  roleOf(user: User): Role {
    return roleOf(this.#options.replica.doc, user)
  }

  /** Somebody put this person out, as far as this page is told. */
  isRemoved(user: User): boolean {
    return user.role !== 'owner' && this.#desk.removed.some(({ userId }) => userId === user.userId)
  }

  /** This page's own; an editor's before it entered for the first time. */
  get role(): Role {
    const self = this.#options.self()
    return self ? this.roleOf(self) : 'editor'
  }

  /** This browser has the key of whoever owns the room. */
  get owns(): boolean {
    return (this.#options.keys?.ownerKey() ?? null) !== null
  }

  /** This page's edits as its own host's. */
  asHost(self: User): Pusher {
    return this.#rules ? { ...self, decides: this.#rules.hostDecides } : self
  }

  /** This page sets roles and removes people. */
  get decides(): boolean {
    if (this.role === 'owner') return true
    return this.#options.isHost() && this.role === 'editor' && this.#rules?.hostDecides === true
  }

  /** This page lets in those who knock. */
  get admits(): boolean {
    return this.role === 'owner' || (this.#rules !== null && this.#options.isHost() && this.role === 'editor')
  }

  /** The secrets of the links that this page can hand on; null where it knows none, or only one that was ended. */
  get links(): Readonly<Record<LinkRole, string | null>> {
    const { keys, roomId, self } = this.#options
    const rules = this.#rules
    const key = keys?.ownerKey() ?? null
    if (!rules || !keys) return { editor: null, viewer: null }
    if (key !== null && self()?.role === 'owner') {
      const secret = (role: LinkRole) => linkSecretOf(key, roomId, role, rules.links[role])
      return { editor: secret('editor'), viewer: secret('viewer') }
    }
    const own = self()?.role === 'viewer' ? 'viewer' : 'editor'
    const isOld = this.#cameIn !== null && this.#cameIn[own] !== rules.links[own]
    return { editor: null, viewer: null, [own]: isOld ? null : keys.linkSecret() }
  }

  /**
   * The server let this page in. Answers why it must not stay after all: what it holds belongs to a room with an owner,
   * or to a private one, and the server knows of none, or of an older key; or the page has not its key.
   */
  entered(reply: Pick<ReplyBody<'join'>, 'rules' | 'made'>): 'roomUnknown' | 'noKey' | null {
    const { keys, self, privacy } = this.#options
    const rules = reply.rules ?? null
    if (rules === null) {
      const owns = keys !== null && keys.ownerKey() !== null
      const owned = this.#rules !== null || owns || (keys !== null && keys.linkSecret() !== null)
      if (owned && !(owns && reply.made)) return 'roomUnknown'
      if (reply.made && keys) this.#claim(keys)
      else if (privacy.vault?.isPrivate) return 'roomUnknown'
      return null
    }
    privacy.heard(rules)
    const { vault } = privacy
    if (vault?.isBehind || (vault?.isPrivate && !rules.encryption)) return 'roomUnknown'
    if (privacy.state === 'locked') return 'noKey'
    this.#cameIn ??= rules.links
    if (keys && keys.ownerKey() !== null && self() !== null && self()?.role !== 'owner') keys.dropOwnerKey()
    this.heardRules(rules)
    return null
  }

  heardRules(rules: Rules): void {
    this.#rules = rules
    this.#options.privacy.heard(rules)
    this.#options.changed()
    this.tellRoles()
  }

  heardDesk(desk: Desk): void {
    this.#desk = desk
    this.#options.changed()
  }

  /** This page is out of the room. */
  left(): void {
    this.#desk = NOBODY
  }

  /** Asks for a change; answers why it was not made, or null. */
  ask(change: AccessChange, then: (reason: Reason | null) => void = () => undefined): void {
    this.#options.signaling.request('access', { change }, (reply) => then(reply.ok ? null : reply.error.code))
  }

  /** Ends the link of that kind and makes a new one. Owners only. */
  newLink(role: LinkRole, then: (reason: Reason | null) => void): void {
    const { keys, roomId, privacy, handOver } = this.#options
    const { vault } = privacy
    const key = keys?.ownerKey()
    if (!key || !this.#rules) return then('notAllowed')
    const generation = this.#rules.links[role] + 1
    const secret = linkSecretOf(key, roomId, role, generation)
    const change = { kind: 'link', role, generation, check: this.#check(secret) } as const
    const contentKey = vault?.next()
    if (!vault || !contentKey) return this.ask(change, then)
    keys?.keepOffered(contentKey.generation)
    // The host has the next key before the server says that it counts, and passes it on then.
    handOver(contentKey)
    vault.learn(contentKey)
    const other = role === 'editor' ? 'viewer' : 'editor'
    const secrets = { [other]: linkSecretOf(key, roomId, other, this.#rules.links[other]), [role]: secret }
    const encryption = vault.wrapped(contentKey, secrets as Record<LinkRole, string>)
    this.ask({ ...change, encryption }, then)
  }

  /**
   * The server learns of the roles that the log sets, so that it does not make a viewer host: after the entries that
   * set them were saved, so that a host that loses its part has handed over all it had. Called whenever something
   * changed.
   */
  tellRoles(): void {
    const { replica, self } = this.#options
    const rules = this.#rules
    if (!rules || this.#telling || !self() || !this.decides) return
    const missing = [...replica.doc.roles].find(
      ([user, role]) => role !== 'owner' && this.#toldOf(user) !== role,
    ) as [UserId, LinkRole] | undefined
    if (!missing) {
      this.#untold = null
      return
    }
    this.#untold ??= versionOf(replica)
    if (replica.saved < this.#untold) return
    const [userId, role] = missing
    this.#telling = true
    this.ask({ kind: 'role', userId, role }, () => {
      // What was refused or lost is tried again with the next change.
      this.#telling = false
    })
  }

  #toldOf(user: UserId): LinkRole | null {
    return this.#rules?.roles.find(([known]) => known === user)?.[1] ?? null
  }

  #claim(keys: KeysPort): void {
    const { roomId, privacy } = this.#options
    const key = keys.ownerKey() ?? keys.makeOwnerKey()
    const vault = privacy.vault?.isPrivate ? privacy.vault : null
    const first = vault?.first(key)
    // A link that was ended is not brought back: none of a private room was made more often than its key.
    const generations = first
      ? { editor: first.generation, viewer: first.generation }
      : (this.#rules?.links ?? { editor: 1, viewer: 1 })
    const editor = linkSecretOf(key, roomId, 'editor', generations.editor)
    const viewer = linkSecretOf(key, roomId, 'viewer', generations.viewer)
    const change: AccessChange = {
      kind: 'claim',
      owner: this.#check(key),
      editor: this.#check(editor),
      viewer: this.#check(viewer),
      ...((generations.editor > 1 || generations.viewer > 1) && { generations }),
      ...(first ? PRIVATE : keys.claim),
      ...(first && { encryption: vault?.wrapped(first, { editor, viewer }) }),
    }
    this.ask(change, (reason) => {
      if (reason === 'notAllowed') keys.dropOwnerKey()
      else if (reason !== null) this.#options.enterLater()
    })
  }

  #check(secret: string): string {
    return checkOf(bearerOf(secret, this.#options.roomId))
  }
}
