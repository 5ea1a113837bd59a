import { type Candidates, candidatesAt } from './candidates.ts'
import type { Completion, CompletionList } from './completion.ts'
import type { LanguageModel } from './language_model.ts'
import { MATCH, type Match, matchOf } from './match.ts'
import type { Source } from './source.ts'

/** A list is this long at the most. */
export const COMPLETIONS_MOST = 100

/** What a match that is not by the beginning as written costs; a whole rank is more than any weight. */
const RANK = 1_000
const COST: Readonly<Record<Match, number>> = {
  [MATCH.exact]: -RANK,
  [MATCH.prefix]: 0,
  [MATCH.otherCase]: 25,
  [MATCH.humps]: RANK,
  [MATCH.inside]: 2 * RANK,
  [MATCH.scattered]: 3 * RANK,
}
/** What is private by its name comes last unless it is asked for. */
const UNDERSCORE_COST = 45

export interface CompleteOptions {
  /** Somebody asked for suggestions, rather than just wrote on. */
  readonly explicit: boolean
}

/**
 * The suggestions for this position of the text, best first. A function of the input: the page and the server answer
 * alike for one text, and one position in it.
 */
export function complete(
  source: Source,
  position: number,
  model: LanguageModel,
  { explicit }: CompleteOptions,
): CompletionList {
  const candidates = candidatesAt(source, position, model)
  if (candidates === null) return { from: position, completions: [] }
  const { from } = candidates
  return { from, completions: listed(candidates, source.slice(from, position), { explicit }) }
}

/** The list for the word as far as it is written; empty where it would come unasked. */
export const listed = (
  candidates: Candidates,
  word: string,
  { explicit }: CompleteOptions,
): readonly Completion[] => (word === '' && !explicit && !candidates.eager ? [] : rank(candidates, word))

/** The candidates that fit the word, best first; the same objects for each word. */
function rank(candidates: Candidates, word: string): readonly Completion[] {
  const found: { readonly completion: Completion; readonly cost: number }[] = []
  for (const { completion, weight } of candidates.all) {
    const { label } = completion
    const match = matchOf(word, label)
    if (match === null) continue
    const hidden = label.startsWith('_') && !word.startsWith('_')
    const dunder = label.startsWith('__') && !word.startsWith('__')
    const extra = (hidden ? UNDERSCORE_COST : 0) + (dunder ? UNDERSCORE_COST : 0)
    found.push({ completion, cost: COST[match] - weight + extra })
  }
  found.sort((a, b) => a.cost - b.cost)
  const list = found.slice(0, COMPLETIONS_MOST).map(({ completion }) => completion)
  // There is nothing to write: a list would only be in the way.
  return list.length === 1 && list[0]?.apply === word ? [] : list
}
