/** A seeded source of numbers in [0, 1): sfc32, warmed up. The same seed gives the same numbers for ever. */
export function seeded(seed: number): () => number {
  let a = 0x9e3779b9
  let b = Math.floor(seed / 2 ** 32) | 0
  let c = seed | 0
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

/** Numbers in [0, 1). */
export type Random = () => number

/** A whole number in [from, to]. */
export const int = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))

/** One of the items; throws on an empty list. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}
