import { START, type Version } from '../base/ids.ts'
import { versionOf } from '../room/replica.ts'
import type { Context } from './context.ts'

/** Tells guests what is saved, no more often than they have use for: each append would be one message more to everybody. */
export class SavedNews {
  readonly #context: Context
  readonly #tell: (saved: Version) => void
  #told: Version = START
  #toldAt = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null

  constructor(context: Context, tell: (saved: Version) => void) {
    this.#context = context
    this.#tell = tell
  }

  /** More of the log is in the store. */
  saved(): void {
    const { env, timings, replica } = this.#context
    this.stop()
    if (this.#told === replica.saved) return
    const pause = replica.saved === versionOf(replica) ? timings.saved : timings.savedPart
    const wait = this.#toldAt + pause - env.now()
    // A wall clock may be set back.
    if (wait > 0 && wait <= pause) {
      this.#cancel = env.timer(wait, () => this.saved())
      return
    }
    this.#told = replica.saved
    this.#toldAt = env.now()
    this.#tell(replica.saved)
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
