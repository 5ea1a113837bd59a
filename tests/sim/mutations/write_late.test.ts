import { expect, test, vi } from 'vitest'
import { simulateMany } from '../many.ts'

/** The store compares the epoch and the version first, and writes some time later, whatever is there then. */
vi.mock('../slow_store.ts', async (original) => {
  const actual = await original<typeof import('../slow_store.ts')>()
  const slowStore: typeof actual.slowStore = (store, clock, delay, weather) => {
    const slow = actual.slowStore(store, clock, delay, weather)
    return {
      ...slow,
      append: async (roomId, epoch, from, ...rest) => {
        const record = await slow.find(roomId)
        if (!record) return null
        if (record.epoch !== epoch || record.version !== from)
          return { epoch: record.epoch, version: record.version, taken: false }
        await slow.ping()
        const now = await store().find(roomId)
        return now && store().append(roomId, now.epoch, now.version, ...rest)
      },
    }
  }
  return { ...actual, slowStore }
})

test('S3: a store that compares early and writes late is found', async () => {
  const { found } = await simulateMany(1, 2_000, 1, { faults: 'server' })
  expect(found.length).toBeGreaterThanOrEqual(1)
})
