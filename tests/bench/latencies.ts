import type { Seen } from './members.ts'

/** Milliseconds from each key of a guest to each other guest's view. */
export function latencies(seen: readonly Seen[]): number[] {
  const times: number[] = []
  for (const { clientId, typedAt } of seen)
    for (const [i, at] of typedAt.entries())
      for (const other of seen) {
        if (other.clientId === clientId) continue
        const had = other.seenAt[clientId]?.[i]
        if (had === undefined) throw new Error('a guest missed a key')
        times.push(had - at)
      }
  return times
}
