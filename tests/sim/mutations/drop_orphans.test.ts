import { expect, test, vi } from 'vitest'
import { carry } from '../../../shared/room/carry.ts'
import { showChange } from '../../../shared/room/replica.ts'
import { textOf } from '../../../shared/room/room_state.ts'
import { simulateMany } from '../many.ts'

/** After a change of host other people's edits that are not in the new log are let go of. */
vi.mock('../../../shared/room/welcome.ts', async (original) => {
  const actual = await original<typeof import('../../../shared/room/welcome.ts')>()
  const takeWelcome: typeof actual.takeWelcome = (replica, welcome, update, misfits) => {
    const taken = actual.takeWelcome(replica, welcome, update, misfits)
    for (const { clientId, seq } of [...replica.pending]) {
      if (clientId === replica.self.clientId || !update) continue
      const refused = { clientId, seq, change: { kind: 'void', reason: 'replaced' } } as const
      const carried = carry(replica.pending, refused, (file) => textOf(replica.doc, file))
      replica.pending = carried.pending
      for (const change of carried.view) showChange(replica, change, update)
    }
    return taken
  }
  return { ...actual, takeWelcome }
})

test('J3: dropping other people’s edits after a change of host is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
  expect(found.some(({ what }) => what.includes('ever held') || what.includes('without gap'))).toBe(true)
})
