import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { iceTerms } from '../../signaling/ice.ts'
import { NodeMember } from '../bench/node_member.ts'
import { ServerProcess } from '../support/server_process.ts'
import { TurnClient } from '../support/turn_client.ts'
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

test('T1: at the TURN server as it is shipped they meet, too, behind an address of the internet', async () => {
  const shipped = await TurnServer.run({ secret: SECRET, shipped: true })
  try {
    const [ann, bob] = await pair(SECRET, shipped)
    await ann.entered()
    await bob.entered()
    expect(await bob.stats()).toMatchObject({ localType: 'relay', remoteType: 'relay' })
  } finally {
    await shipped.stop()
  }
})

/** Of each kind the first and the last, or one that is wanted by those who try. */
const PRIVATE = [
  ...[
    '0.0.0.1',
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.0',
    '192.168.255.255',
  ],
  ...['100.64.0.0', '100.127.255.255', '127.0.0.2', '127.255.255.255', '169.254.0.0', '169.254.169.254'],
  ...['192.0.0.1', '198.18.0.0', '198.19.255.255', '224.0.0.1', '239.255.255.255', '255.255.255.255'],
]
const FORBIDDEN = 403

test('T5: as it is shipped, the TURN server takes nobody to a private address', async () => {
  const shipped = await TurnServer.run({ secret: SECRET, shipped: true })
  const turn = { urls: [], secret: SECRET, hours: 1 }
  const terms = iceTerms({ iceServers: [], iceTransport: 'all', turn }, Date.now(), randomBytes(12))
  const client = await TurnClient.open(shipped.port, terms.iceServers[0])
  try {
    expect(await client.allocate()).toBe(null)
    const answers: [string, number | null][] = []
    for (const address of PRIVATE) answers.push([address, await client.permit(address)])
    expect(answers).toEqual(PRIVATE.map((address) => [address, FORBIDDEN]))
  } finally {
    await client.leave()
    await shipped.stop()
  }
})
