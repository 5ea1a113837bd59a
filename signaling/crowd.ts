/** How many connections each address has now. */
export class Crowd {
  readonly #most: number
  readonly #counts = new Map<string, number>()

  /** @param most connections of one address at a time */
  constructor(most: number) {
    this.#most = most
  }

  hasRoom(address: string): boolean {
    return (this.#counts.get(address) ?? 0) < this.#most
  }

  /** Counts one more; answers the function that takes it off again, to be called once. */
  add(address: string): () => void {
    this.#counts.set(address, (this.#counts.get(address) ?? 0) + 1)
    return () => {
      const left = (this.#counts.get(address) ?? 0) - 1
      if (left > 0) this.#counts.set(address, left)
      else this.#counts.delete(address)
    }
  }
}
