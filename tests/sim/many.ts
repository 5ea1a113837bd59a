import { addCounts, type Counts, noCounts } from './counts.ts'
import { type SimulationOptions, simulate } from './simulate.ts'

export interface Found {
  readonly seed: number
  readonly what: string
}

/** What of a run is not left to its seed. */
export type Terms = Pick<SimulationOptions, 'faults' | 'isPrivate'>

/** What a run found, or its counts. */
export type Outcome = { readonly counts: Counts } | { readonly what: string }

/** Carries a run out; what it throws is what it found. */
export async function outcomeOf(run: () => Promise<Counts>): Promise<Outcome> {
  try {
    return { counts: await run() }
  } catch (thrown) {
    return { what: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) }
  }
}

/**
 * Runs seeds [first, first + count), each on the terms that it says unless told. Answers what was found, and how
 * often what happened in all.
 */
export async function simulateMany(
  first: number,
  count: number,
  stopAfter = Number.POSITIVE_INFINITY,
  terms: Terms = {},
): Promise<{ found: Found[]; counts: Counts }> {
  const found: Found[] = []
  const counts = noCounts()
  for (let seed = first; seed < first + count && found.length < stopAfter; seed++) {
    const outcome = await outcomeOf(() => simulate({ seed, ...terms }))
    if ('counts' in outcome) addCounts(counts, outcome.counts)
    else found.push({ seed, what: outcome.what })
  }
  return { found, counts }
}
