/** A file that is written again and again is taken as it is after so many looks. */
const MOST_LOOKS = 10

/** Some programs write a file bit by bit: what it holds counts once it has stood still from one look to the next. */
export class Standstill {
  #seen: string | null = null
  #looks = 0

  /** @param stamp another one whenever the file was written. Answers whether the file stands still, or never will. */
  isStill(stamp: string): boolean {
    const isStill = this.#seen === stamp || this.#looks >= MOST_LOOKS
    this.#seen = isStill ? null : stamp
    this.#looks = isStill ? 0 : this.#looks + 1
    return isStill
  }
}
