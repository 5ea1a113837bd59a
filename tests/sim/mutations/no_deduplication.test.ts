import { expect, test, vi } from 'vitest'
import type { ClientId } from '../../../shared/base/ids.ts'
import { simulateMany } from '../many.ts'

/** The host takes an edit that it has already for a new one. */
vi.mock('../../../shared/room/rebase.ts', async (original) => {
  const { rebase } = await original<typeof import('../../../shared/room/rebase.ts')>()
  const mutant: typeof rebase = (edits, entries, textBelow) =>
    rebase(
      edits,
      entries.map((entry) => ({ ...entry, clientId: 'nobody' as ClientId })),
      textBelow,
    )
  return { rebase: mutant }
})
vi.mock('../../../shared/room/turn.ts', () => ({ turnOf: () => 'next' }))

test('E3: a host that does not recognise what it has already is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
