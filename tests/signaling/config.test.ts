import { describe, expect, test } from 'vitest'
import { type ClientId, KEY_PATTERN } from '../../shared/base/ids.ts'
import { readConfig } from '../../signaling/config/config.ts'
import { SETTINGS } from '../../signaling/config/settings.ts'
import { identify } from '../../signaling/identity.ts'
import { allowsOrigin, trustOf } from '../../signaling/origins.ts'
import { configWith } from './fakes.ts'

const problemsOf = (env: Record<string, string>) => {
  const read = readConfig(env)
  return read.ok ? [] : read.problems
}

describe('config', () => {
  test('W1: without any variable the server has a whole config, and asks no third party for anything', () => {
    const read = readConfig({})
    expect(read).toMatchObject({
      ok: true,
      config: {
        port: 3000,
        relay: true,
        roomList: true,
        redisUrl: null,
        iceServers: [],
        origins: [],
        trustProxy: false,
      },
    })
  })

  test('W1: an empty variable is an unset one', () => {
    expect(readConfig({ PORT: '', REDIS_URL: ' ', ICE_SERVERS: '' })).toEqual(readConfig({}))
  })

  test.each([
    ['PORT', 'abc'],
    ['PORT', '65536'],
    ['PORT', '-1'],
    ['ROOM_TTL_DAYS', '0'],
    ['ROOM_CHARACTERS', '50000001'],
    ['ROOM_MEMBERS', '0'],
    ['ROOM_MEMBERS', '101'],
    ['ROOM_EDITS', '0'],
    ['ROOM_TTL_DAYS', '1.5'],
    ['RELAY', 'yes'],
    ['ORIGINS', '*'],
    ['ORIGINS', 'https://example.org/path'],
    ['TRUST_PROXY', 'somebody'],
    ['LOG_LEVEL', 'loud'],
    ['JOINS_PER_10S', '-5'],
  ])('W1: %s=%s gives one plain sentence that names both', (name, value) => {
    const [problem, ...more] = problemsOf({ [name]: value })
    expect(more).toEqual([])
    expect(problem).toMatch(new RegExp(`^${name} must be .+, but it is .+\\.$`))
    expect(problem).toContain(JSON.stringify(value))
  })

  test.each([
    ['REDIS_URL', 'http://:hunter2@example.org'],
    ['ICE_SERVERS', '{"credential": "hunter2"}'],
    ['ICE_SERVERS', '[{"urls": "http://example.org", "credential": "hunter2"}]'],
    ['ICE_SERVERS', '[hunter2'],
  ])('W1: a wrong %s is named but never repeated', (name, value) => {
    const problems = problemsOf({ [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(name)
    expect(problems[0]).not.toContain('hunter2')
  })

  const OIDC = {
    AUTH: 'oidc',
    OIDC_ISSUER: 'https://id.example.org/realm',
    OIDC_CLIENT_ID: 'tandem',
    PUBLIC_URL: 'https://tandem.example.org',
    SESSION_SECRET: 's'.repeat(32),
  }

  test('I1: without AUTH=oidc nobody signs in, whatever else is set', () => {
    expect(configWith({ ...OIDC, AUTH: 'open' }).auth).toBeNull()
    expect(configWith().auth).toBeNull()
  })

  test('I1: AUTH=oidc takes what it needs', () => {
    expect(configWith(OIDC).auth).toEqual({
      issuer: new URL('https://id.example.org/realm'),
      clientId: 'tandem',
      clientSecret: null,
      publicUrl: 'https://tandem.example.org',
      sessionSecret: 's'.repeat(32),
      sessionHours: 12,
    })
    const here = { OIDC_ISSUER: 'http://127.0.0.1:4000', PUBLIC_URL: 'http://localhost:3000/' }
    expect(configWith({ ...OIDC, ...here }).auth).toMatchObject({ publicUrl: 'http://localhost:3000' })
  })

  test.each(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'PUBLIC_URL', 'SESSION_SECRET'])(
    'I1: AUTH=oidc without %s gives one plain sentence',
    (name) => {
      const problems = problemsOf({ ...OIDC, [name]: '' })
      expect(problems).toHaveLength(1)
      expect(problems[0]).toMatch(new RegExp(`^AUTH=oidc needs ${name}: .+\\.$`))
    },
  )

  test.each([
    ['AUTH', 'ldap'],
    ['OIDC_ISSUER', 'http://id.example.org'],
    ['OIDC_ISSUER', 'http://localhost.example.org'],
    ['OIDC_ISSUER', 'http://127.0.0.1.example.org'],
    ['OIDC_ISSUER', 'id.example.org'],
    ['OIDC_ISSUER', 'https://user:password@id.example.org'],
    ['PUBLIC_URL', 'http://tandem.example.org'],
    ['PUBLIC_URL', 'https://tandem.example.org/path'],
    ['PUBLIC_URL', 'https://tandem.example.org/?x'],
    ['SESSION_HOURS', '0'],
    ['SESSION_HOURS', '337'],
  ])('I1: %s=%s gives one plain sentence', (name, value) => {
    const problems = problemsOf({ ...OIDC, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must be .+, but it is .+\\.$`))
  })

  test('I1: a session secret that is too short is named but never repeated', () => {
    const [problem, ...more] = problemsOf({ ...OIDC, SESSION_SECRET: 'hunter2'.repeat(4) })
    expect(more).toEqual([])
    expect(problem).toMatch(/^SESSION_SECRET must be a text of 32 to 4096 characters/)
    expect(problem).not.toContain('hunter2')
  })

  test('W1: every wrong variable is told at once', () => {
    expect(problemsOf({ PORT: 'x', RELAY: 'x' })).toHaveLength(2)
  })

  test('W1: good values are read', () => {
    const config = configWith({
      ICE_SERVERS: '[{"urls": ["turn:turn.example.org?transport=udp"], "username": "u", "credential": "c"}]',
      ORIGINS: 'https://a.example, http://b.example:8080',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      REDIS_URL: 'redis://localhost:6379/2',
    })
    expect(config.iceServers).toHaveLength(1)
    expect(config.origins).toEqual(['https://a.example', 'http://b.example:8080'])
    expect(config.trustProxy).toEqual(['10.0.0.0/8', '::1'])
    expect(configWith({ TRUST_PROXY: '2' }).trustProxy).toBe(2)
    expect(configWith({ TRUST_PROXY: 'on' }).trustProxy).toBe(true)
  })

  test('W1: every fallback in the table is itself a good value', () => {
    const env = Object.fromEntries(Object.entries(SETTINGS).map(([name, { fallback }]) => [name, fallback]))
    expect(problemsOf(env)).toEqual([])
  })
})

describe('identity', () => {
  const key = 'k'.repeat(32)
  const [a, b] = ['client-a', 'client-b'] as ClientId[] as [ClientId, ClientId]

  test('G1: the same key is the same user on every page, and each page is a peer of its own', () => {
    expect(identify(key, a)).toEqual(identify(key, a))
    expect(identify(key, a).userId).toBe(identify(key, b).userId)
    expect(identify(key, a).peerId).not.toBe(identify(key, b).peerId)
    expect(identify('l'.repeat(32), a).userId).not.toBe(identify(key, a).userId)
  })

  test('G1: ids fit the pattern and do not contain the key', () => {
    const { peerId, userId } = identify(key, a)
    expect(peerId).toMatch(KEY_PATTERN)
    expect(userId).toMatch(KEY_PATTERN)
    // The first 96 bits of SHA-256 in base64url, as another program computed them.
    expect(userId).toBe('XjGPjPnL4kmjCBK4')
    expect(peerId).toBe('LltIWGmT1oorI1St')
  })
})

describe('origins', () => {
  const request = (headers: Record<string, string>) =>
    ({ headers, socket: { remoteAddress: '127.0.0.1' } }) as unknown as Parameters<typeof allowsOrigin>[0]
  const allows = (headers: Record<string, string>, allowed: string[] = [], trusted = false) =>
    allowsOrigin(request(headers), allowed, trustOf(trusted))

  test('W6: the own origin passes whatever its scheme, with and without the default port', () => {
    expect(allows({ origin: 'http://box:3000', host: 'box:3000' })).toBe(true)
    expect(allows({ origin: 'https://tandem.example', host: 'tandem.example' })).toBe(true)
    expect(allows({ origin: 'https://tandem.example', host: 'tandem.example:443' })).toBe(true)
  })

  test('W6: another origin passes only when it is listed', () => {
    const elsewhere = { origin: 'https://evil.example', host: 'box:3000' }
    expect(allows(elsewhere)).toBe(false)
    expect(allows(elsewhere, ['https://other.example'])).toBe(false)
    expect(allows(elsewhere, ['https://evil.example'])).toBe(true)
    expect(allows({ origin: 'http://box:3001', host: 'box:3000' })).toBe(false)
    for (const origin of ['null', '', 'file://', 'http://', 'javascript:1']) {
      expect(allows({ origin, host: 'box:3000' })).toBe(false)
    }
  })

  test('W6: a program without an origin passes', () => {
    expect(allows({ host: 'box:3000' })).toBe(true)
  })

  test('W6: a forwarded host counts only from a trusted proxy', () => {
    const proxied = { origin: 'https://t.example', host: '10.0.0.1:3000', 'x-forwarded-host': 't.example' }
    expect(allows(proxied)).toBe(false)
    expect(allows(proxied, [], true)).toBe(true)
  })
})
