import type { PeerId, UserId } from '../../shared/base/ids.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { EventName, ServerEvent } from '../../shared/protocol/signaling.ts'
import { type Member, mayHost, toUser } from './member.ts'
import type { Outlet } from './ports.ts'

/** Who is in a room, and how they are told. */
export class Members {
  readonly #outlet: Outlet
  readonly #members = new Map<PeerId, Member>()

  constructor(outlet: Outlet) {
    this.#outlet = outlet
  }

  get size(): number {
    return this.#members.size
  }

  get all(): Member[] {
    return [...this.#members.values()]
  }

  get(peer: PeerId | null): Member | undefined {
    return peer === null ? undefined : this.#members.get(peer)
  }

  /** The member where it may be host. */
  eligible(peer: PeerId | null): Member | undefined {
    const member = this.get(peer)
    return member && mayHost(member) ? member : undefined
  }

  put(member: Member): void {
    this.#members.set(member.peerId, member)
  }

  delete(peer: PeerId): void {
    this.#members.delete(peer)
  }

  nameOf(user: UserId | null): string | null {
    return this.all.find(({ userId }) => userId === user)?.userName ?? null
  }

  tell<N extends EventName>(name: N, body: ServerEvent<N>, but?: PeerId): void {
    for (const { peerId, connection } of this.all)
      if (peerId !== but) this.#outlet.emit(connection, name, body)
  }

  /** Everybody hears who is here, whoever is longest here first. */
  tellUsers(): void {
    const users: User[] = this.all.sort((a, b) => a.order - b.order).map(toUser)
    this.tell('userJoined', { users })
  }
}
