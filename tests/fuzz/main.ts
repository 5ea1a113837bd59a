import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { fuzzServer, tell } from './server/run.ts'

const USAGE = `npm run fuzz -- [--seed S] [--minutes M]

  --seed S     the numbers that everything is made of (a new one)
  --minutes M  for so long (10)

What is said is made of the seed; which of it comes first at the server is not.`

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, minutes: { type: 'string' } } })
  const seed = Number(values.seed ?? randomInt(1, 1_000_000))
  const minutes = Number(values.minutes ?? 10)
  if (!Number.isSafeInteger(seed) || !(minutes > 0)) {
    process.stderr.write(`${USAGE}\n`)
    return 2
  }
  process.stdout.write(`seed ${seed}\n`)
  const report = await fuzzServer(seed, minutes * 60_000)
  for (const line of tell(report)) process.stdout.write(`${line}\n`)
  return report.faults.length === 0 ? 0 : 1
}

process.exitCode = await main()
