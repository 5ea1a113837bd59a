import type { Env } from '../../shared/base/env.ts'
import { browserEnv } from '../edge/browser_env.ts'
import type { JoinOptions } from './session_api.ts'

/** The Env of a program, in Node or in a browser. Its timers alone keep no process alive. */
export function libraryEnv(log: JoinOptions['log']): Env {
  return {
    ...browserEnv(),
    timer(ms, callback) {
      const id = setTimeout(callback, ms)
      const timer: unknown = id
      if (isHeld(timer)) timer.unref()
      return () => clearTimeout(id)
    },
    log: (level, event, fields) => log?.(level, event, fields),
  }
}

/** Node's timers are objects, a browser's are numbers. */
const isHeld = (timer: unknown): timer is { unref(): void } =>
  typeof timer === 'object' && timer !== null && 'unref' in timer
