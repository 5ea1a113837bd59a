import { parseArgs } from 'node:util'
import { Chromium } from '../../support/chromium.ts'
import { BuiltPages } from './built_pages.ts'
import type { Measure } from './measure.ts'
import { MEASURES } from './measures/measures.ts'
import { ensurePeers } from './packages.ts'
import type { Product } from './product.ts'
import { PRODUCTS } from './products/products.ts'
import { formatResults, formatVerdicts } from './report/columns.ts'
import { writeReport } from './report/report.ts'
import { verdicts } from './report/targets.ts'
import { Results } from './results.ts'

const ROUNDS = 2
const USAGE = `npm run bench:peers -- [--rounds N] [--quick] [--write] [NAME…]

Measures this product beside others on this machine, taking turns, and prints a table. Without a name, everything.
  --rounds N  rounds of a measurement, ${ROUNDS} otherwise; what takes long takes fewer
  --quick     one round, with little in it: shows that all works, and measures nothing well
  --write     also writes docs/benchmarks.md, its plots and its raw numbers; without names only

Names:`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: String(ROUNDS) },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

/** Another product is first in each round. */
const inTurn = (round: number): readonly Product[] => [
  ...PRODUCTS.slice(round % PRODUCTS.length),
  ...PRODUCTS.slice(0, round % PRODUCTS.length),
]

async function measure(chosen: readonly Measure[], ofRun: number, quick: boolean): Promise<Results> {
  const results = new Results()
  const pages = await BuiltPages.serve()
  try {
    for (const { name, rounds, run } of chosen) {
      for (let round = 0; round < rounds(ofRun); round++)
        for (const product of inTurn(round)) {
          const began = performance.now()
          const browser = await Chromium.launch()
          try {
            await run({ product, round, quick, browser, pages, results })
          } catch (thrown) {
            // The others' figures stand all the same; a document is not made of what is left.
            console.error(`${name}, round ${round + 1}, ${product.title} failed:`, thrown)
            process.exitCode = 1
          } finally {
            await browser.close()
          }
          const seconds = ((performance.now() - began) / 1_000).toFixed(1)
          console.error(`${name}, round ${round + 1}, ${product.title}: ${seconds} s`)
        }
    }
  } finally {
    await pages.remove()
  }
  return results
}

/** What is wrong with what was asked for, as a sentence; null when nothing is. */
function complaint(rounds: number): string | null {
  const unknown = positionals.find((name) => !MEASURES.some((one) => one.name === name))
  if (unknown !== undefined) return `There is no measurement "${unknown}".`
  if (!Number.isInteger(rounds) || rounds < 1) return 'The rounds are a whole number from 1.'
  if (values.write && (values.quick || positionals.length > 0)) return 'Only a whole run is written down.'
  return null
}

const rounds = values.quick ? 1 : Number(values.rounds)
const wrong = complaint(rounds)
if (values.help || wrong !== null) {
  console.error(
    `${wrong === null ? '' : `${wrong}\n\n`}${USAGE} ${MEASURES.map(({ name }) => name).join(', ')}`,
  )
  process.exitCode = values.help ? 0 : 1
} else {
  await ensurePeers()
  const chosen = MEASURES.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const began = performance.now()
  const results = await measure(chosen, rounds, values.quick)
  const others = PRODUCTS.slice(1).map(({ name }) => name)
  console.log(`${formatResults(results, PRODUCTS)}\n\n${formatVerdicts(verdicts(results, others))}`)
  const minutes = (performance.now() - began) / 60_000
  if (values.write && process.exitCode !== 1) await writeReport(results, PRODUCTS, { rounds, minutes })
}
