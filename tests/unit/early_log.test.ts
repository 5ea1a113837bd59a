import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { askEarly, takeEarly } from '../../client/edge/early_log.ts'
import type { RoomId } from '../../shared/base/ids.ts'

const ROOM = 'room-1' as RoomId
let stop: (() => void) | null = null
afterEach(() => stop?.())

/** A server that answers so; its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  stop = () => server.close()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('J11: what was asked for early is there for the room that asks next, and only once', async () => {
  const paths: (string | undefined)[] = []
  const origin = await serve((request, response) => {
    paths.push(request.url)
    response.write(Uint8Array.of(1, 2))
    response.end(Uint8Array.of(paths.length))
  })
  askEarly(ROOM, origin)
  expect(await takeEarly(ROOM, null, origin)).toEqual(Uint8Array.of(1, 2, 1))
  expect(await takeEarly(ROOM, null, origin)).toEqual(Uint8Array.of(1, 2, 2))
  askEarly('other' as RoomId, origin)
  expect(await takeEarly(ROOM, null, origin)).toEqual(Uint8Array.of(1, 2, 4))
  expect(paths).toEqual([
    '/api/room/room-1/log',
    '/api/room/room-1/log',
    '/api/room/other/log',
    '/api/room/room-1/log',
  ])
})

test.each([
  ['nothing is stored', 204],
  ['the store is down', 503],
  ['the room is refused', 404],
])('J11: where %s there is nothing', async (_what, status) => {
  const origin = await serve((_request, response) => response.writeHead(status).end())
  expect(await takeEarly(ROOM, null, origin)).toBeNull()
})

test('J11: an answer that breaks off, or none, is nothing', async () => {
  const origin = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '10' })
    response.write(Uint8Array.of(1), () => response.destroy())
  })
  expect(await takeEarly(ROOM, null, origin)).toBeNull()
  stop?.()
  expect(await takeEarly(ROOM, 'http://127.0.0.1:1')).toBeNull()
})
