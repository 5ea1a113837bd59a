import { expect, test, vi } from 'vitest'
import { simulateMany } from '../many.ts'

/** What is stored is put behind a nonce, and not encrypted. */
vi.mock('../../../shared/access/cipher.ts', async (original) => {
  const actual = await original<typeof import('../../../shared/access/cipher.ts')>()
  const { concatBytes } = await import('../../../shared/access/bytes.ts')
  const { NONCE_BYTES, TAG_BYTES } = actual
  return {
    ...actual,
    encryptFresh: (_key: Uint8Array, random: () => number, plain: Uint8Array) =>
      concatBytes(actual.randomBytes(random, NONCE_BYTES), plain, new Uint8Array(TAG_BYTES)),
    decryptFresh: (_key: Uint8Array, sealed: Uint8Array) => sealed.subarray(NONCE_BYTES, -TAG_BYTES),
  }
})

test('a store that could be read is found', async () => {
  const { found } = await simulateMany(1, 40, 1, { isPrivate: true })
  expect(found.map(({ what }) => what)).toEqual([expect.stringContaining('nobody but its members reads')])
})
