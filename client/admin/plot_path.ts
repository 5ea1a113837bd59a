/** The space that a plot is drawn in; it is stretched to the place it has. */
export const PLOT = { width: 600, height: 120 } as const
/** Room for the line itself at the upper and lower edge. */
const MARGIN = 2

/** A moment and what was measured then; null: nothing. */
export interface Point {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly value: number | null
}

/** The upper end of a scale that holds so much: 1, 2, 3 or 5 times a power of ten. */
export function niceMost(most: number): number {
  if (!(most > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(most))
  return ([1, 2, 3, 5].find((step) => most <= step * power) ?? 10) * power
}

export const xOf = (at: number, from: number, to: number): number =>
  ((at - from) / Math.max(1, to - from)) * PLOT.width

const yOf = (value: number, most: number): number =>
  PLOT.height - MARGIN - (Math.min(value, most) / most) * (PLOT.height - 2 * MARGIN)

const round = (n: number): number => Math.round(n * 10) / 10

/**
 * An SVG path through the points between two moments. Where nothing was measured, or for longer than `gap`
 * milliseconds, it is interrupted; what stands alone is a dot.
 */
export function linePath(
  points: readonly Point[],
  from: number,
  to: number,
  most: number,
  gap: number,
): string {
  let path = ''
  let last: number | null = null
  for (const { at, value } of points) {
    if (at < from || at > to) continue
    if (value === null) last = null
    else {
      const place = `${round(xOf(at, from, to))} ${round(yOf(value, most))}`
      path += last === null || at - last > gap ? `M${place}h0` : `L${place}`
      last = at
    }
  }
  return path
}

/** The point nearest to a moment; -1 where there is none. */
export function nearest(points: readonly { readonly at: number }[], at: number): number {
  let best = -1
  let distance = Number.POSITIVE_INFINITY
  for (const [i, point] of points.entries()) {
    const off = Math.abs(point.at - at)
    if (off < distance) [best, distance] = [i, off]
  }
  return best
}
