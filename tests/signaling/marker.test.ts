import { io } from 'socket.io-client'
import { afterEach, describe, expect, test } from 'vitest'
import type { LogLevel } from '../../shared/base/env.ts'
import { packEntries } from '../../shared/protocol/codec/batch.ts'
import { freePort } from '../support/free_port.ts'
import { Loud } from '../support/loud_server.ts'
import { rawAnswer, requestHead } from '../support/raw_http.ts'
import { RedisServer } from '../support/redis_server.ts'
import { RelayMember } from '../support/relay_member.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, joined, joinRequest, startTestServer } from './fakes.ts'

/** Found nowhere else, and valid as a room's id, a name, a key and a text. */
const MARKER = 'MARKER-f3a9-MARKER-f3a9'
const ADDRESS = '203.0.113.77'
const LEVELS: LogLevel[] = ['debug', 'info', 'warn', 'error']

/** What nobody may read in a log: the marker, the visitor's address, our own, and parts of the first. */
const SECRETS = /MARKER|f3a9|203\.0\.113|127\.0\.0\.1|::1/

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** The marker in every field of everything that can be asked, well-formed and not. */
async function askEverything({ url }: Loud): Promise<void> {
  const port = Number(new URL(url).port)
  const from = `X-Forwarded-For: ${ADDRESS}`
  const json = 'Content-Type: application/json'
  const bodies = [
    JSON.stringify({ code: MARKER, cursorPosition: 3, language: 'python' }),
    JSON.stringify({ code: MARKER, cursorPosition: MARKER, language: MARKER, [MARKER]: MARKER }),
    `{"code": "${MARKER}`,
    MARKER,
  ]
  for (const body of bodies)
    await rawAnswer(
      port,
      requestHead('POST /autocomplete', json, from, `Content-Length: ${body.length}`),
      body,
    )
  const paths = ['/r/', '/api/room/', '/api/rooms?after=', '/api/rooms?limit=', '/', '/socket.io/?EIO=4&sid=']
  for (const path of paths)
    for (const end of [MARKER, `${MARKER}%zz`, `${MARKER}%00/log`])
      await rawAnswer(
        port,
        requestHead(`GET ${path}${end}`, from, `Cookie: ${MARKER}`, `${MARKER}: ${MARKER}`),
      )
  await rawAnswer(port, `${MARKER} ${MARKER}\r\n\r\n`)
  await rawAnswer(port, requestHead(`${MARKER} /`, from))

  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { 'x-forwarded-for': ADDRESS },
    query: { [MARKER]: MARKER },
    auth: { token: MARKER },
  })
  await until('it is connected', () => socket.connected)
  const me = { ...joinRequest(MARKER, `${MARKER}-9`), userName: MARKER, userKey: MARKER }
  expect(codeOf(await ask(socket, 'join', me))).toBe('ok')
  const bytes = Buffer.from(MARKER)
  const bodyWithAll = {
    ...{ roomId: MARKER, userName: MARKER, clientId: MARKER, userKey: MARKER, standing: MARKER, to: MARKER },
    ...{
      link: MARKER,
      data: MARKER,
      frame: MARKER,
      kind: MARKER,
      reason: MARKER,
      epoch: MARKER,
      from: MARKER,
    },
    ...{ entries: MARKER, part: MARKER, parts: MARKER, bytes: MARKER, [MARKER]: MARKER },
  }
  for (const name of [
    'join',
    'leaveRoom',
    'signal',
    'relay',
    'relayMany',
    'append',
    'snapshot',
    'drain',
    MARKER,
  ])
    await ask(socket, name, bodyWithAll)
  await ask(socket, 'join', me)
  await ask(socket, 'signal', { to: MARKER, link: 1, data: MARKER })
  await ask(socket, 'relay', { to: MARKER, link: 1, kind: 'frame', frame: bytes })
  await ask(socket, 'append', { epoch: 1, from: 0, entries: packEntries([bytes]) })
  await ask(socket, 'snapshot', { epoch: 1, part: 0, parts: 1, bytes })
  socket.io.engine.write(`2["join",{"${MARKER}`)
  await until('the connection has ended', () => !socket.connected)
}

describe('G14: no log line, at any level, and no answer about the server holds what people said', () => {
  test.each(LEVELS)('%s: a room in use, its store dying, and everything asked', async (level) => {
    const redis = await RedisServer.run()
    ends.push(() => redis.stop())
    const loud = new Loud(await freePort(), { LOG_LEVEL: level, REDIS_URL: redis.url })
    ends.push(() => loud.stop())
    await loud.ready()

    const ann = new RelayMember({ url: loud.url, roomId: MARKER, seed: 1, userName: MARKER })
    ends.push(() => ann.leave())
    await ann.entered()
    const bob = new RelayMember({ url: loud.url, roomId: MARKER, seed: 2, userName: MARKER })
    ends.push(() => bob.leave())
    await bob.entered()
    bob.type(MARKER)
    await until('it is saved', () => ann.text === MARKER && bob.session.status().state !== 'saving')
    await askEverything(loud)
    const room = await (await fetch(`${loud.url}/api/room/${MARKER}`)).json()
    expect(room.code).toContain(MARKER)

    await redis.kill()
    bob.type(MARKER)
    await until('the store is down', async () => (await fetch(`${loud.url}/healthz`)).status === 503)
    await askEverything(loud)

    for (const url of ['/healthz', '/api/openapi.json'])
      expect(await (await fetch(loud.url + url)).text(), url).not.toMatch(SECRETS)
    for (const end of ends.splice(1).reverse()) await end()
    if (level === 'debug') expect(loud.said).toContain('bad packet')
    if (level === 'debug' || level === 'info') expect(loud.said).toContain('promoted')
    expect(loud.said).not.toMatch(SECRETS)
    expect(loud.child.exitCode).toBe(0)
  })

  test('a fault of ours, with the marker in its message, in every place where one is met', async () => {
    const loud = await startTestServer({ LOG_LEVEL: 'debug' })
    ends.push(() => loud.stop())
    const wrong = new Error(MARKER)
    wrong.name = 'TypeError'
    const socket = await loud.connect()
    await joined(socket, MARKER, 'client-a')
    loud.rooms.appendFails = wrong
    const reply = await ask(socket, 'append', { epoch: 1, from: 0, entries: packEntries([Buffer.from('x')]) })
    expect(codeOf(reply)).toBe('internal')
    loud.reader.read = async () => {
      throw wrong
    }
    const answer = await fetch(`${loud.url}/api/room/${MARKER}`)
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining(MARKER)])
    expect(loud.lines.filter(({ level }) => level === 'error').map(({ event }) => event)).toEqual([
      'request failed',
      'http failed',
    ])
    expect(JSON.stringify([loud.lines, reply])).not.toContain(MARKER)
  })
})
