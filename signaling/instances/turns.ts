/** Does things for each key in the order in which they came, although some have to wait for something first. */
export class Turns<K> {
  readonly #last = new Map<K, Promise<unknown>>()

  /**
   * @param ready what `act` has to wait for; null: it is done at once, unless something else waits for that key
   * @param failed called instead of `act` when `ready` rejects, and when `act` throws later
   */
  run(key: K, ready: Promise<unknown> | null, act: () => void, failed: (thrown: unknown) => void): void {
    const last = this.#last.get(key)
    if (last === undefined && ready === null) return act()
    const turn = Promise.all([ready, last])
      .then(act)
      .catch(failed)
      .finally(() => {
        if (this.#last.get(key) === turn) this.#last.delete(key)
      })
    this.#last.set(key, turn)
  }
}
