import { MEMBERS } from '../../shared/protocol/limits.ts'
import type { Request } from '../../shared/protocol/signaling.ts'
import type { Replied } from './peer_wire.ts'

/** A relay request and what is called with its answer. */
export interface Relayed {
  readonly body: Request<'relay'>
  readonly replied: Replied
}

/**
 * What goes to the relay within one turn of the event loop, in order for each link. The same frame for several links
 * is one batch: a host that tells something to all its guests sends it to the server once.
 */
export class RelayQueue {
  readonly #send: (batch: readonly Relayed[]) => void
  #batches: Relayed[][] = []
  /** The batch of each frame, and the last batch of each link, by their places in the queue. */
  readonly #ofFrame = new Map<Uint8Array, number>()
  readonly #lastOf = new Map<string, number>()

  /** `send` gets requests of one frame, or a single request. */
  constructor(send: (batch: readonly Relayed[]) => void) {
    this.#send = send
  }

  add(relayed: Relayed): void {
    const { to, link, frame } = relayed.body
    if (this.#batches.length === 0) queueMicrotask(() => this.flush())
    const key = `${to}/${link}`
    const last = this.#lastOf.get(key) ?? -1
    const known = frame === undefined ? undefined : this.#ofFrame.get(frame)
    const batch = known === undefined || known <= last ? undefined : this.#batches[known]
    if (known !== undefined && batch !== undefined && batch.length < MEMBERS) {
      batch.push(relayed)
      this.#lastOf.set(key, known)
      return
    }
    const place = this.#batches.push([relayed]) - 1
    this.#lastOf.set(key, place)
    if (frame !== undefined) this.#ofFrame.set(frame, place)
  }

  /** Sends what waits; it is sent at the end of the turn in any case. */
  flush(): void {
    const batches = this.#batches
    this.#batches = []
    this.#ofFrame.clear()
    this.#lastOf.clear()
    for (const batch of batches) this.#send(batch)
  }
}
