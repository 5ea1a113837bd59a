import type { Tree } from '@lezer/common'

/** A text and its syntax tree; offsets are UTF-16 units. The tree may end before the text does, or be of a part of it. */
export interface Source {
  readonly tree: Tree
  readonly length: number
  slice(from: number, to: number): string
}
