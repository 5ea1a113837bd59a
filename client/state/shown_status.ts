import type { Status } from '../../shared/session/status.ts'
import { canWait } from './status_words.ts'

/** That all is saved is shown once nothing was typed for so long, in milliseconds: not with each key. */
export const REST_MS = 250
/** Where people type on and on it is shown so often, in milliseconds. */
export const MOST_MS = 2_000

interface ShownStatusOptions {
  /** What is so now. */
  read(): Status
  /** What the page says from now on. */
  show(status: Status): void
  /** Calls back after so many milliseconds; answers how to take that back. */
  timer(ms: number, callback: () => void): () => void
}

export interface ShownStatus {
  /** What is so may have changed. */
  changed(): void
  stop(): void
}

/**
 * What the page says of the session's state: anything that is worse at once, that all is well again when it may wait
 * (`canWait`) after a rest. Each change costs a frame of the page, and a key may fall into it.
 */
export function createShownStatus({ read, show, timer }: ShownStatusOptions): ShownStatus {
  let shown = read()
  let cancelRest: (() => void) | null = null
  let cancelMost: (() => void) | null = null
  const stop = () => {
    cancelRest?.()
    cancelMost?.()
    cancelRest = null
    cancelMost = null
  }
  const showNow = () => {
    stop()
    shown = read()
    show(shown)
  }
  return {
    changed() {
      if (!canWait(shown, read())) return showNow()
      cancelRest?.()
      cancelRest = timer(REST_MS, showNow)
      cancelMost ??= timer(MOST_MS, showNow)
    },
    stop,
  }
}
