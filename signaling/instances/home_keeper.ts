import type { Env } from '../../shared/base/env.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { fault } from '../node_env.ts'
import { StoreDown } from '../store/room_store.ts'
import type { Homes } from './homes.ts'
import type { InstanceId } from './instance.ts'

/** How often an instance says that it lives. */
const BEAT_MS = 200
/** How often a room that nothing happens to is said to be at home here. */
const KEEP_MS = 600_000

interface Held {
  /** As last written. */
  members: number
  keptAt: number
  /** Pages that are about to enter it. */
  entering: number
}

interface HomeKeeperOptions {
  readonly self: InstanceId
  readonly homes: Homes
  readonly env: Env
  /** Whether anything is under way in a room, or somebody in it. */
  readonly isOpen: (roomId: RoomId) => boolean
  readonly members: (roomId: RoomId) => number
  /** The room is at home elsewhere now: this instance was taken for dead. */
  readonly lost: (roomId: RoomId) => void
  /** With every beat. */
  readonly beaten: () => Promise<void>
}

/** The rooms that are at home here. */
export class HomeKeeper {
  readonly #options: HomeKeeperOptions
  readonly #held = new Map<RoomId, Held>()
  readonly #claims = new Map<RoomId, Promise<InstanceId>>()
  #cancel: (() => void) | null = null
  #beating: Promise<void> = Promise.resolve()
  #claimsNoMore = false
  #ended = false

  constructor(options: HomeKeeperOptions) {
    this.#options = options
  }

  /** Says for the first time that this instance lives. Rejects with `StoreDown`; it is tried again all the same. */
  async begin(): Promise<void> {
    try {
      await this.#options.homes.beat()
    } finally {
      this.#next()
    }
  }

  /** Where the room is at home: here, if nowhere else. Rejects with `StoreDown`. */
  claim(roomId: RoomId): Promise<InstanceId> {
    const { self, homes, env } = this.#options
    if (this.#held.has(roomId)) return Promise.resolve(self)
    const claim =
      this.#claims.get(roomId) ??
      homes
        .claim(roomId)
        .then((home) => {
          if (home === self) this.#held.set(roomId, { members: 0, keptAt: env.now(), entering: 0 })
          return home
        })
        .finally(() => this.#claims.delete(roomId))
    this.#claims.set(roomId, claim)
    return claim
  }

  /** No further room is to be at home here. */
  claimNoMore(): void {
    this.#claimsNoMore = true
  }

  get claimsNoMore(): boolean {
    return this.#claimsNoMore
  }

  holds(roomId: RoomId): boolean {
    return this.#held.has(roomId)
  }

  get held(): RoomId[] {
    return [...this.#held.keys()]
  }

  /** Somebody is about to enter a room that is held; call the answer when they did, or did not. */
  entering(roomId: RoomId): () => void {
    const held = this.#held.get(roomId)
    if (held) held.entering += 1
    return () => {
      if (held) held.entering -= 1
    }
  }

  /** It is not at home here any more. Rejects with `StoreDown`. */
  async release(roomId: RoomId): Promise<void> {
    this.#held.delete(roomId)
    await this.#options.homes.release(roomId)
  }

  /** No more beats; the others take what is left at once. */
  async end(): Promise<void> {
    this.#ended = true
    this.#cancel?.()
    // A beat that is under way could say afterwards that this instance lives.
    await this.#beating
    try {
      await this.#options.homes.declareDead(this.#options.self)
    } catch (thrown) {
      this.#failed(thrown)
    }
  }

  #next(): void {
    if (!this.#ended) this.#cancel = this.#options.env.timer(BEAT_MS, () => this.#beat())
  }

  #beat(): void {
    this.#beating = this.#beatOnce()
      .catch((thrown: unknown) => this.#failed(thrown))
      .finally(() => this.#next())
  }

  async #beatOnce(): Promise<void> {
    const { homes, env, beaten } = this.#options
    const former = await homes.beat()
    if (former !== null) env.log('warn', 'taken for dead', { rooms: this.#held.size })
    await Promise.all([...this.#held].map(([roomId, held]) => this.#look(roomId, held, former)))
    await beaten()
  }

  async #look(roomId: RoomId, held: Held, former: string | null): Promise<void> {
    const { homes, env, isOpen, members, lost } = this.#options
    const now = env.now()
    if (former === null && held.entering === 0 && !isOpen(roomId)) return this.release(roomId)
    const count = members(roomId)
    if (former === null && count === held.members && now - held.keptAt < KEEP_MS) return
    held.members = count
    held.keptAt = now
    if (await homes.keep(roomId, count, former ?? undefined)) return
    // Still ours to say: it may have been given up, and claimed anew, meanwhile.
    if (this.#held.get(roomId) !== held) return
    this.#held.delete(roomId)
    lost(roomId)
  }

  #failed(thrown: unknown): void {
    const level = thrown instanceof StoreDown ? 'debug' : 'error'
    this.#options.env.log(level, 'beat failed', fault(thrown))
  }
}
