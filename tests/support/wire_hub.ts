import type { PeerWire, RelayEvent, Replied, SignalEvent } from '../../client/edge/peer_wire.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'

interface Ears {
  signal: ((event: SignalEvent) => void) | null
  relay: ((event: RelayEvent) => void) | null
  down: (() => void) | null
}

/** Passes signals and relay events between peers of one process, each in a microtask, with acknowledgements. */
export class WireHub {
  /** Every signal that was sent. */
  readonly signals: SignalEvent[] = []
  /** Every relay event that was sent, refused ones too. */
  readonly relayed: RelayEvent[] = []
  /** What to answer instead of passing a relay event on. */
  refuse: (event: RelayEvent) => Reason | null = () => null
  /** Acknowledgements wait here while it is an array. */
  held: (() => void)[] | null = null
  readonly #ears = new Map<PeerId, Ears>()

  wire(self: PeerId): PeerWire {
    const ears: Ears = { signal: null, relay: null, down: null }
    this.#ears.set(self, ears)
    return {
      signal: (to, link, data, replied) => {
        const event = { from: self, link, data }
        this.signals.push(event)
        queueMicrotask(() => {
          this.inject(to, event)
          replied(this.#ears.has(to) ? null : 'notMember')
        })
      },
      relay: ({ to, ...rest }, replied) => {
        const event = { from: self, ...rest }
        this.relayed.push(event)
        queueMicrotask(() => this.#pass(to, event, replied))
      },
      onSignal: (listener) => {
        ears.signal = listener
      },
      onRelay: (listener, down) => {
        ears.relay = listener
        ears.down = down
      },
    }
  }

  inject(to: PeerId, event: SignalEvent): void {
    this.#ears.get(to)?.signal?.(event)
  }

  injectRelay(to: PeerId, event: RelayEvent): void {
    this.#ears.get(to)?.relay?.(event)
  }

  /** The server goes out of this peer's reach. */
  cut(peer: PeerId): void {
    this.#ears.get(peer)?.down?.()
  }

  #pass(to: PeerId, event: RelayEvent, replied: Replied): void {
    const reason = this.refuse(event) ?? (this.#ears.has(to) ? null : 'notMember')
    if (reason === null) this.injectRelay(to, event)
    const answer = () => replied(reason)
    if (this.held === null) answer()
    else this.held.push(answer)
  }
}
