import { type ChildProcess, spawn } from 'node:child_process'
import { PROJECT } from './source_tree.ts'
import { until } from './until.ts'

/** `tandem host` as it is shipped, in a process of its own. End it with `end`. */
export class StandingHost {
  /** What it wrote so far. */
  said = ''
  readonly #child: ChildProcess

  /** @param args the room, and options */
  constructor(args: readonly string[]) {
    this.#child = spawn(process.execPath, ['dist/signaling/tandem.js', 'host', ...args], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.said += chunk.toString()
      })
  }

  async says(what: string): Promise<void> {
    await until(`tandem host says ${what}`, () => this.said.includes(what)).catch((thrown) => {
      throw new Error(`${thrown.message}; it said ${this.said}`)
    })
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Resolves with its exit code once it is gone; null when a signal ended it. */
  async ended(): Promise<number | null> {
    await until(
      'tandem host has ended',
      () => this.#child.exitCode !== null || this.#child.signalCode !== null,
    )
    return this.#child.exitCode
  }

  async end(): Promise<void> {
    this.kill('SIGKILL')
    await this.ended()
  }
}
