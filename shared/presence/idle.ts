import type { Env } from '../base/env.ts'
import type { PeerId } from '../base/ids.ts'

/** Who gave no sign of life for long, by the injected clock. Whoever is new here counts as just seen. */
export class IdleList {
  readonly #env: Pick<Env, 'now' | 'timer'>
  readonly #after: number
  readonly #changed: () => void
  readonly #people = new Map<PeerId, { seenAt: number; idle: boolean; cancel: () => void }>()

  /** @param after milliseconds without a sign of life after which somebody is idle */
  constructor(env: Pick<Env, 'now' | 'timer'>, after: number, changed: () => void) {
    this.#env = env
    this.#after = after
    this.#changed = changed
  }

  get peers(): readonly PeerId[] {
    return [...this.#people].flatMap(([peer, { idle }]) => (idle ? [peer] : []))
  }

  /** Somebody did something. Of those who are not here nothing is noted. */
  seen(peer: PeerId): void {
    const person = this.#people.get(peer)
    if (!person) return
    person.seenAt = this.#env.now()
    if (!person.idle) return
    person.idle = false
    this.#watch(peer, this.#after)
    this.#changed()
  }

  /** These are here now. */
  setPeople(peers: readonly PeerId[]): void {
    for (const [peer, { cancel }] of this.#people) {
      if (peers.includes(peer)) continue
      cancel()
      this.#people.delete(peer)
    }
    for (const peer of peers) {
      if (this.#people.has(peer)) continue
      this.#people.set(peer, { seenAt: this.#env.now(), idle: false, cancel: () => undefined })
      this.#watch(peer, this.#after)
    }
  }

  #watch(peer: PeerId, ms: number): void {
    const person = this.#people.get(peer)
    if (!person) return
    person.cancel = this.#env.timer(ms, () => {
      // A wall clock may be set back.
      const left = person.seenAt + this.#after - this.#env.now()
      if (left > 0) return this.#watch(peer, Math.min(left, this.#after))
      person.idle = true
      this.#changed()
    })
  }
}
