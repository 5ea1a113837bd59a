/** A piece that two texts have in common: where it begins in either, and its length, in UTF-16 units. */
export interface Common {
  readonly a: number
  readonly b: number
  readonly length: number
}

/**
 * Whole lines that two texts have in common, in the order of both: those that are there once in either, as far as
 * they stand in the same order, and their equal neighbours. Costs n log n. After Bram Cohen's patience diff.
 */
export function commonLines(a: string, b: string): Common[] {
  const linesA = toLines(a)
  const linesB = toLines(b)
  const runs: Common[] = []
  let doneA = 0
  let doneB = 0
  for (const { at, other } of inOrder(uniqueInBoth(linesA, linesB))) {
    if (at < doneA || other < doneB) continue
    let first = 0
    while (isEqual(linesA, linesB, at - first - 1, other - first - 1, doneA, doneB)) first++
    let after = 1
    while (at + after < linesA.length && linesA[at + after]?.text === linesB[other + after]?.text) after++
    const start = linesA[at - first]
    const startB = linesB[other - first]
    const last = linesA[at + after - 1]
    doneA = at + after
    doneB = other + after
    if (start && startB && last)
      runs.push({ a: start.at, b: startB.at, length: last.at + last.text.length - start.at })
  }
  return runs
}

interface Line {
  readonly at: number
  /** With the line feed at its end. */
  readonly text: string
}

function toLines(text: string): Line[] {
  const lines: Line[] = []
  let at = 0
  while (at < text.length) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed + 1
    lines.push({ at, text: text.slice(at, end) })
    at = end
  }
  return lines
}

function isEqual(
  linesA: readonly Line[],
  linesB: readonly Line[],
  a: number,
  b: number,
  fromA: number,
  fromB: number,
): boolean {
  return a >= fromA && b >= fromB && linesA[a]?.text === linesB[b]?.text
}

/** The place of a line in the one text and in the other. */
interface Pair {
  readonly at: number
  readonly other: number
}

/** Lines that each text has once, in the order of the first. */
function uniqueInBoth(linesA: readonly Line[], linesB: readonly Line[]): Pair[] {
  const once = (lines: readonly Line[]) => {
    const places = new Map<string, number>()
    for (const [i, { text }] of lines.entries()) places.set(text, places.has(text) ? -1 : i)
    return places
  }
  const inB = once(linesB)
  const pairs: Pair[] = []
  for (const [text, at] of once(linesA)) {
    const other = inB.get(text) ?? -1
    if (at >= 0 && other >= 0) pairs.push({ at, other })
  }
  return pairs.sort((x, y) => x.at - y.at)
}

/** The longest part of the pairs in which `other` rises too. */
function inOrder(pairs: readonly Pair[]): Pair[] {
  /** The last pair of the best part of each length, and each pair's one before it. */
  const tops: number[] = []
  const before: number[] = []
  for (const [i, { other }] of pairs.entries()) {
    let low = 0
    let high = tops.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[tops[middle] ?? -1]?.other ?? -1) < other) low = middle + 1
      else high = middle
    }
    before.push(low > 0 ? (tops[low - 1] ?? -1) : -1)
    tops[low] = i
  }
  const part: Pair[] = []
  for (let i = tops.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) {
    const pair = pairs[i]
    if (pair) part.push(pair)
  }
  return part.reverse()
}
