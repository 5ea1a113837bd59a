import { expect, test, vi } from 'vitest'
import type { ClientId } from '../../../shared/base/ids.ts'
import { isSame } from '../../../shared/room/entry.ts'
import { simulateMany } from '../many.ts'

/** Only the first pending edit is recognised in what comes in. */
vi.mock('../../../shared/room/carry.ts', async (original) => {
  const { carry } = await original<typeof import('../../../shared/room/carry.ts')>()
  const mutant: typeof carry = (pending, entry, textBelow) => {
    const at = pending.findIndex((edit) => isSame(edit, entry))
    return carry(pending, at > 0 ? { ...entry, clientId: 'nobody' as ClientId } : entry, textBelow)
  }
  return { carry: mutant }
})

test('E4: recognising only the first pending edit is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
