import { type ContentKey, contentKeyOf, wrap } from '../../shared/access/content_key.ts'
import { bearerOf, checkOf, linkSecretOf } from '../../shared/access/secrets.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import type { Encryption, LinkRole, Rules } from '../../shared/protocol/access.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'
import { seeded } from './random.ts'

const random = seeded(7)

/** What one browser remembers of one room. */
export class MemoryKeys implements KeysPort {
  owner: string | null
  link: string | null
  content: ContentKey | null = null
  remembered = 0
  lastOffered = 0
  private: boolean
  readonly claim: KeysPort['claim']

  constructor({
    owner = null,
    link = null,
    isPrivate = true,
    claim = { visibility: 'unlisted', anyone: 'viewer' },
  }: {
    owner?: string | null
    link?: string | null
    isPrivate?: boolean
    claim?: KeysPort['claim']
  } = {}) {
    this.owner = owner
    this.link = link
    this.private = isPrivate
    this.claim = claim
  }

  ownerKey() {
    return this.owner
  }
  makeOwnerKey() {
    this.owner = 'o'.repeat(43)
    return this.owner
  }
  dropOwnerKey() {
    this.owner = null
  }
  linkSecret() {
    return this.link
  }
  isPrivate() {
    return this.private
  }
  contentKey() {
    return this.content
  }
  keepContentKey(key: ContentKey) {
    this.content = key
    this.private = true
  }
  offered() {
    return this.lastOffered
  }
  keepOffered(generation: number) {
    this.lastOffered = generation
  }
  seen() {
    return this.remembered
  }
  keepSeen(version: number) {
    this.remembered = version
  }
}

/** A private room as its owner knows it. */
export class PrivateRoom {
  readonly roomId: RoomId
  readonly ownerKey: string
  links = { editor: 1, viewer: 1 }
  generation = 1

  constructor(roomId: RoomId, ownerKey = 'o'.repeat(43)) {
    this.roomId = roomId
    this.ownerKey = ownerKey
  }

  secret(role: LinkRole, generation = this.links[role]): string {
    return linkSecretOf(this.ownerKey, this.roomId, role, generation)
  }

  bearer(role: LinkRole | 'owner'): string {
    return bearerOf(role === 'owner' ? this.ownerKey : this.secret(role), this.roomId)
  }

  check(role: LinkRole | 'owner'): string {
    return checkOf(this.bearer(role))
  }

  key(generation = this.generation): ContentKey {
    return contentKeyOf(this.ownerKey, this.roomId, generation)
  }

  /** What the server keeps of the key that counts. */
  get encryption(): Encryption {
    const wrapped = (role: LinkRole) =>
      wrap(this.key(), { secret: this.secret(role), room: this.roomId, role }, random)
    return { generation: this.generation, editor: wrapped('editor'), viewer: wrapped('viewer') }
  }

  get rules(): Rules {
    return {
      visibility: 'private',
      anyone: null,
      knock: false,
      hostDecides: false,
      links: { ...this.links },
      roles: [],
      encryption: this.encryption,
    }
  }

  /** The text that a store keeps of its access. */
  get access(): string {
    const link = (role: LinkRole) => ({ generation: this.links[role], check: this.check(role) })
    return JSON.stringify({
      revision: 1,
      owner: this.check('owner'),
      editor: link('editor'),
      viewer: link('viewer'),
      visibility: 'private',
      anyone: null,
      knock: false,
      hostDecides: false,
      roles: [],
      granted: [],
      admitted: [],
      removed: [],
      encryption: this.encryption,
    })
  }

  /** Ends a link: the next one, and the next key. */
  end(role: LinkRole): void {
    this.links[role] += 1
    this.generation += 1
  }
}
