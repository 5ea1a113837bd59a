import { ChangeSet } from '@codemirror/state'
import { RelayDialer } from '../../client/edge/relay_dialer.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import { type ClientId, MAIN_FILE, newClientId, type RoomId, randomKey } from '../../shared/base/ids.ts'
import type { KeysPort } from '../../shared/session/keys_port.ts'
import { Session } from '../../shared/session/session.ts'
import { Vault } from '../../shared/session/vault.ts'
import { nodeEnv } from './node_env.ts'
import { until } from './until.ts'

interface RelayMemberOptions {
  /** The server's address. */
  readonly url: string
  readonly roomId: string
  readonly seed: number
  readonly userName?: string
  /** What gives it a right to the room. */
  readonly keys?: KeysPort
}

/** A page without a browser, a real session with the page's own edges to the network, that uses the relay alone. */
export class RelayMember {
  readonly clientId: ClientId
  readonly session: Session

  constructor({ url, roomId, seed, userName, keys }: RelayMemberOptions) {
    const env = nodeEnv(seed)
    const signaling = new SignalingClient({ env, url })
    this.clientId = newClientId(env.random)
    this.session = new Session({
      env,
      signaling,
      dialers: { relay: new RelayDialer({ env, wire: signaling }) },
      roomId: roomId as RoomId,
      userName: userName ?? `Member ${this.clientId}`,
      userKey: randomKey(env.random, 32),
      clientId: this.clientId,
      makeVault: (options) => new Vault(options),
      ...(keys && { keys }),
    })
    this.session.start()
  }

  get text(): string {
    return this.session.text(MAIN_FILE).toString()
  }

  /** Resolves when it is the host, or hears from it. */
  async entered(): Promise<void> {
    await until('the member is in the room', () => ['hosting', 'relay'].includes(this.session.status().path))
  }

  /** At the end of the text. */
  type(text: string): void {
    const at = this.session.text(MAIN_FILE).length
    this.session.edit(MAIN_FILE, ChangeSet.of({ from: at, insert: text }, at))
  }

  /** Leaves the room, and its connection ends. */
  leave(): void {
    this.session.leave()
  }
}

/**
 * Two people who open a room of their own at the server, type, and see each other's text, saved. Rejects when that
 * cannot be.
 */
export async function servesPair(url: string, roomId: string, seed: number): Promise<void> {
  const ann = new RelayMember({ url, roomId, seed })
  const members = [ann]
  try {
    await ann.entered()
    const bob = new RelayMember({ url, roomId, seed: seed + 1 })
    members.push(bob)
    await bob.entered()
    const marks = [`«${seed}a»`, `«${seed}b»`]
    for (const [i, member] of members.entries()) member.type(marks[i] ?? '')
    await until('both have both texts, saved', () =>
      members.every(
        ({ text, session }) =>
          marks.every((mark) => text.includes(mark)) && ['saved', 'synced'].includes(session.status().state),
      ),
    )
  } finally {
    for (const member of members) member.leave()
  }
}
