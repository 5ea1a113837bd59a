import type { ClientId } from '../base/ids.ts'
import type { UpdateEntry } from '../protocol/messages.ts'
import { type Entry, toWireChange } from '../room/entry.ts'

/** The authors of an epoch in the order in which guests heard of them: entries name them by their place. */
export class AuthorList {
  readonly #told: (clientId: ClientId) => void
  readonly #ids: ClientId[] = []
  readonly #places = new Map<ClientId, number>()

  /** @param told tells every guest of an author who is new, before anything names them */
  constructor(told: (clientId: ClientId) => void) {
    this.#told = told
  }

  get ids(): readonly ClientId[] {
    return this.#ids
  }

  /** The entry as it goes to the guests. @param clock the time that they count from */
  toUpdate(entry: Entry, clock: number): UpdateEntry {
    return {
      author: this.#placeOf(entry.clientId),
      by: this.#placeOf(entry.by),
      seq: entry.seq,
      change: toWireChange(entry.change),
      at: entry.at - clock,
    }
  }

  #placeOf(clientId: ClientId): number {
    const known = this.#places.get(clientId)
    if (known !== undefined) return known
    this.#ids.push(clientId)
    this.#places.set(clientId, this.#ids.length - 1)
    this.#told(clientId)
    return this.#ids.length - 1
  }
}
