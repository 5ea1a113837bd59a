import type { ChangeSet } from '@codemirror/state'

/**
 * Composes changes that follow on each other, neighbours first: n small ones cost n log n, where composing each
 * onto all before it would cost n².
 */
export class Composition {
  /** Compositions of 2^k changes each, larger ones first. */
  readonly #parts: { changes: ChangeSet; count: number }[] = []
  count = 0

  add(changes: ChangeSet): void {
    this.count += 1
    let part = { changes, count: 1 }
    for (let last = this.#parts.at(-1); last && last.count === part.count; last = this.#parts.at(-1)) {
      this.#parts.pop()
      part = { changes: last.changes.compose(part.changes), count: last.count + part.count }
    }
    this.#parts.push(part)
  }

  /** All of it as one change; null when nothing was added. */
  finish(): ChangeSet | null {
    let whole: ChangeSet | null = null
    for (let part = this.#parts.pop(); part; part = this.#parts.pop())
      whole = whole ? part.changes.compose(whole) : part.changes
    return whole
  }
}
