import type { Pace } from '../backlog.ts'

/** How far the receiver at another instance is behind, as far as that one told. */
export class DistantBacklog implements Pace {
  #queued = 0
  #flying = 0
  #waiting: (() => void)[] = []

  get bytes(): number {
    return this.#queued + this.#flying
  }

  add(bytes: number): void {
    this.#queued += bytes
  }

  /** What was added is on its way now; answers how much that is. */
  send(): number {
    const sent = this.#queued
    this.#queued = 0
    this.#flying += sent
    return sent
  }

  /** So much of it was taken. */
  taken(bytes: number): void {
    this.#flying = Math.max(0, this.#flying - bytes)
    this.#release()
  }

  async below(most: number): Promise<void> {
    while (this.bytes > most) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  /** The connection ended: nothing waits for it any more. */
  end(): void {
    this.#queued = 0
    this.#flying = 0
    this.#release()
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
