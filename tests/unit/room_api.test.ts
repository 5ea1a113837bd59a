import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { RoomApi } from '../../client/edge/room_api.ts'

const ROOM = {
  room_id: 'abc',
  language: 'python',
  active_users: 2,
  created_at: '2020-01-01T00:00:00.000Z',
  updated_at: '2020-01-02T00:00:00.000Z',
}

let stop: (() => Promise<void>) | null = null
afterEach(async () => {
  await stop?.()
  stop = null
})

async function serve(listener: RequestListener): Promise<RoomApi> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new RoomApi(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

const answering = (body: string, status = 200) =>
  serve((request, response) => {
    response.writeHead(request.url === '/api/rooms' ? status : 404, { 'content-type': 'application/json' })
    response.end(body)
  })

test('lists rooms with their times as numbers, and leaves out fields it does not know', async () => {
  const api = await answering(JSON.stringify([{ ...ROOM, version: 7 }]))
  expect(await api.rooms()).toEqual({
    ok: true,
    value: [
      {
        roomId: 'abc',
        language: 'python',
        activeUsers: 2,
        createdAt: Date.UTC(2020, 0, 1),
        updatedAt: Date.UTC(2020, 0, 2),
      },
    ],
  })
})

test.each([
  ['no JSON', '<html>'],
  ['no list', '{}'],
  ['a bad id', JSON.stringify([{ ...ROOM, room_id: '../x' }])],
  ['no time', JSON.stringify([{ ...ROOM, created_at: 'soon' }])],
  ['an unknown language', JSON.stringify([{ ...ROOM, language: 'cobol' }])],
  ['fewer than no users', JSON.stringify([{ ...ROOM, active_users: -1 }])],
])('says malformed to %s', async (_name, body) => {
  const api = await answering(body)
  expect(await api.rooms()).toEqual({ ok: false, reason: 'malformed' })
})

test('Q6: says that it was asked too often', async () => {
  const api = await answering('{}', 429)
  expect(await api.rooms()).toEqual({ ok: false, reason: 'tooFast' })
})

test('says failed to an error, and offline when nobody answers', async () => {
  const api = await answering('[]', 503)
  expect(await api.rooms()).toEqual({ ok: false, reason: 'failed' })
  await stop?.()
  stop = null
  expect(await api.rooms()).toEqual({ ok: false, reason: 'offline' })
})
