/** Where a name stands, in pixels: its line's top, and what of the line it covers. */
export interface TagBox {
  readonly top: number
  readonly from: number
  readonly to: number
  /** It hangs under its line instead of standing over it. */
  readonly below: boolean
}

/** Higher than this no name is put: who so many meet at one place see each other anyway. */
const MOST_LEVEL = 4

/**
 * How many names high each one stands, so that none covers another: 0 for those next to their line. Earlier ones stay
 * where they are.
 */
export function tagLevels(boxes: readonly TagBox[]): number[] {
  const levels: number[] = []
  for (const [i, box] of boxes.entries()) {
    const taken = new Set<number>()
    for (let k = 0; k < i; k++) {
      const other = boxes[k]
      const level = levels[k]
      if (other && level !== undefined && meet(box, other)) taken.add(level)
    }
    let free = 0
    while (taken.has(free) && free < MOST_LEVEL) free++
    levels.push(free)
  }
  return levels
}

const meet = (a: TagBox, b: TagBox): boolean =>
  a.below === b.below && Math.abs(a.top - b.top) < 1 && a.from < b.to && b.from < a.to
