import { outcomeOf, type Terms } from './many.ts'
import { planOf, simulate } from './simulate.ts'

/** Runs are tried so often at the most. */
const MOST_RUNS = 400

/** The same fault, whatever the details: the words before the first figures. */
const faultOf = (what: string): string => what.split(/: |\d/).slice(0, 2).join(' ')

/**
 * The fewest steps of a failing seed's plan that were found to break the same rule, by their places: chunks are left
 * out, then smaller ones, then single steps, as long as the run still fails in the same way.
 */
export async function shrink(seed: number, what: string, terms: Terms = {}): Promise<number[]> {
  let kept = planOf({ seed, ...terms }).map((_, i) => i)
  let runs = 0
  const fails = async (only: readonly number[]): Promise<boolean> => {
    runs += 1
    const outcome = await outcomeOf(() => simulate({ seed, only, ...terms }))
    return 'what' in outcome && faultOf(outcome.what) === faultOf(what)
  }
  for (let size = Math.ceil(kept.length / 2); size >= 1 && runs < MOST_RUNS; ) {
    let shorter = false
    for (let at = 0; at < kept.length && runs < MOST_RUNS; ) {
      const without = [...kept.slice(0, at), ...kept.slice(at + size)]
      if (await fails(without)) {
        kept = without
        shorter = true
      } else at += size
    }
    if (size === 1 && !shorter) break
    size = size === 1 ? 1 : Math.ceil(size / 2)
  }
  return kept
}

/** What happens in a run with these steps alone, in plain words; the last line is what it found. */
export async function storyOf(seed: number, only?: readonly number[], terms: Terms = {}): Promise<string[]> {
  const lines: string[] = []
  const tell = (line: string) => lines.push(line)
  const outcome = await outcomeOf(() => simulate({ seed, tell, ...(only && { only }), ...terms }))
  return [...lines, 'what' in outcome ? outcome.what : 'nothing was found']
}
