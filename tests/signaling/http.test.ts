import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { until } from '../support/until.ts'
import { joined, startTestServer, type TestServer, viewOf, withFolder } from './fakes.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const get = (url: string, init?: RequestInit) => fetch(`${server.url}${url}`, init)

describe('rooms', () => {
  test('W2: a room is answered with its text as it is, its times and who is there', async () => {
    const code = 'print("é😀\\")\r\n\u2028\0'
    server.reader.views.push(viewOf('room-1', code))
    const socket = await server.connect()
    await joined(socket, 'room-1', 'client-a')
    const answer = await get('/api/room/room-1')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.json()).toEqual({
      room_id: 'room-1',
      code,
      language: 'python',
      active_users: 1,
      created_at: '2020-09-13T12:26:40.000Z',
      updated_at: '2023-11-14T22:13:20.000Z',
      version: 3,
    })
    socket.disconnect()
  })

  test('W2: a room that is not there is 404 notFound', async () => {
    const answer = await get('/api/room/nowhere')
    expect(answer.status).toBe(404)
    expect(await answer.json()).toEqual({
      error: { code: 'notFound', message: 'There is nothing here.' },
    })
  })

  test('W2: HEAD is answered like GET, without a body', async () => {
    server.reader.views.push(viewOf('headed', 'x'))
    const answer = await get('/api/room/headed', { method: 'HEAD' })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
  })

  test('W11: what is stored of a room is answered byte by byte, and nothing as 204', async () => {
    server.reader.logs.set('logged' as RoomId, Uint8Array.of(0, 255, 10, 13))
    const answer = await get('/api/room/logged/log')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 10, 13])
    expect((await get('/api/room/nowhere/log')).status).toBe(204)
    expect((await get('/api/room/a%20b/log')).status).toBe(400)
  })

  test('W11: while much of it is on its way to slow readers, others are told to come later', async () => {
    const large = new Uint8Array(70 * 1024 * 1024)
    server.reader.logs.set('large' as RoomId, large)
    const slow = await get('/api/room/large/log')
    const second = await get('/api/room/large/log')
    expect([second.status, (await second.json()).error.code]).toEqual([503, 'tooFast'])
    expect((await get('/api/room/logged/log')).status).toBe(200)
    await slow.body?.cancel()
    await until('there is room again', async () => {
      const again = await get('/api/room/large/log')
      if (again.status === 200) return (await again.arrayBuffer()).byteLength === large.byteLength
      await again.body?.cancel()
      return false
    })
    server.reader.logs.delete('large' as RoomId)
  })

  test('W4: while the store is down, rooms are 503 storeDown and the health says so', async () => {
    server.reader.down = true
    for (const url of ['/api/room/room-1', '/api/room/room-1/log', '/api/rooms']) {
      const answer = await get(url)
      expect(answer.status).toBe(503)
      expect((await answer.json()).error.code).toBe('storeDown')
    }
    const health = await get('/healthz')
    expect(health.status).toBe(503)
    expect(await health.json()).toMatchObject({ status: 'degraded', store: 'down' })
    server.reader.down = false
    expect((await get('/healthz')).status).toBe(200)
  })

  test('W3: the list is an array, and its Link header leads through every room once', async () => {
    server.reader.views.length = 0
    for (let i = 0; i < 7; i++) server.reader.views.push(viewOf(`list-${i}`, 'hidden'))
    const seen: string[] = []
    let url: string | undefined = '/api/rooms?limit=3'
    let pages = 0
    while (url !== undefined) {
      const answer: Response = await get(url)
      const rooms: { room_id: string }[] = await answer.json()
      expect(Object.keys(rooms[0] ?? {}).sort()).toEqual(
        ['active_users', 'created_at', 'language', 'room_id', 'updated_at', 'version'].sort(),
      )
      seen.push(...rooms.map((room) => room.room_id))
      url = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
      pages += 1
    }
    expect(seen).toEqual(server.reader.views.map((view) => view.roomId))
    expect(pages).toBe(3)
  })

  test.each(['limit=0', 'limit=101', 'limit=x', 'limit=1&limit=2', 'after=', `after=${'x'.repeat(600)}`])(
    'W3: /api/rooms?%s is 400',
    async (query) => {
      const answer = await get(`/api/rooms?${query}`)
      expect(answer.status).toBe(400)
      expect((await answer.json()).error.code).toBe('badRequest')
    },
  )

  test('W3: with ROOM_LIST=off the list is empty', async () => {
    const shy = await startTestServer({ ROOM_LIST: 'off' })
    shy.reader.views.push(viewOf('secret', ''))
    const answer = await fetch(`${shy.url}/api/rooms`)
    expect(await answer.json()).toEqual([])
    expect((await fetch(`${shy.url}/api/room/secret`)).status).toBe(200)
    await shy.stop()
  })
})

describe('around', () => {
  test('W4: the health counts what happens', async () => {
    const before = await (await get('/healthz')).json()
    expect(before).toMatchObject({ status: 'ok', store: 'ok', members: 0, connections: 0 })
    const socket = await server.connect()
    await joined(socket, 'counted', 'client-a')
    expect(await (await get('/healthz')).json()).toMatchObject({ rooms: 1, members: 1, connections: 1 })
    socket.disconnect()
  })

  test('W5: openapi.json describes every route with the fields that are answered', async () => {
    const api = await (await get('/api/openapi.json')).json()
    expect(Object.keys(api.paths).sort()).toEqual([
      '/api/room/{room_id}',
      '/api/room/{room_id}/log',
      '/api/rooms',
      '/autocomplete',
      '/healthz',
      '/readyz',
    ])
    const room = api.paths['/api/room/{room_id}'].get
    const body = room.responses['200'].content['application/json'].schema
    expect(Object.keys(body.properties)).toEqual(
      expect.arrayContaining(['room_id', 'code', 'language', 'active_users', 'created_at', 'updated_at']),
    )
    expect(room.responses['4XX'].content['application/json'].schema.properties.error).toBeDefined()
  })

  test('W6: every answer carries the policy, and none asks for TLS', async () => {
    for (const url of ['/', '/r/x', '/api/rooms', '/healthz', '/nothing']) {
      const { headers } = await get(url)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|upgrade-insecure/)
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('W6: another origin may read only when it is listed', async () => {
    const open = await startTestServer({ ORIGINS: 'https://friend.example' })
    const allowed = async (origin: string) =>
      (await fetch(`${open.url}/api/rooms`, { headers: { origin } })).headers.get(
        'access-control-allow-origin',
      )
    expect(await allowed('https://friend.example')).toBe('https://friend.example')
    expect(await allowed('https://evil.example')).toBeNull()
    await open.stop()
    const closed = await get('/api/rooms', { headers: { origin: 'https://friend.example' } })
    expect(closed.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('W8: an address that asks too often is told to wait, with the usual body', async () => {
    const small = await startTestServer({ HTTP_PER_MINUTE: '5' })
    const statuses: number[] = []
    for (let i = 0; i < 7; i++) statuses.push((await fetch(`${small.url}/api/rooms`)).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429])
    const answer = await fetch(`${small.url}/api/rooms`)
    expect((await answer.json()).error.code).toBe('tooFast')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    await small.stop()
  })

  test('W8: what is not there counts too', async () => {
    const small = await startTestServer({ HTTP_PER_MINUTE: '2' })
    const statuses: number[] = []
    for (let i = 0; i < 3; i++) statuses.push((await fetch(`${small.url}/api/guess${i}`)).status)
    expect(statuses).toEqual([404, 404, 429])
    await small.stop()
  })
})

describe('the page', () => {
  const HTML = '<!doctype html><html><head><title>T</title></head><body></body></html>'
  const SCRIPT = 'console.log("x".repeat(1))\n'.repeat(200)

  const withPage = (use: (page: TestServer) => Promise<void>) =>
    withFolder(async (folder) => {
      await mkdir(path.join(folder, 'assets'))
      await writeFile(path.join(folder, 'index.html'), HTML)
      await writeFile(path.join(folder, 'favicon.svg'), '<svg/>')
      await writeFile(path.join(folder, 'assets/main-abc.js'), SCRIPT)
      await writeFile(path.join(folder, 'assets/main-abc.js.br'), brotliCompressSync(SCRIPT))
      const page = await startTestServer({ CLIENT_DIR: folder })
      try {
        await use(page)
      } finally {
        await page.stop()
      }
    })

  test('W9: / and /r/:room_id answer index.html, which is asked for again each time', async () => {
    await withPage(async ({ url }) => {
      for (const where of ['/', '/r/some-room', '/r/some-room?x=1']) {
        const answer = await fetch(url + where)
        expect(answer.status).toBe(200)
        expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
        expect(answer.headers.get('cache-control')).toBe('no-cache')
        expect(await answer.text()).toBe(HTML)
        const again = await fetch(url + where, {
          headers: { 'if-none-match': answer.headers.get('etag') ?? 'none', 'cache-control': 'max-age=0' },
        })
        expect(again.status).toBe(304)
      }
    })
  })

  test('W9: hashed files are kept for ever, others are asked for again, and what is compressed is sent so', async () => {
    await withPage(async ({ url }) => {
      const script = await fetch(`${url}/assets/main-abc.js`, { headers: { 'accept-encoding': 'br' } })
      expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(script.headers.get('content-encoding')).toBe('br')
      expect(script.headers.get('content-type')).toMatch(/javascript/)
      expect(await script.text()).toBe(SCRIPT)
      const plain = await fetch(`${url}/assets/main-abc.js`, { headers: { 'accept-encoding': 'identity' } })
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(await plain.text()).toBe(SCRIPT)
      const icon = await fetch(`${url}/favicon.svg`)
      expect(icon.headers.get('cache-control')).toBe('no-cache')
    })
  })

  test('W9: what is not there is a plain page, under /api JSON', async () => {
    await withPage(async ({ url }) => {
      for (const where of ['/nothing', '/assets/nothing.js', '/r/bad%20room', '/r/a/b', '/apinothing']) {
        const answer = await fetch(url + where)
        expect(answer.status).toBe(404)
        expect(answer.headers.get('content-type')).toMatch(/text\/html/)
      }
      for (const where of ['/api', '/api/', '/api/nothing', '/api/room/a/b']) {
        const answer = await fetch(url + where)
        expect(answer.status).toBe(404)
        expect((await answer.json()).error.code).toBe('notFound')
      }
    })
  })

  test('W9: without a built page the server still answers, and says so', async () => {
    const answer = await get('/')
    expect(answer.status).toBe(503)
    expect(await answer.text()).toContain('has to be built')
  })
})
