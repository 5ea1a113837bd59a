import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packEntries, unpackEntries } from '../../shared/protocol/codec/batch.ts'
import { APPEND_ENTRIES } from '../../shared/protocol/limits.ts'

test('C14: packed entries come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 40 }), (entries) => {
      const unpacked = unpackEntries(packEntries(entries))
      expect(unpacked.ok && unpacked.value.map((entry) => [...entry])).toEqual(
        entries.map((entry) => [...entry]),
      )
    }),
  )
})

test('C14: nothing, too many, and whatever is cut off or left over is refused', () => {
  const packed = packEntries([new Uint8Array(5), new Uint8Array(200)])
  expect(unpackEntries(new Uint8Array())).toMatchObject({ ok: false, reason: 'malformed' })
  for (let length = 1; length < packed.length; length++)
    if (length !== 6) expect(unpackEntries(packed.slice(0, length)).ok, `${length} bytes`).toBe(false)
  const many = Array.from({ length: APPEND_ENTRIES + 1 }, () => new Uint8Array(1))
  expect(unpackEntries(packEntries(many))).toMatchObject({ ok: false, reason: 'tooLarge' })
  expect(unpackEntries(packEntries(many.slice(1))).ok).toBe(true)
})
