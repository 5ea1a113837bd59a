import { concatBytes, utf8ToBytes } from '../access/bytes.ts'
import { decryptFresh, encryptFresh } from '../access/cipher.ts'
import {
  type ContentKey,
  contentKeyOf,
  earlierKey,
  isLater,
  unwrap,
  useKey,
  wrap,
} from '../access/content_key.ts'
import { linkSecretOf } from '../access/secrets.ts'
import type { Epoch, RoomId, Version } from '../base/ids.ts'
import type { Result } from '../base/result.ts'
import { type Encryption, LINK_ROLES, type LinkRole, type Rules } from '../protocol/access.ts'
import { type EncryptedHead, encodeHead, isEncryptedLog, readEncrypted } from '../protocol/codec/encrypted.ts'
import type { Welcome } from '../protocol/messages.ts'
import type { Reason } from '../protocol/reasons.ts'
import type { Link } from '../transport/link.ts'
import { type End, SecuredLink } from '../transport/secured_link.ts'
import { type Decrypted, openEncrypted } from './encrypted_log.ts'
import type { KeysPort } from './keys_port.ts'

export interface VaultOptions {
  readonly roomId: RoomId
  readonly keys: KeysPort | null
  /** Fit for secrets. */
  readonly random: () => number
  /** The key that counts now is here, or another one than before. */
  readonly unlocked: () => void
}

/**
 * What this page can read and write of a private room's content: the newest content key that it has, and what is
 * encrypted with it. A page that knows its room to be private never takes the server's word that it is not.
 */
export class Vault {
  readonly #options: VaultOptions
  /** As the page was opened: asked for once, and not with each key. */
  readonly #openedPrivate: boolean
  #encryption: Encryption | null = null
  /** The newest key that was ever the room's. */
  #known: ContentKey | null
  /** One that came from a member and that the server has not told of yet. */
  #next: ContentKey | null = null
  readonly #logKeys = new Map<number, Uint8Array>()

  constructor(options: VaultOptions) {
    this.#options = options
    const { keys } = options
    this.#known = keys?.contentKey() ?? null
    this.#openedPrivate = keys?.isPrivate() === true || keys?.claim.visibility === 'private'
  }

  /** The room is private, as this page's link or this browser's memory says, or as the page makes it; not the server alone. */
  get isPrivate(): boolean {
    return this.#known !== null || this.#openedPrivate
  }

  /** The key that the room's content is encrypted with now; null while this page has not that one. */
  get key(): ContentKey | null {
    return this.#known?.generation === this.#encryption?.generation ? this.#known : null
  }

  /** The server names a key that is older than one which this page knows to be the room's. */
  get isBehind(): boolean {
    return this.#encryption !== null && (this.#known?.generation ?? 0) > this.#encryption.generation
  }

  /** What the server says of the room; it opens what this page's link opens. */
  heard({ encryption, links }: Pick<Rules, 'encryption' | 'links'>): void {
    if (encryption === undefined) return
    const wasLocked = this.key === null
    this.#encryption = encryption
    if (this.isBehind) return
    if (this.key !== null) {
      if (wasLocked) this.#options.unlocked()
      return
    }
    const key =
      this.#next?.generation === encryption.generation ? this.#next : this.#unwrap(encryption, links)
    if (key) this.#keep(key)
  }

  /** Takes a key that a member handed over. Answers whether it follows the one that this page has. */
  learn(key: ContentKey): boolean {
    const known = this.#known
    if (known === null || key.generation <= known.generation || !isLater(key, known)) return false
    this.#next = key
    if (this.#encryption?.generation === key.generation) this.#keep(key)
    return true
  }

  /** The key after the one that the room has now; null where this page does not own it. */
  next(): ContentKey | null {
    const { keys, roomId } = this.#options
    const ownerKey = keys?.ownerKey() ?? null
    if (ownerKey === null || this.#encryption === null) return null
    return contentKeyOf(ownerKey, roomId, this.#encryption.generation + 1)
  }

  /** The first key of a room that this page makes; where it makes it again, none that is older than any it had. */
  first(ownerKey: string): ContentKey {
    const { roomId, keys } = this.#options
    const had = [this.#known, keys?.contentKey()].map((known) => known?.generation ?? 1)
    const key = contentKeyOf(ownerKey, roomId, Math.max(...had, keys?.offered() ?? 1))
    this.#known = key
    keys?.keepContentKey(key)
    return key
  }

  /** A key for the links with these secrets. */
  wrapped(key: ContentKey, secrets: Readonly<Record<LinkRole, string>>): Encryption {
    const { roomId, random } = this.#options
    const forRole = (role: LinkRole) => wrap(key, { secret: secrets[role], room: roomId, role }, random)
    return { generation: key.generation, editor: forRole('editor'), viewer: forRole('viewer') }
  }

  /** An entry or a snapshot for the store; only where this is unlocked. */
  encrypt(head: Omit<EncryptedHead, 'generation'>, plain: Uint8Array): Uint8Array {
    const generation = this.key?.generation ?? 0
    const bytes = encodeHead({ ...head, generation })
    const body = encryptFresh(this.#logKey(generation), this.#options.random, plain, this.#bound(bytes))
    return concatBytes(bytes, body)
  }

  /**
   * What was encrypted of this room as an entry or a snapshot of this version, and the epoch that it was made in; null
   * where it was not, whoever says so.
   */
  decrypt(bytes: Uint8Array, kind: EncryptedHead['kind'], version: Version): Decrypted | null {
    const read = readEncrypted(bytes)
    if (!read.ok || read.value.kind !== kind || read.value.version !== version) return null
    const { generation, head, body, epoch } = read.value
    if (this.#known === null || generation > this.#known.generation) return null
    const plain = decryptFresh(this.#logKey(generation), body, this.#bound(head))
    return plain && { plain, epoch }
  }

  /** `encodeEncryptedLog`'s bytes in the clear, or why not; null where they are something else. */
  openLog(stored: Uint8Array): Result<Welcome, Reason> | null {
    if (!isEncryptedLog(stored)) return null
    return openEncrypted(stored, (bytes, kind, version) => this.decrypt(bytes, kind, version))
  }

  /** The link as this room's: both ends prove the key first. Closed where this page has not the one that counts. */
  secured(link: Link, end: End, epoch: Epoch): Link {
    const { key } = this
    const { roomId: room, random } = this.#options
    if (key) return new SecuredLink({ link, end, room, epoch, key, random })
    link.close('staleKey')
    return link
  }

  #unwrap({ generation, ...wrapped }: Encryption, links: Rules['links']): ContentKey | null {
    const { keys, roomId } = this.#options
    const ownerKey = keys?.ownerKey() ?? null
    for (const role of LINK_ROLES)
      for (const secret of [
        ownerKey && linkSecretOf(ownerKey, roomId, role, links[role]),
        keys?.linkSecret(),
      ]) {
        const key = secret && unwrap(wrapped[role], { secret, room: roomId, role, generation })
        if (key) return key
      }
    return null
  }

  #keep(key: ContentKey): void {
    this.#known = key
    this.#next = null
    this.#options.keys?.keepContentKey(key)
    this.#options.unlocked()
  }

  #logKey(generation: number): Uint8Array {
    const cached = this.#logKeys.get(generation)
    if (cached) return cached
    const key = this.#known && earlierKey(this.#known, generation)
    const made = useKey(key ?? new Uint8Array(), this.#options.roomId, 'log')
    this.#logKeys.set(generation, made)
    return made
  }

  /** The associated data: a head belongs to one room. */
  #bound(head: Uint8Array): Uint8Array {
    return concatBytes(head, utf8ToBytes(this.#options.roomId))
  }
}
