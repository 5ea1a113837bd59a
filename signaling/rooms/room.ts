import {
  asEpoch,
  type Epoch,
  NO_EPOCH,
  type PeerId,
  type RoomId,
  START,
  type Version,
} from '../../shared/base/ids.ts'
import { decodeSnapshot } from '../../shared/protocol/codec/store.ts'
import { DEFAULT_LANGUAGE, type Language } from '../../shared/protocol/language.ts'
import { REFUSED_ENTRIES } from '../../shared/protocol/limits.ts'
import type { User } from '../../shared/protocol/messages.ts'
import type {
  EventName,
  Failure,
  Reply,
  Request,
  ServerEvent,
  Standing,
} from '../../shared/protocol/signaling.ts'
import { refusal } from '../refusal.ts'
import { type RoomRecord, StoreDown, type Written } from '../store/room_store.ts'
import { type Candidate, chooseHost, highestEpoch, isVouchedFor } from './election.ts'
import { languageAfter } from './language_after.ts'
import { Mailbox } from './mailbox.ts'
import { freeColor, type Member } from './member.ts'
import type { ConnectionId, Identity } from './ports.ts'
import type { RoomOptions } from './room_options.ts'
import { SnapshotParts } from './snapshot_parts.ts'
import { storedWelcome } from './stored_room.ts'

/** A page's word for an epoch counts up to here, so that nobody can use up the numbers: as many again remain. */
const HIGHEST_HEARD = 2 ** 52

/**
 * One room while somebody is in it: its members, its host and the epoch. What changes who is host runs through one
 * mailbox; fences and appends run through another, so that a fence comes after every append that came before it.
 */
export class Room {
  readonly id: RoomId
  readonly #options: RoomOptions
  readonly #members = new Map<PeerId, Member>()
  readonly #mailbox: Mailbox
  readonly #writes: Mailbox
  #host: PeerId | null = null
  #epoch: Epoch = NO_EPOCH
  /** Since when the host has no connection to the server while members vouch for it. */
  #awaySince: number | null = null
  /** Who is to be host again after the store lost the room. */
  #heir: PeerId | null = null
  #cancelAgain: (() => void) | null = null
  #language: Language = DEFAULT_LANGUAGE
  #snapshotVersion: Version = START
  /** Bytes of the entries beyond the snapshot; those that came before this server did may be missing. */
  #tailBytes = 0
  /** What the host has sent of a snapshot. */
  readonly #parts = new SnapshotParts()
  /** When it was, or will be, last looked into that the store had another epoch than the room, or no room. */
  #fencedAt = Number.NEGATIVE_INFINITY
  #joins = 0

  /** @param idle called whenever nothing is under way here */
  constructor(id: RoomId, options: RoomOptions, idle: (room: Room) => void) {
    this.id = id
    this.#options = options
    this.#mailbox = new Mailbox(() => idle(this))
    this.#writes = new Mailbox(() => idle(this))
  }

  get size(): number {
    return this.#members.size
  }

  /** Nobody is in it and nothing is under way: it may be forgotten. */
  get over(): boolean {
    return this.#members.size === 0 && this.#mailbox.idle && this.#writes.idle
  }

  connectionOf(peer: PeerId): ConnectionId | null {
    return this.#members.get(peer)?.connection ?? null
  }

  join(connection: ConnectionId, identity: Identity, request: Request<'join'>): Promise<Reply<'join'>> {
    return this.#mailbox.run(async () => {
      const before = this.#members.get(identity.peerId)
      const others = [...this.#members.values()].filter(({ peerId }) => peerId !== identity.peerId)
      if (!before && others.length >= this.#options.bounds.members) return refusal('roomFull')
      if (others.some(({ clientId }) => clientId === request.clientId)) return refusal('clientIdTaken')
      const member: Member = {
        ...identity,
        connection,
        clientId: request.clientId,
        userName: request.userName,
        color: before?.color ?? freeColor(others),
        order: before?.order ?? this.#joins++,
      }
      this.#members.set(member.peerId, member)
      if (before && before.connection !== connection) {
        if (member.peerId === this.#host) this.#parts.drop()
        this.#options.outlet.drop(before.connection)
      }
      try {
        const { standing } = request
        const stored = (await this.#settle(member, standing)) ?? (await this.#forNewcomer(standing))
        // Last: nobody hears of a member that did not come in after all.
        this.#tellUsers()
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
      if (this.#members.get(peer)?.connection !== connection) return
      this.#members.delete(peer)
      this.#tellUsers()
      if (peer === this.#host) this.#parts.drop()
      if (this.#members.size === 0) this.#host = null
      if (peer !== this.#host) return
      this.#awaySince = this.#options.env.now()
      this.#lookForHost(orderly)
    })
  }

  append(peer: PeerId, request: Request<'append'>): Promise<Reply<'append'>> {
    const refused = this.#notByHost(peer, request.epoch)
    if (refused) return Promise.resolve(refused)
    return this.#writes.run(async () => {
      const language = languageAfter(request, this.#language)
      if (language === null) return refusal('malformed')
      const { store, env, compaction } = this.#options
      const { epoch, from, entries } = request
      if (this.#isBeyond(from + entries.length)) return refusal('logFull')
      const result = await store.append(this.id, epoch, from, entries, language, env.now())
      if (result?.taken) {
        this.#language = language
        this.#tailBytes += entries.reduce((bytes, entry) => bytes + entry.length, 0)
        const { id } = this
        compaction.consider(id, result.version, this.#snapshotVersion, this.#tailBytes).then((version) => {
          if (version > this.#snapshotVersion) this.#tailBytes = 0
          this.#snapshotVersion = version
        })
      }
      return this.#written(epoch, result)
    })
  }

  /** Every part but the last one is answered at once, with version 0. A fault drops what was gathered. */
  snapshot(peer: PeerId, request: Request<'snapshot'>): Promise<Reply<'snapshot'>> {
    const refused = this.#notByHost(peer, request.epoch)
    if (refused) return Promise.resolve(refused)
    const whole = this.#parts.add(request)
    if (!whole.ok) return Promise.resolve(refusal(whole.reason))
    const { epoch } = request
    if (whole.value === null) return Promise.resolve({ ok: true, epoch, version: START })
    return this.#seed(epoch, whole.value)
  }

  #seed(epoch: Epoch, bytes: Uint8Array): Promise<Reply<'snapshot'>> {
    return this.#writes.run(async () => {
      const decoded = decodeSnapshot(bytes)
      if (!decoded.ok) return refusal(decoded.reason)
      const { version, language, runs } = decoded.value
      if (runs.some(([run]) => run > epoch)) return refusal('malformed')
      if (this.#isBeyond(version)) return refusal('logFull')
      const { store, env } = this.#options
      const result = await store.seed(this.id, epoch, { version, bytes, language }, env.now())
      // Also when an earlier try landed after all, whose answer was lost.
      if (result?.epoch === epoch && result.version === version) this.#language = language
      if (result?.taken) {
        this.#snapshotVersion = version
        this.#tailBytes = 0
        env.log('info', 'seeded', { room: this.id, version })
      }
      return this.#written(epoch, result)
    })
  }

  /** Whether a log of so many entries has more than the host may have refused. */
  #isBeyond(version: number): boolean {
    return version > this.#options.bounds.entries + REFUSED_ENTRIES
  }

  /** Why this peer may not write in this epoch, or null. */
  #notByHost(peer: PeerId, epoch: Epoch): Failure | null {
    if (epoch !== this.#epoch) return refusal('staleEpoch')
    return peer === this.#host ? null : refusal('notHost')
  }

  /** What a write of this epoch is answered: where the log stands, or that the epoch went with the room. */
  #written(epoch: Epoch, result: Written | null): Reply<'append' | 'snapshot'> {
    if (result?.epoch !== epoch) this.#fencedOff(epoch, result ? null : this.#host)
    return result ? { ok: true, epoch: result.epoch, version: result.version } : refusal('staleEpoch')
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

  #entered(member: Member, stored: Uint8Array | null): Reply<'join'> {
    const { iceServers, relay, bounds } = this.#options
    return {
      ok: true,
      peerId: member.peerId,
      userId: member.userId,
      epoch: this.#epoch,
      host: this.#host,
      iceServers: [...iceServers],
      relay,
      limits: { units: bounds.units, entries: bounds.entries },
      stored,
    }
  }

  /**
   * Sees to it that the room has a host, once somebody came in. Answers the store's log when that somebody is the
   * new host.
   */
  async #settle(member: Member, standing: Standing): Promise<Uint8Array | null> {
    if (this.#host !== null && this.#host !== member.peerId) return null
    if (this.#host === member.peerId && standing.hosting && standing.epoch === this.#epoch) {
      this.#awaySince = null
      return null
    }
    // Whoever was host and no longer is may have committed what others hold: it gets an epoch of its own.
    if (this.#host !== null) return this.#promote(member, standing.epoch)
    if (this.#heir && this.#heir !== member.peerId && this.#members.has(this.#heir)) return null
    const record = await this.#options.store.find(this.id)
    if (record && record.epoch === standing.epoch) {
      if (standing.hosting && record.host === member.peerId) {
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
    return this.#promote(member, standing.epoch)
  }

  #take(record: RoomRecord): void {
    this.#heir = null
    this.#parts.drop()
    this.#host = record.host
    this.#epoch = record.epoch
    this.#awaySince = null
    this.#language = record.language
    this.#snapshotVersion = record.snapshotVersion
  }

  /** Writes the fence, then reads what the store has: in that order nothing of an older epoch can land in between. */
  async #promote(member: Member, heard: number): Promise<Uint8Array> {
    const { store, env } = this.#options
    // Above the room's own as well: the store may have lost it.
    const above = Math.max(Math.min(heard, HIGHEST_HEARD), this.#epoch)
    const floor = asEpoch(Math.max(above + 1, Math.floor(env.now())))
    const record = await this.#writes.run(() => store.fence(this.id, floor, member.peerId, env.now()))
    const stored = await store.load(this.id)
    if (!stored) throw new StoreDown('the room went away while its host was chosen')
    const welcome = storedWelcome(stored, record.epoch)
    this.#take(record)
    this.#tailBytes = stored.entries.reduce((bytes, entry) => bytes + entry.length, 0)
    this.#tell('hostChanged', { epoch: record.epoch, host: member.peerId, stored: null }, member.peerId)
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
    this.#askAll()
      .then((candidates) => this.#mailbox.run(() => this.#decide(candidates, epoch, orderly)))
      .catch((thrown: unknown) => {
        const error = thrown instanceof Error ? thrown.name : 'unknown'
        this.#options.env.log('warn', 'no host could be promoted', { room: this.id, error })
        this.#again(orderly)
      })
  }

  #again(orderly: boolean): void {
    if (this.#members.size === 0) return
    this.#cancelAgain = this.#options.env.timer(this.#options.timings.again, () => this.#lookForHost(orderly))
  }

  async #decide(candidates: readonly Candidate[], epoch: Epoch, orderly: boolean): Promise<void> {
    if (this.#awaySince === null || this.#epoch !== epoch) return
    const { env, timings } = this.#options
    const patient = env.now() - this.#awaySince < timings.away
    if (!orderly && patient && isVouchedFor(candidates, epoch)) return this.#again(orderly)
    const chosen = chooseHost(candidates.filter(({ peerId }) => this.#members.has(peerId)))
    const heir = this.#heir && this.#members.get(this.#heir)
    const member = heir ?? (chosen && this.#members.get(chosen.peerId))
    if (!member) return this.#again(orderly)
    const stored = await this.#promote(member, highestEpoch(candidates))
    const event = { epoch: this.#epoch, host: member.peerId, stored }
    this.#options.outlet.emit(member.connection, 'hostChanged', event)
  }

  #askAll(): Promise<Candidate[]> {
    const { outlet, timings } = this.#options
    return Promise.all(
      [...this.#members.values()].map(async ({ peerId, order, connection }) => ({
        peerId,
        order,
        standing: await outlet.ask(connection, { epoch: this.#epoch }, timings.answer),
      })),
    )
  }

  #users(): User[] {
    return [...this.#members.values()]
      .sort((a, b) => a.order - b.order)
      .map(({ peerId, clientId, userId, userName, color }) => ({ peerId, clientId, userId, userName, color }))
  }

  #tellUsers(): void {
    this.#tell('userJoined', { users: this.#users() })
  }

  #tell<N extends EventName>(name: N, body: ServerEvent<N>, but?: PeerId): void {
    for (const { peerId, connection } of this.#members.values())
      if (peerId !== but) this.#options.outlet.emit(connection, name, body)
  }
}
