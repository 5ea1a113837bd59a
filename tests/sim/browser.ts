import type { ClientId, Seq } from '../../shared/base/ids.ts'
import { randomKey } from '../../shared/base/ids.ts'
import { fromImage } from '../../shared/room/journal.ts'
import { JournalDisk } from '../support/journal_disk.ts'
import { int, type Random } from '../support/random.ts'
import type { VirtualClock } from '../support/virtual_clock.ts'
import { Lane } from './lane.ts'

/** The disk takes so long at the most, in milliseconds. */
const DISK_MS = 80

/** One person's browser: its pages have one key, one disk and one storage, which outlive them. */
export class Browser {
  readonly userKey: string
  readonly disk: JournalDisk
  readonly #texts = new Map<string, string>()
  readonly storage = {
    get: (key: string) => this.#texts.get(key) ?? null,
    set: (key: string, value: string) => void this.#texts.set(key, value),
  }
  /** The secret of the link that this person has, of a private room. */
  link: string | null = null
  /** The last seq of each author that was on the disk when a page of this browser was opened. */
  readonly kept = new Map<ClientId, Seq>()

  constructor(clock: VirtualClock, random: Random) {
    this.userKey = randomKey(random, 32)
    const lane = new Lane(clock, () => int(random, 1, DISK_MS))
    this.disk = new JournalDisk((act) => lane.send(act))
  }

  /** What is on the disk now has to come back into the room, if a page of this browser lives in the end. */
  remember(): void {
    for (const image of this.disk.images) {
      const dead = fromImage(image, 'reader' as ClientId)
      if (!dead.ok) throw new Error(`a journal cannot be read: ${dead.reason}`)
      const { doc, pending } = dead.value.replica
      for (const [clientId, seq] of doc.seqs) this.#keep(clientId, seq)
      for (const { clientId, seq } of pending) this.#keep(clientId, seq)
    }
  }

  /** What was saved went with the store, and need not come back. */
  forget(): void {
    this.kept.clear()
  }

  #keep(clientId: ClientId, seq: Seq): void {
    if (seq > (this.kept.get(clientId) ?? -1)) this.kept.set(clientId, seq)
  }
}
