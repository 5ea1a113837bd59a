/** How well a text answers what was typed, and which of its letters did. */
export interface Match {
  readonly score: number
  /** Places in the text, in UTF-16 units, ascending. */
  readonly at: readonly number[]
}

const START_OF_WORD = 6
const IN_A_ROW = 7
/** What each letter that is skipped costs, and how much at most between two that match. */
const SKIPPED = 0.4
const MOST_SKIPPED = 4

/**
 * Finds the letters of a query in a text, in their order, not necessarily side by side; null when they are not all
 * there. Beginnings of words and letters in a row count more.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = query.toLowerCase().replace(/\s+/g, '')
  const letters = text.toLowerCase()
  // Lower case may be longer in a few scripts: then places would not fit the text.
  if (letters.length !== text.length) return null
  let best: Match | null = { score: 0, at: [] }
  let ends: readonly Match[] = [best]
  for (const letter of wanted) {
    const next: Match[] = []
    for (let place = letters.indexOf(letter); place !== -1; place = letters.indexOf(letter, place + 1)) {
      const found = bestBefore(ends, place, startsWord(text, place))
      if (found !== null) next.push(found)
    }
    if (next.length === 0) return null
    ends = next
  }
  best = null
  for (const end of ends) if (best === null || end.score > best.score) best = end
  // Of two that match alike, the shorter text is meant.
  return best === null ? null : { score: best.score - text.length / 100, at: best.at }
}

const startsWord = (text: string, place: number): boolean =>
  place === 0 || /[^\p{L}\p{N}]/u.test(text[place - 1] ?? '')

/** The best way on to `place` from the matches of the letters before. */
function bestBefore(ends: readonly Match[], place: number, start: boolean): Match | null {
  let best: Match | null = null
  for (const { score, at } of ends) {
    const last = at.at(-1)
    if (last !== undefined && last >= place) continue
    const gap = last === undefined ? place : place - last - 1
    const step =
      (start ? START_OF_WORD : 0) +
      (last !== undefined && gap === 0 ? IN_A_ROW : 0) -
      Math.min(MOST_SKIPPED, gap * SKIPPED)
    if (best === null || score + step > best.score) best = { score: score + step, at: [...at, place] }
  }
  return best
}
