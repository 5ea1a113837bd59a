import type { Env } from '../../shared/base/env.ts'
import type { ConnectionId } from '../rooms/ports.ts'
import type { InstanceId } from './instance.ts'

interface Open<T> {
  readonly instance: InstanceId
  readonly connection: ConnectionId
  readonly settle: (answer: T) => void
}

/** Questions to other instances that wait for their answer. */
export class Exchanges<T> {
  readonly #env: Env
  readonly #lost: T
  readonly #open = new Map<number, Open<T>>()
  #last = 0

  /** @param lost what stands for an answer that will not come */
  constructor(env: Env, lost: T) {
    this.#env = env
    this.#lost = lost
  }

  /**
   * A question about a connection. Its answer is `lost` when that is gone, the other instance is, or the time is over.
   * @param withinMs no end when left out
   */
  begin(
    instance: InstanceId,
    connection: ConnectionId,
    withinMs?: number,
  ): { readonly exchange: number; readonly answer: Promise<T> } {
    this.#last += 1
    const exchange = this.#last
    const answer = new Promise<T>((resolve) => {
      let cancel = (): void => undefined
      const settle = (settled: T): void => {
        if (!this.#open.delete(exchange)) return
        cancel()
        resolve(settled)
      }
      if (withinMs !== undefined) cancel = this.#env.timer(withinMs, () => settle(this.#lost))
      this.#open.set(exchange, { instance, connection, settle })
    })
    return { exchange, answer }
  }

  /** An answer came; one that nobody waits for, or of another instance, is nothing. */
  settle(instance: InstanceId, exchange: number, answer: T): void {
    const open = this.#open.get(exchange)
    if (open?.instance === instance) open.settle(answer)
  }

  /** That instance will not answer any more. */
  broken(instance: InstanceId): void {
    for (const open of [...this.#open.values()]) if (open.instance === instance) open.settle(this.#lost)
  }

  /** That connection ended. */
  gone(connection: ConnectionId): void {
    for (const open of [...this.#open.values()]) if (open.connection === connection) open.settle(this.#lost)
  }
}
