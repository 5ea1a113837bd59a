import type { Epoch, PeerId, UserId } from '../../shared/base/ids.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type { EventName, ServerEvent } from '../../shared/protocol/signaling.ts'
import type { Candidate } from './election.ts'
import { type Member, mayHost, toUser } from './member.ts'
import type { RoomOptions } from './room_options.ts'

/** Who is in a room, and how they are told. */
export class Members {
  readonly #outlet: RoomOptions['outlet']
  readonly #observer: RoomOptions['observer']
  readonly #members = new Map<PeerId, Member>()

  constructor({ outlet, observer }: Pick<RoomOptions, 'outlet' | 'observer'>) {
    this.#outlet = outlet
    this.#observer = observer
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
    const before = this.#members.get(member.peerId)
    this.#members.set(member.peerId, member)
    if (before?.connection === member.connection) return
    if (before) this.#observer.left(before.connection)
    this.#observer.entered(member.connection)
  }

  delete(peer: PeerId): void {
    const before = this.#members.get(peer)
    if (this.#members.delete(peer) && before) this.#observer.left(before.connection)
  }

  nameOf(user: UserId | null): string | null {
    return this.all.find(({ userId }) => userId === user)?.userName ?? null
  }

  tell<N extends EventName>(name: N, body: ServerEvent<N>, but?: PeerId): void {
    for (const { peerId, connection } of this.all)
      if (peerId !== but) this.#outlet.emit(connection, name, body)
  }

  /** Where each member stands, asked of all at once; null where none answers within so many milliseconds. */
  standings(epoch: Epoch, withinMs: number): Promise<Candidate[]> {
    return Promise.all(
      this.all.map(async ({ peerId, order, connection }) => ({
        peerId,
        order,
        standing: await this.#outlet.ask(connection, { epoch }, withinMs),
      })),
    )
  }

  /** Everybody hears who is here, whoever is longest here first. */
  tellUsers(): void {
    const users: User[] = this.all.sort((a, b) => a.order - b.order).map(toUser)
    this.tell('userJoined', { users })
  }
}
