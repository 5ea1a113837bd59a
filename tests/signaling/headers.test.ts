import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RoomId } from '../../shared/base/ids.ts'
import { SECURITY_HEADERS } from '../../signaling/http/policy.ts'
import { type Part, rawAnswer, readAnswer, requestHead, upgradeHead } from '../support/raw_http.ts'
import { type TempDir, tempDir } from '../support/temp_dir.ts'
import { startTestServer, type TestServer, viewOf } from './fakes.ts'

let folder: TempDir
let server: TestServer
beforeAll(async () => {
  folder = await tempDir()
  await mkdir(path.join(folder.path, 'assets'))
  await writeFile(path.join(folder.path, 'index.html'), '<!doctype html>')
  await writeFile(path.join(folder.path, 'assets/a.js'), '1')
  server = await startTestServer({ CLIENT_DIR: folder.path, ORIGINS: 'https://friend.example' })
  server.reader.views.push(viewOf('room', 'x'))
  server.reader.logs.set('room' as RoomId, Uint8Array.of(1))
})
afterAll(async () => {
  await server.stop()
  await folder.remove()
})

/** The answer has every header once, as the table says. */
function expectHeaders(text: string, status: number, what: string): void {
  const answer = readAnswer(text)
  expect(answer?.status, what).toBe(status)
  for (const [name, value] of SECURITY_HEADERS) {
    expect(answer?.headers.get(name.toLowerCase()), `${what}: ${name}`).toBe(value)
    const times = text.split('\r\n\r\n')[0]?.match(new RegExp(`^${name}:`, 'gim'))
    expect(times, `${what}: ${name}`).toHaveLength(1)
  }
  expect(answer?.headers.get('strict-transport-security')).toBeUndefined()
}

test('W6: the table is strict: nothing unsafe, no frame, no referrer, and nothing of a browser that is not used', () => {
  const table = new Map<string, string>(SECURITY_HEADERS.map(([name, value]) => [name, value]))
  const policy = table.get('Content-Security-Policy') ?? ''
  expect(policy).not.toMatch(/unsafe|\*|https?:|upgrade-insecure/)
  expect(policy).toContain("default-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(table.get('Referrer-Policy')).toBe('no-referrer')
  expect(table.get('X-Content-Type-Options')).toBe('nosniff')
  expect(table.get('X-Frame-Options')).toBe('DENY')
  expect(table.get('Permissions-Policy')).toMatch(/camera=\(\).*geolocation=\(\).*microphone=\(\)/)
})

const JSON_TYPE = 'Content-Type: application/json'
const preflight = (origin: string) =>
  requestHead('OPTIONS /api/rooms', `Origin: ${origin}`, 'Access-Control-Request-Method: GET')
const upgradeFrom = (origin: string) => {
  const key = ['Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==']
  return upgradeHead('/socket.io/?EIO=4&transport=websocket', ...key, `Origin: ${origin}`)
}
const POLLING = '/socket.io/?EIO=4&transport=polling'
const long = 'x'.repeat(20_000)
const ANSWERS: [what: string, status: number, ...parts: Part[]][] = [
  ['the page', 200, requestHead('GET /')],
  ['the page, HEAD', 200, requestHead('HEAD /')],
  ['a room’s page', 200, requestHead('GET /r/x')],
  ['a file', 200, requestHead('GET /assets/a.js')],
  ['a part of a file', 206, requestHead('GET /assets/a.js', 'Range: bytes=0-0')],
  ['a range that is not there', 416, requestHead('GET /assets/a.js', 'Range: bytes=9-9')],
  ['a room', 200, requestHead('GET /api/room/room')],
  ['a room’s log', 200, requestHead('GET /api/room/room/log')],
  ['no log', 204, requestHead('GET /api/room/none/log')],
  ['the list', 200, requestHead('GET /api/rooms')],
  ['the description', 200, requestHead('GET /api/openapi.json')],
  ['the health', 200, requestHead('GET /healthz')],
  ['no room', 404, requestHead('GET /api/room/none')],
  ['no page', 404, requestHead('GET /none')],
  ['another method', 404, requestHead('DELETE /')],
  ['OPTIONS that is no preflight', 400, requestHead('OPTIONS /')],
  ['a preflight', 204, preflight('https://friend.example')],
  ['a bad room', 400, requestHead('GET /api/room/a%20b')],
  ['a bad escape', 400, requestHead('GET /%zz')],
  ['a body that is none', 400, requestHead('POST /autocomplete', JSON_TYPE, 'Content-Length: 1'), '{'],
  [
    'a type that is none',
    415,
    requestHead('POST /autocomplete', 'Content-Type: a/b', 'Content-Length: 1'),
    '{',
  ],
  ['a body too large', 413, requestHead('POST /autocomplete', JSON_TYPE, `Content-Length: ${1 << 24}`)],
  ['an expectation', 417, requestHead('GET /', 'Expect: the-moon')],
  ['no host', 400, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ['no HTTP', 400, 'hello\r\n\r\n'],
  ['a head too large', 431, requestHead('GET /', `X: ${long}`)],
  ['a handshake over polling', 200, requestHead(`GET ${POLLING}`)],
  ['a handshake by POST', 400, requestHead(`POST ${POLLING}`)],
  ['a transport that is none', 400, requestHead('GET /socket.io/?EIO=4&transport=x')],
  ['a session that is none', 400, requestHead(`GET ${POLLING}&sid=x`)],
  ['an old Engine.IO', 400, requestHead('GET /socket.io/?EIO=3&transport=polling')],
  ['a foreign origin over polling', 403, requestHead(`GET ${POLLING}`, 'Origin: https://evil.example')],
  ['an upgrade elsewhere', 400, upgradeHead('/')],
  ['an upgrade without a session', 400, upgradeHead('/socket.io/?EIO=4&transport=websocket&sid=x')],
  ['an upgrade to polling', 400, upgradeHead('/socket.io/?EIO=4&transport=x')],
  ['an upgrade without a key', 400, upgradeHead('/socket.io/?EIO=4&transport=websocket', 'X: x')],
  ['an upgrade from elsewhere', 403, upgradeFrom('https://evil.example')],
]

describe('W6: every answer carries the headers', () => {
  test.each(ANSWERS)('%s: %i', async (what, status, ...parts) => {
    expectHeaders(await rawAnswer(server.port, ...parts), status, what)
  })

  test('while the store is down: 503', async () => {
    server.reader.down = true
    try {
      for (const url of ['/healthz', '/api/rooms', '/api/room/room'])
        expectHeaders(await rawAnswer(server.port, requestHead(`GET ${url}`)), 503, url)
    } finally {
      server.reader.down = false
    }
  })

  test('too often: 429', async () => {
    const small = await startTestServer({ HTTP_PER_MINUTE: '1', CONNECTIONS_PER_MINUTE: '1' })
    try {
      await rawAnswer(small.port, requestHead('GET /healthz'))
      expectHeaders(await rawAnswer(small.port, requestHead('GET /healthz')), 429, 'HTTP')
      await rawAnswer(small.port, requestHead(`GET ${POLLING}`))
      expectHeaders(await rawAnswer(small.port, requestHead(`GET ${POLLING}`)), 429, 'polling')
      const upgrade = upgradeHead('/socket.io/?EIO=4&transport=websocket')
      expectHeaders(await rawAnswer(small.port, upgrade), 429, 'a WebSocket')
    } finally {
      await small.stop()
    }
  })

  test('a request that takes too long: 408', async () => {
    const hasty = await startTestServer({}, { headMs: 100, requestMs: 200, idleMs: 60_000, lookMs: 20 })
    try {
      expectHeaders(await rawAnswer(hasty.port, 'GET / HTTP/1.1\r\n'), 408, 'the head')
      const body = [requestHead('POST /autocomplete', JSON_TYPE, 'Content-Length: 9'), '{']
      expectHeaders(await rawAnswer(hasty.port, ...body), 408, 'the body')
    } finally {
      await hasty.stop()
    }
  })

  test('an error of ours: 500', async () => {
    const { read } = server.reader
    server.reader.read = async () => {
      throw new Error('ours')
    }
    try {
      expectHeaders(await rawAnswer(server.port, requestHead('GET /api/room/room')), 500, 'a fault')
    } finally {
      server.reader.read = read
    }
  })
})
