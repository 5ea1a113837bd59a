import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'

/** Who is typing. Every sign of typing expires by the injected clock, so that a lost "stopped" heals itself. */
export class TypingList {
  readonly #env: Env
  readonly #expiry: number
  readonly #changed: () => void
  readonly #until = new Map<PeerId, () => void>()

  /** @param expiry milliseconds after which a sign of typing is over */
  constructor(env: Env, expiry: number, changed: () => void) {
    this.#env = env
    this.#expiry = expiry
    this.#changed = changed
  }

  /** Those who type now, in the order in which they began. */
  get peers(): readonly PeerId[] {
    return [...this.#until.keys()]
  }

  set(peer: PeerId, typing: boolean): void {
    const before = this.#until.get(peer)
    before?.()
    if (typing)
      this.#until.set(
        peer,
        this.#env.timer(this.#expiry, () => this.set(peer, false)),
      )
    else this.#until.delete(peer)
    if (typing !== (before !== undefined)) this.#changed()
  }

  /** An edit of somebody: who types goes on typing; who does not may have undone something. */
  edited(peer: PeerId): void {
    if (this.#until.has(peer)) this.set(peer, true)
  }

  clear(): void {
    if (this.#until.size === 0) return
    for (const cancel of this.#until.values()) cancel()
    this.#until.clear()
    this.#changed()
  }
}
