import type { Parser, PartialParse, Tree } from '@lezer/common'
import type { Source } from './source.ts'

/** How much text before and after the place is parsed where there is no tree of the whole, in UTF-16 units. */
export const WINDOW_BEFORE = 48_000
export const WINDOW_AFTER = 16_000
/** Steps of the parser, each of about one token, between two looks at the clock. */
const STEPS = 16

/** A part of a text that suggestions are made from, and where it begins in the whole. */
export interface TextWindow {
  readonly from: number
  readonly text: string
}

/**
 * The text around a position: all of a short text, else from a line on that begins at the left margin, so that the
 * parser does not start within a block.
 */
export function windowAround(
  { length, slice }: Pick<Source, 'length' | 'slice'>,
  position: number,
  before = WINDOW_BEFORE,
): TextWindow {
  const to = Math.min(length, position + Math.min(before, WINDOW_AFTER))
  if (position <= before) return { from: 0, text: slice(0, to) }
  const start = position - before
  const text = slice(start, to)
  const from = startOfBlock(text.slice(0, before / 2))
  return { from: start + from, text: text.slice(from) }
}

/** Where a line begins that is not indented; the second line where all are; else the beginning. */
function startOfBlock(text: string): number {
  const margin = /\n(?=[A-Za-z_@#/])/.exec(text)
  if (margin !== null) return margin.index + 1
  return text.indexOf('\n') + 1
}

/**
 * The tree of a text; of its beginning only, where reading all of it would go on beyond `until` by the clock;
 * null where it is nested deeper than the parser can build.
 */
export function parseUntil(parser: Parser, text: string, now: () => number, until: number): Tree | null {
  const parse = parser.startParse(text)
  for (let step = 1; ; step++) {
    const tree = advance(parse)
    if (tree !== 'more') return tree
    if (parse.stoppedAt === null && step % STEPS === 0 && now() >= until) parse.stopAt(parse.parsedPos)
  }
}

/** The parser's library builds trees by recursion, and how deep that may go depends on what else is on the stack. */
function advance(parse: PartialParse): Tree | 'more' | null {
  try {
    return parse.advance() ?? 'more'
  } catch (thrown) {
    if (thrown instanceof RangeError) return null
    throw thrown
  }
}

/** A source out of a text of one's own. */
export const sourceOf = (text: string, tree: Tree): Source => ({
  tree,
  length: text.length,
  slice: (from, to) => text.slice(from, to),
})
