import { expect, test, vi } from 'vitest'
import { noUpdate } from '../../../shared/room/replica.ts'
import { simulateMany } from '../many.ts'

/** Whoever is promoted goes on with its own log, whatever the store has. */
vi.mock('../../../shared/room/welcome.ts', async (original) => {
  const actual = await original<typeof import('../../../shared/room/welcome.ts')>()
  const takeWelcome: typeof actual.takeWelcome = (replica, welcome, update) => {
    const fromStore = welcome.clock === 0
    if (!fromStore || replica.epoch === 0) return actual.takeWelcome(replica, welcome, update)
    replica.epoch = welcome.epoch
    return { ok: true, value: noUpdate() }
  }
  return { ...actual, takeWelcome }
})

test('M4: a winner that does not take the store’s log first is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
