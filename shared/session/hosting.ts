import type { ContentKey } from '../access/content_key.ts'
import type { ClientId, Epoch, PeerId, Version } from '../base/ids.ts'
import { encodeMessage } from '../protocol/codec/messages.ts'
import { familyOf } from '../protocol/family.ts'
import type { HostMessage, Message, PeerMessage, User, WireCursor } from '../protocol/messages.ts'
import type { CloseReason } from '../protocol/reasons.ts'
import { type Advanced, admitEdits, type Turn } from '../room/authority.ts'
import type { Place } from '../room/cursor.ts'
import type { Entry } from '../room/entry.ts'
import { abandon, versionOf } from '../room/replica.ts'
import { hashState } from '../room/state_hash.ts'
import { makeWelcome } from '../room/welcome.ts'
import type { Link } from '../transport/link.ts'
import { AuthorList } from './author_list.ts'
import type { Context } from './context.ts'
import { CursorRelay } from './cursor_relay.ts'
import { firstEdits } from './first_edits.ts'
import { Account, Guest, type Join } from './guest.ts'
import { Intake } from './intake.ts'
import { type PeerLink, RoundTrips } from './link_report.ts'
import { Pace } from './pace.ts'
import { SavedNews } from './saved_news.ts'
import { Saver } from './saver.ts'

/** What a welcome takes in any case, in steps, and how many bytes of it are made and sent in one. */
const WELCOME_STEPS = 200
const BYTES_PER_STEP = 64
/** Ranges of a cursor that are mapped in one step. */
const PLACES_PER_STEP = 16

/**
 * The host's side of one epoch: the authority over the log. It admits everybody's edits, its own by the same way,
 * tells them to all who joined, and streams them to the server.
 */
export class Hosting {
  readonly kind = 'hosting'
  readonly epoch: Epoch
  readonly #context: Context
  readonly #saver: Saver
  readonly #savedNews: SavedNews
  readonly #guests = new Set<Guest>()
  /** What each peer may ask of this host. */
  readonly #accounts = new Map<PeerId, Account>()
  /** Authors who joined here themselves, so that what they hold comes from them; and those who turned out not to hold it. */
  readonly #came = new Set<ClientId>()
  readonly #lacking = new Set<ClientId>()
  #recheckAt = Number.NEGATIVE_INFINITY
  readonly #trips: RoundTrips
  readonly #clock: number
  readonly #authors = new AuthorList((clientId) => this.#tell({ type: 'authors', ids: [clientId] }))
  readonly #pace: Pace
  readonly #cursors: CursorRelay
  /** This page's own cursor is noted for each guest, whatever its link does. */
  readonly isBusy = false
  /** Asks everybody to come to a place. */
  readonly summon = ({ file, at }: Place): void =>
    this.#tell({ type: 'summon', file, version: versionOf(this.#context.replica), at })
  #cancelRest: (() => void) | null = null
  #stopped = false

  /** @param snapshotAt the version of the store's snapshot */
  constructor(context: Context, epoch: Epoch, snapshotAt: Version) {
    this.#context = context
    this.epoch = epoch
    this.#trips = new RoundTrips(context.env)
    this.#clock = Math.floor(context.env.now())
    this.#cursors = new CursorRelay({ ...context, guests: this.#guests })
    this.#savedNews = new SavedNews(context, (version) => this.#tell({ type: 'saved', version }))
    const saved = () => this.#savedNews.saved()
    const isHeldElsewhere = () => [...this.#guests].some(({ joined }) => joined)
    this.#saver = new Saver(context, epoch, snapshotAt, saved, isHeldElsewhere)
    const behind = () => [...this.#guests].some(({ joined, channel }) => joined && channel.waiting > 0)
    this.#pace = new Pace(context.env, behind, () => this.push())
    this.push()
    this.#saver.save()
  }

  /** The peers that joined over a link. */
  get peers(): readonly PeerId[] {
    return [...this.#guests].filter((guest) => guest.joined).map((guest) => guest.channel.peer)
  }

  /** How each of them is connected. */
  get links(): readonly PeerLink[] {
    return [...this.#guests].filter(({ joined }) => joined).map(({ channel }) => this.#trips.link(channel))
  }

  /** Measures the way to each of them; the answers are told one by one. */
  measure(): void {
    for (const { joined, channel } of [...this.#guests]) if (joined) this.#trips.measure(channel)
  }

  /** Takes a link that somebody dialled to this page. */
  accept(link: Link): void {
    const { env, timings } = this.#context
    const guest = new Guest(link)
    this.#guests.add(guest)
    env.timer(timings.join, () => guest.joined || guest.waiting || guest.channel.close('notJoined'))
    guest.channel.listen({
      message: (message) => this.#hear(guest, message),
      closed: () => this.#drop(guest),
    })
  }

  /** Admits what is pending here: the host's own edits, and what it still held from another epoch. */
  push(): void {
    const { env, replica, limits, rights } = this.#context
    const self = this.#context.self()
    if (this.#pace.waits) return
    // What this page held of an older log goes first in any case: guests are welcomed to a log that has it.
    let left = this.#context.maySend(replica.pending, () => this.#stopped || this.push())
    while (self && left > 0) {
      const before = replica.pending.length
      const batch = (this.#stopped ? replica.pending : firstEdits(replica.pending)).slice(0, left)
      const admitted = admitEdits(
        replica,
        rights.asHost(self),
        versionOf(replica),
        batch,
        this.#at(env.now()),
        limits(),
      )
      // What no log will ever take must not hold up the rest, nor this page.
      if (admitted.stopped || replica.pending.length >= before) {
        const reason = admitted.stopped ?? 'unexpected'
        env.log('error', 'pending edit abandoned', { reason })
        abandon(replica, reason, admitted.update)
      }
      this.#committed(admitted.entries)
      this.#context.show(admitted.update)
      left -= before - replica.pending.length
      if (left > 0 && this.#pace.holds()) break
    }
    this.#context.changed()
  }

  typing(typing: boolean): void {
    const self = this.#context.self()
    if (self) this.#tell({ type: 'userTyping', peerId: self.peerId, typing })
  }

  /** The host itself is somewhere else now. */
  cursor(_cursor: WireCursor): void {
    this.#cursors.moved(this.#context.replica.self.clientId)
  }

  /** The server's word on who is in the room came or changed. */
  usersChanged(): void {
    for (const guest of [...this.#guests]) if (guest.waiting) this.#welcome(guest, guest.waiting)
    this.#tell({ type: 'userJoined', users: this.#context.users() })
    const present = new Set(this.#context.users().map(({ peerId }) => peerId))
    for (const peer of [...this.#accounts.keys()]) if (!present.has(peer)) this.#accounts.delete(peer)
    for (const { intake } of this.#guests) intake?.nudge()
  }

  /** Who was removed from the room is cut off here too. */
  deskChanged(): void {
    for (const { user, channel } of [...this.#guests])
      if (user && this.#context.rights.isRemoved(user)) channel.close('removed')
  }

  /**
   * Another key counts for a private room: who is in it over a direct link is handed that, now that the server has told
   * who is in it no more; what the relay carries from now on is read by nobody who only had the key before.
   */
  keyChanged({ generation, key }: ContentKey): void {
    this.#saver.resume()
    const encoded = encodeMessage({ type: 'contentKey', generation, key })
    for (const { joined, channel } of [...this.#guests])
      if (channel.path === 'relay') channel.close('staleKey')
      else if (joined) channel.post(encoded)
  }

  /** The server can be reached again: saving goes on. */
  resume(): void {
    this.#saver.resume()
  }

  stop(reason: CloseReason): void {
    if (this.#stopped) return
    this.#stopped = true
    this.#pace.stop()
    this.#cursors.stop()
    if (reason === 'left') {
      if (this.#context.replica.pending.length > 0) this.push()
      this.#saver.flush()
    }
    this.#saver.stop()
    this.#cancelRest?.()
    this.#savedNews.stop()
    for (const guest of [...this.#guests]) {
      guest.intake?.stop()
      guest.channel.close(reason)
    }
    this.#guests.clear()
  }

  #drop(guest: Guest): void {
    this.#guests.delete(guest)
    guest.intake?.stop()
    guest.intake = null
    this.#saver.save()
    if (!this.#stopped) this.#context.changed()
  }

  #hear(guest: Guest, message: Message): void {
    if (this.#stopped || !this.#isHeard(guest, message)) return
    switch (message.type) {
      case 'join':
        guest.intake?.stop()
        guest.joined = false
        return this.#welcome(guest, message)
      case 'ping':
        return guest.channel.send({ type: 'pong', nonce: message.nonce })
      case 'pong':
        if (this.#trips.heard(guest.channel, message.nonce)) this.#context.linksChanged()
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
        guest.intake?.offer(guest.user, message.base, message.edits)
        return
      case 'cursorChange':
        return this.#moved(guest, guest.user, message.cursor)
      case 'typing':
        this.#context.setTyping(guest.channel.peer, message.typing)
        return this.#tell({ type: 'userTyping', peerId: guest.channel.peer, typing: message.typing }, guest)
      case 'contentKey':
        if (guest.channel.path === 'relay') return guest.channel.close('unexpected')
        this.#context.privacy.vault?.learn(message)
        return
      default:
        guest.channel.close('unexpected')
    }
  }

  #moved(guest: Guest, { clientId }: User, cursor: WireCursor): void {
    const { replica, presence } = this.#context
    const { work } = this.#account(guest)
    const steps = (versionOf(replica) - cursor.version) * (1 + cursor.ranges.length / PLACES_PER_STEP)
    work.spend(Math.max(0, steps))
    const heard = work.wait === 0 && presence.heard(clientId, cursor)
    if (heard === true) this.#cursors.moved(clientId)
    else if (heard === false) this.#cursors.owe(guest, clientId)
    else guest.channel.close(heard)
  }

  /** Pushes are paced by themselves; of everything else there may be so much. */
  #isHeard(guest: Guest, message: Message): boolean {
    if ('edits' in message) return true
    const verdict = this.#account(guest).sign()
    if (verdict === 'close') guest.channel.close('tooFast')
    return verdict === 'hear'
  }

  #account({ channel }: Guest): Account {
    const account = this.#accounts.get(channel.peer) ?? new Account(this.#context.env)
    this.#accounts.set(channel.peer, account)
    return account
  }

  #welcome(guest: Guest, join: Join): void {
    const { env, replica, timings } = this.#context
    const user = this.#context.users().find(({ peerId }) => peerId === guest.channel.peer) ?? null
    if (join.epoch > this.epoch) {
      this.#recheck()
      return this.#deny(guest, 'staleEpoch')
    }
    if (!user) {
      if (!guest.waiting) env.timer(timings.park, () => !guest.joined && this.#deny(guest, 'notMember'))
      guest.waiting = join
      return
    }
    const { work } = this.#account(guest)
    guest.waiting = work.wait > 0 ? join : null
    if (guest.waiting) {
      env.timer(work.wait, () => guest.waiting === join && this.#welcome(guest, join))
      return
    }
    if (user.clientId !== join.clientId) return this.#deny(guest, 'clientIdTaken')
    if (this.#context.rights.isRemoved(user)) return this.#deny(guest, 'removed')
    for (const other of [...this.#guests])
      if (other !== guest && other.channel.peer === user.peerId) other.channel.close('replaced')
    guest.user = user
    guest.channel.author = join.clientId
    guest.joined = true
    guest.intake = this.#intake(guest, user)
    this.#came.add(user.clientId)
    const welcome = { ...makeWelcome(replica, join, this.#clock), authors: this.#authors.ids }
    const encoded = encodeMessage(welcome)
    work.spend(WELCOME_STEPS + encoded.length / BYTES_PER_STEP)
    guest.channel.post(encoded)
    guest.channel.send({ type: 'userJoined', users: this.#context.users() })
    this.#cursors.greet(guest)
    this.#context.changed()
  }

  /** Says why and leaves the closing to the guest, which waits a little before it dials anew. */
  #deny(guest: Guest, reason: CloseReason): void {
    guest.waiting = null
    guest.channel.send({ type: 'denied', reason })
  }

  /** Asks the server who is host, but not again and again because a guest says so. */
  #recheck(): void {
    const { env, timings, recheck } = this.#context
    if (env.now() - this.#recheckAt < timings.park) return
    this.#recheckAt = env.now()
    recheck()
  }

  #intake(guest: Guest, user: User): Intake {
    const { env, replica } = this.#context
    return new Intake(
      {
        context: this.#context,
        work: this.#account(guest).work,
        clock: () => this.#at(env.now()),
        ofAnother: (author, waited) => this.#ofAnother(guest, user, author, waited),
        advanced: (advanced) => this.#advanced(user, advanced),
        failed: (reason) => guest.channel.close(reason),
      },
      versionOf(replica),
    )
  }

  #advanced({ clientId }: User, { entries, update, stopped }: Advanced): void {
    if (stopped === 'seqGap') this.#lacking.add(clientId)
    this.#committed(entries)
    this.#context.show(update)
    this.#context.changed()
  }

  /**
   * Whether a guest's copy of somebody else's edit is taken. Whoever is in the room brings what is theirs, and is
   * waited for: nobody can put words into a present person's mouth, under a seq that this one is about to use.
   */
  #ofAnother(guest: Guest, pusher: User, author: ClientId, waited: boolean): ReturnType<Turn['ofAnother']> {
    const { replica, users } = this.#context
    // Whoever may only look speaks for nobody else: what they hold of others' is not refused, which would end it.
    if (this.#context.rights.roleOf(pusher) === 'viewer') return 'leave'
    const present = users().find(({ clientId }) => clientId === author)
    if (!present && !replica.doc.seqs.has(author) && !this.#account(guest).mayBring(author)) return 'leave'
    if (!present || present.userId === pusher.userId || this.#lacking.has(author)) return 'take'
    if (author === replica.self.clientId) return 'leave'
    if (!waited) return 'wait'
    return this.#came.has(author) ? 'leave' : 'take'
  }

  /** The time that an entry carries: this host's clock, never before the epoch began. */
  #at(now: number): number {
    return this.#clock + Math.max(0, Math.floor(now - this.#clock))
  }

  #committed(entries: readonly Entry[]): void {
    if (entries.length === 0) return
    for (const entry of entries) this.#context.presence.committed(entry)
    let first = 0
    for (let i = 1; i <= entries.length; i++) {
      const entry = entries[i]
      const before = entries[first]
      if (!before || (entry && familyOf(entry.change) === familyOf(before.change))) continue
      const updates = entries
        .slice(first, i)
        .map((committed) => this.#authors.toUpdate(committed, this.#clock))
      this.#tell({ type: `${familyOf(before.change)}Update`, entries: updates })
      first = i
    }
    for (const { intake } of this.#guests) intake?.nudge()
    this.#saver.save()
    this.#cancelRest?.()
    this.#cancelRest = this.#context.env.timer(this.#context.timings.rest, () => this.#check())
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
