import { ChangeSet, type Text } from '@codemirror/state'

/** The change from one text to another: the middle that is left when the common beginning and end are kept. */
export function textDiff(from: Text, to: Text): ChangeSet {
  if (from.eq(to)) return ChangeSet.empty(from.length)
  const a = from.sliceString(0)
  const b = to.sliceString(0)
  const most = Math.min(a.length, b.length)
  let start = 0
  while (start < most && a.charCodeAt(start) === b.charCodeAt(start)) start++
  let end = 0
  while (end < most - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(b.length - 1 - end)) end++
  return ChangeSet.of({ from: start, to: a.length - end, insert: to.slice(start, b.length - end) }, a.length)
}
