import { expect } from 'vitest'
import { simulateMany } from './many.ts'

/** 60 actions each, so that an ordinary run does 80,000 of them. */
const SEEDS = 1_440
const SLICES = 16
const SLICE = SEEDS / SLICES

/** The first seed of each slice, of one of the two halves that run beside each other. */
export const slicesOf = (half: 0 | 1): number[] =>
  Array.from({ length: SLICES / 2 }, (_, i) => 1 + (i + (half * SLICES) / 2) * SLICE)

/** Runs a slice: nothing is found, and it did something, of every kind. */
export async function holds(first: number): Promise<void> {
  const { found, counts } = await simulateMany(first, SLICE)
  expect(found).toEqual([])
  expect(counts.actions).toBeGreaterThan(80_000 / SLICES)
  expect(counts.hostChanges).toBeGreaterThan(SLICE / 3)
  expect(counts.forks).toBeGreaterThan(SLICE / 3)
  expect(counts.relays).toBeGreaterThan(SLICE)
  expect(counts.upgrades).toBeGreaterThan(SLICE / 2)
  expect(counts.outages).toBeGreaterThan(SLICE / 10)
  expect(counts.offlineMerges).toBeGreaterThan(SLICE)
  for (const happened of Object.values(counts)) expect(happened).toBeGreaterThan(0)
}
