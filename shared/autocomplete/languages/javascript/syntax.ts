import type { SyntaxNode } from '@lezer/common'
import type { Source } from '../../source.ts'

/** The most ancestors that are looked at, and the most characters that a word may have. */
const CLIMB = 2_000
const WORD = 256

/** Counts the nodes that one question may visit, so that no text makes it slow. */
export class Budget {
  visited = 0
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** False when the question has to be answered from what was seen. */
  spend(): boolean {
    if (this.visited >= this.#most) return false
    this.visited++
    return true
  }
}

/** The children of a node, in order. */
export function* childrenOf(node: SyntaxNode, budget: Budget): Generator<SyntaxNode> {
  for (let child = node.firstChild; child !== null && budget.spend(); child = child.nextSibling) yield child
}

/** The node and its ancestors, innermost first; of a very deep nest the inner ones only. */
export function* ancestorsOf(node: SyntaxNode): Generator<SyntaxNode> {
  let at: SyntaxNode | null = node
  for (let steps = 0; at !== null && steps < CLIMB; steps++) {
    yield at
    at = at.parent
  }
}

export const textOf = (source: Source, node: SyntaxNode): string => source.slice(node.from, node.to)

/** The first child of one of these names. */
export function childOf(node: SyntaxNode, budget: Budget, ...names: readonly string[]): SyntaxNode | null {
  for (const child of childrenOf(node, budget)) if (names.includes(child.name)) return child
  return null
}

/** A string's text without its quotes. */
export const unquoted = (text: string): string => text.replace(/^['"]|['"]$/g, '')

export const isWord = (char: string): boolean => /[\w$\u00a1-\uffff]/.test(char)

/** Where the word that ends at the position begins. */
export function wordStart(source: Source, position: number): number {
  const text = source.slice(Math.max(0, position - WORD), position)
  let at = text.length
  while (at > 0 && isWord(text.charAt(at - 1))) at--
  return position - (text.length - at)
}

/** What stands before a place, spaces and comments left out. */
export interface TokenBefore {
  readonly node: SyntaxNode
  readonly end: number
  /** The word, or the sign: of two or three characters only `=>`, `?.`, `++`, `--` and `...`. */
  readonly text: string
  /** A line ends between it and the place. */
  readonly newline: boolean
}

const SIGNS = ['...', '=>', '?.', '++', '--']
const COMMENTS = 100
const STEP = 200

/** The token before a position; null at the text's beginning. */
export function tokenBefore(source: Source, position: number): TokenBefore | null {
  let end = position
  let newline = false
  for (let tries = 0; tries < COMMENTS; tries++) {
    const text = source.slice(Math.max(0, end - STEP), end)
    const kept = text.trimEnd()
    if (text.slice(kept.length).includes('\n')) newline = true
    end -= text.length - kept.length
    if (end === 0) return null
    if (kept === '') continue
    const node = source.tree.resolveInner(end, -1)
    if (node.name === 'LineComment' || node.name === 'BlockComment') {
      if (source.slice(node.from, node.to).includes('\n')) newline = true
      end = node.from
      continue
    }
    const start = wordStart(source, end)
    const sign = SIGNS.find((each) => kept.endsWith(each)) ?? kept.slice(-1)
    return { node, end, text: start < end ? source.slice(start, end) : sign, newline }
  }
  return null
}

/** The innermost node that what is written at the position belongs to. */
export function enclosing(source: Source, position: number): SyntaxNode {
  let node = source.tree.resolveInner(position, -1)
  if (!/[)\]};'"`]/.test(source.slice(Math.max(0, position - 1), position))) return node
  while (node.to <= position && node.parent !== null && node.lastChild?.type.isError !== true)
    node = node.parent
  return node
}

/** Text in one line of at most so many characters. */
export function oneLine(text: string, most = 100): string {
  const line = text
    .slice(0, 4 * most)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length > most ? `${line.slice(0, most - 1)}…` : line
}
