import { expect, test, vi } from 'vitest'
import { simulateMany } from '../many.ts'

/** Frames over the relay go as they are; what is stored is encrypted all the same. */
vi.mock('../../../shared/access/cipher.ts', async (original) => ({
  ...(await original<typeof import('../../../shared/access/cipher.ts')>()),
  encrypt: (_key: Uint8Array, _nonce: Uint8Array, plain: Uint8Array) => plain,
  decrypt: (_key: Uint8Array, _nonce: Uint8Array, sealed: Uint8Array) => sealed,
}))

test('frames that the relay could read are found', async () => {
  const { found } = await simulateMany(1, 40, 1, { isPrivate: true })
  expect(found.map(({ what }) => what)).toEqual([expect.stringContaining('nobody but its members reads')])
})
