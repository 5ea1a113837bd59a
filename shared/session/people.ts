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
  #byPeer: ReadonlyMap<PeerId, User> = new Map()
  #byAuthor: ReadonlyMap<ClientId, User> = new Map()
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
    return (this.self !== null && this.#byPeer.get(this.self)) || null
  }

  nameOf(peer: PeerId): string | null {
    return this.#byPeer.get(peer)?.userName ?? null
  }

  /** Who writes under that name now; null when they are not here. */
  byAuthor(author: ClientId): User | null {
    return this.#byAuthor.get(author) ?? null
  }

  /** The list as it is now. Whoever was not in the last one joined, unless this page itself just came. */
  setUsers(users: readonly User[]): void {
    const before = this.#users
    this.#users = users
    this.#byPeer = new Map(users.map((user) => [user.peerId, user]))
    this.#byAuthor = new Map(users.map((user) => [user.clientId, user]))
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

  /** The same as a host tells it: of those whom the server vouched for the server's word stays, and none are added. */
  heardUsers(users: readonly User[]): void {
    this.setUsers(
      users.map((user) => {
        const known = this.#byPeer.get(user.peerId)
        return known?.verified ? known : { ...user, verified: undefined }
      }),
    )
  }

  setTyping(peer: PeerId, typing: boolean): void {
    if (peer !== this.self) this.#typing.set(peer, typing)
  }

  /** An edit of that peer was committed. */
  edited(peer: PeerId): void {
    this.#typing.edited(peer)
  }

  /** Nobody types any more, as far as is known. */
  clearTyping(): void {
    this.#typing.clear()
  }
}
