import { setTimeout as sleep } from 'node:timers/promises'

/** Pause between two looks, in milliseconds. */
const LOOK_MS = 25

/**
 * Resolves with the first answer that is neither null, undefined nor false. Throws, saying what was waited for,
 * when there is none in time. A look that throws counts as no answer, and is told when the time is up.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<Exclude<T, null | undefined | false>> {
  const deadline = performance.now() + withinMs
  let last: unknown = null
  for (;;) {
    try {
      const answer = await look()
      if (answer !== null && answer !== undefined && answer !== false)
        return answer as Exclude<T, null | undefined | false>
      last = null
    } catch (thrown) {
      last = thrown
    }
    if (performance.now() > deadline)
      throw new Error(`in ${withinMs} ms not reached: ${what}`, last === null ? {} : { cause: last })
    await sleep(LOOK_MS)
  }
}
