import { int, pick, type Random } from '../support/random.ts'
import type { Page } from './page.ts'
import type { World } from './world.ts'

/** Pages in the room at the most. */
const MOST_PAGES = 6
const SECOND = 1_000
/** Links and connections that flap break this often. */
const FLAP_MS = 2 * SECOND

/** Answers what happened in plain words, or null for nothing. */
type Fault = (world: World, random: Random) => string | null

const seconds = (ms: number): string => `${(ms / SECOND).toFixed(1)} s`

/** More often short than long. */
const skewed = (random: Random, from: number, to: number): number =>
  from + Math.floor((to - from) * random() ** 2)

const anybody = ({ living }: World, random: Random): Page | null =>
  living.length > 0 ? pick(random, living) : null

/** The host more often than chance would have it. */
const hostOrAnybody = (world: World, random: Random): Page | null =>
  random() < 0.6 ? (world.host ?? anybody(world, random)) : anybody(world, random)

const namesOf = (pages: readonly Page[]): string => pages.map(({ userName }) => userName).join(', ')

export const open: Fault = (world) => {
  if (world.living.length >= MOST_PAGES) return null
  world.counts.opens += 1
  return `${world.open().userName} opens the room`
}

export const kill: Fault = (world, random) => {
  const page = hostOrAnybody(world, random)
  if (!page) return null
  world.counts.kills += 1
  page.kill()
  return `${page.userName} dies`
}

/** The host and others with it, or just after it. */
export const killTwo: Fault = (world, random) => {
  const host = world.host ?? anybody(world, random)
  if (!host) return null
  world.counts.kills += 1
  host.kill()
  const later = random() < 0.5 ? 0 : skewed(random, 0, 3 * SECOND)
  world.later(later, () => (world.host ?? world.living[0])?.kill())
  return `${host.userName} dies, and its successor ${seconds(later)} later`
}

export const wipe: Fault = (world, random) => {
  const { living } = world
  if (living.length === 0) return null
  world.counts.wipes += 1
  for (const page of living) page.kill()
  const later = skewed(random, 0, 20 * SECOND)
  const many = int(random, 1, 3)
  for (let i = 0; i < many; i++) world.later(later + i * int(random, 0, SECOND), () => world.open())
  return `everybody dies; ${many} open the room again after ${seconds(later)}`
}

export const leave: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page || page.loop.paused) return null
  world.counts.leaves += 1
  page.leave()
  return `${page.userName} leaves`
}

/** The page is loaded again, in an orderly way or after its renderer crashed. */
export const reload: Fault = (world, random) => {
  const page = hostOrAnybody(world, random)
  if (!page || page.loop.paused) return null
  const crashed = random() < 0.5
  const later = skewed(random, 0, 10 * SECOND)
  world.counts.reloads += 1
  if (crashed) page.kill()
  else page.leave()
  world.endAfter(later, () => world.open(page.browser))
  return `${page.userName} ${crashed ? 'crashes' : 'is left'} and is loaded again after ${seconds(later)}`
}

/** The room is open twice in one browser. */
export const twin: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page || world.living.length >= MOST_PAGES) return null
  world.counts.twins += 1
  return `${world.open(page.browser).userName} opens the room in the browser of ${page.userName}`
}

/** A browser dies with all its pages, and some of them are opened again. */
export const crash: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page) return null
  const pages = world.living.filter(({ browser }) => browser === page.browser)
  const later = skewed(random, 0, 20 * SECOND)
  world.counts.reloads += 1
  for (const dead of pages) dead.kill()
  world.endAfter(later, () => world.open(page.browser))
  return `the browser of ${namesOf(pages)} dies and is back after ${seconds(later)}`
}

export const fullDisk: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page || page.browser.disk.full) return null
  const { disk } = page.browser
  const ms = skewed(random, SECOND, 30 * SECOND)
  disk.full = true
  world.endAfter(ms, () => {
    disk.full = false
  })
  return `the disk of ${page.userName} is full for ${seconds(ms)}`
}

export const cut: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page) return null
  world.counts.cuts += 1
  page.dialer.breakOff()
  return `all direct links of ${page.userName} break`
}

export const apart: Fault = (world, random) => {
  const a = anybody(world, random)
  const b = anybody(world, random)
  if (!a?.peerId || !b?.peerId || a === b) return null
  const now = random() < 0.7
  world.reach.setApart(a.peerId, b.peerId, now)
  if (now) a.dialer.breakOff(b.peerId)
  return `${a.userName} and ${b.userName} can have ${now ? 'no' : 'a'} direct link`
}

/** What is sent one way over a direct link vanishes for a while, then the link breaks. */
export const oneWayLink: Fault = (world, random) => {
  const page = anybody(world, random)
  const peers = page?.dialer.peers ?? []
  if (!page || peers.length === 0) return null
  const ms = skewed(random, SECOND, 20 * SECOND)
  const peer = pick(random, peers)
  world.counts.oneWays += 1
  page.dialer.mute(peer)
  world.endAfter(ms, () => page.dialer.breakOff(peer))
  return `what ${page.userName} sends to one other directly vanishes for ${seconds(ms)}`
}

/** The same, or between a page and the server. */
export const oneWay: Fault = (world, random) => {
  if (random() < 0.6) return oneWayLink(world, random)
  const page = anybody(world, random)
  if (!page) return null
  const ms = skewed(random, SECOND, 20 * SECOND)
  const way = random() < 0.5 ? 'up' : 'down'
  world.counts.oneWays += 1
  page.connection.mute(way)
  world.endAfter(ms, () => page.connection.breakOff())
  return `what goes ${way} between ${page.userName} and the server vanishes for ${seconds(ms)}`
}

export const drop: Fault = (world, random) => {
  const page = anybody(world, random)
  if (!page) return null
  world.counts.drops += 1
  page.connection.breakOff()
  return `the connection of ${page.userName} with the server breaks`
}

/** Direct links break again and again; with `all`, the connection with the server instead in half of the cases. */
const flapping =
  (what: 'links' | 'all'): Fault =>
  (world, random) => {
    const page = anybody(world, random)
    if (!page) return null
    const times = int(random, 2, 8)
    const server = what === 'all' && random() < 0.5
    world.counts.flaps += 1
    for (let i = 0; i < times; i++)
      world.later(i * FLAP_MS, () => (server ? page.connection : page.dialer).breakOff())
    return `the ${server ? 'connection' : 'direct links'} of ${page.userName} break ${times} times, every 2 s`
  }

export const flap = flapping('all')
export const flapLinks = flapping('links')

/** Some pages, often the host among them, are cut off from the server, from the others, or from both. */
export const island: Fault = (world, random) => {
  const { host, living } = world
  const pages = living.filter(() => random() < 0.4)
  if (host && random() < 0.6 && !pages.includes(host)) pages.push(host)
  if (pages.length === 0) return null
  const dice = random()
  const blocks = dice < 0.4 ? 'server' : dice < 0.6 ? 'links' : 'both'
  const ms = skewed(random, SECOND, 60 * SECOND)
  world.counts.islands += 1
  const end = world.reach.cutOff({ pages: new Set(pages), blocks }, living)
  world.endAfter(ms, end)
  const from = { server: 'the server', links: 'the others', both: 'the server and the others' }[blocks]
  return `${namesOf(pages)} cannot reach ${from} for ${seconds(ms)}`
}

export const pause: Fault = (world, random) => {
  const page = hostOrAnybody(world, random)
  if (!page || page.loop.paused) return null
  const ms = skewed(random, SECOND, 60 * SECOND)
  const sleeps = random() < 0.5
  world.counts.pauses += 1
  page.loop.pause()
  // A machine that sleeps does not answer the network either.
  if (sleeps) {
    page.connection.breakOff()
    page.dialer.breakOff()
  }
  world.endAfter(ms, () => page.loop.resume())
  return `${page.userName} stands still for ${seconds(ms)}${sleeps ? ', its machine too' : ''}`
}

export const throttle: Fault = (world, random) => {
  const page = hostOrAnybody(world, random)
  if (!page) return null
  const grain = pick(random, [SECOND, 60 * SECOND])
  const ms = skewed(random, 5 * SECOND, 120 * SECOND)
  world.counts.throttles += 1
  page.loop.throttle(grain)
  world.endAfter(ms, () => page.loop.throttle(1))
  return `timers of ${page.userName} ring once in ${seconds(grain)} for ${seconds(ms)}`
}

/** The server dies, now and then the host with it and the store slow at the same time; what it asked of the store still lands. */
export const restart: Fault = (world, random) => {
  const ms = random() < 0.3 ? int(random, 1, 100) : int(random, 50, 4 * SECOND)
  const host = random() < 0.4 ? world.host : null
  const busy = random() < 0.4 && world.weather.state === 'up'
  world.counts.restarts += 1
  if (busy) {
    world.weather.set('slow')
    world.endAfter(5 * SECOND, () => world.weather.set('up'))
  }
  const wait = busy ? int(random, 0, 2 * SECOND) : 0
  world.later(wait, () => {
    host?.kill()
    world.server.crash()
    world.endAfter(ms, () => world.server.start())
  })
  const before = busy ? `the store is slow for 5.0 s, and ${seconds(wait)} later ` : ''
  return `${before}the server${host ? ` and ${host.userName}` : ''} die; the server is back after ${seconds(ms)}`
}

export const outage: Fault = (world, random) => {
  if (world.weather.state !== 'up') return null
  const state = pick(random, ['down', 'hung', 'mute', 'slow'] as const)
  const ms = skewed(random, 100, 30 * SECOND)
  world.counts.outages += 1
  world.weather.set(state)
  world.endAfter(ms, () => world.weather.set('up'))
  return `the store is ${state} for ${seconds(ms)}`
}

/** Whoever owns a private room ends its link and makes a new one; often something breaks or dies just then. */
export const newLink: Fault = (world, random) => {
  const { owner } = world
  if (!owner) return null
  world.counts.newLinks += 1
  owner.session.rights.newLink('editor', () => undefined)
  const told = `${owner.userName} ends the link and makes a new one`
  const later = skewed(random, 0, 3 * SECOND)
  const after = pick(random, [null, null, kill, restart, cut, drop, killOwner])
  if (after) world.later(later, () => after(world, random))
  return after ? `${told}; something breaks or dies ${seconds(later)} later` : told
}

const killOwner: Fault = (world) => {
  world.owner?.kill()
  return null
}

/** Server and store of a private room lose everything: its owner has to make it again. */
export const forget: Fault = (world, random) => {
  // What stands below the cut of somebody's log is known to nobody then.
  if (!world.host || world.keep) return null
  const ms = int(random, 50, 4 * SECOND)
  world.counts.losses += 1
  world.server.crash()
  world.loseStore()
  world.endAfter(ms, () => world.server.start())
  return `the server dies with all that is stored, and is back after ${seconds(ms)}`
}

/** Where the host lives it fills the store again. */
export const lose: Fault = (world) => {
  world.counts.losses += 1
  world.loseStore()
  return 'the store is empty'
}
