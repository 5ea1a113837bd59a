import {
  asEpoch,
  type Epoch,
  NO_EPOCH,
  type PeerId,
  type RoomId,
  type UserId,
} from '../../shared/base/ids.ts'
import type { Result } from '../../shared/base/result.ts'
import type { AccessChange } from '../../shared/protocol/access.ts'
import type { Language } from '../../shared/protocol/language.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Failure, Reply, Request, Standing } from '../../shared/protocol/signaling.ts'
import { refusal } from '../refusal.ts'
import { type RoomRecord, StoreDown } from '../store/room_store.ts'
import { type Asking, hasDesk, keyGeneration, rulesOf } from './access.ts'
import { Door, type Entry, isUnmade } from './door.ts'
import { type Candidate, chooseHost, HIGHEST_HEARD, highestEpoch, isVouchedFor } from './election.ts'
import { joinReply } from './join_reply.ts'
import { Mailbox } from './mailbox.ts'
import { freeColor, type Member, mayHost } from './member.ts'
import { Members } from './members.ts'
import type { ConnectionId, Identity } from './ports.ts'
import { RoomLog } from './room_log.ts'
import type { RoomOptions } from './room_options.ts'
import { storedWelcome } from './stored_room.ts'

/**
 * One room while somebody is in it: its members, its host and the epoch. What changes who is in it, who is host or who
 * may do what runs through one mailbox; what is written to the log goes its own way.
 */
export class Room {
  readonly id: RoomId
  /** When it was opened, in milliseconds since 1970. */
  readonly since: number
  readonly #options: RoomOptions
  readonly #members: Members
  readonly #door: Door
  readonly #mailbox: Mailbox
  readonly #log: RoomLog
  #host: PeerId | null = null
  #epoch: Epoch = NO_EPOCH
  /** Since when the host has no connection to the server while members vouch for it. */
  #awaySince: number | null = null
  /** Who is to be host again after the store lost the room. */
  #heir: PeerId | null = null
  /** Who made the room, as far as this server remembers: they may claim it. */
  #maker: UserId | null = null
  #cancelAgain: (() => void) | null = null
  /** When it was, or will be, last looked into that the store had another epoch than the room, or no room. */
  #fencedAt = Number.NEGATIVE_INFINITY
  #joins = 0
  /** The room goes on somewhere else: this one changes nothing any more. */
  #abandoned = false

  /** @param idle called whenever nothing is under way here */
  constructor(id: RoomId, options: RoomOptions, idle: (room: Room) => void) {
    this.id = id
    this.since = options.env.now()
    this.#options = options
    this.#members = new Members(options)
    this.#door = new Door(id, options.store)
    this.#mailbox = new Mailbox(() => idle(this))
    this.#log = new RoomLog({
      ...options,
      id,
      keyGeneration: () => keyGeneration(this.#door.access),
      idle: () => idle(this),
      fencedOff: (epoch, isLost) => this.#fencedOff(epoch, isLost ? this.#host : null),
    })
  }

  get size(): number {
    return this.#members.size
  }

  /** Null where it cannot be read here. */
  get language(): Language | null {
    return keyGeneration(this.#door.access) === null ? this.#log.language : null
  }

  /** Nobody is in it and nothing is under way: it may be forgotten. */
  get over(): boolean {
    return this.#members.size === 0 && this.#door.isEmpty && this.#mailbox.idle && this.#log.idle
  }

  /** That connection of a peer is in the room, or waits at its door. */
  has(peer: PeerId, connection: ConnectionId): boolean {
    return this.connectionOf(peer) === connection || this.#door.holds(peer, connection)
  }

  connectionOf(peer: PeerId): ConnectionId | null {
    return this.#members.get(peer)?.connection ?? null
  }

  join(connection: ConnectionId, identity: Identity, request: Request<'join'>): Promise<Reply<'join'>> {
    return this.#mailbox.run(async () => {
      const known = this.#door.text
      const read = await this.#door.open()
      if (!read.ok) return refusal(read.reason)
      if (this.#abandoned) return refusal('lost')
      if (this.#door.text !== known) this.#accessChanged(null, identity.peerId)
      const entry = this.#enter(connection, identity, request.userName)
      if (!entry.ok) return refusal(entry.reason)
      const before = this.#members.get(identity.peerId)
      const others = this.#members.all.filter(({ peerId }) => peerId !== identity.peerId)
      if (!before && others.length >= this.#options.bounds.members) return refusal('roomFull')
      if (others.some(({ clientId }) => clientId === request.clientId)) return refusal('clientIdTaken')
      const member: Member = {
        ...identity,
        connection,
        clientId: request.clientId,
        userName: request.userName,
        ...entry.value,
        color: before?.color ?? freeColor(others),
        order: before?.order ?? this.#joins++,
      }
      this.#members.put(member)
      if (before && before.connection !== connection) {
        if (member.peerId === this.#host) this.#log.drop()
        this.#options.outlet.drop(before.connection)
      }
      try {
        const { standing } = request
        const stored =
          (await this.#settle(member, standing, read.value)) ?? (await this.#forNewcomer(standing))
        // Last: nobody hears of a member that did not come in after all.
        this.#members.tellUsers()
        this.#tellDesk(member)
        return this.#entered(member, stored)
      } catch (thrown) {
        if (!before) this.#members.delete(member.peerId)
        if (thrown instanceof StoreDown) return refusal('storeDown')
        throw thrown
      }
    })
  }

  /** The member is gone: in an orderly way, or its connection broke. */
  part(peer: PeerId, connection: ConnectionId, orderly: boolean): Promise<void> {
    return this.#mailbox.run(async () => {
      if (this.#door.leave(peer, connection)) this.#tellDesks()
      if (this.#members.get(peer)?.connection !== connection) return
      this.#members.delete(peer)
      this.#members.tellUsers()
      this.#gone(peer, orderly)
    })
  }

  /** Changes who may do what here, and sees to it that it is so. */
  access(peer: PeerId, connection: ConnectionId, { change }: Request<'access'>): Promise<Reply<'access'>> {
    return this.#mailbox.run(async () => {
      const member = this.#members.get(peer)
      if (member?.connection !== connection) return refusal('notJoined')
      const known = this.#door.text
      const changed = await this.#door.change(change, this.#asking(member))
      if (changed.ok && change.kind === 'claim') this.#members.put({ ...member, way: 'owner', role: 'owner' })
      if (changed.ok || this.#door.text !== known) this.#accessChanged(changed.ok ? change : null)
      return changed.ok ? { ok: true } : refusal(changed.reason)
    })
  }

  /** Another server goes on with it: nobody is promoted here any more. What is being written is still written. */
  abandon(): void {
    this.#abandoned = true
    this.#cancelAgain?.()
  }

  append(peer: PeerId, request: Request<'append'>): Promise<Reply<'append'>> {
    const refused = this.notByHost(peer, request.epoch)
    return refused ? Promise.resolve(refused) : this.#log.append(request)
  }

  snapshot(peer: PeerId, request: Request<'snapshot'>): Promise<Reply<'snapshot'>> {
    const refused = this.notByHost(peer, request.epoch)
    return refused ? Promise.resolve(refused) : this.#log.snapshot(request)
  }

  /** Why this peer may not write in this epoch, or null. */
  notByHost(peer: PeerId, epoch: Epoch): Failure | null {
    if (epoch !== this.#epoch) return refusal('staleEpoch')
    const member = this.#members.get(peer)
    if (peer !== this.#host || !member) return refusal('notHost')
    return mayHost(member) ? null : refusal('notAllowed')
  }

  /**
   * The store has another epoch than this server knows of, whoever wrote it, or no such room any more: it needs a host
   * of its own. A store or another server that does so again and again is given a pause.
   * @param heir who was host, where the store lost the room: nobody else is sure to have all that was saved
   */
  #fencedOff(epoch: Epoch, heir: PeerId | null): void {
    if (this.#epoch !== epoch || this.#host === null) return
    const now = this.#options.env.now()
    const { again } = this.#options.timings
    const soon = now - this.#fencedAt < again
    this.#fencedAt = soon ? now + again : now
    this.#host = null
    this.#heir = heir
    this.#awaySince = now
    if (soon) this.#again(true)
    else this.#lookForHost(true)
  }

  /** As what somebody comes in; those who wait are told to whoever lets them in. */
  #enter(connection: ConnectionId, identity: Identity, userName: string): Result<Entry, Reason> {
    const waited = !this.#door.isEmpty
    const entry = this.#door.enter(connection, identity, userName)
    if (waited || !this.#door.isEmpty) this.#tellDesks()
    return entry
  }

  #asking({ peerId, userId, role }: Member): Asking {
    return {
      role,
      isHost: peerId === this.#host,
      isMaker: userId === this.#maker,
      nameOf: (user) => this.#members.nameOf(user) ?? this.#door.nameOf(user),
      cameBy: (link) => this.#members.all.filter(({ way }) => way === link).map((member) => member.userId),
    }
  }

  /** Tells the new rules, puts out who may not be here any more, and takes the host's part from who may not have it. */
  #accessChanged(change: AccessChange | null, but?: PeerId): void {
    const { outlet } = this.#options
    if (this.#door.access === null) return
    const rules = rulesOf(this.#door.access)
    for (const member of this.#members.all.filter(({ peerId }) => peerId !== but)) {
      const entry = this.#door.standingOf(member)
      if (entry.ok) this.#members.put({ ...member, ...entry.value })
      else {
        this.#members.delete(member.peerId)
        outlet.emit(member.connection, 'putOut', { reason: entry.reason })
        this.#gone(member.peerId, true)
      }
    }
    for (const { connection, reason } of this.#door.turnAway(change))
      outlet.emit(connection, 'putOut', { reason })
    for (const free of this.#door.callFree()) outlet.emit(free, 'letIn', {})
    this.#members.tell('rules', { rules })
    this.#members.tellUsers()
    this.#tellDesks()
    const host = this.#members.get(this.#host)
    if (host && !mayHost(host)) this.#gone(host.peerId, true)
    else if (this.#host === null && this.#members.all.some(mayHost)) {
      this.#awaySince = this.#options.env.now()
      this.#lookForHost(true)
    }
  }

  /** Owners and the host hear who waits and who was removed. */
  #tellDesks(): void {
    for (const member of this.#members.all) this.#tellDesk(member)
  }

  #tellDesk({ peerId, connection, role }: Member): void {
    if (this.#door.access !== null && hasDesk({ role, isHost: peerId === this.#host }))
      this.#options.outlet.emit(connection, 'desk', this.#door.desk)
  }

  /** A member is not here any more, or may not be host any more: the room may need another one. */
  #gone(peer: PeerId, orderly: boolean): void {
    if (peer === this.#host) this.#log.drop()
    if (this.#members.size === 0) this.#host = null
    if (peer !== this.#host) return
    this.#awaySince = this.#options.env.now()
    this.#lookForHost(orderly)
  }

  #entered(member: Member, stored: Uint8Array | null): Reply<'join'> {
    const { access } = this.#door
    const isMaker = member.userId === this.#maker
    const now = { epoch: this.#epoch, host: this.#host, access, isMaker, stored }
    return joinReply(member, now, this.#options)
  }

  /**
   * Sees to it that the room has a host, once somebody came in. Answers the store's log when that somebody is the
   * new host.
   * @param read the room's record where it was read a moment ago
   */
  async #settle(
    member: Member,
    standing: Standing,
    read: RoomRecord | null | undefined,
  ): Promise<Uint8Array | null> {
    if (this.#host !== null && this.#host !== member.peerId) return null
    if (this.#host === member.peerId && standing.hosting && standing.epoch === this.#epoch) {
      this.#awaySince = null
      return null
    }
    // Whoever was host and no longer is may have committed what others hold: it gets an epoch of its own.
    if (this.#host !== null && mayHost(member)) return this.#promote(member, standing.epoch)
    if (this.#heir && this.#heir !== member.peerId && this.#members.get(this.#heir)) return null
    const record = read === undefined ? await this.#options.store.find(this.id) : read
    if (record && record.epoch === standing.epoch) {
      if (standing.hosting && record.host === member.peerId && mayHost(member)) {
        this.#take(record)
        return null
      }
      if (standing.vouches) {
        this.#take(record)
        this.#awaySince = this.#options.env.now()
        this.#lookForHost(false)
        return null
      }
    }
    if (!mayHost(member)) return null
    if (isUnmade(record) && this.#members.nameOf(this.#maker) === null) this.#maker = member.userId
    return this.#promote(member, standing.epoch)
  }

  #take(record: RoomRecord): void {
    this.#heir = null
    this.#log.take(record)
    this.#host = record.host
    this.#epoch = record.epoch
    this.#awaySince = null
  }

  /** Writes the fence, then reads what the store has: in that order nothing of an older epoch can land in between. */
  async #promote(member: Member, heard: number): Promise<Uint8Array> {
    const { store, env, observer } = this.#options
    // Above the room's own as well: the store may have lost it.
    const above = Math.max(Math.min(heard, HIGHEST_HEARD), this.#epoch)
    const floor = asEpoch(Math.max(above + 1, Math.floor(env.now())))
    const record = await this.#log.fence(floor, member.peerId, this.#door.text)
    const stored = await store.load(this.id)
    if (!stored) throw new StoreDown('the room went away while its host was chosen')
    const welcome = storedWelcome(stored, record.epoch)
    observer.promoted(this.#epoch === NO_EPOCH)
    this.#take(record)
    this.#log.loaded(stored)
    this.#members.tell(
      'hostChanged',
      { epoch: record.epoch, host: member.peerId, stored: null },
      member.peerId,
    )
    this.#tellDesk(member)
    env.log('info', 'promoted', { room: this.id, epoch: record.epoch, members: this.size })
    return welcome
  }

  async #forNewcomer(standing: Standing): Promise<Uint8Array | null> {
    if (standing.version > 0) return null
    try {
      const stored = await this.#options.store.load(this.id)
      // A fence that a crashed server had left under way may land after this server took the host back.
      if (stored && stored.epoch > this.#epoch) this.#fencedOff(this.#epoch, null)
      return stored && storedWelcome(stored, stored.epoch)
    } catch (thrown) {
      if (thrown instanceof StoreDown) return null
      throw thrown
    }
  }

  /** Asks the members about the host, now and again, until it is back or another one is promoted. */
  #lookForHost(orderly: boolean): void {
    this.#cancelAgain?.()
    this.#cancelAgain = null
    const epoch = this.#epoch
    this.#members
      .standings(epoch, this.#options.timings.answer)
      .then((candidates) => this.#mailbox.run(() => this.#decide(candidates, epoch, orderly)))
      .catch((thrown: unknown) => {
        const error = thrown instanceof Error ? thrown.name : 'unknown'
        this.#options.env.log('warn', 'no host could be promoted', { room: this.id, error })
        this.#again(orderly)
      })
  }

  #again(orderly: boolean): void {
    if (this.#members.size === 0 || this.#abandoned) return
    this.#cancelAgain = this.#options.env.timer(this.#options.timings.again, () => this.#lookForHost(orderly))
  }

  async #decide(candidates: readonly Candidate[], epoch: Epoch, orderly: boolean): Promise<void> {
    if (this.#awaySince === null || this.#epoch !== epoch || this.#abandoned) return
    const { env, timings } = this.#options
    const patient = env.now() - this.#awaySince < timings.away
    if (!orderly && patient && isVouchedFor(candidates, epoch)) return this.#again(orderly)
    const chosen = chooseHost(candidates.filter(({ peerId }) => this.#members.eligible(peerId)))
    const member = this.#members.eligible(this.#heir) ?? this.#members.eligible(chosen?.peerId ?? null)
    if (!member) return this.#members.all.some(mayHost) ? this.#again(orderly) : this.#vacate()
    const stored = await this.#promote(member, highestEpoch(candidates))
    const event = { epoch: this.#epoch, host: member.peerId, stored }
    this.#options.outlet.emit(member.connection, 'hostChanged', event)
  }

  /** Nobody here may be host: the room waits for somebody who may. */
  #vacate(): void {
    this.#host = null
    this.#awaySince = null
    this.#members.tell('hostChanged', { epoch: this.#epoch, host: null, stored: null })
  }
}
