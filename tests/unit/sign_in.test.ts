import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import * as jose from 'jose'
import { io } from 'socket.io-client'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { askWho, endSession } from '../../client/edge/account_api.ts'
import { SignalingClient } from '../../client/edge/signaling_client.ts'
import { signInPath } from '../../client/state/account.ts'
import { adviceOf, doorWords } from '../../client/state/advice.ts'
import { claimOf, freshIn, freshState } from '../../client/state/new_room.ts'
import { isPutOut, stateWords } from '../../client/state/status_words.ts'
import { keepWayBack, takeWayBack } from '../../client/state/way_back.ts'
import type { PeerId } from '../../shared/base/ids.ts'
import type { User } from '../../shared/protocol/messages.ts'
import { People } from '../../shared/session/people.ts'
import { TIMINGS } from '../../shared/session/timings.ts'
import { nameIn } from '../../signaling/auth/claims.ts'
import { Cookie } from '../../signaling/auth/cookies.ts'
import { Seal } from '../../signaling/auth/seal.ts'
import { fakeUser, STATUS } from '../support/fake_session.ts'
import { fakeStorage } from '../support/fake_storage.ts'
import { nodeEnv } from '../support/node_env.ts'
import { until } from '../support/until.ts'

/** Answers everything with that status and body; with the times it was asked. */
async function answering(status: number, body: string) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url?.split('?')[0]}`)
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, stop }
}

describe('the way back from a sign-in', () => {
  const WAY = { path: '/r/kata', hash: '#k=secret&L42', fresh: 'private' } as const

  test('I12: brings the fragment back to its own page, once', () => {
    const storage = fakeStorage()
    keepWayBack(storage, WAY)
    expect(takeWayBack(storage, '/r/kata')).toEqual(WAY)
    expect(takeWayBack(storage, '/r/kata')).toBeNull()
  })

  test.each([null, 'open', 'private'] as const)(
    'I12: a room that is yet to be made stays what it was: %s',
    (fresh) => {
      const storage = fakeStorage()
      const state = fresh && freshState(fresh === 'private')
      keepWayBack(storage, { ...WAY, fresh: freshIn(state) })
      const back = takeWayBack(storage, '/r/kata')?.fresh ?? null
      expect(claimOf(back && freshState(back === 'private'))).toEqual(claimOf(state))
      expect(claimOf(state).visibility).toBe(
        fresh === null ? 'public' : fresh === 'open' ? 'unlisted' : 'private',
      )
    },
  )

  test('I12: to no other page, and is forgotten then', () => {
    const storage = fakeStorage()
    keepWayBack(storage, WAY)
    expect(takeWayBack(storage, '/r/other')).toBeNull()
    expect(takeWayBack(storage, '/r/kata')).toBeNull()
  })

  test.each([
    'not json',
    '[]',
    'null',
    '"x"',
    '{"path":5}',
    `{"path":"/r/kata","hash":"${'#x'.repeat(2_000)}"}`,
  ])('I12: %s is none', (text) => {
    const storage = fakeStorage()
    storage.set('tandem.wayBack', text)
    expect(takeWayBack(storage, '/r/kata')).toBeNull()
  })

  test('I12: what is no fragment is left out, and the address that signs in has none', () => {
    const storage = fakeStorage()
    storage.set('tandem.wayBack', JSON.stringify({ ...WAY, hash: '//elsewhere.example' }))
    expect(takeWayBack(storage, '/r/kata')?.hash).toBe('')
    expect(signInPath('/r/a b#c')).toBe('/auth/login?to=%2Fr%2Fa%20b%23c')
  })
})

describe('who is signed in', () => {
  test.each([
    [200, '{"name":"Ada","ends_at":"x"}', { kind: 'account', name: 'Ada' }],
    [401, '{}', { kind: 'nobody' }],
    [200, '{}', { kind: 'unknown' }],
    [200, 'not json', { kind: 'unknown' }],
    [503, '{"name":"Ada"}', { kind: 'unknown' }],
  ])('I10: %i with %s', async (status, body, who) => {
    const server = await answering(status, body)
    try {
      expect(await askWho(server.url)).toEqual(who)
    } finally {
      server.stop()
    }
  })

  test('I10: without a server it cannot be told, and no session is ended', async () => {
    const server = await answering(200, '{}')
    expect(await endSession(server.url)).toBe(true)
    expect(server.asked).toEqual(['POST /auth/logout'])
    server.stop()
    expect(await askWho(server.url)).toEqual({ kind: 'unknown' })
    expect(await endSession(server.url)).toBe(false)
  })
})

describe('a page whose sign-in is over', () => {
  const OVER = { ...STATUS, self: 'me' as PeerId, denied: 'signInNeeded', path: 'none' } as const

  test('I13: is told so, may be typed into, and says what is kept', () => {
    const advice = adviceOf({ ...OVER, state: 'offline', pending: 1, kept: true })
    expect(advice?.kind).toBe('signIn')
    expect(advice?.text).toContain('Your edits are kept in this browser.')
    expect(isPutOut(OVER)).toBe(false)
    expect(stateWords({ ...OVER, state: 'offline', pending: 1, kept: true })).toContain('edits are kept')
  })

  test('I13: at the door is told to sign in', () => {
    expect(adviceOf({ ...OVER, self: null })?.kind).toBe('denied')
    expect(doorWords('signInNeeded')).toBe('Sign in first. Try again: the page asks you to.')
  })

  test('I13: a connection that is refused for that is not tried again until the person comes back', async () => {
    const server = await answering(401, '{}')
    const heard: unknown[] = []
    const real = nodeEnv(1)
    // Whatever it would wait for comes at once.
    const env = { ...real, timer: (_ms: number, ring: () => void) => real.timer(0, ring) }
    const client = new SignalingClient({ env, url: server.url })
    const none = () => undefined
    client.listen({
      ...{ up: none, down: none, userJoined: none, hostChanged: none, rules: none, desk: none },
      ...{ letIn: none, standing: none, heldBack: none },
      putOut: (event) => heard.push(event),
    })
    try {
      client.connect()
      await until('it is told', () => heard.length === 1)
      expect(heard).toEqual([{ reason: 'signInNeeded' }])
      const tries = (path: string) => server.asked.filter((one) => one === `GET ${path}`).length
      const tried = tries('/socket.io/')
      // One that does try again, as soon and as often as the client would.
      const witness = io(server.url, {
        path: '/witness',
        transports: ['polling'],
        reconnectionDelay: 250,
        reconnectionDelayMax: 250,
      })
      await until('the other one tried again and again', () => tries('/witness/') > 5)
      witness.disconnect()
      expect(tries('/socket.io/')).toBe(tried)
      client.reconnectNow()
      await until('it was tried again', () => heard.length === 2)
    } finally {
      client.close()
      server.stop()
    }
  })
})

describe('names', () => {
  const verified = (name: string): User => ({ ...fakeUser(name, 1), verified: true })
  const people = () =>
    new People({
      env: nodeEnv(1),
      timings: TIMINGS,
      usersChanged: () => undefined,
      typingChanged: () => undefined,
      notice: () => undefined,
    })

  test('I9: a host’s list changes no name that the server vouched for, and vouches for none', () => {
    const known = people()
    const ada = verified('Ada')
    known.setUsers([ada, fakeUser('Cleo', 2)])
    known.heardUsers([
      { ...ada, userName: 'Mallory', color: 7, clientId: fakeUser('Mallory', 0).clientId },
      { ...fakeUser('Cleo', 2), userName: 'Ada', verified: true },
      verified('Bo'),
    ])
    expect(known.users.map(({ userName, verified }) => [userName, verified ?? false])).toEqual([
      ['Ada', true],
      ['Ada', false],
      ['Bo', false],
    ])
    expect(known.users[0]).toEqual(ada)
  })

  test('I9: the claims’ name, else what they are called by, else an address that is vouched for', () => {
    expect(nameIn({ name: 'Ada', preferred_username: 'a' })).toBe('Ada')
    expect(nameIn({ name: 5, preferred_username: 'a' })).toBe('a')
    expect(nameIn({ email: 'a@example.org' })).toBe('a@example.org')
    expect(nameIn({ email: 'a@example.org', email_verified: false })).toBeNull()
    expect(nameIn({})).toBeNull()
  })
})

test('I3: what is sealed opens with its own secret, for its own purpose, within its time', async () => {
  const seal = (secret: string, purpose: string, now = 0) =>
    new Seal({ jose, secret, purpose, schema: z.string(), now: () => now })
  const sealed = await seal('a', 'session').seal('text', 10)
  expect(await seal('a', 'session').open(sealed)).toEqual({ body: 'text', until: 10 })
  for (const other of [seal('b', 'session'), seal('a', 'sign-in'), seal('a', 'session', 10_000)])
    expect(await other.open(sealed)).toBeNull()
})

test('I3: over https the cookies are sent over nothing else, and no neighbouring site can set them', () => {
  const cookie = new Cookie('session', true)
  expect(cookie.keep('x', 60)).toBe(
    '__Host-tandem_session=x; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
  expect(cookie.read('tandem_session=a; __Host-tandem_session=b')).toBe('b')
  expect(new Cookie('session', false).keep('x', 60)).not.toContain('Secure')
})
