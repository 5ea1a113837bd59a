import type { PeerId, RoomId, UserId } from '../../shared/base/ids.ts'
import { fail, ok, type Result } from '../../shared/base/result.ts'
import type { AccessChange, Desk, Person } from '../../shared/protocol/access.ts'
import type { Role } from '../../shared/protocol/change.ts'
import { WAITING } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import { type RoomRecord, type RoomStore, StoreDown } from '../store/room_store.ts'
import {
  type Access,
  type Asking,
  changeAccess,
  isRemoved,
  mustKnock,
  parseAccess,
  roleOf,
  type Way,
  wayIn,
} from './access.ts'
import type { ConnectionId, Identity } from './ports.ts'
import { DamagedRoom } from './stored_room.ts'

/** By what somebody is in, and what they may do. */
export interface Entry {
  readonly way: Way | null
  readonly role: Role
}

interface Waiting extends Person {
  readonly connection: ConnectionId
}

const EVERYBODY: Entry = { way: null, role: 'editor' }

/** Nobody ever did anything there: who comes first makes it. */
export const isUnmade = (record: RoomRecord | null): boolean =>
  record === null || (record.version === 0 && record.access === null)

/** The door of a room: who comes in as what, who waits before it, and who may change that. */
export class Door {
  readonly #roomId: RoomId
  readonly #store: RoomStore
  #access: Access | null = null
  /** What the store has, as far as this server knows. */
  #text: string | null = null
  #known = false
  /** A write was not answered: the store may have what this server does not know. */
  #unsure = false
  readonly #waiting = new Map<PeerId, Waiting>()

  constructor(roomId: RoomId, store: RoomStore) {
    this.#roomId = roomId
    this.#store = store
  }

  /** Null where the room has no owner. */
  get access(): Access | null {
    return this.#access
  }

  /** The same as a store keeps it. */
  get text(): string | null {
    return this.#text
  }

  get isEmpty(): boolean {
    return this.#waiting.size === 0
  }

  /** What those who decide are told. */
  get desk(): Desk {
    const waiting = new Map(
      [...this.#waiting.values()].map(({ userId, userName }) => [userId, { userId, userName }]),
    )
    return { waiting: [...waiting.values()], removed: this.#access?.removed ?? [] }
  }

  /**
   * Reads who may do what, unless it is known. Answers the room's record where it had to be read for that, or that the
   * store is down; rejects with `DamagedRoom` where it makes no sense.
   */
  async open(): Promise<Result<RoomRecord | null | undefined, 'storeDown'>> {
    if (this.#known && !this.#unsure) return ok(undefined)
    const read = await this.#read()
    return read.ok || !this.#known ? read : ok(undefined)
  }

  /** As what somebody comes in, or why not: whoever has to knock waits from now on. */
  enter(
    connection: ConnectionId,
    { peerId, userId, check }: Identity,
    userName: string,
  ): Result<Entry, Reason> {
    const access = this.#access
    if (access === null) return ok(EVERYBODY)
    const way = wayIn(access, check, userId)
    const role = way && roleOf(access, way, userId)
    if (way === null || role === null) return fail('noRight')
    if (way !== 'owner' && isRemoved(access, userId)) return fail('removed')
    if (!mustKnock(access, way, userId)) {
      this.#waiting.delete(peerId)
      return ok({ way, role })
    }
    if (!this.#waiting.has(peerId) && this.#waiting.size >= WAITING) return fail('roomFull')
    this.#waiting.set(peerId, { connection, userId, userName })
    return fail('knocking')
  }

  /** What a member may do now; a reason when they have to go. */
  standingOf({ way, userId }: { readonly way: Way | null; readonly userId: UserId }): Result<Entry, Reason> {
    const access = this.#access
    if (access === null) return ok(EVERYBODY)
    // Who was here before the room had an owner came as anybody does.
    const by = way ?? 'anyone'
    const role = roleOf(access, by, userId)
    if (role === null) return fail('noRight')
    return by !== 'owner' && isRemoved(access, userId) ? fail('removed') : ok({ way: by, role })
  }

  /** Whether that connection of a peer waits here. */
  holds(peer: PeerId, connection: ConnectionId): boolean {
    return this.#waiting.get(peer)?.connection === connection
  }

  /** Somebody does not wait any more. Answers whether they did. */
  leave(peer: PeerId, connection: ConnectionId): boolean {
    return this.holds(peer, connection) && this.#waiting.delete(peer)
  }

  /** Takes those off the door whom this change turned away; answers their connections, and what they are told. */
  turnAway(change: AccessChange | null): { readonly connection: ConnectionId; readonly reason: Reason }[] {
    if (change?.kind === 'admit' && !change.admitted)
      return this.#call(change.userId).map((connection) => ({ connection, reason: 'turnedAway' }))
    if (change?.kind === 'remove' && change.removed)
      return this.#call(change.userId).map((connection) => ({ connection, reason: 'removed' }))
    return []
  }

  /** Takes all off the door who need not wait any more; answers their connections. */
  callFree(): ConnectionId[] {
    const access = this.#access
    const users = new Set([...this.#waiting.values()].map(({ userId }) => userId))
    const free = [...users].filter((user) => !access?.knock || access.admitted.includes(user))
    return free.flatMap((user) => this.#call(user))
  }

  #call(user: UserId): ConnectionId[] {
    const called = [...this.#waiting].filter(([, { userId }]) => userId === user)
    for (const [peer] of called) this.#waiting.delete(peer)
    return called.map(([, { connection }]) => connection)
  }

  nameOf(user: UserId): string | null {
    return [...this.#waiting.values()].find(({ userId }) => userId === user)?.userName ?? null
  }

  /** Makes a change and stores it; a reason where it may not be made. */
  async change(change: AccessChange, asking: Asking): Promise<Result<Access, Reason>> {
    // Another server may have changed it: then once more, on what it is now.
    for (let tries = 2; tries > 0; tries--) {
      const next = changeAccess(this.#access, change, asking)
      if (!next.ok) return next
      const text = JSON.stringify(next.value)
      try {
        if (await this.#store.setAccess(this.#roomId, this.#text, text)) {
          this.#access = next.value
          this.#text = text
          return next
        }
      } catch (thrown) {
        this.#unsure = true
        if (thrown instanceof StoreDown) return fail('storeDown')
        throw thrown
      }
      if (!(await this.#read()).ok) break
      // It was written before, and the answer lost.
      if (change.kind === 'claim' && this.#access?.owner === change.owner) return ok(this.#access)
    }
    return fail('storeDown')
  }

  async #read(): Promise<Result<RoomRecord | null, 'storeDown'>> {
    let record: RoomRecord | null
    try {
      record = await this.#store.find(this.#roomId)
    } catch (thrown) {
      if (thrown instanceof StoreDown) return fail('storeDown')
      throw thrown
    }
    this.#unsure = false
    // A store that lost the room is filled again: whom it belongs to as well.
    if (record === null && this.#known) return ok(record)
    const text = record?.access ?? null
    const access = text === null ? null : parseAccess(text)
    if (text !== null && access === null) throw new DamagedRoom('access')
    this.#text = text
    this.#access = access
    this.#known = true
    return ok(record)
  }
}
