import { expect, test, vi } from 'vitest'
import { simulateMany } from '../many.ts'

/** A guest pushes its own edits again, and nobody else's. */
vi.mock('../../../shared/session/following.ts', async (original) => {
  const actual = await original<typeof import('../../../shared/session/following.ts')>()
  class Following extends actual.Following {
    readonly #replica
    constructor(...args: ConstructorParameters<typeof actual.Following>) {
      super(...args)
      this.#replica = args[0].replica
    }

    override push(): void {
      const replica = this.#replica
      const all = replica?.pending
      if (!replica || !all) return super.push()
      replica.pending = all.filter(({ clientId }) => clientId === replica.self.clientId)
      super.push()
      replica.pending = all
    }
  }
  return { ...actual, Following }
})

test('J3: pushing one’s own edits only after a change of host is found', async () => {
  const { found } = await simulateMany(1, 400, 3)
  expect(found.length).toBeGreaterThanOrEqual(1)
})
