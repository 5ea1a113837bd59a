import { KeysStore } from '../../client/edge/keys_store.ts'
import { linkSecretOf } from '../../shared/access/secrets.ts'
import { asVersion, type Version } from '../../shared/base/ids.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'
import { Vault } from '../../shared/session/vault.ts'
import { parseAccess, rulesOf } from '../../signaling/rooms/access.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'
import type { Random } from '../support/random.ts'
import type { Browser } from './browser.ts'
import { ROOM } from './room_id.ts'

const CLAIM = { visibility: 'private', anyone: null } as const

/** A mark as often as it is typed at once, in UTF-8 read as bytes: no ciphertext comes upon that by chance. */
const TYPED_BYTES = /(\xe3[\x90-\x9f][\x80-\xbf])\1\1/
const TYPED = /[\u3400-\u37ff]/
/** How often a mark stands in each text that is typed in a private room. */
export const MARK_REPEATS = 3

/** Whether something that somebody typed can be read in what goes to or from the server, or lies in the store. */
export function isReadable(value: unknown): boolean {
  if (typeof value === 'string') return TYPED.test(value)
  if (value instanceof Uint8Array) return TYPED_BYTES.test(Buffer.from(value).toString('latin1'))
  if (Array.isArray(value)) return value.some(isReadable)
  return typeof value === 'object' && value !== null && Object.values(value).some(isReadable)
}

/** The memory store, and who hears of what it was told. */
class HeardStore extends MemoryStore {
  readonly #room: PrivateRoom

  constructor(room: PrivateRoom) {
    super()
    this.#room = room
  }

  override async setAccess(...args: Parameters<MemoryStore['setAccess']>): Promise<boolean> {
    const done = await super.setAccess(...args)
    if (done) this.#room.heard(args[2])
    return done
  }

  override async fence(...args: Parameters<MemoryStore['fence']>) {
    const record = await super.fence(...args)
    if (record.access !== null) this.#room.heard(record.access)
    return record
  }

  override async compact(...args: Parameters<MemoryStore['compact']>): Promise<boolean> {
    const done = await super.compact(...args)
    if (done) this.#room.compactions += 1
    return done
  }
}

/** What makes a run's room a private one: its owner's browser, the links, and the keys that browsers have. */
export class PrivateRoom {
  readonly owner: Browser
  readonly #random: Random
  readonly #vault: Vault
  /** What was stored, in the clear, by its version. */
  readonly #read = new Map<Version, { readonly bytes: Uint8Array; readonly plain: Uint8Array }>()
  /** How often the link to edit by was made, as the store heard last; 0 before the room was made. */
  #links = 0
  compactions = 0

  constructor(owner: Browser, random: Random) {
    this.owner = owner
    this.#random = random
    const { ownerKey } = this.keysOf(owner)
    const keys: KeysPort = {
      ...this.keysOf(owner),
      ownerKey,
      contentKey: () => null,
      keepContentKey: () => undefined,
    }
    this.#vault = new Vault({ roomId: ROOM, keys, random, unlocked: () => undefined })
  }

  newStore(): MemoryStore {
    return new HeardStore(this)
  }

  get isMade(): boolean {
    return this.#links > 0
  }

  /** What the store was told of who may do what. */
  heard(access: string): void {
    this.#links = parseAccess(access)?.editor.generation ?? this.#links
  }

  /** The secret of the link that lets in now. */
  get link(): string | null {
    const key = this.keysOf(this.owner).ownerKey()
    return key && linkSecretOf(key, ROOM, 'editor', this.#links)
  }

  /** What a page opened in that browser has. */
  keysOf(browser: Browser): KeysPort {
    const { link, storage } = browser
    const store = new KeysStore(storage, this.#random)
    return store.forRoom(ROOM, { owner: null, link, isPrivate: true, claim: CLAIM })
  }

  /** What is stored, as whoever owns the room reads it; null where that cannot be read. */
  read(stored: StoredRoom): StoredRoom | null {
    const access = stored.access === null ? null : parseAccess(stored.access)
    if (access) this.#vault.heard(rulesOf(access))
    const { snapshotVersion } = stored
    const snapshot = stored.snapshot && this.#vault.decrypt(stored.snapshot, 'snapshot', snapshotVersion)
    if (stored.snapshot && !snapshot) return null
    const entries: Uint8Array[] = []
    for (const bytes of stored.entries) {
      const plain = this.#entry(bytes, asVersion(snapshotVersion + entries.length))
      if (!plain) return null
      entries.push(plain)
    }
    return { ...stored, snapshot: snapshot?.plain ?? null, entries }
  }

  #entry(bytes: Uint8Array, version: Version): Uint8Array | null {
    const before = this.#read.get(version)
    if (before && Buffer.compare(before.bytes, bytes) === 0) return before.plain
    const plain = this.#vault.decrypt(bytes, 'entry', version)?.plain ?? null
    if (plain) this.#read.set(version, { bytes, plain })
    return plain
  }
}
