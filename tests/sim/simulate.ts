import { LANGUAGES } from '../../shared/protocol/language.ts'
import { int, pick } from '../support/random.ts'
import { checkCarriedAlike, checkDeep, checkRest, checkStep, isAtRest, Violation } from './invariants.ts'
import type { Page } from './page.ts'
import { type Counts, World } from './world.ts'

export interface SimulationOptions {
  readonly seed: number
  /** Actions: edits and faults. */
  readonly actions?: number
  /** `links`: the host lives and the server too; `all` unless told. */
  readonly faults?: 'links' | 'all'
}

/** The room has so long to come to rest after the last action, in milliseconds of its own time. */
const REST_MS = 180_000

const WORDS = ['a', 'bc', 'def', '\n', '  ', '🙂', 'é', '\t', '(x)', '"s"']

/**
 * One run: 3 to 6 people edit one room while links are cut, browsers die, connections break and the server
 * restarts; then the faults end and the room has to come to rest. Throws a Violation when it does not, or when an
 * invariant is broken on the way.
 */
export async function simulate(options: SimulationOptions): Promise<Counts> {
  const { seed, actions = 60, faults = 'all' } = options
  const world = new World({ seed })
  const { random } = world
  let steps = 0
  const check = () => {
    checkStep(world)
    steps += 1
    if (steps % 50 === 0) checkDeep(world)
  }
  const people = int(random, 3, 6)
  for (let i = 0; i < people; i++) {
    world.open()
    await world.run(int(random, 0, 800), check)
  }
  for (let i = 0; i < actions; i++) {
    const page = world.pickPage()
    if (!page || random() < 0.15) disturb(world, page, people, faults)
    else act(world, page)
    await world.run(random() < 0.3 ? int(random, 0, 1_500) : int(random, 0, 120), check)
  }
  world.reunite()
  // A host notices what the store lost when it saves next.
  if (world.counts.losses > 0) world.host?.edit(0, 0, '.')
  if (world.living.length === 0) world.open()
  const rested = await world.runUntil(() => world.server.up && isAtRest(world), REST_MS, check)
  if (!rested) throw new Violation(`the room did not come to rest: ${describe(world)}`)
  await world.run(10_000, check)
  checkDeep(world)
  await checkRest(world)
  if (faults === 'links' && world.counts.losses === 0) checkCarriedAlike(world)
  return world.counts
}

function act(world: World, page: Page): void {
  if (!page.loaded) return
  const { random } = world
  world.counts.edits += 1
  if (random() < 0.02) return page.session.setLanguage(pick(random, LANGUAGES))
  const bursts = random() < 0.3 ? int(random, 2, 6) : 1
  for (let i = 0; i < bursts; i++) {
    const { length } = page.shown
    // Half of all edits fall where others edit too.
    const from = random() < 0.5 ? Math.min(length, int(random, 0, 3)) : int(random, 0, length)
    const remove = random() < 0.4 ? int(random, 0, Math.min(4, length - from)) : 0
    const insert = remove > 0 && random() < 0.7 ? '' : pick(random, WORDS)
    page.edit(from, from + remove, insert)
  }
  if (page.shown.length > 120) page.edit(0, 60, '')
}

function disturb(world: World, page: Page | null, people: number, faults: 'links' | 'all'): void {
  const { random } = world
  const { living } = world
  // Between 0.55 and 0.85 only links suffer.
  const dice = faults === 'all' ? random() : 0.55 + 0.3 * random()
  if (living.length < people && (dice < 0.35 || !page)) {
    world.open()
    return
  }
  if (!page) return
  if (dice < 0.45) {
    world.counts.kills += 1
    const victim = random() < 0.6 ? (world.host ?? page) : page
    victim.kill()
  } else if (dice < 0.55) {
    world.counts.leaves += 1
    page.leave()
  } else if (dice < 0.75) {
    world.counts.cuts += 1
    page.dialer.breakOff()
    // Where the host lives it fills the store again.
    if (faults === 'links' && random() < 0.1) world.loseStore()
  } else if (dice < 0.85) {
    const other = pick(random, living)
    if (page.peerId && other.peerId && other !== page)
      world.setApart(page.peerId, other.peerId, random() < 0.7)
  } else if (dice < 0.96) {
    world.counts.drops += 1
    page.connection.breakOff()
  } else world.restartServer()
}

const describe = (world: World): string =>
  world.living
    .map(({ session, clientId }) => {
      const { state, path, pending, saved, version, server } = session.status()
      return `${clientId} ${state} ${path} e${session.replica.epoch} v${version} saved ${saved} pending ${pending} ${server ? 'up' : 'down'}`
    })
    .join(' | ')
