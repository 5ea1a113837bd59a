/** What is watched of a connection's transport. */
export interface Channel {
  /** Everything that was written so far is now handed to the transport. */
  onFlush(listener: () => void): void
  /** The transport has passed on what was handed to it. */
  onDrain(listener: () => void): void
}

/** How far a receiver is behind with what is written to it. */
export interface Pace {
  readonly bytes: number
  /** Call it just before `bytes` are written. */
  add(bytes: number): void
  /** Resolves when `bytes` is at most `most`, or the connection ended. */
  below(most: number): Promise<void>
}

/**
 * How many relayed bytes a receiver has not taken yet, within one frame. The server answers a sender only when
 * the receiver has caught up, so a sender that waits for its answers can never fill the server's memory.
 */
export class Backlog implements Pace {
  #queued = 0
  #flying = 0
  #waiting: (() => void)[] = []

  constructor(channel: Channel) {
    channel.onFlush(() => {
      this.#flying += this.#queued
      this.#queued = 0
    })
    channel.onDrain(() => {
      this.#flying = 0
      this.#release()
    })
  }

  get bytes(): number {
    return this.#queued + this.#flying
  }

  add(bytes: number): void {
    this.#queued += bytes
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
