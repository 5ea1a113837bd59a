import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { readConfig } from '../../signaling/config/config.ts'
import { iceTerms } from '../../signaling/ice.ts'

const TURN = { TURN_URLS: 'turn:turn.example.org', TURN_SECRET: 'sixteen characters' }
const NOW = Date.UTC(2026, 0, 1)
const RANDOM = new Uint8Array(12).fill(7)

function configOf(env: Record<string, string>) {
  const read = readConfig(env)
  if (!read.ok) throw new Error(read.problems.join('\n'))
  return read.config
}

test('T2: a password for TURN holds for a time, is another one for each, and is made of the secret', () => {
  const config = configOf({ ...TURN, TURN_HOURS: '2' })
  const terms = iceTerms(config, NOW, RANDOM)
  const [issued] = terms.iceServers
  expect(terms.iceSeconds).toBe(7_200)
  expect(issued?.urls).toEqual(['turn:turn.example.org'])
  const [end, word] = issued?.username?.split(':') ?? []
  expect(Number(end)).toBe(NOW / 1_000 + 7_200)
  expect(word).toMatch(/^[\w-]{16}$/)
  expect(issued?.credential).toBe(
    createHmac('sha1', TURN.TURN_SECRET).update(String(issued?.username)).digest('base64'),
  )
  expect(iceTerms(config, NOW, new Uint8Array(12).fill(8)).iceServers).not.toEqual(terms.iceServers)
})

test('T2: servers with a password of their own stay as they are', () => {
  const own = { urls: 'turn:own.example.org', username: 'u', credential: 'c' }
  const terms = iceTerms(configOf({ ICE_SERVERS: JSON.stringify([own]) }), NOW, RANDOM)
  expect(terms).toEqual({ iceServers: [own], iceTransport: 'all' })
})

const turnOf = (more: object) => ({
  ICE_SERVERS: JSON.stringify([{ urls: 'turn:own.example.org', ...more }]),
})

test.each([
  [{ TURN_URLS: TURN.TURN_URLS }, /^TURN_URLS needs TURN_SECRET: /],
  [{ TURN_SECRET: TURN.TURN_SECRET }, /^TURN_SECRET needs TURN_URLS: /],
  [{ ICE_TRANSPORT: 'relay' }, /^ICE_TRANSPORT=relay needs a TURN server: TURN_URLS/],
  [{ ICE_TRANSPORT: 'relay', ICE_SERVERS: '[{"urls": "stun:stun.example.org"}]' }, /^ICE_TRANSPORT=relay/],
  [{ ...TURN, TURN_URLS: 'stun:stun.example.org' }, /^TURN_URLS must be /],
  [{ ...TURN, TURN_URLS: 'turn://turn.example.org' }, /^TURN_URLS must be /],
  [{ ...TURN, TURN_URLS: 'turn:turn.example.org:99999' }, /^TURN_URLS must be /],
  [{ ...TURN, TURN_URLS: 'turn:turn.example.org/' }, /^TURN_URLS must be /],
  [{ ...TURN, TURN_URLS: 'turn:a.example.org,turns:b.example.org?transport=tls' }, /^TURN_URLS must be /],
  [{ TURN_SECRET: 'too short', TURN_URLS: TURN.TURN_URLS }, /^TURN_SECRET must be /],
  [{ ICE_SERVERS: '[{"urls": "stun:stun.example.org?transport=udp"}]' }, /^ICE_SERVERS must be /],
  [{ ICE_SERVERS: '[{"urls": []}]' }, /^ICE_SERVERS must be /],
  [turnOf({}), /^ICE_SERVERS must be .*"username" and "credential"/],
  [turnOf({ username: 'u' }), /^ICE_SERVERS must be /],
])('T3: what does not fit together is refused by name: %j', (env, sentence) => {
  const read = readConfig(env as Record<string, string>)
  expect(read.ok ? [] : read.problems).toEqual([expect.stringMatching(sentence)])
})

test('T3: what browsers take is taken', () => {
  const TURN_URLS = [
    'turn:turn.example.org',
    'turn:203.0.113.9:3478?transport=udp',
    'turn:[2001:db8::1]:3478?transport=tcp',
    'turns:turn.example.org:443?transport=tcp',
  ]
  const config = configOf({ ...TURN, TURN_URLS: TURN_URLS.join(', '), ICE_TRANSPORT: 'relay' })
  expect(config.turn?.urls).toEqual(TURN_URLS)
  const own = turnOf({ username: 'u', credential: 'c' })
  expect(configOf({ ...own, ICE_TRANSPORT: 'relay' }).iceTransport).toBe('relay')
})

test('T3: the secret of a TURN server is never repeated', () => {
  const read = readConfig({ TURN_URLS: TURN.TURN_URLS, TURN_SECRET: 'hunter2' })
  expect(read.ok ? '' : read.problems.join()).not.toContain('hunter2')
})
