import { Text } from '@codemirror/state'

/** A patch that inserts more than this is carried out before the next one begins, in UTF-16 units. */
const MOST_UNITS = 512

/**
 * A text and one replacement in it that is carried out when somebody reads it. Typing touches what was typed just
 * before, so that a burst of it becomes one replacement of the text, while its length is known all along. As far as
 * anybody can tell it never changes.
 */
export class PatchedText {
  readonly length: number
  #base: Text
  #from: number
  #remove: number
  #insert: string

  constructor(base: Text, from = 0, remove = 0, insert = '') {
    this.length = base.length - remove + insert.length
    this.#base = base
    this.#from = from
    this.#remove = remove
    this.#insert = insert
  }

  get text(): Text {
    if (this.#remove > 0 || this.#insert !== '') {
      const insert = this.#insert === '' ? Text.empty : Text.of(this.#insert.split('\n'))
      this.#base = this.#base.replace(this.#from, this.#from + this.#remove, insert)
      this.#remove = 0
      this.#insert = ''
    }
    return this.#base
  }

  /** The text in which `remove` units from `from` on, which are within it, are replaced. */
  replace(from: number, remove: number, insert: string): PatchedText {
    const before = this.#insert
    const end = this.#from + before.length
    const patched = this.#remove > 0 || before !== ''
    const touches = from <= end && from + remove >= this.#from
    if (!patched || !touches || before.length + insert.length > MOST_UNITS)
      return new PatchedText(this.text, from, remove, insert)
    const left = Math.max(0, this.#from - from)
    const right = Math.max(0, from + remove - end)
    const kept = from >= end ? before : before.slice(0, Math.max(0, from - this.#from))
    const rest = from + remove >= end ? '' : before.slice(from + remove - this.#from)
    return new PatchedText(
      this.#base,
      this.#from - left,
      left + this.#remove + right,
      `${kept}${insert}${rest}`,
    )
  }
}
