import { seeded } from '../../support/random.ts'
import type { ServerProcess } from '../../support/server_process.ts'

/** One thing that went wrong, and what was said just before, as far as that can be told. */
export interface Fault {
  readonly entry: string
  readonly what: string
  readonly said: string
}

const SHOWN_CHARS = 600
const MOST_FAULTS = 50

/** What the fuzzers of all entries share: the server, what they found, and how much they did. */
export class Target {
  readonly faults: Fault[] = []
  /** Things said to each entry. */
  readonly counts = new Map<string, number>()
  /** Answers by their entry and kind. */
  readonly answers = new Map<string, number>()
  readonly server: ServerProcess
  readonly seed: number
  over = false
  /** Counts how often the fuzzers began. */
  round = 0

  constructor(server: ServerProcess, seed: number) {
    this.server = server
    this.seed = seed
  }

  /** Numbers for one fuzzer, by its name. */
  random(name: string): () => number {
    return seeded(
      (this.seed + this.round) * 1_000 + [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0),
    )
  }

  fault(entry: string, what: string, said: unknown): void {
    if (this.faults.length >= MOST_FAULTS) return
    const shown = typeof said === 'string' ? said : (JSON.stringify(said) ?? String(said))
    this.faults.push({ entry, what, said: shown.slice(0, SHOWN_CHARS) })
  }

  said(entry: string, times = 1): void {
    this.counts.set(entry, (this.counts.get(entry) ?? 0) + times)
  }

  answered(entry: string, kind: string | number): void {
    const key = `${entry} ${kind}`
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1)
  }

  /** Counts an HTTP status, and finds fault with a 5xx. */
  status(entry: string, status: number, said: unknown): void {
    this.answered(entry, status)
    if (status >= 500) this.fault(entry, `answered ${status}`, said)
  }
}

/** Goes on until the target's time is over. */
export type Fuzzer = (target: Target) => Promise<void>
