import { fork } from 'node:child_process'
import { parseArgs } from 'node:util'
import { addCounts, noCounts } from './counts.ts'
import { type Found, simulateMany, type Terms } from './many.ts'
import { shrink, storyOf } from './shrink.ts'

const USAGE = `npm run simulate -- [--seed S] [--seeds N] [--minutes M] [--jobs J]
npm run simulate -- --seed S --only 3,7,12

  --seed S     the first seed (1)
  --seeds N    how many seeds (2000)
  --minutes M  goes on from seed to seed for so many minutes instead
  --jobs J     in so many processes (1)
  --private    each in a private room, whatever the seed says
  --whole      prints each failing seed without looking for a shorter story
  --only I,J   tells what happens when of the seed's plan only these steps are carried out`

/** Seeds that one process is handed at a time. */
const SLICE = 50

interface Slice {
  readonly first: number
  readonly count: number
  readonly terms: Terms
}

type Ran = Awaited<ReturnType<typeof simulateMany>>

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Processes that each run a slice of seeds when asked. */
function startJobs(count: number): { readonly run: (slice: Slice) => Promise<Ran>; stop(): void }[] {
  return Array.from({ length: count }, () => {
    const child = fork(import.meta.filename, ['--serve'])
    const run = (slice: Slice) =>
      new Promise<Ran>((resolve, reject) => {
        const died = (code: number | null) => reject(new Error(`a process ended with ${code}`))
        child.once('exit', died)
        child.once('message', (ran) => {
          child.off('exit', died)
          resolve(ran as Ran)
        })
        child.send(slice)
      })
    return { run, stop: () => child.disconnect() }
  })
}

/** Runs in a process that `startJobs` started. */
function serve(): void {
  process.on('message', (slice) => {
    const { first, count, terms } = slice as Slice
    simulateMany(first, count, undefined, terms).then((ran) => process.send?.(ran))
  })
}

async function tellFailed({ seed, what }: Found, terms: Terms, whole: boolean): Promise<void> {
  print(`seed ${seed} failed: ${what}`)
  const only = whole ? null : await shrink(seed, what, terms)
  if (!only) return
  for (const line of await storyOf(seed, only, terms)) print(`  ${line}`)
  print(`  npm run simulate -- ${terms.isPrivate ? '--private ' : ''}--seed ${seed} --only ${only.join(',')}`)
}

interface Range {
  readonly first: number
  readonly count: number
  readonly minutes: number | null
  readonly jobs: number
  readonly whole: boolean
  readonly terms: Terms
}

/** Runs the simulation for as long as one likes; each failing seed is printed, with a story as short as may be. */
async function runRange({ first, count, minutes, jobs, whole, terms }: Range): Promise<number> {
  const began = performance.now()
  const until = minutes === null ? null : began + minutes * 60_000
  const counts = noCounts()
  const failed: Found[] = []
  let next = first
  let ran = 0
  const take = (): Slice | null => {
    const left = until === null ? first + count - next : performance.now() < until ? SLICE : 0
    if (left <= 0) return null
    const slice = { first: next, count: Math.min(SLICE, left), terms }
    next += slice.count
    return slice
  }
  const work = async (run: (slice: Slice) => Promise<Ran>): Promise<void> => {
    for (let slice = take(); slice; slice = take()) {
      const { found, counts: more } = await run(slice)
      addCounts(counts, more)
      ran += slice.count
      for (const one of found) {
        failed.push(one)
        await tellFailed(one, terms, whole)
      }
    }
  }
  const children = jobs > 1 ? startJobs(jobs) : []
  try {
    if (jobs > 1) await Promise.all(children.map(({ run }) => work(run)))
    else await work((slice) => simulateMany(slice.first, slice.count, undefined, terms))
  } finally {
    for (const child of children) child.stop()
  }
  const spent = (performance.now() - began) / 60_000
  print(
    Object.entries(counts)
      .map(([name, value]) => `${name} ${value}`)
      .join(', '),
  )
  print(`${Math.round(counts.actions / spent)} actions a minute`)
  print(`${ran - failed.length} seeds passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      seeds: { type: 'string' },
      minutes: { type: 'string' },
      jobs: { type: 'string' },
      private: { type: 'boolean' },
      whole: { type: 'boolean' },
      only: { type: 'string' },
    },
  })
  const numbers = {
    first: Number(values.seed ?? 1),
    count: Number(values.seeds ?? 2_000),
    minutes: values.minutes === undefined ? null : Number(values.minutes),
    jobs: Number(values.jobs ?? 1),
  }
  const only = values.only?.split(',').map(Number)
  const all = [numbers.first, numbers.count, numbers.minutes ?? 1, numbers.jobs]
  if (!all.every((n) => Number.isFinite(n) && n > 0) || only?.some((n) => !Number.isSafeInteger(n))) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const terms: Terms = values.private ? { isPrivate: true } : {}
  if (!only) return runRange({ ...numbers, terms, whole: values.whole ?? false })
  for (const line of await storyOf(numbers.first, only, terms)) print(line)
  return 0
}

if (process.argv.includes('--serve')) serve()
else process.exitCode = await main()
