import type { SyntaxNode } from '@lezer/common'
import { ancestors } from '../../nodes.ts'
import type { Source } from '../../source.ts'

/** What stands around a word: everything else about a place is read from this. */
export interface Surroundings {
  /** Where the word begins. */
  readonly from: number
  /** The text from its line's beginning to the word. */
  readonly line: string
  /** Where the last token before the word ends, comments left out; 0 when there is none. */
  readonly anchor: number
  /** The nodes around the place, innermost first; the file's own node is the last one. */
  readonly around: readonly SyntaxNode[]
  /** The bracket that is open here: its node, else null. */
  readonly bracket: SyntaxNode | null
}

const LINE_MOST = 2_000
const BACK_MOST = 6_000
const TAB = 8

export const BRACKETS: ReadonlySet<string> = new Set([
  'ArgList',
  'ArrayComprehensionExpression',
  'ArrayExpression',
  'ComprehensionExpression',
  'DictionaryComprehensionExpression',
  'DictionaryExpression',
  'MappingPattern',
  'ParamList',
  'ParenthesizedExpression',
  'PatternArgList',
  'SequencePattern',
  'SetComprehensionExpression',
  'SetExpression',
  'TupleExpression',
  'TypeParamList',
])

/** Statements that have a block of their own. */
const COMPOUND: ReadonlySet<string> = new Set([
  'ClassDefinition',
  'ForStatement',
  'FunctionDefinition',
  'IfStatement',
  'MatchClause',
  'MatchStatement',
  'TryStatement',
  'WhileStatement',
  'WithStatement',
])

/** The text from the beginning of the position's line to the position. */
export function lineBefore(source: Source, position: number): string {
  const text = source.slice(Math.max(0, position - LINE_MOST), position)
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1)
}

/** Where the last line with code before the position has its end; 0 when there is none within reach. */
function anchorBefore(source: Source, position: number): number {
  const start = Math.max(0, position - BACK_MOST)
  const text = source.slice(start, position)
  let end = text.length
  while (end > 0) {
    const begin = Math.max(text.lastIndexOf('\n', end - 1), text.lastIndexOf('\r', end - 1)) + 1
    const line = text.slice(begin, end)
    if (!/^\s*(#|$)/.test(line)) {
      const at = start + begin + line.trimEnd().length
      const node = source.tree.resolveInner(at, -1)
      return node.name === 'Comment' ? anchorBefore(source, node.from) : at
    }
    end = begin - 1
  }
  return 0
}

/** How far a line is indented, a tab going on to the next multiple of eight. */
export function columnOf(line: string): number {
  let column = 0
  for (const char of line) {
    if (char === ' ') column += 1
    else if (char === '\t') column += TAB - (column % TAB)
    else break
  }
  return column
}

/** Whether a bracket stays open beyond the anchor. */
function isOpen(node: SyntaxNode, anchor: number): boolean {
  if (node.from >= anchor) return false
  if (node.name === 'MemberExpression') {
    // A subscript: its bracket is not a node of its own.
    const open = node.getChild('[')
    const close = node.getChild(']')
    return open !== null && open.from < anchor && (close === null || close.from >= anchor)
  }
  if (!BRACKETS.has(node.name)) return false
  if (node.name === 'ParamList' && node.parent?.name === 'LambdaExpression') return false
  const { lastChild } = node
  return lastChild === null || !/^[)\]}]$/.test(lastChild.name) || lastChild.to > anchor
}

/** What stands around the word that begins at `from`. */
export function surroundings(source: Source, from: number): Surroundings {
  const line = lineBefore(source, from)
  const anchor = anchorBefore(source, from)
  const all = [...ancestors(source.tree.resolveInner(anchor, -1))]
  const bracket = all.find((node) => isOpen(node, anchor)) ?? null
  if (bracket !== null || line.trim() !== '') return { from, line, anchor, around: all, bracket }
  // A statement begins here: blocks that are indented as far as it end before it.
  const column = columnOf(line)
  let ended = -1
  all.forEach((node, index) => {
    if (!COMPOUND.has(node.name)) return
    const before = lineBefore(source, node.from)
    // A block on the line of its head ends with it.
    if (columnOf(before) >= column && before.trim() === '') ended = index
  })
  return { from, line, anchor, around: all.slice(ended + 1), bracket }
}
