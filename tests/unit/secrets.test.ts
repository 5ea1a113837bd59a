import { createHash, hkdfSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  bearerOf,
  checkOf,
  LINK_SECRET_CHARS,
  linkSecretOf,
  OWNER_KEY_CHARS,
  parseLinkSecret,
  parseOwnerKey,
} from '../../shared/access/secrets.ts'
import { type RoomId, randomKey } from '../../shared/base/ids.ts'
import { bearer } from '../../shared/protocol/access.ts'
import { checkOf as checkOfServer } from '../../signaling/identity.ts'

const room = (id: string) => id as RoomId

test('O13: a bearer is HKDF-SHA-256 of the secret for one room and use, as another implementation makes it', () => {
  for (const secret of ['a', 's'.repeat(22), 'ü'.repeat(43)]) {
    const bytes = Buffer.from(hkdfSync('sha256', secret, 'my-room', 'tandem bearer', 32))
    expect(bearerOf(secret, room('my-room'))).toBe(bytes.toString('base64url'))
  }
})

test('O13: the check of a bearer is its SHA-256, the same here and at the server', () => {
  const shown = bearerOf('secret', room('r'))
  expect(bearer.safeParse(shown).success).toBe(true)
  expect(checkOf(shown)).toBe(createHash('sha256').update(shown).digest('base64url'))
  expect(checkOf(shown)).toBe(checkOfServer(shown))
})

test('O13: rooms, kinds of links and generations have nothing in common', () => {
  const key = 'k'.repeat(OWNER_KEY_CHARS)
  const made = [room('one'), room('two')].flatMap((id) => [
    bearerOf(key, id),
    ...(['editor', 'viewer'] as const).flatMap((role) =>
      [1, 2, 11].map((generation) => linkSecretOf(key, id, role, generation)),
    ),
  ])
  expect(new Set(made).size).toBe(made.length)
  for (const secret of made.filter((text) => text.length === LINK_SECRET_CHARS))
    expect(parseLinkSecret(secret)).toBe(secret)
})

test('O13: keys and secrets have their form, and nothing else is one', () => {
  const key = randomKey(Math.random, OWNER_KEY_CHARS)
  expect(parseOwnerKey(key)).toBe(key)
  for (const bad of [key.slice(1), `${key}x`, key.replace(/.$/, '.'), '', 7, null, undefined])
    expect(parseOwnerKey(bad)).toBeNull()
  for (const bad of ['x'.repeat(21), 'x'.repeat(23), `${'x'.repeat(21)}+`, {}])
    expect(parseLinkSecret(bad)).toBeNull()
})
