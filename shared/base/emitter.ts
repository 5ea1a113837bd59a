/** The smallest thing that tells several listeners: a listener added during a call hears the next one. */
export class Emitter<T> {
  #listeners = new Set<(value: T) => void>()

  /** Returns the function that stops listening. */
  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) listener(value)
  }
}
