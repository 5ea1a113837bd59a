import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { joinRequest, startTestServer, type TestServer } from './fakes.ts'

const MANY = 30

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

// Found by fuzzing: such a connection was a member for ever, of whose end nobody would hear a second time.
test('G4: whose connection ends before its join came to the room logic is not let in afterwards', async () => {
  for (let i = 0; i < MANY; i++) {
    const socket = await server.connect()
    socket.emit('join', joinRequest('room', `client-${i}`))
    socket.emit('leaveRoom', {})
    socket.emit('join', joinRequest('room', `client-${i}`))
    socket.disconnect()
  }
  await until('all have ended', () => server.rooms.ended.length === MANY)
  // A request that came later is answered: what was under way before is done.
  const last = await server.connect()
  await last.timeout(5_000).emitWithAck('join', joinRequest('room', 'client-last'))
  expect(server.rooms.members.size).toBe(1)
  last.disconnect()
})
