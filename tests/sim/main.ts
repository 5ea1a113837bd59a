import { parseArgs } from 'node:util'
import { simulateMany } from './many.ts'

const USAGE = `npm run simulate -- [--seed S] [--seeds N] [--minutes M]

  --seed S     the first seed (1)
  --seeds N    how many seeds (2000); 1 replays one
  --minutes M  goes on from seed to seed for so many minutes instead`

const SLICE = 100

/** Runs the simulation for as long as one likes; each failing seed is printed and replays exactly. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, seeds: { type: 'string' }, minutes: { type: 'string' } },
  })
  const first = Number(values.seed ?? 1)
  const count = Number(values.seeds ?? 2_000)
  const minutes = values.minutes === undefined ? null : Number(values.minutes)
  if (![first, count, minutes ?? 1].every((n) => Number.isFinite(n) && n > 0)) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  const began = performance.now()
  const until = minutes === null ? null : began + minutes * 60_000
  const totals: Record<string, number> = {}
  let seed = first
  let failed = 0
  while (until === null ? seed < first + count : performance.now() < until) {
    const slice = until === null ? Math.min(SLICE, first + count - seed) : SLICE
    const { found, counts } = await simulateMany(seed, slice)
    for (const { seed: bad, what } of found) process.stdout.write(`seed ${bad} failed: ${what}\n`)
    for (const [name, value] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + value
    failed += found.length
    seed += slice
  }
  const spent = (performance.now() - began) / 60_000
  const actions = Object.values(totals).reduce((sum, value) => sum + value, 0)
  process.stdout.write(
    `${Object.entries(totals)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')}\n`,
  )
  process.stdout.write(`${Math.round(actions / spent)} actions a minute\n`)
  process.stdout.write(`${seed - first - failed} seeds passed, ${failed} failed\n`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main()
