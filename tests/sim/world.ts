import type { PeerId, RoomId } from '../../shared/base/ids.ts'
import type { Keep } from '../../shared/room/replica.ts'
import { lastSeq } from '../../shared/room/room_state.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { int, pick, type Random, seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'
import { Browser } from './browser.ts'
import { type Counts, noCounts } from './counts.ts'
import { Page } from './page.ts'
import { Reach } from './reach.ts'
import type { DirectNetwork, SimDialer } from './sim_direct.ts'
import { SimServer } from './sim_server.ts'
import { StoreWeather, slowStore } from './slow_store.ts'

export const ROOM = 'room' as RoomId

const HOUR_MS = 3_600_000
/** How long a page reads what is stored before it enters: up to so long, and each next one so much longer. */
const EARLY_MOST_MS = 1_000
const EARLY_STEP_MS = 135
/** A page waits no longer for it. */
const EARLY_PATIENCE_MS = 5_000

/** The characters from here on are the pages' marks. */
const MARKS = 0x3400

export interface WorldOptions {
  readonly seed: number
  /** Pages tell where their people are. */
  readonly cursors: boolean
}

/**
 * A room in memory: pages with the real session, the real room logic of the server, the real memory store, and a
 * network and a clock made of one seed. The same seed gives the same run to the byte.
 */
export class World implements DirectNetwork {
  readonly random: Random
  readonly clock = new VirtualClock()
  store = new MemoryStore()
  readonly weather = new StoreWeather()
  readonly cursors: boolean
  readonly reach: Reach
  /** Logs are cut early in this run; not unless it is given. */
  readonly keep: Keep | undefined
  readonly server: SimServer
  readonly pages: Page[] = []
  readonly counts = noCounts()
  readonly began: number
  /** How long messages take at the most in this run, in milliseconds: from a quiet office to a bad mobile network. */
  readonly #slowest: number
  /** What ends the faults that last. */
  readonly #ends = new Set<() => void>()
  #calm = false

  constructor({ seed, cursors }: WorldOptions) {
    this.cursors = cursors
    // The plan of the run is drawn from the seed itself.
    this.random = seeded(seed + 0.5 * 2 ** 53)
    this.began = this.clock.now
    // In every second run the logs' heads are cut early, so that snapshots are met.
    this.keep = this.random() < 0.5 ? { most: 16, left: 8 } : undefined
    this.#slowest = pick(this.random, [60, 250, 1_000, 2_500])
    const ways = this.random()
    this.reach = new Reach(ways > 0.2)
    const store = slowStore(
      () => this.store,
      this.clock,
      () => this.#skewed(0, 30),
      this.weather,
    )
    this.server = new SimServer({ clock: this.clock, random: this.random, store, relay: ways < 0.92 })
  }

  get living(): Page[] {
    return this.pages.filter((page) => page.alive)
  }

  get host(): Page | null {
    return this.living.find((page) => page.session.status().path === 'hosting') ?? null
  }

  /** Opens the room in this browser; in one that nobody had before, unless told. */
  open(browser = new Browser(this.clock, this.random)): Page {
    browser.remember()
    const number = this.pages.length + 1
    // Some clocks are an hour off.
    const skew =
      this.random() < 0.1 ? pick(this.random, [-HOUR_MS, HOUR_MS]) : int(this.random, -3_000, 3_000)
    const page = new Page({
      network: this,
      random: this.random,
      roomId: ROOM,
      userName: `Page ${number}`,
      mark: String.fromCharCode(MARKS + number),
      skew,
      keep: this.keep,
      cursors: this.cursors,
      browser,
      // Every other page does, and each takes another time for it.
      early: number % 2 === 0 ? (who) => this.#early(who, (number * EARLY_STEP_MS) % EARLY_MOST_MS) : null,
      reachable: (who) => this.reach.server(who),
    })
    this.pages.push(page)
    page.session.on((event) => {
      if (event.type !== 'notice') return
      if (event.notice.kind === 'host' && event.notice.self) this.counts.hostChanges += 1
      if (event.notice.kind === 'restored') this.counts.restored += event.notice.edits
    })
    return page
  }

  async #early(page: Page, ms: number): Promise<Uint8Array | null> {
    const after = (wait: number) =>
      new Promise<null>((resolve) => this.clock.timer(wait, () => resolve(null)))
    const read = this.reach.server(page) ? this.server.log(ROOM) : null
    const log = await Promise.race([read, after(EARLY_PATIENCE_MS)])
    await after(ms)
    if (log !== null) this.counts.early += 1
    return log
  }

  /** Runs the world for so many milliseconds, calling `check` after every step. */
  async run(ms: number, check: () => void | Promise<void> = () => undefined): Promise<void> {
    const until = this.clock.now + ms
    while (this.#step(until)) {
      await settled()
      await check()
    }
  }

  /** Runs until the condition holds; answers false when it does not within so many milliseconds. */
  async runUntil(
    condition: () => boolean,
    mostMs: number,
    check: () => void | Promise<void> = () => undefined,
  ): Promise<boolean> {
    const until = this.clock.now + mostMs
    while (!condition()) {
      if (!this.#step(until)) return condition()
      await settled()
      await check()
    }
    return true
  }

  /** The store comes back empty, as a Redis without persistence does. */
  loseStore(): void {
    this.store = new MemoryStore()
  }

  dialerOf(peer: PeerId): SimDialer | null {
    return this.pages.find((page) => page.peerId === peer && page.alive)?.dialer ?? null
  }

  reachable(a: PeerId, b: PeerId): boolean {
    const page = this.pages.find(({ peerId, alive }) => alive && peerId === a)
    return page !== undefined && this.reach.link(page, b)
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

  /** Does so after so many milliseconds, unless the faults ended before. */
  later(ms: number, act: () => void): void {
    this.clock.timer(ms, () => {
      if (!this.#calm) act()
    })
  }

  /** Ends a fault after so many milliseconds, or when all faults end. */
  endAfter(ms: number, end: () => void): void {
    this.#ends.add(end)
    this.clock.timer(ms, () => {
      if (this.#ends.delete(end)) end()
    })
  }

  /** Ends every fault that lasts. */
  calm(): void {
    this.#calm = true
    this.reach.reunite()
    for (const end of this.#ends) end()
    this.#ends.clear()
  }

  /** What happened, with what only shows at the end. */
  summary(): Counts {
    const counts = { ...this.counts }
    for (const { watch } of this.pages) {
      counts.forks += watch.forks
      counts.relays += watch.relays
      counts.upgrades += watch.upgrades
      const doc = this.living[0]?.session.replica.doc
      if (doc)
        counts.offlineMerges += watch.offline.filter((id) => id.seq <= lastSeq(doc, id.clientId)).length
    }
    return counts
  }

  /** Seconds since the run began. */
  get seconds(): number {
    return (this.clock.now - this.began) / 1_000
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
