import { describe, expect, test } from 'vitest'
import { decrypt, encrypt } from '../../shared/access/cipher.ts'
import { contentKeyOf, earlierKey, isLater, unwrap, useKey, wrap } from '../../shared/access/content_key.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { KEY_GENERATIONS } from '../../shared/protocol/limits.ts'
import { seeded } from '../support/random.ts'

const ROOM = 'room' as RoomId
const OWNER = 'o'.repeat(43)
const SECRET = 's'.repeat(22)
const hex = (bytes: Uint8Array | null | undefined) => (bytes ? Buffer.from(bytes).toString('hex') : null)
const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ''), 'hex'))

describe('X3: a content key', () => {
  test('gives the earlier ones and no later one', () => {
    const third = contentKeyOf(OWNER, ROOM, 3)
    expect(hex(earlierKey(third, 1))).toBe(hex(contentKeyOf(OWNER, ROOM, 1).key))
    expect(hex(earlierKey(third, 3))).toBe(hex(third.key))
    expect(earlierKey(third, 4)).toBeNull()
    expect(hex(contentKeyOf(OWNER, ROOM, 4).key)).not.toBe(hex(third.key))
  })

  test('is another one for another room, owner, generation and use', () => {
    const keys = [
      contentKeyOf(OWNER, ROOM, 1).key,
      contentKeyOf(OWNER, ROOM, 2).key,
      contentKeyOf(OWNER, 'other' as RoomId, 1).key,
      contentKeyOf('p'.repeat(43), ROOM, 1).key,
      useKey(contentKeyOf(OWNER, ROOM, 1).key, ROOM, 'log'),
      useKey(contentKeyOf(OWNER, ROOM, 1).key, ROOM, 'proof'),
      useKey(contentKeyOf(OWNER, ROOM, 1).key, 'other' as RoomId, 'log'),
    ]
    expect(new Set(keys.map(hex)).size).toBe(keys.length)
    expect(keys.every(({ length }) => length === 32)).toBe(true)
  })

  test('is told from one of another room, and from a number out of bounds', () => {
    const known = contentKeyOf(OWNER, ROOM, 2)
    expect(isLater(contentKeyOf(OWNER, ROOM, 5), known)).toBe(true)
    expect(isLater(contentKeyOf(OWNER, ROOM, 1), known)).toBe(false)
    expect(isLater(contentKeyOf('p'.repeat(43), ROOM, 5), known)).toBe(false)
    expect(isLater({ ...contentKeyOf(OWNER, ROOM, 5), generation: 4 }, known)).toBe(false)
    expect(isLater({ ...known, generation: KEY_GENERATIONS + 1 }, known)).toBe(false)
  })

  test('opens with the secret that it was wrapped for, as what it was wrapped, and with nothing else', () => {
    const key = contentKeyOf(OWNER, ROOM, 2)
    const link = { secret: SECRET, room: ROOM, role: 'editor' } as const
    const random = seeded(1)
    const wrapped = wrap(key, link, random)
    expect(wrapped).toMatch(/^[A-Za-z0-9_-]{80}$/)
    expect(hex(unwrap(wrapped, { ...link, generation: 2 })?.key)).toBe(hex(key.key))
    expect(unwrap(wrapped, { ...link, generation: 3 })).toBeNull()
    expect(unwrap(wrapped, { ...link, generation: 2, role: 'viewer' })).toBeNull()
    expect(unwrap(wrapped, { ...link, generation: 2, room: 'other' as RoomId })).toBeNull()
    expect(unwrap(wrapped, { ...link, generation: 2, secret: 't'.repeat(22) })).toBeNull()
    for (const damaged of ['', 'x', wrapped.slice(1), `${wrapped.slice(0, -2)}AA`, '!'.repeat(80)])
      expect(unwrap(damaged, { ...link, generation: 2 })).toBeNull()
    // A fresh nonce each time.
    expect(wrap(key, link, random)).not.toBe(wrapped)
  })
})

test('X4: the cipher is AES-256-GCM as NIST has it', () => {
  // Test case 16 of the GCM specification (McGrew and Viega).
  const key = bytes('feffe9928665731c6d6a8f9467308308 feffe9928665731c6d6a8f9467308308')
  const nonce = bytes('cafebabefacedbaddecaf888')
  const plain = bytes(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
  )
  const associated = bytes('feedfacedeadbeeffeedfacedeadbeefabaddad2')
  const sealed = encrypt(key, nonce, plain, associated)
  expect(hex(sealed)).toBe(
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
      '76fc6ece0f4e1768cddf8853bb2d551b',
  )
  expect(hex(decrypt(key, nonce, sealed, associated))).toBe(hex(plain))
  for (const at of [0, 30, sealed.length - 1]) {
    const changed = sealed.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(decrypt(key, nonce, changed, associated)).toBeNull()
  }
  expect(decrypt(key, nonce, sealed)).toBeNull()
  expect(decrypt(key, nonce, new Uint8Array(15), associated)).toBeNull()
})
