import type { SyntaxNode } from '@lezer/common'
import type { Source } from './source.ts'

/** So many ancestors of a place are looked at; deeper code is looked at from inside. */
const DEPTH_MOST = 200

/** The direct children of a node, in order. */
export function* children(node: SyntaxNode): Generator<SyntaxNode> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) yield child
}

/** The first direct child of this type. */
export function childOf(node: SyntaxNode, ...types: readonly string[]): SyntaxNode | null {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (types.includes(child.name)) return child
  }
  return null
}

/** The node and its ancestors, innermost first. */
export function* ancestors(node: SyntaxNode): Generator<SyntaxNode> {
  let depth = 0
  for (let at: SyntaxNode | null = node; at !== null && depth < DEPTH_MOST; at = at.parent, depth++) yield at
}

/** The innermost node of one of these types around a node, the node itself included. */
export function closest(node: SyntaxNode, types: ReadonlySet<string>): SyntaxNode | null {
  for (const at of ancestors(node)) if (types.has(at.name)) return at
  return null
}

/** A node's text, of a long one the beginning. */
export const textOf = (source: Source, { from, to }: { from: number; to: number }, most = 400): string =>
  source.slice(from, Math.min(to, from + most))

/** The text on one line, with single spaces, cut off where it is long. */
export function oneLine(source: Source, range: { from: number; to: number }, most = 60): string {
  const text = textOf(source, range, 4 * most)
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

interface Reach {
  /** From the block's beginning, where imports are. */
  readonly head: number
  readonly before: number
  readonly after: number
}
const REACH: Reach = { head: 300, before: 1_500, after: 500 }

/**
 * The direct children of a block that are near a position: those before it from the nearest on, those after it, then
 * the block's first ones. A bounded number of them, however long the block is.
 */
export function* childrenNear(block: SyntaxNode, position: number, reach = REACH): Generator<SyntaxNode> {
  const last = block.childBefore(position + 1)
  let earliest = block.to
  let count = 0
  for (let child = last; child !== null && count < reach.before; child = child.prevSibling, count++) {
    earliest = child.from
    yield child
  }
  count = 0
  let next = last === null ? block.firstChild : last.nextSibling
  for (; next !== null && count < reach.after; next = next.nextSibling, count++) yield next
  if (last === null) return
  count = 0
  for (
    let child = block.firstChild;
    child !== null && count < reach.head;
    child = child.nextSibling, count++
  ) {
    if (child.from >= earliest) return
    yield child
  }
}
