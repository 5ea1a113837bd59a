import { int, type Random, seeded } from '../support/random.ts'

/** What can happen in a run: the names of the acts in acts.ts and faults.ts. */
export type StepKind =
  | 'edit'
  | 'setting'
  | 'open'
  | 'kill'
  | 'killTwo'
  | 'wipe'
  | 'leave'
  | 'reload'
  | 'twin'
  | 'crash'
  | 'fullDisk'
  | 'cut'
  | 'oneWay'
  | 'apart'
  | 'drop'
  | 'flap'
  | 'island'
  | 'pause'
  | 'throttle'
  | 'restart'
  | 'outage'
  | 'lose'
  | 'newLink'
  | 'forget'

/** One thing that happens, and how long nothing else does afterwards. Who it happens to is drawn from its own seed. */
export interface Step {
  readonly kind: StepKind
  readonly seed: number
  /** Milliseconds. */
  readonly wait: number
}

/** `links`: the host lives and the server too; `all`: anything dies; `server`: the server, its store and hosts, above all. */
export type Faults = 'links' | 'all' | 'server'

type Weights = Partial<Record<StepKind, number>>

const WEIGHTS: Record<Faults, Weights> = {
  all: {
    open: 22,
    kill: 10,
    killTwo: 4,
    wipe: 2,
    leave: 8,
    reload: 12,
    twin: 6,
    crash: 6,
    fullDisk: 2,
    cut: 12,
    oneWay: 6,
    apart: 6,
    drop: 8,
    flap: 4,
    island: 8,
    pause: 7,
    throttle: 5,
    restart: 5,
    outage: 6,
  },
  server: { open: 25, kill: 15, killTwo: 5, restart: 40, outage: 15 },
  links: { cut: 60, oneWay: 15, apart: 30, flap: 8, throttle: 8, lose: 6 },
}

/** What happens besides in a private room. */
const PRIVATE_WEIGHTS: Record<Faults, Weights> = {
  all: { newLink: 25, forget: 4 },
  server: { newLink: 20, forget: 6 },
  links: { newLink: 25 },
}

/** The steps of a run: the same seed draws the same ones. Each can be left out without changing the others. */
export function drawPlan(seed: number, actions: number, faults: Faults, isPrivate = false): Step[] {
  const random = seeded(seed)
  const people = int(random, 3, 6)
  const weights = { ...WEIGHTS[faults], ...(isPrivate && PRIVATE_WEIGHTS[faults]) }
  /** How often something goes wrong in this run. */
  const trouble = 0.1 + 0.15 * random()
  const step = (kind: StepKind, wait: number): Step => ({ kind, wait, seed: int(random, 0, 0xffff_ffff) })
  const steps: Step[] = []
  for (let i = 0; i < people; i++) steps.push(step('open', int(random, 0, 800)))
  for (let i = 0; i < actions; i++) {
    const ordinary = random() < 0.05 ? 'setting' : 'edit'
    steps.push(step(random() < trouble ? draw(random, weights) : ordinary, drawWait(random)))
  }
  return steps
}

function drawWait(random: Random): number {
  const dice = random()
  if (dice < 0.015) return int(random, 5_000, 40_000)
  return dice < 0.3 ? int(random, 0, 1_500) : int(random, 0, 120)
}

function draw(random: Random, weights: Weights): StepKind {
  const kinds = Object.entries(weights) as [StepKind, number][]
  let dice = random() * kinds.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [kind, weight] of kinds) {
    dice -= weight
    if (dice < 0) return kind
  }
  return 'cut'
}
