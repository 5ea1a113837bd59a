import { io } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../support/free_port.ts'
import { Loud } from '../support/loud_server.ts'
import { until } from '../support/until.ts'
import { ask, codeOf, joinRequest, startTestServer, withFolder } from './fakes.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

type Line = Readonly<Record<string, unknown>>
const linesOf = ({ said }: Loud): Line[] =>
  said
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)

const idOf = async (url: string, given?: string) =>
  (await fetch(url, given === undefined ? {} : { headers: { 'x-request-id': given } })).headers.get(
    'x-request-id',
  )

test('Y6: every answer has an id of its own, and a visitor’s word for it is not taken', async () => {
  const server = await startTestServer({ HTTP_PER_MINUTE: '6' })
  ends.push(() => server.stop())
  const ids: (string | null)[] = []
  for (const path of [
    '/',
    '/healthz',
    '/api/room/nowhere',
    '/nothing',
    '/socket.io/?EIO=4&transport=polling',
  ])
    ids.push(await idOf(server.url + path, 'from-a-visitor'))
  // Also one that is told to wait.
  for (let i = 0; i < 3; i++) ids.push(await idOf(`${server.url}/healthz`, 'from-a-visitor'))
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{12}$/)
  expect(new Set(ids).size).toBe(ids.length)
})

test('Y6: a trusted proxy’s id is taken where it is one', async () => {
  const server = await startTestServer({ TRUST_PROXY: '127.0.0.1' })
  ends.push(() => server.stop())
  const given = '4bf92f3577b34da6a3ce929d0e0e4736'
  expect(await idOf(`${server.url}/healthz`, given)).toBe(given)
  expect(await idOf(`${server.url}/socket.io/?EIO=4&transport=polling`, given)).toBe(given)
  for (const bad of [
    'short',
    'x'.repeat(65),
    '203.0.113.77',
    'with blanks in',
    '{"level":50}',
    'a,b,c,d,e,f',
  ])
    expect(await idOf(`${server.url}/healthz`, bad)).toMatch(/^[A-Za-z0-9_-]{12}$/)
})

test('Y6: the lines of one request are found by its id, over HTTP and over Socket.IO', async () => {
  await withFolder(async (folder) => {
    const loud = new Loud(await freePort(), { DATA_DIR: folder, LOG_LEVEL: 'debug' })
    ends.push(() => loud.stop())
    await loud.ready()
    const given = 'one-question-over-http'
    await fetch(`${loud.url}/autocomplete`, {
      method: 'POST',
      headers: { 'x-request-id': given, 'content-type': 'application/json' },
      body: '{"code": 5}',
    })
    const [line] = await until('it is in the log', () => {
      const found = linesOf(loud).filter(({ request }) => request === given)
      return found.length > 0 && found
    })
    expect(line).toMatchObject({
      msg: 'answered',
      route: '/autocomplete',
      status: 400,
      ms: expect.any(Number),
    })

    const socket = io(loud.url, {
      transports: ['websocket'],
      reconnection: false,
      extraHeaders: { 'x-request-id': 'one-handshake' },
    })
    ends.push(() => void socket.disconnect())
    expect(codeOf(await ask(socket, 'join', joinRequest('followed')))).toBe('ok')
    expect(codeOf(await ask(socket, 'append', {}))).toBe('badRequest')
    await until('both are in the log', () => linesOf(loud).some(({ code }) => code === 'badRequest'))
    const lines = linesOf(loud).filter(({ connection }) => connection === socket.id)
    expect(lines[0]).toMatchObject({ msg: 'connected', request: 'one-handshake' })
    // The room logic, which knows no requests, says it within the join.
    const promoted = lines.find(({ msg }) => msg === 'promoted')
    const joined = lines.find(({ event }) => event === 'join')
    const appended = lines.find(({ event }) => event === 'append')
    expect(joined).toMatchObject({
      msg: 'answered',
      code: 'ok',
      request: expect.stringMatching(/^[\w-]{12}$/),
    })
    expect(promoted?.request).toBe(joined?.request)
    expect(appended).toMatchObject({ msg: 'answered', code: 'badRequest' })
    expect(appended?.request).not.toBe(joined?.request)
  })
})
