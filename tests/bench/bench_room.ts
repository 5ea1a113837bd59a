import { ChangeSet } from '@codemirror/state'
import { type ClientId, MAIN_FILE, newClientId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import { versionOf } from '../../shared/room/replica.ts'
import { Session } from '../../shared/session/session.ts'
import { Vault } from '../../shared/session/vault.ts'
import { LoopbackHub } from '../../shared/transport/loopback.ts'
import { identify } from '../../signaling/identity.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { PageLoop } from '../sim/page_loop.ts'
import { type Network, SimConnection } from '../sim/sim_connection.ts'
import { SimServer } from '../sim/sim_server.ts'
import { seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'
import { CountedDialer } from './counted_dialer.ts'

const ROOM = 'bench' as RoomId

/** A page: its session, and where it is connected. */
export class Member {
  readonly session: Session
  readonly clientId: ClientId
  readonly dialer: CountedDialer

  constructor(session: Session, clientId: ClientId, dialer: CountedDialer) {
    this.session = session
    this.clientId = clientId
    this.dialer = dialer
  }

  get length(): number {
    return this.session.text(MAIN_FILE).length
  }

  get version(): number {
    return versionOf(this.session.replica)
  }

  /** The change of this page's text that replaces units [from, to). */
  change(from: number, to: number, insert: string): ChangeSet {
    return ChangeSet.of({ from, to, insert }, this.length)
  }

  type(from: number, to: number, insert: string): void {
    this.session.edit(MAIN_FILE, this.change(from, to, insert))
  }
}

/**
 * A room in this process: real sessions, the server's real room logic, the memory store, links between pages without delay, and a
 * clock that stands still until it is moved. The first who enters is host.
 */
export class BenchRoom implements Network {
  readonly clock = new VirtualClock()
  readonly server: SimServer
  readonly members: Member[] = []
  readonly #random = seeded(1)
  readonly #hub = new LoopbackHub(this.clock)

  constructor() {
    const store = new MemoryStore()
    this.server = new SimServer({ clock: this.clock, random: this.#random, store, relay: true })
  }

  // A page that cannot reach the server tries again after this.
  delay(): number {
    return 1
  }

  notice(): number {
    return 0
  }

  /** A page enters; resolves when it can type. */
  async enter(): Promise<Member> {
    const clientId = newClientId(this.#random)
    const userKey = randomKey(this.#random, 32)
    const dialer = new CountedDialer(this.#hub.dialer(identify(userKey, clientId).peerId))
    const session = new Session({
      env: this.clock.env(this.members.length),
      signaling: new SimConnection(this, new PageLoop(this.clock), () => true),
      dialers: { direct: dialer },
      roomId: ROOM,
      userName: `Member ${this.members.length + 1}`,
      userKey,
      clientId,
      makeVault: (options) => new Vault(options),
    })
    const member = new Member(session, clientId, dialer)
    this.members.push(member)
    session.start()
    await this.until(() => session.status().path !== 'none')
    return member
  }

  /** Runs until the condition holds. Rejects when it does not within a minute of the room's time. */
  async until(condition: () => boolean): Promise<void> {
    const end = this.clock.now + 60_000
    while (!condition()) {
      if (this.clock.now > end || !this.clock.step()) throw new Error('the room did not get there')
      await settled()
    }
  }

  /** All that is on its way arrives, and everything is equal, and saved unless the server is down. */
  async rest(): Promise<void> {
    await this.until(() => {
      const [host, ...guests] = this.members
      if (!host) return true
      const { replica } = host.session
      const { version, length } = host
      return (
        (!this.server.up || replica.saved === version) &&
        guests.every(
          (guest) =>
            guest.version === version &&
            guest.session.replica.pending.length === 0 &&
            guest.length === length,
        )
      )
    })
    const texts = this.members.map(({ session }) => session.text(MAIN_FILE))
    if (texts.some((text) => !texts[0]?.eq(text))) throw new Error('the texts differ')
  }
}

/** Lets every promise that can settle do so. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** Code-like text of so many units, in lines. */
export function filler(units: number): string {
  const line = 'const answer = await question(everything, 42) // and so on\n'
  return line.repeat(Math.ceil(units / line.length)).slice(0, units)
}
