import { expect, test } from 'vitest'
import { IdentityStore } from '../../client/edge/identity_store.ts'
import { generateName } from '../../client/edge/names.ts'
import { userName } from '../../shared/protocol/signaling.ts'
import { seeded } from '../support/random.ts'

/** A Storage in memory. */
function memoryStorage(): Storage {
  const texts = new Map<string, string>()
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, value) => void texts.set(key, value),
    removeItem: (key) => void texts.delete(key),
    clear: () => texts.clear(),
    key: () => null,
    get length() {
      return texts.size
    },
  }
}

test('the key and the name are made once and remembered', () => {
  const storage = memoryStorage()
  const first = new IdentityStore(() => storage, seeded(1))
  const { userKey, userName: name } = first
  expect(userKey).toMatch(/^[A-Za-z0-9_-]{32}$/)
  expect(name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  const second = new IdentityStore(() => storage, seeded(2))
  expect([second.userKey, second.userName]).toEqual([userKey, name])
  expect(new IdentityStore(() => memoryStorage(), seeded(2)).userKey).not.toBe(userKey)
})

test('a name is kept as it will be shown; what is none is refused, and what was tampered with is replaced', () => {
  const storage = memoryStorage()
  const store = new IdentityStore(() => storage, seeded(1))
  expect(store.rename('  Ana \u202e  Maria ')).toBe('Ana Maria')
  expect(store.rename(' \u200b ')).toBe(null)
  expect(store.rename('x'.repeat(41))).toBe(null)
  expect(store.userName).toBe('Ana Maria')
  storage.setItem('tandem.userName', '')
  storage.setItem('tandem.userKey', 'short')
  expect(store.userName).not.toBe('')
  expect(store.userKey).toHaveLength(32)
})

test('where storage is forbidden or full, both hold as long as the page', () => {
  const forbidden = new IdentityStore(() => {
    throw new DOMException('denied', 'SecurityError')
  }, seeded(1))
  expect(forbidden.userKey).toBe(forbidden.userKey)
  expect(forbidden.rename('Ana')).toBe('Ana')
  expect(forbidden.userName).toBe('Ana')
  const full = memoryStorage()
  full.setItem('tandem.userName', 'Old')
  full.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  const store = new IdentityStore(() => full, seeded(1))
  expect(store.rename('New')).toBe('New')
  expect(store.userName).toBe('New')
  expect(store.userKey).toBe(store.userKey)
})

test('every generated name is a valid one', () => {
  const random = seeded(9)
  const names = new Set(Array.from({ length: 3_000 }, () => generateName(random)))
  for (const name of names) expect(userName.parse(name)).toBe(name)
  expect(names.size).toBeGreaterThan(1_000)
})
