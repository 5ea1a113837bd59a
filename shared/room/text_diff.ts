import { ChangeSet, type Text } from '@codemirror/state'
import { commonLines } from './common_lines.ts'

interface Range {
  readonly from: number
  readonly to: number
  readonly insert: string
}

/**
 * The change from one text to another, in as many places as there are lines that both have between the
 * differences. Costs little more than reading both texts, however much they differ.
 */
export function textDiff(from: Text, to: Text): ChangeSet {
  if (from.eq(to)) return ChangeSet.empty(from.length)
  const a = from.sliceString(0)
  const b = to.sliceString(0)
  const whole = difference(a, b, 0)
  const ranges: Range[] = []
  let atA = whole.from
  let atB = whole.from
  const middleA = a.slice(whole.from, whole.to)
  for (const { a: startA, b: startB, length } of commonLines(middleA, whole.insert)) {
    add(ranges, a.slice(atA, whole.from + startA), b.slice(atB, whole.from + startB), atA)
    atA = whole.from + startA + length
    atB = whole.from + startB + length
  }
  add(ranges, a.slice(atA, whole.to), b.slice(atB, whole.from + whole.insert.length), atA)
  return ChangeSet.of(ranges, a.length)
}

function add(ranges: Range[], a: string, b: string, at: number): void {
  if (a !== b) ranges.push(difference(a, b, at))
}

/** The middle that is left when the common beginning and end are kept; `a` begins at `at`. */
function difference(a: string, b: string, at: number): Range {
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let end = 0
  while (end < most - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  return { from: at + start, to: at + a.length - end, insert: b.slice(start, b.length - end) }
}
