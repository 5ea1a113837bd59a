import { expect, test, vi } from 'vitest'
import { simulateMany } from '../many.ts'

/** An edit that comes back is taken for what it was when it was made. */
vi.mock('../../../shared/room/entry.ts', async (original) => ({
  ...(await original<typeof import('../../../shared/room/entry.ts')>()),
  isEqual: () => true,
}))

test('E5: assuming that a recognised edit is as it was made is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
