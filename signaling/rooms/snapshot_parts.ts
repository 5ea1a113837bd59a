import { fail, ok, type Result } from '../../shared/base/result.ts'
import { MESSAGE_BYTES } from '../../shared/protocol/limits.ts'
import type { Reason } from '../../shared/protocol/reasons.ts'
import type { Request } from '../../shared/protocol/signaling.ts'

/** One snapshot, gathered from the parts in which its host sends it. */
export class SnapshotParts {
  #gathered: Uint8Array[] = []
  #length = 0
  /** How many parts it is to have. */
  #parts = 0

  /**
   * The whole once its last part is there, null before. Part 0 begins anew. `unexpected` when it is not the next
   * part or of another number of parts, `tooLarge` when all together are; nothing is left of what was gathered then.
   */
  add({ part, parts, bytes }: Request<'snapshot'>): Result<Uint8Array | null, Reason> {
    if (part === 0) {
      this.drop()
      this.#parts = parts
    }
    if (part !== this.#gathered.length || parts !== this.#parts) return this.#refuse('unexpected')
    if (this.#length + bytes.length > MESSAGE_BYTES) return this.#refuse('tooLarge')
    this.#gathered.push(bytes)
    this.#length += bytes.length
    return ok(this.#gathered.length === parts ? this.#take() : null)
  }

  /** Forgets what was gathered. */
  drop(): void {
    this.#gathered = []
    this.#length = 0
    this.#parts = 0
  }

  #take(): Uint8Array {
    const whole = new Uint8Array(this.#length)
    let at = 0
    for (const bytes of this.#gathered) {
      whole.set(bytes, at)
      at += bytes.length
    }
    this.drop()
    return whole
  }

  #refuse(reason: Reason): Result<never, Reason> {
    this.drop()
    return fail(reason)
  }
}
