import { MAIN_FILE } from '../../shared/base/ids.ts'
import { type Random, seeded } from '../support/random.ts'
import { set, type } from './acts.ts'
import type { Counts } from './counts.ts'
import * as faultActs from './faults.ts'
import {
  areCursorsRight,
  checkCarriedAlike,
  checkDeep,
  checkRest,
  checkStep,
  isAtRest,
  Violation,
} from './invariants.ts'
import { Ledger } from './ledger.ts'
import { drawPlan, type Faults, type StepKind } from './plan.ts'
import { World } from './world.ts'

export interface SimulationOptions {
  readonly seed: number
  /** Actions: edits and faults. */
  readonly actions?: number
  /** What the seed says unless told. */
  readonly faults?: Faults
  /** Whether pages tell where their people are; what the seed says unless told. */
  readonly cursors?: boolean
  /** Whether the room is a private one; what the seed says unless told. */
  readonly isPrivate?: boolean
  /** The steps of the plan that are carried out, by their places; all of them unless told. */
  readonly only?: readonly number[]
  /** Gets what happens in plain words. */
  readonly tell?: (line: string) => void
}

/** The room has so long to come to rest after the last action, in milliseconds of its own time. */
const REST_MS = 180_000
/** And so long to tell everybody where everybody is: two messages over slow links, and a timer of a hidden page. */
const NEWS_MS = 90_000
const ACTIONS = 60

/** In every fourth run the host and the server stay. In every tenth of the others they are what dies. */
export const faultsOf = (seed: number): Faults => {
  if (seed % 4 === 0) return 'links'
  return seed % 10 === 9 ? 'server' : 'all'
}

/** In two of seven runs. */
export const privateOf = (seed: number): boolean => seed % 7 === 3 || seed % 7 === 5

export const planOf = ({
  seed,
  actions = ACTIONS,
  faults = faultsOf(seed),
  isPrivate = privateOf(seed),
}: SimulationOptions) => drawPlan(seed, actions, faults, isPrivate)

type Act = (world: World, random: Random) => string | null

const actsOf = (faults: Faults): Record<StepKind, Act> => ({
  ...faultActs,
  edit: type,
  setting: set,
  flap: faults === 'links' ? faultActs.flapLinks : faultActs.flap,
  oneWay: faults === 'links' ? faultActs.oneWayLink : faultActs.oneWay,
})

/**
 * One run: 3 to 6 people edit one room while whatever the plan says goes wrong; then the faults end and the room
 * has to come to rest. Throws a Violation when it does not, or when an invariant is broken on the way.
 */
export async function simulate(options: SimulationOptions): Promise<Counts> {
  const { seed, faults = faultsOf(seed), cursors = seed % 2 === 1, only, tell = () => undefined } = options
  const { isPrivate = privateOf(seed) } = options
  const world = new World({ seed, cursors, isPrivate })
  const ledger = new Ledger(world)
  const acts = actsOf(faults)
  let steps = 0
  const check = () => {
    checkStep(world, ledger)
    steps += 1
    return steps % 50 === 0 ? checkDeep(world, ledger) : undefined
  }
  if (isPrivate && !(await world.make(check))) throw new Violation('the room was not made')
  for (const [i, step] of planOf(options).entries()) {
    if (only && !only.includes(i)) continue
    const words = acts[step.kind](world, seeded(step.seed))
    if (words !== null) {
      world.counts.actions += 1
      tell(`${String(i).padStart(3)}  ${world.seconds.toFixed(3).padStart(8)} s  ${words}`)
    }
    await world.run(step.wait, check)
  }
  world.calm()
  tell(`     ${world.seconds.toFixed(3).padStart(8)} s  all faults end`)
  // A host notices what the store lost when it saves next.
  if (world.counts.losses > 0) world.host?.edit(MAIN_FILE, 0, 0, '.')
  if (world.living.length === 0) world.open()
  world.bringOwner()
  const rested = await world.runUntil(() => isAtRest(world), REST_MS, check)
  if (!rested) throw new Violation(`the room did not come to rest: ${describe(world)}`)
  await world.run(4_000, check)
  await checkDeep(world, ledger)
  await checkRest(world, ledger)
  const shown = !cursors || (await world.runUntil(() => areCursorsRight(world), NEWS_MS, check))
  if (!shown) throw new Violation('at rest every page shows the others’ cursors where their owners’ are')
  // A snapshot's difference of texts stands for entries that nobody has any more: it is not what the host carried over.
  if (faults === 'links' && world.counts.losses === 0 && world.counts.newLinks === 0 && !world.keep)
    checkCarriedAlike(world)
  return world.summary()
}

const describe = (world: World): string =>
  world.living
    .map(({ session, userName }) => {
      const { state, path, pending, saved, version, server } = session.status()
      return `${userName} ${state} ${path} e${session.replica.epoch} v${version} saved ${saved} pending ${pending} ${server ? 'up' : 'down'}`
    })
    .join(' | ')
