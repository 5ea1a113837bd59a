import { describe, test } from 'vitest'
import { holds, slicesOf } from './slices.ts'

describe('E1 E3 J1 J3 J4 M1 M4 D7: whatever dies, the room comes to rest with one text and nothing lost', () => {
  test.for(slicesOf(1))('seeds from %i', holds)
})
