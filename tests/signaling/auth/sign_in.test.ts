import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HttpPerson } from '../../support/http_person.ts'
import { CLIENT } from '../../support/oidc_provider.ts'
import { AuthScene } from './auth_scene.ts'

let scene: AuthScene
beforeAll(async () => {
  scene = await AuthScene.open()
})
afterAll(() => scene.end())

const HOUR_MS = 3_600_000

/** Nobody is signed in by that. */
async function isNobody(person: HttpPerson): Promise<void> {
  const { status, body } = await scene.me(person)
  expect(status).toBe(401)
  expect(body).toMatchObject({ error: { code: 'signInNeeded' } })
}

/** The answer to what leads back is a plain refusal, and signs nobody in. */
async function isRefused(person: HttpPerson, back: string): Promise<void> {
  const answer = await person.ask(back)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('You are not signed in')
  await isNobody(person)
}

/** Changes one character well within a sealed value. */
const damaged = (text: string) => {
  const at = Math.floor(text.length / 2)
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

describe('signing in', () => {
  test('I2: a person signs in at the provider by code and PKCE, and comes back to the room they wanted', async () => {
    const ada = new HttpPerson()
    await isNobody(ada)
    const back = await scene.answerFor(ada, 'ada', { to: '/r/kata' })
    const sent = new URL(ada.went.find((url) => url.startsWith(`${scene.provider.issuer}/auth?`)) ?? '')
    expect(Object.fromEntries(sent.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: CLIENT.id,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    })
    const answer = await ada.ask(back)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/r/kata'])
    expect(await scene.me(ada)).toMatchObject({ status: 200, body: { name: 'Ada Lovelace' } })
  })

  test('I3: the cookies are for the server alone, of this site alone, and tell nothing', async () => {
    const ada = new HttpPerson()
    const begun = await ada.ask(`${scene.url}/auth/login`)
    const ended = await ada.ask(await scene.answerFor(ada, 'ada'))
    for (const header of [...begun.headers.getSetCookie(), ...ended.headers.getSetCookie()]) {
      expect(header).toMatch(/; HttpOnly/)
      expect(header).toMatch(/; SameSite=Lax/)
      expect(header).toMatch(/; Path=\//)
      expect(header).not.toMatch(/Domain/)
    }
    const [, payload = ''] = ada.cookies(scene.url).split('tandem_session=')
    // A JWE: five parts, of which the first alone can be read, and says how it was sealed.
    const parts = payload.split('.')
    expect(parts).toHaveLength(5)
    expect(JSON.parse(Buffer.from(parts[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
    })
    expect(Buffer.from(payload, 'base64url').toString('latin1')).not.toContain('Ada')
    // Nothing of what the provider handed out is kept.
    expect(payload.length).toBeLessThan(500)
  })

  test('I4: another state than this browser’s is refused', async () => {
    const ada = new HttpPerson()
    const back = new URL(await scene.answerFor(ada, 'ada'))
    back.searchParams.set('state', 'x'.repeat(43))
    await isRefused(ada, back.href)
  })

  test('I4: a sign-in that another browser began is refused: nobody is signed in as somebody else', async () => {
    const back = await scene.answerFor(new HttpPerson(), 'bo')
    await isRefused(new HttpPerson(), back)
    const ada = new HttpPerson()
    await ada.ask(`${scene.url}/auth/login`)
    await isRefused(ada, back)
  })

  test('I4: another nonce than this sign-in’s is refused', async () => {
    const ada = new HttpPerson()
    const change = (url: string) => {
      const sent = new URL(url)
      sent.searchParams.set('nonce', 'x'.repeat(43))
      return sent.href
    }
    await isRefused(ada, await scene.answerFor(ada, 'ada', { change }))
  })

  test('I4: a code for another challenge than this sign-in’s is refused', async () => {
    const ada = new HttpPerson()
    const change = (url: string) => {
      const sent = new URL(url)
      sent.searchParams.set('code_challenge', 'x'.repeat(43))
      return sent.href
    }
    await isRefused(ada, await scene.answerFor(ada, 'ada', { change }))
  })

  test('I4: an answer in another provider’s name is refused', async () => {
    const ada = new HttpPerson()
    const back = new URL(await scene.answerFor(ada, 'ada'))
    back.searchParams.set('iss', 'https://elsewhere.example')
    await isRefused(ada, back.href)
  })

  test('I4: a code counts once, also for a browser that kept its cookies', async () => {
    const ada = new HttpPerson()
    const back = await scene.answerFor(ada, 'ada')
    const kept = new Map(ada.jar.get(scene.url))
    expect((await ada.ask(back)).status).toBe(302)
    const replaying = new HttpPerson()
    replaying.jar.set(scene.url, kept)
    await isRefused(replaying, back)
    // Without them it is not even asked about.
    const asked = scene.provider.asked.length
    await isRefused(new HttpPerson(), back)
    expect((await ada.ask(back)).status).toBe(400)
    expect(scene.provider.asked).toHaveLength(asked)
  })

  test('I4: who refuses at the provider is not signed in, and may begin again', async () => {
    const ada = new HttpPerson()
    const answer = await ada.ask(await scene.answerFor(ada, 'ada', { refuse: true, to: '/r/kata' }))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(`${scene.url}/auth/login?to=%2Fr%2Fkata`)
    await isNobody(ada)
  })

  test('I4: two tabs may sign in at once', async () => {
    const ada = new HttpPerson()
    const first = await scene.answerFor(ada, 'ada', { to: '/r/one' })
    const second = await scene.answerFor(ada, 'ada', { to: '/r/two' })
    expect((await ada.ask(first)).headers.get('location')).toBe('/r/one')
    expect((await ada.ask(second)).headers.get('location')).toBe('/r/two')
  })

  test('I4: a sign-in that took too long is refused', async () => {
    const ada = new HttpPerson()
    const back = await scene.answerFor(ada, 'ada')
    scene.clock.advance(HOUR_MS / 6)
    await isRefused(ada, back)
  })

  test('I4: however many sign-ins are begun, the cookie stays small', async () => {
    const ada = new HttpPerson()
    for (let i = 0; i < 10; i++) await ada.ask(`${scene.url}/auth/login?to=/r/${'x'.repeat(64)}`)
    expect(ada.cookies(scene.url).length).toBeLessThan(2_500)
  })

  test.each([
    'https://elsewhere.example',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/r/../../elsewhere',
    '/r/x?y',
    '/r/x#y',
    '/r/x/y',
    '/api/rooms',
    'javascript:alert(1)',
    '/r/%0d%0aset-cookie:x=y',
    '',
  ])('I5: to=%s leads to the start page', async (to) => {
    const ada = new HttpPerson()
    const answer = await ada.ask(await scene.answerFor(ada, 'ada', { to }))
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/'])
  })
})

test('I4: who fails again and again waits, and the provider is not asked meanwhile', async () => {
  const own = await AuthScene.open({ MISSES_PER_MINUTE: '2' })
  try {
    const tries = async () => {
      const ada = new HttpPerson()
      return (await ada.ask(`${own.url}/auth/callback?code=x&state=y`)).status
    }
    expect([await tries(), await tries(), await tries()]).toEqual([400, 400, 429])
    const ada = new HttpPerson()
    const back = await own.answerFor(ada, 'ada')
    const asked = own.provider.asked.length
    const answer = await ada.ask(back)
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(own.provider.asked).toHaveLength(asked)
  } finally {
    await own.end()
  }
})

describe('a session', () => {
  test('I3: a cookie that was changed, or is of another kind, is none', async () => {
    const ada = await scene.signedIn('ada')
    const jar = ada.jar.get(scene.url)
    const session = jar?.get('tandem_session') ?? ''
    await ada.ask(`${scene.url}/auth/login`)
    const other = jar?.get('tandem_sign_in') ?? ''
    for (const value of [damaged(session), other, session.slice(0, -1), '', 'x', `${session}.x`, '%', '{}']) {
      jar?.set('tandem_session', value)
      await isNobody(ada)
    }
    jar?.set('tandem_session', session)
    expect(await scene.me(ada)).toMatchObject({ status: 200 })
  })

  test('I3: each sign-in makes a new session, whatever cookie the browser brought', async () => {
    const ada = await scene.signedIn('ada')
    const before = ada.jar.get(scene.url)?.get('tandem_session')
    await scene.signedIn('ada', ada)
    expect(ada.jar.get(scene.url)?.get('tandem_session')).not.toBe(before)
  })

  test('I6: it is over after its hours', async () => {
    const ada = await scene.signedIn('ada')
    const { body } = await scene.me(ada)
    const left = Date.parse((body as { ends_at: string }).ends_at) - Date.now()
    expect(Math.abs(left - 12 * HOUR_MS)).toBeLessThan(HOUR_MS)
    scene.clock.advance(11 * HOUR_MS)
    expect(await scene.me(ada)).toMatchObject({ status: 200 })
    scene.clock.advance(HOUR_MS + 1_000)
    await isNobody(ada)
  })

  test('I7: signing out ends it, copies of its cookie too, and another sign-in’s not', async () => {
    const ada = await scene.signedIn('ada')
    const elsewhere = await scene.signedIn('ada')
    const thief = new HttpPerson()
    thief.jar.set(scene.url, new Map(ada.jar.get(scene.url)))
    const answer = await ada.ask(`${scene.url}/auth/logout`, { method: 'POST' })
    expect(answer.status).toBe(204)
    expect(ada.cookies(scene.url)).not.toContain('tandem_session')
    await isNobody(ada)
    await isNobody(thief)
    expect(await scene.me(elsewhere)).toMatchObject({ status: 200 })
  })

  test('I7: no other site signs anybody out, and no link does', async () => {
    const ada = await scene.signedIn('ada')
    for (const origin of ['https://elsewhere.example', 'null', scene.url.replace('127.0.0.1', 'localhost')]) {
      const answer = await ada.ask(`${scene.url}/auth/logout`, { method: 'POST', headers: { origin } })
      expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: 'notAllowed' } }])
    }
    expect((await ada.ask(`${scene.url}/auth/logout`)).status).toBe(404)
    expect(await scene.me(ada)).toMatchObject({ status: 200 })
    const own = await ada.ask(`${scene.url}/auth/logout`, { method: 'POST', headers: { origin: scene.url } })
    expect(own.status).toBe(204)
  })
})

describe('the provider', () => {
  test('I8: while it is away the server tells so, and goes on by itself when it is back', async () => {
    const away = await AuthScene.open()
    try {
      await away.provider.stop()
      const ada = new HttpPerson()
      const answer = await ada.ask(`${away.url}/auth/login?to=/r/kata`)
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10'])
      expect(await answer.text()).toContain('The sign-in provider does not answer')
      expect((await ada.ask(`${away.url}/healthz`)).status).toBe(200)
      await away.provider.start()
      await away.signedIn('ada', ada)
      // Between leaving for it and coming back.
      const bo = new HttpPerson()
      const back = await away.answerFor(bo, 'bo')
      await away.provider.stop()
      expect((await bo.ask(back)).status).toBe(503)
      await away.provider.start()
      // Who was signed in did not need it.
      expect(await away.me(ada)).toMatchObject({ status: 200 })
    } finally {
      await away.end()
    }
  })

  test('I8: keys that it has taken up since are found at once', async () => {
    await scene.signedIn('ada')
    await scene.provider.rotateKeys()
    expect(await scene.me(await scene.signedIn('bo'))).toMatchObject({ status: 200, body: { name: 'Bo' } })
  })

  test('I4: a token that none of its keys signed is refused', async () => {
    await scene.provider.rotateKeys()
    const ada = new HttpPerson()
    const back = await scene.answerFor(ada, 'ada')
    scene.provider.showOtherKeys = true
    try {
      await isRefused(ada, back)
    } finally {
      scene.provider.showOtherKeys = false
      await scene.provider.rotateKeys()
    }
  })

  test('I9: names are taken from the id token too, cleaned and cut', async () => {
    const plain = await AuthScene.open({ OIDC_CLIENT_SECRET: CLIENT.secret }, { namesInIdToken: true })
    try {
      const named = async (login: string, claims: object) => {
        plain.provider.accounts.set(login, claims)
        return (await plain.me(await plain.signedIn(login))).body
      }
      expect(await named('a', { name: ' Zoë \u202e\u200b Ω ' })).toMatchObject({ name: 'Zoë Ω' })
      expect(plain.provider.asked).not.toContain('/me')
      expect(await named('b', { name: '\u200b', preferred_username: 'zoe' })).toMatchObject({ name: 'zoe' })
      expect(await named('c', { email: 'c@example.org' })).toMatchObject({ name: 'c@example.org' })
      expect(await named('d', { name: `${'x'.repeat(39)}😀y` })).toMatchObject({ name: 'x'.repeat(39) })
      expect(await named('e', {})).toMatchObject({ name: 'Somebody' })
    } finally {
      await plain.end()
    }
  })

  test('I3: nothing of who signed in is logged', async () => {
    const said = JSON.stringify(scene.lines)
    for (const secret of ['Ada', 'Lovelace', 'code=', CLIENT.secret, 'forty characters'])
      expect(said).not.toContain(secret)
  })
})
