import type { Env } from '../base/env.ts'
import type { ClientId } from '../base/ids.ts'
import { encodeMessage } from '../protocol/codec/messages.ts'
import type { Guest } from './guest.ts'
import type { Presence } from './presence.ts'
import type { Timings } from './timings.ts'

interface CursorRelayOptions {
  readonly env: Pick<Env, 'now' | 'timer'>
  readonly timings: Pick<Timings, 'cursor'>
  readonly presence: Pick<Presence, 'wire' | 'authors'>
  readonly guests: ReadonlySet<Guest>
}

/**
 * Tells a host's guests where everybody is. What a guest has not been told is noted by name only: when its link has
 * room it gets the newest, so that nothing piles up behind a slow one.
 */
export class CursorRelay {
  readonly #options: CursorRelayOptions
  #toldAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null

  constructor(options: CursorRelayOptions) {
    this.#options = options
  }

  /** Somebody said where they are: everybody else is told. */
  moved(author: ClientId): void {
    for (const guest of this.#options.guests) if (guest.user?.clientId !== author) guest.untold.add(author)
    this.#soon()
  }

  /** A guest is told what is held of this person: of itself when what it said was of no use. */
  owe(guest: Guest, author: ClientId): void {
    guest.untold.add(author)
    this.#soon()
  }

  /** A guest joined: it is told of everybody. */
  greet(guest: Guest): void {
    guest.untold.clear()
    for (const author of this.#options.presence.authors)
      if (author !== guest.user?.clientId) guest.untold.add(author)
    this.#soon()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  /** At once if it is time, whatever the timer does: timers of a hidden page ring late. */
  #soon(): void {
    const { env, timings } = this.#options
    const wait = this.#toldAt + timings.cursor - env.now()
    // A wall clock may be set back.
    if (wait <= 0 || wait > timings.cursor) this.#tell()
    else this.#cancel ??= env.timer(wait, () => this.#tell())
  }

  #tell(): void {
    const { env, presence, guests } = this.#options
    this.stop()
    this.#toldAt = env.now()
    const encoded = new Map<ClientId, Uint8Array>()
    let left = false
    for (const { joined, channel, untold } of guests) {
      if (!joined) continue
      for (const clientId of untold) {
        if (channel.isBusy) {
          left = true
          break
        }
        const known = encoded.get(clientId)
        const message =
          known ?? encodeMessage({ type: 'cursorUpdate', clientId, cursor: presence.wire(clientId) })
        if (!known) encoded.set(clientId, message)
        untold.delete(clientId)
        channel.post(message)
      }
    }
    if (left) this.#soon()
  }
}
