import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { NodeMember } from '../bench/node_member.ts'
import { ServerProcess } from '../support/server_process.ts'
import { TurnServer } from '../support/turn_server.ts'
import { until } from '../support/until.ts'

const SECRET = 'a secret of the tests that nobody needs to guess'

let turn: TurnServer
beforeAll(async () => {
  turn = await TurnServer.run({ secret: SECRET })
})
afterAll(() => turn?.stop())

let server: ServerProcess | null = null
let members: NodeMember[] = []
afterEach(async () => {
  for (const { session } of members) session.leave()
  await server?.remove()
  members = []
  server = null
})

/** Two people in a room of a server that lets them meet by way of a TURN server alone. */
async function pair(secret: string, { url: turnUrl } = turn): Promise<readonly [NodeMember, NodeMember]> {
  const env = { TURN_URLS: turnUrl, TURN_SECRET: secret, ICE_TRANSPORT: 'relay', RELAY: 'off' }
  server = await ServerProcess.run({ env })
  const { url } = server
  const [ann, bob] = [0, 1].map(() => new NodeMember({ url, roomId: 'turn', way: 'direct' }))
  if (!ann || !bob) throw new Error('two are made')
  members = [ann, bob]
  return [ann, bob]
}

test('T1: with the passwords that the server issues, two who hide their addresses meet at a TURN server', async () => {
  const [ann, bob] = await pair(SECRET)
  await ann.entered()
  await bob.entered()
  ann.type('by way of TURN')
  await until('the other one has it', () => bob.session.text(MAIN_FILE).toString() === 'by way of TURN')
  for (const member of [ann, bob]) {
    const stats = await member.stats()
    expect(stats).toMatchObject({ localType: 'relay', remoteType: 'relay' })
  }
})

test('T1: with passwords of another secret they do not, and the page says that there is no way', async () => {
  const members = await pair('another secret, which coturn does not know')
  await until(
    'the guest knows that there is no way',
    () => members.some(({ session }) => session.status().obstacle === 'relayOff'),
    60_000,
  )
  expect(members.some(({ session }) => session.status().path === 'direct')).toBe(false)
})

test('T5: as it is shipped, the TURN server takes nobody to a private address', async () => {
  const conf = fileURLToPath(new URL('../../deploy/turnserver.conf', import.meta.url))
  const shipped = await TurnServer.run({ secret: SECRET, conf })
  try {
    const members = await pair(SECRET, shipped)
    await until(
      'the guest knows that there is no way',
      () => members.some(({ session }) => session.status().obstacle === 'relayOff'),
      60_000,
    )
    // With the same server and the same passwords they meet where it is allowed: see T1.
    expect(members.some(({ session }) => session.status().path === 'direct')).toBe(false)
  } finally {
    await shipped.stop()
  }
})
