import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { io } from 'socket.io-client'
import { afterEach, describe, expect, test } from 'vitest'
import type { Env } from '../../shared/base/env.ts'
import { AdminSessions, SESSION_S } from '../../signaling/admin/admin_sessions.ts'
import { HISTORY_SAMPLES, History } from '../../signaling/admin/history.ts'
import type { Edges } from '../../signaling/edges.ts'
import { startServer } from '../../signaling/server.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { VERSION } from '../../signaling/version.ts'
import { ADMIN_TOKEN, AdminPerson } from '../support/admin_person.ts'
import { ask, codeOf, configWith, joinRequest, testEnv, withFolder } from './fakes.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** Its periods end when the test says so. */
async function serve(settings: Record<string, string> = {}) {
  const periods: (() => void)[] = []
  const real = testEnv()
  const env: Env = {
    ...real,
    timer(ms, callback) {
      if (ms !== 10_000) return real.timer(ms, callback)
      periods.push(callback)
      return () => undefined
    },
  }
  const config = configWith({ ADMIN_TOKEN, ...settings })
  const server = await startServer({ config, store: new MemoryStore(), env })
  ends.push(() => server.stop())
  return { server, person: new AdminPerson(server.url), endPeriod: () => periods.pop()?.() }
}

async function enter({ url }: Edges, room: string, name: string) {
  const socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true })
  ends.push(() => void socket.disconnect())
  const join = { ...joinRequest(room, `client-${name}`), userKey: `key-of-${name}-${'-'.repeat(20)}` }
  expect(codeOf(await ask(socket, 'join', join))).toBe('ok')
  return socket
}

describe('the way in', () => {
  test('Y7: without a token there is no page, no sign-in, nothing to read and no file', async () => {
    await withFolder(async (folder) => {
      await mkdir(path.join(folder, 'admin/assets'), { recursive: true })
      await writeFile(path.join(folder, 'index.html'), '<title>Tandem</title>')
      await writeFile(path.join(folder, 'admin/index.html'), '<title>Admin</title>')
      await writeFile(path.join(folder, 'admin/assets/a.js'), '1')
      const off = await serve({ ADMIN_TOKEN: '', CLIENT_DIR: folder })
      const paths = ['/admin', '/admin/', '/admin/index.html', '/admin/assets/a.js', '/admin/overview']
      for (const url of [...paths, '//admin/index.html', '/./admin/index.html', '/%61dmin/index.html'])
        expect([url, (await off.person.ask(url)).status]).toEqual([url, 404])
      expect((await off.person.signIn()).status).toBe(404)
      const on = await serve({ CLIENT_DIR: folder })
      for (const url of paths.slice(0, 4))
        expect([url, (await on.person.ask(url)).status]).toEqual([url, 200])
      expect(await (await on.person.ask('/admin')).text()).toContain('Admin')
      // The other pages stay as they are.
      expect(await (await on.person.ask('/')).text()).toContain('Tandem')
    })
  })

  test('Y7: the token opens it until one signs out, and the cookie is for this page alone', async () => {
    const { person } = await serve()
    expect(await person.status()).toBe(401)
    const answer = await person.signIn()
    expect(answer.status).toBe(204)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const cookie = answer.headers.get('set-cookie')
    expect(cookie).toMatch(/^tandem_admin=[\w-]{43}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(await person.status()).toBe(200)
    // Whoever signs in again leaves no session behind.
    const former = person.cookie
    await person.signIn()
    const again = person.cookie
    person.cookie = former
    expect(await person.status()).toBe(401)
    person.cookie = again
    expect(await person.status()).toBe(200)
    const copy = person.cookie
    expect((await person.signOut()).status).toBe(204)
    expect(await person.status()).toBe(401)
    person.cookie = copy
    expect(await person.status()).toBe(401)
  })

  test('Y7: behind a proxy that does TLS the cookie never goes over a plain connection', async () => {
    const { person } = await serve({ TRUST_PROXY: 'on' })
    const answer = await person.signIn(ADMIN_TOKEN, { 'x-forwarded-proto': 'https' })
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-tandem_admin=.*; Secure; SameSite=Strict$/)
    expect(await person.status()).toBe(401)
    const over = await person.ask('/admin/overview', { headers: { 'x-forwarded-proto': 'https' } })
    expect(over.status).toBe(200)
  })

  test.each(['', 'x', ADMIN_TOKEN.slice(1), `${ADMIN_TOKEN}x`, ADMIN_TOKEN.toUpperCase()])(
    'Y7: %j does not open it',
    async (token) => {
      const { person } = await serve()
      const answer = await person.signIn(token)
      expect([answer.status, (await answer.json()).error.code]).toEqual([403, 'notAllowed'])
      expect(answer.headers.get('set-cookie')).toBeNull()
      for (const cookie of [
        'tandem_admin=',
        `tandem_admin=${'A'.repeat(43)}`,
        `tandem_admin=${ADMIN_TOKEN}`,
      ]) {
        person.cookie = cookie
        expect(await person.status()).toBe(401)
      }
    },
  )

  test('Y7: whoever guesses the administrator’s token is told to wait, and then the right one does not open it either', async () => {
    const { person } = await serve({ MISSES_PER_MINUTE: '4' })
    for (let i = 0; i < 4; i++) expect((await person.signIn(`guess-${i}`)).status).toBe(403)
    const held = await person.signIn()
    expect(held.status).toBe(429)
    expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await person.status()).toBe(401)
  })

  test('Y7: a page of another site can neither sign in, nor sign out, nor read', async () => {
    const { person } = await serve({ ORIGINS: 'https://friend.example' })
    await person.signIn()
    for (const origin of ['https://evil.example', 'https://friend.example', 'null']) {
      expect((await person.signIn(ADMIN_TOKEN, { origin })).status).toBe(403)
      const out = await person.ask('/admin/session', { method: 'DELETE', headers: { origin } })
      expect(out.status).toBe(403)
      expect((await person.ask('/admin/overview', { headers: { origin } })).status).toBe(403)
    }
    expect(await person.status()).toBe(200)
  })

  test('Y7: sessions end by themselves, and of too many the oldest', () => {
    let now = 0
    const sessions = new AdminSessions(() => now)
    const first = sessions.begin()
    now = SESSION_S * 1_000 - 1
    expect(sessions.holds(first)).toBe(true)
    now += 1
    expect(sessions.holds(first)).toBe(false)
    const ids = Array.from({ length: 17 }, () => sessions.begin())
    expect(ids.map((id) => sessions.holds(id))).toEqual([false, ...ids.slice(1).map(() => true)])
  })
})

describe('what it shows', () => {
  test('Y8: the sums of this process, by language and length of stay, and the versions of pages', async () => {
    const { server, person, endPeriod } = await serve()
    await person.signIn()
    await enter(server, 'room-a', 'ana')
    const ben = await enter(server, 'room-a', 'ben')
    const cy = await enter(server, 'room-b', 'cy')
    expect(codeOf(await ask(ben, 'report', { protocol: 1, path: 'direct', divergences: 3 }))).toBe('ok')
    expect(codeOf(await ask(cy, 'leaveRoom', {}))).toBe('ok')
    await ask(cy, 'nothing-of-the-kind', {})
    endPeriod()
    const seen = await person.overview()
    expect(seen).toMatchObject({
      version: VERSION,
      draining: false,
      rooms: 1,
      members: 2,
      connections: 3,
      links: { direct: 1, relay: 0 },
      languages: [{ language: 'python', rooms: 1, members: 2 }],
      stays: { now: [2, 0, 0, 0, 0, 0], ended: [1, 0, 0, 0, 0, 0] },
      totals: { joins: 3, divergences: 3, takeovers: 0 },
      history: [{ rooms: 1, members: 2, connections: 3, direct: 1, relay: 0, joins: 3, appendMs: null }],
    })
    expect(seen.protocols).toEqual(
      expect.arrayContaining([
        { protocol: 1, pages: 1 },
        { protocol: null, pages: 1 },
      ]),
    )
    expect(seen.refused).toContainEqual({ reason: 'unexpected', times: 1 })
    expect(seen.history[0]?.joinMs).toBeGreaterThan(0)
    // What happened in a period is told of that period alone, and only to whoever does not have it yet.
    endPeriod()
    const later = await person.overview(seen.history[0]?.at)
    expect(later.history).toMatchObject([{ joins: 0, joinMs: null, refused: 0 }])
    server.readiness.beginDraining()
    expect((await person.overview()).draining).toBe(true)
  })

  test('Y8: rooms are told by digests that nobody can enter with, and nothing of people', async () => {
    const { server, person } = await serve()
    await person.signIn()
    await enter(server, 'MARKER-room', 'MARKER')
    const answer = await person.ask('/admin/overview')
    const text = await answer.text()
    expect(text).not.toMatch(/MARKER|Ana|127\.0\.0\.1|::1/)
    const [room] = (await person.overview()).largest
    expect(room).toEqual({
      name: expect.stringMatching(/^[\w-]{8}$/),
      members: 1,
      language: 'python',
      ageS: 0,
    })
    expect((await person.ask(`/api/room/${room?.name}`)).status).toBe(404)
  })

  test('Y8: no more rooms are told one by one than fit, those with the most people', async () => {
    const { server, person } = await serve()
    await person.signIn()
    for (let i = 0; i < 24; i++) await enter(server, `room-${i}`, `one-${i}`)
    await enter(server, 'room-23', 'two')
    const { largest, rooms } = await person.overview()
    expect([rooms, largest.length, largest[0]?.members]).toEqual([24, 20, 2])
  })

  test('Y8: no more is remembered than an hour', () => {
    const history = new History()
    const sample = { rooms: 0, members: 0, connections: 0, direct: 0, relay: 0, joins: 0, joinMs: null }
    const rest = { appends: 0, appendMs: null, refused: 0, loopMs: 0, memory: 1 }
    for (let at = 1; at <= HISTORY_SAMPLES + 5; at++) history.add({ at, ...sample, ...rest })
    expect(history.after(0).map(({ at }) => at)).toEqual(
      Array.from({ length: HISTORY_SAMPLES }, (_, i) => i + 6),
    )
    expect(history.after(HISTORY_SAMPLES + 4)).toHaveLength(1)
  })

  test.each(['after=-1', 'after=x', 'after=1.5', 'after=1&after=2'])('Y8: %s is 400', async (query) => {
    const { person } = await serve()
    await person.signIn()
    expect((await person.ask(`/admin/overview?${query}`)).status).toBe(400)
  })

  test('the version is that of package.json', () => {
    expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(VERSION)
  })
})
