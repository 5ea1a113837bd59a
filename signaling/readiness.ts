/** Whether this process takes new visitors. Those who are here already are served either way. */
export class Readiness {
  #draining = false

  /** It sends nobody away, and wants nobody new. */
  get draining(): boolean {
    return this.#draining
  }

  /** From now on whoever distributes visitors is told to send them elsewhere. There is no way back. */
  beginDraining(): void {
    this.#draining = true
  }
}
