import type { Env } from '../../shared/base/env.ts'
import { seeded } from './random.ts'

/** An Env on the real clock, silent, with seeded numbers. Its timers keep no process alive. */
export function nodeEnv(seed: number): Env {
  return {
    now: () => Date.now(),
    timer: (ms, callback) => {
      const id = setTimeout(callback, ms).unref()
      return () => clearTimeout(id)
    },
    random: seeded(seed),
    log: () => undefined,
  }
}
