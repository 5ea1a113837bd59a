import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StoreDown } from '../../../signaling/store/room_store.ts'
import { HttpPerson } from '../../support/http_person.ts'
import { until } from '../../support/until.ts'
import { ask, codeOf, joinRequest, startTestServer, withFolder } from '../fakes.ts'
import { AuthScene } from './auth_scene.ts'

let scene: AuthScene
beforeAll(async () => {
  scene = await AuthScene.open()
})
afterAll(() => scene.end())

const HOUR_MS = 3_600_000

interface Roster {
  readonly users: readonly { userId: string; peerId: string; userName: string; verified?: true }[]
}

/** Joins, and answers who the server then says is in the room. */
async function enter(
  socket: Socket,
  roomId: string,
  request = joinRequest(roomId),
): Promise<Roster['users']> {
  const told = new Promise<Roster>((resolve) => socket.once('userJoined', resolve))
  expect(codeOf(await ask(socket, 'join', request))).toBe('ok')
  return (await told).users
}

/** Connected as somebody who signed in. */
const connected = async (login: string) => scene.connect(await scene.signedIn(login))

/** Why the server put a connection out, once it ended it. */
function putOut(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => {
    let reason: unknown = null
    socket.once('putOut', (body: unknown) => {
      reason = body
    })
    socket.once('disconnect', (by) => resolve([by, reason]))
  })
}
const SIGN_IN_NEEDED = ['io server disconnect', { reason: 'signInNeeded' }]

describe('without a session', () => {
  test('I1: no route below /api answers, whatever it is; the rest does', async () => {
    const described = (await (await fetch(`${scene.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>
    }
    const paths = Object.keys(described.paths).map((path) => path.replace('{room_id}', 'kata'))
    const closed = paths.filter((path) => path.startsWith('/api/'))
    expect(closed).toEqual(
      expect.arrayContaining(['/api/room/kata', '/api/room/kata/log', '/api/rooms', '/api/my-rooms']),
    )
    for (const path of [...closed, '/%61pi/rooms', '/api/rooms?limit=1', '/api/room/..%2f']) {
      const answer = await fetch(scene.url + path)
      expect([path, answer.status]).toEqual([path, 401])
      expect(await answer.json()).toEqual({ error: { code: 'signInNeeded', message: 'Sign in first.' } })
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
    const ada = await scene.signedIn('ada')
    for (const path of closed) expect((await ada.ask(scene.url + path)).status).not.toBe(401)
    for (const path of ['/healthz', '/auth/done']) expect((await fetch(scene.url + path)).status).toBe(200)
    // There is no built page here: what matters is that nobody is asked who they are.
    expect((await fetch(`${scene.url}/r/kata`)).status).toBe(503)
  })

  test.each(['polling', 'websocket'] as const)('I1: no connection is made (%s)', async (transport) => {
    const nobody = new HttpPerson()
    await expect(scene.connect(nobody, [transport])).rejects.toMatchObject({
      ...(transport === 'polling' && { description: 401 }),
    })
    const answer = await fetch(`${scene.url}/socket.io/?EIO=4&transport=polling`)
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { code: 'signInNeeded' } }])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
    const socket = await scene.connect(await scene.signedIn('ada'), [transport])
    expect(socket.connected).toBe(true)
  })
})

describe('a member', () => {
  test('I9: is called as the sign-in says, with a sign that no page can give itself', async () => {
    const socket = await connected('ada')
    const claimed = { ...joinRequest('names'), userName: 'Bo', verified: true, account: 'x' }
    expect(await enter(socket, 'names', claimed)).toMatchObject([
      { userName: 'Ada Lovelace', verified: true },
    ])
    // Nor by entering again, which is how names are changed.
    expect(await enter(socket, 'names', claimed)).toMatchObject([
      { userName: 'Ada Lovelace', verified: true },
    ])
  })

  test('I9: is the same person in every browser, and another than whoever has the same browser', async () => {
    const [one, two, bo] = await Promise.all(['ada', 'ada', 'bo'].map(connected))
    if (!one || !two || !bo) throw new Error('three connected')
    const key = (letter: string) => letter.repeat(32)
    await enter(one, 'people', { ...joinRequest('people', 'page-1'), userKey: key('a') })
    await enter(two, 'people', { ...joinRequest('people', 'page-2'), userKey: key('b') })
    const users = await enter(bo, 'people', { ...joinRequest('people', 'page-3'), userKey: key('a') })
    // Whoever is longest there comes first.
    const [first, second, third] = users.map(({ userId }) => userId)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    expect(new Set(users.map(({ peerId }) => peerId)).size).toBe(3)
    // With the secret of Ada's page too another account does not take its place.
    const thief = await connected('bo')
    const stolen = { ...joinRequest('people', 'page-1'), userKey: key('a') }
    expect(codeOf(await ask(thief, 'join', stolen))).toBe('clientIdTaken')
    expect(one.connected).toBe(true)
  })

  test('I6: is put out when the session is over, and can do nothing any more', async () => {
    const own = await AuthScene.open({ SESSION_HOURS: '2' })
    try {
      const [early, late] = [await own.connect(await own.signedIn('ada')), new HttpPerson()]
      await enter(early, 'room')
      own.clock.advance(HOUR_MS)
      const bo = await own.connect(await own.signedIn('bo', late))
      await enter(bo, 'room', { ...joinRequest('room', 'client-b') })
      const roster = new Promise<Roster>((resolve) => bo.once('userJoined', resolve))
      const out = putOut(early)
      own.clock.advance(HOUR_MS + 1_000)
      expect(await out).toEqual(SIGN_IN_NEEDED)
      expect((await roster).users).toMatchObject([{ userName: 'Bo' }])
      expect(bo.connected).toBe(true)
    } finally {
      await own.end()
    }
  })

  test('I6: whose session is over enters nothing, also where nobody has noticed yet', async () => {
    const own = await AuthScene.open()
    try {
      const socket = await own.connect(await own.signedIn('ada'))
      own.clock.sleep(13 * HOUR_MS)
      expect(codeOf(await ask(socket, 'join', joinRequest('room')))).toBe('signInNeeded')
    } finally {
      await own.end()
    }
  })

  test('I7: signing out puts out every page of that sign-in, and of no other', async () => {
    const ada = await scene.signedIn('ada')
    const pages = [await scene.connect(ada), await scene.connect(ada)]
    const elsewhere = await connected('ada')
    const outs = pages.map(putOut)
    expect((await ada.ask(`${scene.url}/auth/logout`, { method: 'POST' })).status).toBe(204)
    expect(await Promise.all(outs)).toEqual([SIGN_IN_NEEDED, SIGN_IN_NEEDED])
    expect(elsewhere.connected).toBe(true)
    await enter(elsewhere, 'after')
  })
})

describe('my rooms', () => {
  const roomsOf = async (person: HttpPerson) =>
    (await (await person.ask(`${scene.url}/api/my-rooms`)).json()) as {
      room_id: string
      visited_at: string
    }[]

  test('I11: are those that this account came into, in whatever browser, and nobody else’s', async () => {
    scene.provider.accounts.set('cleo', { name: 'Cleo' })
    const cleo = await scene.signedIn('cleo')
    const socket = await scene.connect(cleo)
    expect(await roomsOf(cleo)).toEqual([])
    await enter(socket, 'first')
    await enter(socket, 'second')
    const elsewhere = await scene.signedIn('cleo')
    const rooms = await until('both are noted', async () => {
      const now = await roomsOf(elsewhere)
      return now.length === 2 && now
    })
    expect(new Set(rooms.map(({ room_id }) => room_id))).toEqual(new Set(['first', 'second']))
    expect(Object.keys(rooms[0] ?? {})).toEqual(['room_id', 'visited_at'])
    scene.provider.accounts.set('dan', { name: 'Dan' })
    expect(await roomsOf(await scene.signedIn('dan'))).toEqual([])
  })

  test('I11: a room that somebody was not let into is not among them', async () => {
    scene.provider.accounts.set('eve', { name: 'Eve' })
    const eve = await scene.signedIn('eve')
    const socket = await scene.connect(eve)
    expect(codeOf(await ask(socket, 'join', joinRequest('no room')))).toBe('badRoomId')
    expect(codeOf(await ask(socket, 'join', { ...joinRequest('full'), clientId: 'x' }))).toBe('badRequest')
    await enter(await connected('bo'), 'guarded')
    expect(codeOf(await ask(socket, 'join', joinRequest('guarded')))).toBe('clientIdTaken')
    await enter(socket, 'open')
    await until('that is noted', async () => (await roomsOf(eve)).length > 0)
    expect((await roomsOf(eve)).map(({ room_id }) => room_id)).toEqual(['open'])
  })

  test('I11: a store that cannot note them keeps nobody out', async () => {
    const socket = await connected('ada')
    const { visited } = scene.store
    scene.store.visited = () => Promise.reject(new StoreDown('down'))
    try {
      await enter(socket, 'unnoted')
      await until('that is logged', () => scene.lines.some(({ event }) => event === 'visit not noted'))
      expect(socket.connected).toBe(true)
    } finally {
      scene.store.visited = visited
    }
  })
})

describe('the page', () => {
  test('I10: says in its head that one signs in here, wherever it is asked for, and only then', async () => {
    await withFolder(async (folder) => {
      await writeFile(join(folder, 'index.html'), '<!doctype html><head><title>T</title></head><p>page</p>')
      const pages = async (url: string) =>
        Promise.all(['/', '/r/kata', '/index.html'].map(async (path) => (await fetch(url + path)).text()))
      const own = await AuthScene.open({ CLIENT_DIR: folder })
      const open = await startTestServer({ CLIENT_DIR: folder })
      try {
        for (const page of await pages(own.url))
          expect(page).toBe(
            '<!doctype html><head><title>T</title><meta name="tandem-sign-in" content="oidc"></head><p>page</p>',
          )
        for (const page of await pages(open.url)) expect(page).not.toContain('tandem-sign-in')
        const answer = await fetch(own.url)
        expect(answer.headers.get('cache-control')).toBe('no-cache')
        expect(answer.headers.get('x-frame-options')).toBe('DENY')
      } finally {
        await Promise.all([own.end(), open.stop()])
      }
    })
  })
})

describe('AUTH=open', () => {
  test('I1: nothing of sign-in is there', async () => {
    const open = await startTestServer()
    try {
      for (const path of ['/auth/login', '/auth/me', '/auth/callback', '/api/my-rooms'])
        expect((await fetch(open.url + path)).status).toBe(404)
      expect((await fetch(`${open.url}/api/rooms`)).status).toBe(200)
    } finally {
      await open.stop()
    }
  })
})
