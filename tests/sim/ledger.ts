import type { ClientId, Epoch, Seq } from '../../shared/base/ids.ts'
import type { WireEntry } from '../../shared/protocol/change.ts'
import { decodeEntry, decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import type { Page } from './page.ts'
import { isReadable } from './private_room.ts'
import { ROOM } from './room_id.ts'
import type { World } from './world.ts'

/** What names an entry of a log: whose it is, and in which epoch it was committed. */
export type EntryName = string

export const nameOf = ({ clientId, seq, epoch }: Pick<WireEntry, 'clientId' | 'seq' | 'epoch'>): EntryName =>
  `${clientId} ${seq} ${epoch}`

/** What a whole run has seen: which page was host of each epoch, and all that the store ever held. */
export class Ledger {
  readonly #world: World
  readonly hosts = new Map<Epoch, Page>()
  /** The store's log so far; an entry below the first look at a compacted log is unknown. */
  readonly stored: (EntryName | undefined)[] = []
  /** The last seq of each author that the store ever held. */
  readonly saved = new Map<ClientId, Seq>()
  /** The store was emptied at this count of losses. */
  #losses = 0

  constructor(world: World) {
    this.#world = world
  }

  /** Reads the store. Answers what it changed of what it had once, or null. */
  async read(): Promise<string | null> {
    const { store, counts } = this.#world
    if (counts.losses !== this.#losses) {
      this.#losses = counts.losses
      this.stored.length = 0
      this.saved.clear()
    }
    const kept = await store.load(ROOM)
    const room = kept && this.#world.inClear(kept)
    if (kept && !room) return 'whoever owns the room can read what is stored'
    if (kept && this.#world.privateRoom && isReadable([kept.snapshot, kept.entries]))
      return 'what is stored of a private room is encrypted'
    if (!room) return this.stored.length > 0 ? 'the store has what it had' : null
    if (room.version < this.stored.length) return 'the store’s log never gets shorter'
    const snapshot = room.snapshot ? decodeSnapshot(room.snapshot) : null
    if (snapshot?.ok) for (const [clientId, seq] of snapshot.value.seqs) this.saved.set(clientId, seq)
    for (const [i, bytes] of room.entries.entries()) {
      const entry = decodeEntry(bytes)
      if (!entry.ok) return 'the store’s entries can be read'
      const at = room.snapshotVersion + i
      const name = nameOf(entry.value)
      if ((this.stored[at] ?? name) !== name) return 'a saved entry stays where it is'
      this.stored[at] = name
      this.saved.set(entry.value.clientId, entry.value.seq)
    }
    this.stored.length = room.version
    return null
  }
}
