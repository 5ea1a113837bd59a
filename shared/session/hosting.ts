import type { ClientId, Epoch, PeerId, Version } from '../base/ids.ts'
import type { WireEdit } from '../protocol/change.ts'
import { encodeMessage } from '../protocol/codec/messages.ts'
import { familyOf } from '../protocol/family.ts'
import type {
  GuestMessage,
  HostMessage,
  Message,
  PeerMessage,
  UpdateEntry,
  User,
} from '../protocol/messages.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { admit, admitEdits } from '../room/authority.ts'
import { type Entry, toWireChange } from '../room/entry.ts'
import { abandon, versionOf } from '../room/replica.ts'
import { hashState } from '../room/state_hash.ts'
import { makeWelcome } from '../room/welcome.ts'
import type { Link } from '../transport/link.ts'
import { Channel } from './channel.ts'
import type { Context } from './context.ts'
import { Saver } from './saver.ts'

type Join = Extract<GuestMessage, { type: 'join' }>

/** A guest as its host sees it. Only who joined hears of the log. */
interface Guest {
  readonly channel: Channel
  user: User | null
  joined: boolean
  /** A join that waits for the server's word on who that is. */
  waiting: Join | null
}

/**
 * The host's side of one epoch: the authority over the log. It admits everybody's edits, its own by the same way,
 * tells them to all who joined, and streams them to the server.
 */
export class Hosting {
  readonly kind = 'hosting'
  readonly epoch: Epoch
  readonly #context: Context
  readonly #saver: Saver
  readonly #guests = new Set<Guest>()
  readonly #clock: number
  readonly #authors: ClientId[] = []
  readonly #authorIndex = new Map<ClientId, number>()
  #cancelRest: (() => void) | null = null
  #stopped = false

  constructor(context: Context, epoch: Epoch) {
    this.#context = context
    this.epoch = epoch
    this.#clock = Math.floor(context.env.now())
    this.#saver = new Saver(context, epoch, () =>
      this.#tell({ type: 'saved', version: context.replica.saved }),
    )
    this.push()
    this.#saver.save()
  }

  /** The peers that joined over a link. */
  get peers(): readonly PeerId[] {
    return [...this.#guests].filter((guest) => guest.joined).map((guest) => guest.channel.peer)
  }

  /** Takes a link that somebody dialled to this page. */
  accept(link: Link): void {
    const guest: Guest = { channel: new Channel(link), user: null, joined: false, waiting: null }
    this.#guests.add(guest)
    guest.channel.listen({
      message: (message) => this.#hear(guest, message),
      closed: () => this.#drop(guest),
    })
  }

  /** Admits what is pending here: the host's own edits, and what it still held from another epoch. */
  push(): void {
    const { env, replica } = this.#context
    const self = this.#context.self()
    while (self && replica.pending.length > 0) {
      const before = replica.pending.length
      const admitted = admitEdits(replica, self, versionOf(replica), replica.pending, this.#at(env.now()))
      // What no log will ever take must not hold up the rest, nor this page.
      if (admitted.stopped || replica.pending.length >= before) {
        const reason = admitted.stopped ?? 'unexpected'
        env.log('error', 'pending edit abandoned', { reason })
        abandon(replica, reason, admitted.update)
      }
      this.#committed(admitted.entries)
      this.#context.show(admitted.update)
    }
    this.#context.changed()
  }

  typing(typing: boolean): void {
    const self = this.#context.self()
    if (self) this.#tell({ type: 'userTyping', peerId: self.peerId, typing })
  }

  /** The server's word on who is in the room came or changed. */
  usersChanged(): void {
    for (const guest of [...this.#guests]) if (guest.waiting) this.#welcome(guest, guest.waiting)
    this.#tell({ type: 'userJoined', users: this.#context.users() })
  }

  /** The server can be reached again: saving goes on. */
  resume(): void {
    this.#saver.save()
  }

  stop(reason: CloseReason): void {
    if (this.#stopped) return
    this.#stopped = true
    if (reason === 'left') this.#saver.flush()
    this.#saver.stop()
    this.#cancelRest?.()
    for (const guest of [...this.#guests]) guest.channel.close(reason)
    this.#guests.clear()
  }

  #drop(guest: Guest): void {
    this.#guests.delete(guest)
    if (!this.#stopped) this.#context.changed()
  }

  #hear(guest: Guest, message: Message): void {
    if (this.#stopped) return
    switch (message.type) {
      case 'join':
        return this.#welcome(guest, message)
      case 'ping':
        return guest.channel.send({ type: 'pong', nonce: message.nonce })
      case 'pong':
        return
      case 'leaveRoom':
        return guest.channel.close('left')
      default:
    }
    if (!guest.joined || !guest.user) return guest.channel.close('unexpected')
    switch (message.type) {
      case 'codeChange':
      case 'languageChange':
      case 'fileChange':
      case 'roleChange':
        return this.#pushed(guest, guest.user, message.base, message.edits)
      case 'typing':
        this.#context.setTyping(guest.channel.peer, message.typing)
        return this.#tell({ type: 'userTyping', peerId: guest.channel.peer, typing: message.typing }, guest)
      default:
        guest.channel.close('unexpected')
    }
  }

  #welcome(guest: Guest, join: Join): void {
    const { env, replica } = this.#context
    const user = this.#context.users().find(({ peerId }) => peerId === guest.channel.peer) ?? null
    if (join.epoch > this.epoch) {
      this.#context.recheck()
      return this.#deny(guest, 'staleEpoch')
    }
    if (!user) {
      if (!guest.waiting)
        env.timer(this.#context.timings.park, () => !guest.joined && this.#deny(guest, 'notMember'))
      guest.waiting = join
      return
    }
    guest.waiting = null
    if (user.clientId !== join.clientId) return this.#deny(guest, 'clientIdTaken')
    for (const other of [...this.#guests])
      if (other !== guest && other.channel.peer === user.peerId) other.channel.close('replaced')
    guest.user = user
    guest.channel.author = join.clientId
    guest.joined = true
    const welcome = makeWelcome(replica, join, this.#clock)
    guest.channel.send({ ...welcome, authors: this.#authors })
    guest.channel.send({ type: 'userJoined', users: this.#context.users() })
    this.#context.changed()
  }

  /** Says why and leaves the closing to the guest, which waits a little before it dials anew. */
  #deny(guest: Guest, reason: CloseReason): void {
    guest.waiting = null
    guest.channel.send({ type: 'denied', reason })
  }

  #pushed(guest: Guest, user: User, base: Version, edits: readonly WireEdit[]): void {
    const { env, replica } = this.#context
    const admitted = admit(replica, user, base, edits, this.#at(env.now()))
    if (!admitted.ok) return guest.channel.close(admitted.reason)
    this.#committed(admitted.value.entries)
    this.#context.show(admitted.value.update)
    this.#context.changed()
    if (admitted.value.stopped) guest.channel.close(admitted.value.stopped)
  }

  /** The time that an entry carries: this host's clock, never before the epoch began. */
  #at(now: number): number {
    return this.#clock + Math.max(0, Math.floor(now - this.#clock))
  }

  #committed(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    let first = 0
    for (let i = 1; i <= entries.length; i++) {
      const entry = entries[i]
      const before = entries[first]
      if (!before || (entry && familyOf(entry.change) === familyOf(before.change))) continue
      const updates = entries.slice(first, i).map((committed) => this.#toUpdate(committed))
      this.#tell({ type: `${familyOf(before.change)}Update`, entries: updates })
      first = i
    }
    this.#saver.save()
    this.#cancelRest?.()
    this.#cancelRest = this.#context.env.timer(this.#context.timings.rest, () => this.#check())
  }

  #toUpdate(entry: Entry): UpdateEntry {
    return {
      author: this.#indexOf(entry.clientId),
      by: this.#indexOf(entry.by),
      seq: entry.seq,
      change: toWireChange(entry.change),
      at: entry.at - this.#clock,
    }
  }

  /** The author's place in the list that every guest has; a new one is told to all first. */
  #indexOf(clientId: ClientId): number {
    const known = this.#authorIndex.get(clientId)
    if (known !== undefined) return known
    this.#authors.push(clientId)
    this.#authorIndex.set(clientId, this.#authors.length - 1)
    this.#tell({ type: 'authors', ids: [clientId] })
    return this.#authors.length - 1
  }

  /** The room is at rest: guests compare their text with the host's. */
  #check(): void {
    this.#cancelRest = null
    const { replica } = this.#context
    this.#tell({ type: 'check', version: versionOf(replica), hash: hashState(replica.doc) })
  }

  /** Encodes once and sends to everybody who joined. */
  #tell(message: HostMessage | PeerMessage, but?: Guest): void {
    let encoded: Uint8Array | undefined
    for (const guest of [...this.#guests]) {
      if (!guest.joined || guest === but) continue
      encoded ??= encodeMessage(message)
      if (message.type === 'userTyping') guest.channel.postDroppable(encoded)
      else guest.channel.post(encoded)
    }
  }
}
