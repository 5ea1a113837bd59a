import { expect, test } from 'vitest'
import { ask, codeOf, joinRequest, startTestServer } from './fakes.ts'

const said = async (url: string) => {
  const answer = await fetch(url)
  return [answer.status, await answer.json()]
}

test('Y1: new visitors are welcome while the store answers', async () => {
  const server = await startTestServer()
  try {
    expect(await said(`${server.url}/readyz`)).toEqual([200, { status: 'ok', store: 'ok' }])
    server.reader.down = true
    expect(await said(`${server.url}/readyz`)).toEqual([503, { status: 'degraded', store: 'down' }])
    server.reader.down = false
    expect(await said(`${server.url}/readyz`)).toEqual([200, { status: 'ok', store: 'ok' }])
  } finally {
    await server.stop()
  }
})

test('Y1: a server that drains says so, and serves who is there', async () => {
  const server = await startTestServer()
  try {
    const socket = await server.connect()
    server.readiness.beginDraining()
    expect(await said(`${server.url}/readyz`)).toEqual([503, { status: 'draining', store: 'ok' }])
    const [status, body] = await said(`${server.url}/healthz`)
    expect([status, body]).toEqual([503, expect.objectContaining({ status: 'draining', connections: 1 })])
    expect(codeOf(await ask(socket, 'join', joinRequest('still-here')))).toBe('ok')
    server.reader.down = true
    expect(await said(`${server.url}/readyz`)).toEqual([503, { status: 'draining', store: 'down' }])
  } finally {
    await server.stop()
  }
})
