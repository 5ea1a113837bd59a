import { expect, test } from 'vitest'
import { KeysStore, ROOMS_KEPT } from '../../client/edge/keys_store.ts'
import type { RoomId } from '../../shared/base/ids.ts'
import { fakeStorage } from '../support/fake_storage.ts'

const room = (id: string) => id as RoomId
const claim = { visibility: 'unlisted', anyone: 'viewer' } as const
const OWNER = 'o'.repeat(43)
const LINK = 'l'.repeat(22)
const nothing = { owner: null, link: null, claim }

test('O10: what a page was opened with is there for its next visit, and a newer link takes the place of an older', () => {
  const storage = fakeStorage()
  const open = (link: string | null) =>
    new KeysStore(storage, Math.random).forRoom(room('a'), { ...nothing, link })
  expect(open(LINK).linkSecret()).toBe(LINK)
  expect(open(null).linkSecret()).toBe(LINK)
  expect(open('m'.repeat(22)).linkSecret()).toBe('m'.repeat(22))
  expect(new KeysStore(storage, Math.random).forRoom(room('b'), nothing).linkSecret()).toBeNull()
})

test('O10: an owner’s key is made fit for a secret, kept, and dropped', () => {
  const storage = fakeStorage()
  const store = () => new KeysStore(storage, Math.random).forRoom(room('a'), { ...nothing, link: LINK })
  const key = store().makeOwnerKey()
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(store().ownerKey()).toBe(key)
  expect(store().linkSecret()).toBe(LINK)
  store().dropOwnerKey()
  expect(store().ownerKey()).toBeNull()
  expect(store().linkSecret()).toBe(LINK)
})

test.each([
  'not json',
  '[]',
  'null',
  '{"a":1}',
  '{"a":{"owner":"short","link":5}}',
  '{"not a room":{"owner":null}}',
])('O10: what makes no sense in the storage is not there: %s', (text) => {
  const storage = fakeStorage({ 'tandem.keys': text })
  const keys = new KeysStore(storage, Math.random).forRoom(room('a'), nothing)
  expect([keys.ownerKey(), keys.linkSecret()]).toEqual([null, null])
})

test('O10: of too many rooms the oldest are let go, those that are one’s own last', () => {
  const storage = fakeStorage()
  const store = new KeysStore(storage, Math.random)
  const own = store.forRoom(room('own'), { ...nothing, owner: OWNER })
  for (let i = 0; i <= ROOMS_KEPT; i++) store.forRoom(room(`r${i}`), { ...nothing, link: LINK })
  expect(own.ownerKey()).toBe(OWNER)
  expect(store.forRoom(room('r0'), nothing).linkSecret()).toBeNull()
  expect(store.forRoom(room(`r${ROOMS_KEPT}`), nothing).linkSecret()).toBe(LINK)
})
