import type { PeerWire, RelayEvent, Replied, SignalEvent } from '../../client/edge/peer_wire.ts'
import { REASONS } from '../../shared/protocol/reasons.ts'
import type {
  Failure,
  Reply,
  Request,
  RequestName,
  ServerEvent,
  Standing,
} from '../../shared/protocol/signaling.ts'
import type { SignalingListener, SignalingPort } from '../../shared/session/signaling_port.ts'
import type { ConnectionId } from '../../signaling/rooms/ports.ts'
import type { VirtualClock } from '../support/virtual_clock.ts'
import { Lane } from './lane.ts'
import type { SimServer, Wire } from './sim_server.ts'

export interface Network {
  readonly clock: VirtualClock
  readonly server: SimServer
  /** Milliseconds that the next message takes. */
  delay(): number
  /** Milliseconds until a broken connection is noticed at one end. */
  notice(): number
}

const LOST: Failure = { ok: false, error: { code: 'lost', message: REASONS.lost } }

interface Live {
  readonly id: ConnectionId
  readonly up: Lane
  readonly down: Lane
}

let connections = 0

/** A page's connection to the simulated server: the signaling port and the wire of the relay dialer. */
export class SimConnection implements SignalingPort, PeerWire {
  readonly #network: Network
  readonly #waiting = new Set<(lost: Failure) => void>()
  #listener: SignalingListener | null = null
  #relay: ((event: RelayEvent) => void) | null = null
  #relayDown: (() => void) | null = null
  #live: Live | null = null
  #wanted = false

  constructor(network: Network) {
    this.#network = network
  }

  listen(listener: SignalingListener): void {
    this.#listener = listener
  }

  onSignal(_listener: (event: SignalEvent) => void): void {
    // Direct links of the simulation need no signals.
  }

  onRelay(listener: (event: RelayEvent) => void, down: () => void): void {
    this.#relay = listener
    this.#relayDown = down
  }

  connect(): void {
    this.#wanted = true
    this.#tryLater()
  }

  close(): void {
    this.#wanted = false
    const live = this.#live
    if (!live) return
    // What was sent before still arrives; then the server sees the connection end.
    live.up.send(() => this.#network.server.close(live.id))
    this.#lose()
  }

  /** The page is gone without a word. */
  kill(): void {
    this.#wanted = false
    this.breakOff()
  }

  /** The connection breaks; each end notices in its own time. What was under way is lost. */
  breakOff(): void {
    const live = this.#live
    if (!live) return
    live.up.cut()
    live.down.cut()
    this.#network.clock.timer(this.#network.notice(), () => this.#network.server.close(live.id))
    this.#network.clock.timer(this.#network.notice(), () => {
      if (this.#live === live) this.#down()
    })
  }

  request<N extends RequestName>(name: N, body: Request<N>, replied: (reply: Reply<N>) => void): void {
    const live = this.#live
    if (!live) {
      this.#network.clock.timer(0, () => replied(LOST))
      return
    }
    const once = (reply: Reply<N>) => {
      if (this.#waiting.delete(once as (lost: Failure) => void)) replied(reply)
    }
    this.#waiting.add(once as (lost: Failure) => void)
    live.up.send(() => {
      const { server } = this.#network
      server.request(live.id, name, body).then((reply) => live.down.send(() => once(reply)))
    })
  }

  relay(body: Request<'relay'>, replied: Replied): void {
    this.request('relay', body, (reply) => replied(reply.ok ? null : reply.error.code))
  }

  signal(): void {
    throw new Error('direct links of the simulation need no signals')
  }

  #tryLater(): void {
    const { clock, server } = this.#network
    clock.timer(this.#network.delay(), () => {
      if (!this.#wanted || this.#live) return
      if (!server.up) return this.#tryLater()
      this.#begin()
    })
  }

  #begin(): void {
    const { clock, server } = this.#network
    connections += 1
    const delay = () => this.#network.delay()
    const live: Live = {
      id: `connection${connections}` as ConnectionId,
      up: new Lane(clock, delay),
      down: new Lane(clock, delay),
    }
    this.#live = live
    const wire: Wire = {
      id: live.id,
      event: (name, body, answer) => live.down.send(() => this.#hear(live, name, body, answer)),
      end: () => {
        live.up.cut()
        live.down.cut()
        clock.timer(this.#network.notice(), () => {
          if (this.#live === live) this.#down()
        })
      },
    }
    server.open(wire)
    this.#listener?.up()
  }

  #hear(live: Live, name: string, body: unknown, answer?: (standing: Standing) => void): void {
    if (this.#live !== live) return
    if (name === 'userJoined') this.#listener?.userJoined(body as ServerEvent<'userJoined'>)
    else if (name === 'hostChanged') this.#listener?.hostChanged(body as ServerEvent<'hostChanged'>)
    else if (name === 'relay') this.#relay?.(body as RelayEvent)
    else if (name === 'standing')
      this.#listener?.standing(body as ServerEvent<'standing'>, (standing) =>
        live.up.send(() => answer?.(standing)),
      )
  }

  #down(): void {
    this.#lose()
    if (this.#wanted) this.#tryLater()
  }

  #lose(): void {
    this.#live = null
    for (const lost of [...this.#waiting]) lost(LOST)
    this.#waiting.clear()
    this.#relayDown?.()
    this.#listener?.down()
  }
}
