import type { Parser } from '@lezer/common'
import { type Candidates, candidatesAt } from './candidates.ts'
import type { LanguageModel } from './language_model.ts'
import type { Source } from './source.ts'
import { parseUntil, sourceOf, WINDOW_BEFORE, windowAround } from './window.ts'

export interface SuggestOptions {
  readonly parser: Parser
  readonly model: LanguageModel
  /** A clock in milliseconds. */
  readonly now: () => number
  /** How long the text may be parsed. */
  readonly budgetMs: number
  /** How much before the place is parsed, in UTF-16 units. */
  readonly before?: number
}

/** How much before the place is parsed once more when the larger window took too long. */
const SMALL_BEFORE = 3_000

/**
 * What may be written at a position of a text that nobody has parsed, by a bounded window around it; null where nothing
 * is suggested, or where the text is such that even that takes too long.
 */
export function candidatesIn(
  text: Pick<Source, 'length' | 'slice'>,
  position: number,
  { parser, model, now, budgetMs, before = WINDOW_BEFORE }: SuggestOptions,
): Candidates | null {
  for (const units of [before, SMALL_BEFORE]) {
    const { from, text: part } = windowAround(text, position, units)
    const at = position - from
    const tree = parseUntil(parser, part, now, now() + budgetMs)
    if (tree === null || tree.length < at) continue
    const candidates = candidatesAt(sourceOf(part, tree), at, model)
    return candidates && { ...candidates, from: candidates.from + from }
  }
  return null
}
