import { randomInt } from 'node:crypto'
import { ChangeSet } from '@codemirror/state'
import wrtc from '@roamhq/wrtc'
import type { LinkStats } from '../../client/edge/link_stats.ts'
import { PeerDialer } from '../../client/edge/peer_dialer.ts'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import { type ClientId, MAIN_FILE, newClientId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import type { IceServer } from '../../shared/protocol/signaling.ts'
import { versionOf } from '../../shared/room/replica.ts'
import { Session } from '../../shared/session/session.ts'
import { Vault } from '../../shared/session/vault.ts'
import { nodeEnv } from '../support/node_env.ts'
import { until } from '../support/until.ts'

/** How a guest is to reach its host; over the relay alone, or directly as soon as that is open. */
export type Way = 'relay' | 'direct'

interface NodeMemberOptions {
  /** The server's address. */
  readonly url: string
  readonly roomId: string
  readonly way: Way
}

/** A room of many on a small machine needs its time. */
const ENTER_MS = 60_000

/** Milliseconds of a clock that all processes of this machine share. */
export const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6

/** A page without a browser: a real session with the page's own edges to the network. It remembers when it saw what. */
export class NodeMember {
  readonly clientId: ClientId
  readonly session: Session
  /** When this member pressed each of its keys. */
  typedAt: number[] = []
  /** When it had each unit that another author inserted, in the order of that author's typing. */
  seenAt = new Map<ClientId, number[]>()
  readonly #way: Way
  readonly #direct: PeerDialer
  #version = 0

  constructor({ url, roomId, way }: NodeMemberOptions) {
    const env = nodeEnv(randomInt(2 ** 32))
    const signaling = new SignalingClient({ env, url })
    const relay = new RelayDialer({ env, wire: signaling })
    const direct = new PeerDialer({ env, wire: signaling, wrtc })
    this.#direct = direct
    this.clientId = newClientId(env.random)
    this.#way = way
    this.session = new Session({
      env,
      signaling,
      dialers: way === 'direct' ? { relay, direct } : { relay },
      roomId: roomId as RoomId,
      userName: `Member ${this.clientId}`,
      userKey: randomKey(env.random, 32),
      clientId: this.clientId,
      entered({ iceServers, iceTransport }) {
        direct.iceServers = iceServers
        direct.iceTransport = iceTransport
      },
      makeVault: (options) => new Vault(options),
    })
    this.session.on((event) => {
      if (event.type === 'change') this.#look()
    })
    this.session.start()
  }

  /** Resolves when it is host, or connected with the host the way it is meant to be. */
  async entered(): Promise<void> {
    const there = (): boolean => ['hosting', this.#way].includes(this.session.status().path)
    await until('the member is in the room', there, ENTER_MS)
  }

  /** With what it makes direct links now. */
  get iceServers(): readonly IceServer[] {
    return this.#direct.iceServers
  }

  /** How it is connected directly with whoever it has a link with; null where it is not. */
  async stats(): Promise<LinkStats | null> {
    const [link] = this.session.links()
    return link === undefined ? null : this.#direct.stats(link.peer)
  }

  /** Presses one key at the end of the text, as the editor does it. */
  type(text: string): void {
    this.typedAt.push(machineNow())
    const at = this.session.text(MAIN_FILE).length
    this.session.edit(MAIN_FILE, ChangeSet.of({ from: at, insert: text }, at))
    this.session.setTyping(true)
  }

  /** Forgets what it saw and pressed. */
  forget(): void {
    this.typedAt = []
    this.seenAt = new Map()
    this.#version = versionOf(this.session.replica)
  }

  #look(): void {
    const { replica } = this.session
    const now = machineNow()
    for (const { clientId, change } of replica.log.entries.slice(
      Math.max(0, this.#version - replica.log.start),
    )) {
      if (clientId === this.clientId || change.kind !== 'edit') continue
      const times = this.seenAt.get(clientId) ?? []
      this.seenAt.set(clientId, times)
      change.changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
        for (let unit = fromB; unit < toB; unit++) times.push(now)
      }, true)
    }
    this.#version = versionOf(replica)
  }
}
