import type { Sample } from '../../shared/protocol/overview.ts'

/** An hour, in periods of ten seconds. */
export const HISTORY_SAMPLES = 360

/** The newest samples, in their order; the oldest makes room for the newest. */
export class History {
  readonly #samples: Sample[] = []

  add(sample: Sample): void {
    if (this.#samples.length >= HISTORY_SAMPLES) this.#samples.shift()
    this.#samples.push(sample)
  }

  /** What was sampled after that time, in milliseconds since 1970. */
  after(at: number): readonly Sample[] {
    return this.#samples.filter((sample) => sample.at > at)
  }
}
