import type { Env } from '../../shared/base/env.ts'
import { secureRandom } from '../edge/browser_env.ts'
import type { JoinOptions } from './session_api.ts'

/** The Env of a program, in Node or in a browser. Its timers alone keep no process alive. */
export function libraryEnv(log: JoinOptions['log']): Env {
  return {
    // Not the wall clock, which may be set back.
    now: () => performance.timeOrigin + performance.now(),
    timer(ms, callback) {
      const id = setTimeout(callback, ms)
      const timer: unknown = id
      if (isHeld(timer)) timer.unref()
      return () => clearTimeout(id)
    },
    random: secureRandom(),
    log: (level, event, fields) => log?.(level, event, fields),
  }
}

/** Node's timers are objects, a browser's are numbers. */
const isHeld = (timer: unknown): timer is { unref(): void } =>
  typeof timer === 'object' && timer !== null && 'unref' in timer
