import { simulate } from './simulate.ts'
import { type Counts, noCounts } from './world.ts'

export interface Found {
  readonly seed: number
  readonly what: string
}

/** Runs seeds [first, first + count), every fourth with a host that stays. Answers what was found, and how often what happened in all. */
export async function simulateMany(
  first: number,
  count: number,
  stopAfter = Number.POSITIVE_INFINITY,
): Promise<{ found: Found[]; counts: Counts }> {
  const found: Found[] = []
  const counts = noCounts()
  for (let seed = first; seed < first + count && found.length < stopAfter; seed++) {
    try {
      const happened = await simulate({ seed, faults: seed % 4 === 0 ? 'links' : 'all' })
      for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += happened[key]
    } catch (thrown) {
      const { name, message } = thrown as Error
      found.push({ seed, what: `${name}: ${message}` })
    }
  }
  return { found, counts }
}
