import type { Env, LogLevel } from '../../shared/base/env.ts'

const DEBUG_KEY = 'tandem.debug'

function debugging(): boolean {
  try {
    return localStorage.getItem(DEBUG_KEY) !== null
  } catch {
    // A browser may forbid storage.
    return false
  }
}

/** Numbers in [0, 1) with 32 bits each, from the browser's cryptographic source. */
export function secureRandom(): () => number {
  const pool = new Uint32Array(64)
  let at = pool.length
  return () => {
    if (at >= pool.length) {
      crypto.getRandomValues(pool)
      at = 0
    }
    const n = pool[at] ?? 0
    at += 1
    return n / 2 ** 32
  }
}

/** The page's Env. Its log is the console: warnings and errors, and all when storage holds `tandem.debug`. */
export function browserEnv(): Env {
  const verbose = debugging()
  const shown = (level: LogLevel): boolean => verbose || level === 'warn' || level === 'error'
  return {
    // Not the wall clock: it may be set back, and what waits by the difference of two times would wait as long.
    now: () => performance.timeOrigin + performance.now(),
    timer: (ms, callback) => {
      const id = setTimeout(callback, ms)
      return () => clearTimeout(id)
    },
    random: secureRandom(),
    log: (level, event, fields) => {
      if (shown(level)) console[level](`[tandem] ${event}`, fields ?? {})
    },
  }
}
