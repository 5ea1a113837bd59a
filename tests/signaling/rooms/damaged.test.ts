import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { asEpoch, asVersion, type PeerId, type RoomId } from '../../../shared/base/ids.ts'
import { startServer } from '../../../signaling/server.ts'
import { MemoryStore } from '../../../signaling/store/memory_store.ts'
import { accepted, entriesOf, insert, ROOM, RoomsScene } from '../../support/rooms_scene.ts'
import { ask, codeOf, configWith, joinRequest, type LogLine, testEnv } from '../fakes.ts'

const EPOCH = asEpoch(5)
const GOOD = entriesOf(EPOCH, 0, [insert(0, 'good')])
const [ENTRY = new Uint8Array()] = GOOD

const DAMAGES: readonly (readonly [string, (store: MemoryStore) => Promise<unknown>])[] = [
  [
    'an entry that is cut short',
    (store) =>
      store.append(
        ROOM,
        EPOCH,
        asVersion(0),
        [...GOOD, ENTRY.subarray(0, ENTRY.length - 2)],
        'python',
        Date.now(),
      ),
  ],
  [
    'an entry of an unknown format',
    (store) =>
      store.append(ROOM, EPOCH, asVersion(0), [new Uint8Array([99, ...ENTRY])], 'python', Date.now()),
  ],
  [
    'a snapshot that is noise',
    async (store) => {
      await store.append(ROOM, EPOCH, asVersion(0), [...GOOD, ...GOOD], 'python', Date.now())
      await store.compact(ROOM, asVersion(1), new Uint8Array(64).fill(255))
    },
  ],
]

async function damagedStore(damage: (store: MemoryStore) => Promise<unknown>): Promise<MemoryStore> {
  const store = new MemoryStore()
  await store.fence(ROOM, EPOCH, 'host' as PeerId, Date.now())
  await damage(store)
  return store
}

/** The part of a stored room that is people's. */
const content = async (store: MemoryStore) => {
  const stored = await store.load(ROOM)
  return stored && [stored.version, stored.snapshotVersion, stored.language, stored.snapshot, stored.entries]
}

test.each(DAMAGES)(
  'D6: %s: joining and reading are answered with an error, and the bytes stay',
  async (_, damage) => {
    const store = await damagedStore(damage)
    const before = await content(store)
    const lines: LogLine[] = []
    const server = await startServer({ config: configWith(), store, env: testEnv(lines) })
    const socket = io(server.url, { transports: ['websocket'], reconnection: false, forceNew: true })
    try {
      expect(codeOf(await ask(socket, 'join', joinRequest(ROOM)))).toBe('internal')
      expect(lines.filter(({ level }) => level === 'error').at(-1)).toMatchObject({
        fields: { event: 'join', name: 'DamagedRoom' },
      })
      const read = await fetch(`${server.url}/api/room/${ROOM}`)
      expect([read.status, (await read.json()).error.code]).toEqual([500, 'internal'])
      // The list and the other rooms go on.
      expect(await (await fetch(`${server.url}/api/rooms`)).json()).toMatchObject([
        { room_id: ROOM, active_users: 0 },
      ])
      expect(codeOf(await ask(socket, 'join', joinRequest('healthy')))).toBe('ok')
      expect(codeOf(await ask(socket, 'join', joinRequest(ROOM)))).toBe('internal')
      expect(codeOf(await ask(socket, 'leaveRoom', {}))).toBe('notJoined')
      expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ members: 0 })
      expect(await content(store)).toEqual(before)
    } finally {
      socket.disconnect()
      await server.stop()
    }
  },
)

test('D6: a room that was damaged under its host keeps its bytes; those who are in it stay', async () => {
  const scene = new RoomsScene()
  const [host, guest] = await scene.room('host', 'guest')
  const record = await scene.memory.find(ROOM)
  if (!host || !guest || !record) throw new Error('no room')
  await scene.memory.append(ROOM, record.epoch, record.version, [new Uint8Array([9])], 'python', 0)
  const before = await content(scene.memory)
  await host.leave()
  await scene.pass(5_000)
  // Nobody was promoted on a log that cannot be read, and it is tried again.
  expect(guest.all('hostChanged')).toEqual([])
  expect(scene.log.filter(({ event }) => event === 'no host could be promoted').length).toBeGreaterThan(5)
  expect(scene.rooms.counts()).toEqual({ rooms: 1, members: 1 })
  expect(await content(scene.memory)).toEqual(before)
  // Other rooms do not notice.
  expect(accepted(await scene.page('other', 'other' as RoomId).join()).ok).toBe(true)
})

test('D6: a damaged log is not compacted away', async () => {
  const scene = new RoomsScene()
  const [host] = await scene.room('host')
  const record = await scene.memory.find(ROOM)
  if (!host || !record) throw new Error('no room')
  const { epoch } = record
  await scene.memory.append(ROOM, epoch, asVersion(0), [new Uint8Array([9])], 'python', 0)
  const changes = Array.from({ length: 4_096 }, () => insert(0, 'x'))
  accepted(await host.append(epoch, 1, entriesOf(epoch, 0, changes)))
  await scene.pass()
  expect(scene.log.map(({ event }) => event)).toContain('compaction failed')
  const stored = await scene.memory.load(ROOM)
  expect(stored).toMatchObject({ version: 4_097, snapshotVersion: 0, snapshot: null })
  expect(stored?.entries[0]).toEqual(new Uint8Array([9]))
})
