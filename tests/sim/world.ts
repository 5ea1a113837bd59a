import type { PeerId } from '../../shared/base/ids.ts'
import type { Keep } from '../../shared/room/replica.ts'
import { lastSeq } from '../../shared/room/room_state.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import type { StoredRoom } from '../../signaling/store/room_store.ts'
import { int, pick, type Random, seeded } from '../support/random.ts'
import { VirtualClock } from '../support/virtual_clock.ts'
import { Browser } from './browser.ts'
import { type Counts, noCounts } from './counts.ts'
import { Page } from './page.ts'
import { isReadable, MARK_REPEATS, PrivateRoom } from './private_room.ts'
import { Reach } from './reach.ts'
import { ROOM } from './room_id.ts'
import type { DirectNetwork, SimDialer } from './sim_direct.ts'
import { SimServer } from './sim_server.ts'
import { StoreWeather, slowStore } from './slow_store.ts'

const HOUR_MS = 3_600_000
/** How long a page reads what is stored before it enters: up to so long, and each next one so much longer. */
const EARLY_MOST_MS = 1_000
const EARLY_STEP_MS = 135
/** A page waits no longer for it. */
const EARLY_PATIENCE_MS = 5_000

/** Making a private room takes no longer. */
const MAKE_MS = 60_000
/** Somebody who needs a private room's new link has it within so many milliseconds. */
const LINK_MS = 8_000
/** Bounds of a private room's stored log in the runs where logs are cut early. */
const STORED = { most: 24, left: 8 }

/** The characters from here on are the pages' marks. */
const MARKS = 0x3400

export interface WorldOptions {
  readonly seed: number
  /** Pages tell where their people are. */
  readonly cursors: boolean
  /** The room is private: it has an owner, and links that are ended. */
  readonly isPrivate: boolean
}

/**
 * A room in memory: pages with the real session, the real room logic of the server, the real memory store, and a
 * network and a clock made of one seed. The same seed gives the same run to the byte.
 */
export class World implements DirectNetwork {
  readonly random: Random
  readonly clock = new VirtualClock()
  /** Null where the room belongs to nobody and everybody can read it. */
  readonly privateRoom: PrivateRoom | null
  store: MemoryStore
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
  /** What somebody typed in a private room could be read where it passed. */
  isOverheard = false
  /** Those who are being given a private room's new link. */
  readonly #asking = new Set<Page>()

  constructor({ seed, cursors, isPrivate }: WorldOptions) {
    this.cursors = cursors
    // The plan of the run is drawn from the seed itself.
    this.random = seeded(seed + 0.5 * 2 ** 53)
    this.began = this.clock.now
    // In every second run the logs' heads are cut early, so that snapshots are met.
    this.keep = this.random() < 0.5 ? { most: 16, left: 8, ...(isPrivate && { stored: STORED }) } : undefined
    this.#slowest = pick(this.random, [60, 250, 1_000, 2_500])
    const ways = this.random()
    this.reach = new Reach(ways > 0.2)
    this.privateRoom = isPrivate ? new PrivateRoom(new Browser(this.clock, this.random), this.random) : null
    this.store = this.#newStore()
    const store = slowStore(
      () => this.store,
      this.clock,
      () => this.#skewed(0, 30),
      this.weather,
    )
    const passes = (body: unknown) => {
      this.isOverheard ||= isPrivate && isReadable(body)
    }
    this.server = new SimServer({ clock: this.clock, random: this.random, store, relay: ways < 0.92, passes })
  }

  get living(): Page[] {
    return this.pages.filter((page) => page.alive)
  }

  get host(): Page | null {
    return this.living.find((page) => page.session.status().path === 'hosting') ?? null
  }

  /** A page of the private room's owner that may change who comes in now; null while there is none. */
  get owner(): Page | null {
    return (
      this.living.find(
        ({ loop, session, browser }) =>
          browser === this.privateRoom?.owner && !loop.paused && session.rights.role === 'owner',
      ) ?? null
    )
  }

  /** The owner of the private room makes it; answers false when that takes too long. */
  make(check: () => void | Promise<void>): Promise<boolean> {
    this.counts.privateRooms += 1
    this.bringOwner()
    return this.runUntil(() => this.privateRoom?.isMade === true, MAKE_MS, check)
  }

  /** The owner of a private room has a page, from now on at the latest. */
  bringOwner(): void {
    const room = this.privateRoom
    if (room && !this.living.some(({ browser }) => browser === room.owner)) this.open(room.owner)
  }

  /** What is stored, as the room's members read it; null where that cannot be read. */
  inClear(stored: StoredRoom): StoredRoom | null {
    return this.privateRoom ? this.privateRoom.read(stored) : stored
  }

  /** Opens the room in this browser; in one that nobody had before, unless told. */
  open(browser = this.#newBrowser()): Page {
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
      mark: String.fromCharCode(MARKS + number).repeat(this.privateRoom ? MARK_REPEATS : 1),
      skew,
      keep: this.keep,
      cursors: this.cursors,
      browser,
      keys: this.privateRoom?.keysOf(browser) ?? null,
      // Every other page does, and each takes another time for it.
      early: number % 2 === 0 ? (who) => this.#early(who, (number * EARLY_STEP_MS) % EARLY_MOST_MS) : null,
      reachable: (who) => this.reach.server(who),
    })
    this.pages.push(page)
    page.session.on((event) => {
      if (event.type === 'status') this.#giveLink(page)
      if (event.type !== 'notice') return
      if (event.notice.kind === 'host' && event.notice.self) this.counts.hostChanges += 1
      if (event.notice.kind === 'restored') this.counts.restored += event.notice.edits
    })
    return page
  }

  async #early(page: Page, ms: number): Promise<Uint8Array | null> {
    const after = (wait: number) =>
      new Promise<null>((resolve) => this.clock.timer(wait, () => resolve(null)))
    const read = this.reach.server(page) ? this.server.log(ROOM, page.session.rights.bearer) : null
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
    this.store = this.#newStore()
    // Whoever brought that back may be dead, and with them all that was left of it.
    if (this.privateRoom) for (const { browser } of this.pages) browser.forget()
  }

  #newStore(): MemoryStore {
    return this.privateRoom ? this.privateRoom.newStore() : new MemoryStore()
  }

  #newBrowser(): Browser {
    const browser = new Browser(this.clock, this.random)
    browser.link = this.privateRoom?.link ?? null
    return browser
  }

  /** Whoever was put out of a private room because its link was ended comes again by the new one. */
  #giveLink(page: Page): void {
    const room = this.privateRoom
    if (!room || !isPutOut(page) || this.#asking.has(page)) return
    this.#asking.add(page)
    this.clock.timer(int(this.random, 500, LINK_MS), () => {
      this.#asking.delete(page)
      if (!page.alive || !isPutOut(page)) return
      if (!page.loop.paused) this.#comeAgain(page, room)
      this.#giveLink(page)
    })
  }

  /** In the same page, as after the link was opened in another one of the browser, or in a new one. */
  #comeAgain(page: Page, room: PrivateRoom): void {
    const { browser } = page
    this.counts.relinks += 1
    if (browser !== room.owner) browser.link = room.link
    if (this.random() < 0.5) {
      room.keysOf(browser)
      page.session.wake()
    } else {
      if (this.random() < 0.5) page.leave()
      else page.kill()
      this.open(browser)
    }
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
    const counts = { ...this.counts, compactions: this.privateRoom?.compactions ?? 0 }
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

/** The server let go of this page because its link was ended. */
function isPutOut({ alive, session }: Page): boolean {
  const { denied } = session.status()
  return alive && (denied === 'noKey' || denied === 'noRight')
}

/** Lets every promise that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
