import type { ClientId, PeerId } from '../base/ids.ts'
import { TypingList } from '../presence/typing.ts'
import type { User } from '../protocol/messages.ts'
import type { Context } from './context.ts'
import type { Notice } from './status.ts'

interface PeopleOptions extends Pick<Context, 'env' | 'timings'> {
  readonly usersChanged: (before: readonly User[]) => void
  readonly typingChanged: () => void
  readonly notice: (notice: Notice) => void
}

/** Who is in the room, who of them this page is, and who types. */
export class People {
  readonly #options: PeopleOptions
  readonly #typing: TypingList
  #users: readonly User[] = []
  /** This page; null before it entered for the first time. */
  self: PeerId | null = null

  constructor(options: PeopleOptions) {
    this.#options = options
    this.#typing = new TypingList(options.env, options.timings.typing, options.typingChanged)
  }

  get users(): readonly User[] {
    return this.#users
  }

  get typing(): readonly PeerId[] {
    return this.#typing.peers
  }

  get selfUser(): User | null {
    return this.#users.find(({ peerId }) => peerId === this.self) ?? null
  }

  nameOf(peer: PeerId): string | null {
    return this.#users.find(({ peerId }) => peerId === peer)?.userName ?? null
  }

  nameOfAuthor(author: ClientId): string | null {
    return this.#users.find(({ clientId }) => clientId === author)?.userName ?? null
  }

  /** The list as it is now. Whoever was not in the last one joined, unless this page itself just came. */
  setUsers(users: readonly User[]): void {
    const before = this.#users
    this.#users = users
    const has = (list: readonly User[], peer: PeerId | null) => list.some(({ peerId }) => peerId === peer)
    if (has(before, this.self))
      for (const { peerId, userName } of users)
        if (!has(before, peerId)) this.#options.notice({ kind: 'joined', userName })
    for (const { peerId, userName } of before) {
      if (has(users, peerId)) continue
      this.#typing.set(peerId, false)
      if (peerId !== this.self) this.#options.notice({ kind: 'left', userName })
    }
    this.#options.usersChanged(before)
  }

  setTyping(peer: PeerId, typing: boolean): void {
    if (peer !== this.self) this.#typing.set(peer, typing)
  }

  /** Nobody types any more, as far as is known. */
  clearTyping(): void {
    this.#typing.clear()
  }
}
