import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** How often the loop is looked at, in milliseconds: what is shorter does not show. */
const RESOLUTION_MS = 10
const NS_PER_S = 1e9

/** How long the event loop let what was due wait, in seconds. */
export interface LoopDelay {
  readonly median: number
  readonly p99: number
  readonly most: number
}

/** How this process is. */
export class Vitals {
  readonly #histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  #delay: LoopDelay = { median: 0, p99: 0, most: 0 }

  constructor() {
    this.#histogram.enable()
  }

  /** Within the last period that `sample` ended. */
  get delay(): LoopDelay {
    return this.#delay
  }

  /** Memory of the machine that the process takes, in bytes. */
  get memory(): number {
    return process.memoryUsage.rss()
  }

  /** Ends the period of `delay` and begins the next one. */
  sample(): void {
    const histogram = this.#histogram
    // The histogram measures the whole time between two looks. An empty one has a minimum above its maximum.
    const late = (ns: number) => Math.max(0, (ns - RESOLUTION_MS * 1e6) / NS_PER_S)
    if (histogram.count > 0)
      this.#delay = {
        median: late(histogram.percentile(50)),
        p99: late(histogram.percentile(99)),
        most: late(histogram.max),
      }
    histogram.reset()
  }

  stop(): void {
    this.#histogram.disable()
  }
}
