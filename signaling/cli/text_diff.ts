import { ChangeSet } from '@codemirror/state'
import diff from 'fast-diff'

/** Longer differences are taken as one: finding the least one takes time that grows with its square. */
const MOST_UNITS = 20_000

/** What makes one text out of another, with little more than what differs. */
export function changesBetween(before: string, after: string): ChangeSet {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head += 1
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1
  const old = before.slice(head, before.length - tail)
  const fresh = after.slice(head, after.length - tail)
  if (old.length + fresh.length > MOST_UNITS)
    return ChangeSet.of({ from: head, to: head + old.length, insert: fresh }, before.length)
  const changes: { from: number; to: number; insert: string }[] = []
  let at = head
  for (const [kind, text] of diff(old, fresh)) {
    if (kind === diff.INSERT) changes.push({ from: at, to: at, insert: text })
    if (kind === diff.DELETE) changes.push({ from: at, to: at + text.length, insert: '' })
    if (kind !== diff.INSERT) at += text.length
  }
  return ChangeSet.of(changes, before.length)
}
