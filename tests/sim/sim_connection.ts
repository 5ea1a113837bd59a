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
import type { PageLoop } from './page_loop.ts'
import type { SimServer, Wire } from './sim_server.ts'

export interface Network {
  readonly clock: VirtualClock
  readonly server: SimServer
  /** Milliseconds that the next message takes. */
  delay(): number
  /** Milliseconds until a broken connection is noticed at one end. */
  notice(): number
}

/** A connection that could not be made is tried again after so long, in milliseconds. */
const RETRY_MS = 300

/** The server notices within so many milliseconds that a page closed its connection, although the word was lost. */
const CLOSED_MS = 10_000

/** A reply that does not come within so many milliseconds counts as lost. */
const REPLY_MS = 10_000

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
  readonly #loop: PageLoop
  readonly #reachable: () => boolean
  readonly #waiting = new Set<() => void>()
  #listener: SignalingListener | null = null
  #relay: ((event: RelayEvent) => void) | null = null
  #relayDown: (() => void) | null = null
  #live: Live | null = null
  #wanted = false

  /** @param reachable whether this page can reach the server at all */
  constructor(network: Network, loop: PageLoop, reachable: () => boolean) {
    this.#network = network
    this.#loop = loop
    this.#reachable = reachable
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
    this.#tryLater(0)
  }

  close(): void {
    this.#wanted = false
    const live = this.#live
    if (!live) return
    // What was sent before still arrives; then the server sees the connection end, or notices in its own time.
    live.up.send(() => this.#network.server.close(live.id))
    this.#network.clock.timer(CLOSED_MS, () => this.#network.server.close(live.id))
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
    this.#noticeLater(live)
  }

  /** What goes one way vanishes, and nobody notices. */
  mute(way: 'up' | 'down'): void {
    this.#live?.[way].cut()
  }

  request<N extends RequestName>(name: N, body: Request<N>, replied: (reply: Reply<N>) => void): void {
    const live = this.#live
    if (!live) return replied(LOST)
    let settle = (reply: Reply<N>): void => {
      settle = () => undefined
      this.#waiting.delete(lose)
      cancel()
      replied(reply)
    }
    const lose = (): void => settle(LOST)
    const cancel = this.#loop.timer(REPLY_MS, lose)
    this.#waiting.add(lose)
    live.up.send(() => {
      const { server } = this.#network
      server
        .request(live.id, name, body)
        .then((reply) => live.down.send(() => this.#loop.run(() => settle(reply))))
    })
  }

  relay(body: Request<'relay'>, replied: Replied): void {
    this.request('relay', body, (reply) => replied(reply.ok ? null : reply.error.code))
  }

  signal(): void {
    throw new Error('direct links of the simulation need no signals')
  }

  #tryLater(pause: number): void {
    const { clock, server } = this.#network
    clock.timer(pause + this.#network.delay(), () =>
      this.#loop.run(() => {
        if (!this.#wanted || this.#live) return
        if (!server.up || !this.#reachable()) return this.#tryLater(RETRY_MS)
        this.#begin()
      }),
    )
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
      event: (name, body, answer) =>
        live.down.send(() => this.#loop.run(() => this.#hear(live, name, body, answer))),
      end: () => {
        live.up.cut()
        live.down.cut()
        this.#noticeLater(live)
      },
    }
    server.open(wire)
    this.#listener?.up()
  }

  #hear(live: Live, name: string, body: unknown, answer?: (standing: Standing) => void): void {
    if (this.#live !== live) return
    if (name === 'userJoined') this.#listener?.userJoined(body as ServerEvent<'userJoined'>)
    else if (name === 'hostChanged') this.#listener?.hostChanged(body as ServerEvent<'hostChanged'>)
    else if (name === 'rules') this.#listener?.rules(body as ServerEvent<'rules'>)
    else if (name === 'desk') this.#listener?.desk(body as ServerEvent<'desk'>)
    else if (name === 'putOut') this.#listener?.putOut(body as ServerEvent<'putOut'>)
    else if (name === 'letIn') this.#listener?.letIn()
    else if (name === 'relay') this.#relay?.(body as RelayEvent)
    else if (name === 'standing')
      this.#listener?.standing(body as ServerEvent<'standing'>, (standing) =>
        live.up.send(() => answer?.(standing)),
      )
  }

  #noticeLater(live: Live): void {
    this.#network.clock.timer(this.#network.notice(), () =>
      this.#loop.run(() => {
        if (this.#live === live) this.#down()
      }),
    )
  }

  #down(): void {
    this.#lose()
    if (this.#wanted) this.#tryLater(0)
  }

  #lose(): void {
    this.#live = null
    for (const lose of [...this.#waiting]) lose()
    this.#relayDown?.()
    this.#listener?.down()
  }
}
