/** Runs tasks one after the other, in the order in which they came. A task that rejects does not stop the next. */
export class Mailbox {
  readonly #idle: () => void
  #last: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** @param idle called whenever the last task is done */
  constructor(idle: () => void) {
    this.#idle = idle
  }

  /** No task is under way or waiting. */
  get idle(): boolean {
    return this.#waiting === 0
  }

  run<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1
    const done = this.#last.then(task).finally(() => {
      this.#waiting -= 1
      if (this.#waiting === 0) this.#idle()
    })
    this.#last = done.catch(() => undefined)
    return done
  }
}
