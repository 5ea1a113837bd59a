import type { PeerId, RoomId } from '../../shared/base/ids.ts'
import type { Keep } from '../../shared/room/replica.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { int, pick, type Random, seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'
import { Page } from './page.ts'
import type { DirectNetwork, SimDialer } from './sim_direct.ts'
import { SimServer } from './sim_server.ts'
import { slowStore } from './slow_store.ts'

export const ROOM = 'room' as RoomId

export interface WorldOptions {
  readonly seed: number
}

/** How often what happened, so that a run can prove that it did something. */
export interface Counts {
  edits: number
  hostChanges: number
  kills: number
  leaves: number
  cuts: number
  drops: number
  restarts: number
  losses: number
}

export const noCounts = (): Counts => ({
  edits: 0,
  hostChanges: 0,
  kills: 0,
  leaves: 0,
  cuts: 0,
  drops: 0,
  restarts: 0,
  losses: 0,
})

/**
 * A room in memory: pages with the real session, the real room logic of the server, the real memory store, and a
 * network and a clock made of one seed. The same seed gives the same run to the byte.
 */
export class World implements DirectNetwork {
  readonly random: Random
  readonly clock = new VirtualClock()
  store = new MemoryStore()
  readonly #keep: Keep | undefined
  readonly server: SimServer
  readonly pages: Page[] = []
  readonly counts = noCounts()
  /** How long messages take at the most in this run, in milliseconds: from a quiet office to a bad mobile network. */
  readonly #slowest: number
  /** Pairs that cannot have a direct link. */
  readonly #apart = new Set<string>()
  #names = 0

  constructor({ seed }: WorldOptions) {
    this.random = seeded(seed)
    // In every second run the logs' heads are cut early, so that snapshots are met.
    this.#keep = this.random() < 0.5 ? { most: 16, left: 8 } : undefined
    this.#slowest = pick(this.random, [60, 250, 1_000, 2_500])
    const store = slowStore(
      () => this.store,
      this.clock,
      () => this.#skewed(0, 30),
      () => true,
    )
    this.server = new SimServer({ clock: this.clock, random: this.random, store })
  }

  get living(): Page[] {
    return this.pages.filter((page) => page.alive)
  }

  get host(): Page | null {
    return this.living.find((page) => page.session.status().path === 'hosting') ?? null
  }

  open(): Page {
    this.#names += 1
    const skew = int(this.random, -3_000, 3_000)
    const page = new Page(this, this.random, ROOM, `Page ${this.#names}`, skew, this.#keep)
    this.pages.push(page)
    page.session.on((event) => {
      if (event.type === 'notice' && event.notice.kind === 'host' && event.notice.self)
        this.counts.hostChanges += 1
    })
    return page
  }

  /** Runs the world for so many milliseconds, calling `check` after every step. */
  async run(ms: number, check: () => void = () => undefined): Promise<void> {
    const until = this.clock.now + ms
    while (this.#step(until)) {
      await settled()
      check()
    }
  }

  /** Runs until the condition holds; answers false when it does not within so many milliseconds. */
  async runUntil(
    condition: () => boolean,
    mostMs: number,
    check: () => void = () => undefined,
  ): Promise<boolean> {
    const until = this.clock.now + mostMs
    while (!condition()) {
      if (!this.#step(until)) return condition()
      await settled()
      check()
    }
    return true
  }

  restartServer(): void {
    this.counts.restarts += 1
    this.server.crash()
    this.clock.timer(int(this.random, 50, 4_000), () => this.server.start())
  }

  /** The store comes back empty, as a Redis without persistence does. */
  loseStore(): void {
    this.counts.losses += 1
    this.store = new MemoryStore()
  }

  /** From now on these two have no direct link, or may have one again. */
  setApart(a: PeerId, b: PeerId, apart: boolean): void {
    const key = [a, b].sort().join(' ')
    if (apart) this.#apart.add(key)
    else this.#apart.delete(key)
  }

  reunite(): void {
    this.#apart.clear()
  }

  dialerOf(peer: PeerId): SimDialer | null {
    return this.pages.find((page) => page.peerId === peer && page.alive)?.dialer ?? null
  }

  reachable(a: PeerId, b: PeerId): boolean {
    return !this.#apart.has([a, b].sort().join(' '))
  }

  delay(): number {
    return this.#skewed(1, this.#slowest)
  }

  notice(): number {
    return this.#skewed(0, 3_000)
  }

  setUp(): number {
    return this.#skewed(20, 1_500)
  }

  pickPage(): Page | null {
    const { living } = this
    return living.length > 0 ? pick(this.random, living) : null
  }

  #step(until: number): boolean {
    const { next } = this.clock
    if (next === null || next > until) {
      this.clock.advance(until - this.clock.now)
      return false
    }
    return this.clock.step()
  }

  /** More often short than long. */
  #skewed(from: number, to: number): number {
    return from + Math.floor((to - from) * this.random() ** 2)
  }
}

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
