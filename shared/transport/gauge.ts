import { HIGH_WATER_BYTES } from '../protocol/limits.ts'

/** At or below so many bytes a link that had more tells `drained`. */
export const LOW_WATER_BYTES = HIGH_WATER_BYTES / 4

/** Counts the bytes on their way, and tells when they became few again. */
export class Gauge {
  #bytes = 0
  #high = false

  get bytes(): number {
    return this.#bytes
  }

  add(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes > LOW_WATER_BYTES) this.#high = true
  }

  /** True when this brought it down to LOW_WATER_BYTES or less after it had been higher. */
  remove(bytes: number): boolean {
    this.#bytes -= bytes
    if (!this.#high || this.#bytes > LOW_WATER_BYTES) return false
    this.#high = false
    return true
  }

  clear(): void {
    this.#bytes = 0
    this.#high = false
  }
}
