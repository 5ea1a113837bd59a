import { ChangeSet, Text } from '@codemirror/state'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import {
  type ClientId,
  MAIN_FILE,
  newClientId,
  type PeerId,
  type RoomId,
  randomKey,
} from '../../shared/base/ids.ts'
import type { Keep } from '../../shared/room/replica.ts'
import { Session } from '../../shared/session/session.ts'
import { int, type Random } from '../support/random.ts'
import { SimConnection } from './sim_connection.ts'
import { type DirectNetwork, SimDialer } from './sim_direct.ts'

/** One page of one person: the real session with simulated edges, and an editor that holds what it was shown. */
export class Page {
  readonly session: Session
  readonly clientId: ClientId
  readonly connection: SimConnection
  readonly dialer: SimDialer
  alive = true
  peerId: PeerId | null = null
  /** What the editor shows. */
  shown: Text = Text.empty
  loaded = false

  constructor(
    network: DirectNetwork,
    random: Random,
    roomId: RoomId,
    userName: string,
    skew: number,
    keep?: Keep,
  ) {
    const alive = (act: () => void) => () => {
      if (this.alive) act()
    }
    const { clock } = network
    const env = { ...clock.env(int(random, 0, 0xffff_ffff)), now: () => clock.now + skew }
    // A dead page's timers do nothing.
    const mortal = { ...env, timer: (ms: number, callback: () => void) => env.timer(ms, alive(callback)) }
    this.clientId = newClientId(random)
    this.connection = new SimConnection(network)
    this.dialer = new SimDialer(network, () => this.peerId)
    this.session = new Session({
      env: mortal,
      signaling: this.connection,
      dialers: { direct: this.dialer, relay: new RelayDialer({ env: mortal, wire: this.connection }) },
      roomId,
      userName,
      userKey: randomKey(random, 32),
      clientId: this.clientId,
      ...(keep && { keep }),
      entered: ({ self }) => {
        this.peerId = self
      },
    })
    this.session.on((event) => {
      if (event.type === 'change' && event.file === MAIN_FILE) this.shown = event.changes.apply(this.shown)
      if (event.type === 'loaded') this.loaded = true
    })
    this.session.start()
  }

  edit(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of({ from, to, insert }, this.shown.length)
    this.shown = changes.apply(this.shown)
    this.session.edit(MAIN_FILE, changes)
  }

  /** The browser dies. */
  kill(): void {
    this.alive = false
    this.connection.kill()
    this.dialer.kill()
  }

  /** The tab is closed. */
  leave(): void {
    this.session.leave()
    this.alive = false
    this.dialer.alive = false
  }
}
