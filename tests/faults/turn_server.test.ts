import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iceTerms } from '../../signaling/ice.ts'
import { TurnClient } from '../support/turn_client.ts'
import { TurnServer } from '../support/turn_server.ts'
import { until } from '../support/until.ts'

/** As `openssl rand -base64` gives them, and what a file of settings might stumble over. */
const SECRET = 'a+secret/of the tests=#1=='
const UNAUTHORIZED = 401
const QUOTA = 486
const HOUR_S = 3_600

/** What the signaling server would issue, now or so long ago, for so many seconds. */
function issued(seconds: number, { secret = SECRET, agoS = 0 } = {}) {
  const turn = { urls: ['turn:127.0.0.1'], secret, hours: seconds / HOUR_S }
  const random = crypto.getRandomValues(new Uint8Array(12))
  const terms = iceTerms({ iceServers: [], iceTransport: 'all', turn }, Date.now() - agoS * 1_000, random)
  const [server] = terms.iceServers
  if (server === undefined) throw new Error('one is issued')
  return server
}

let turn: TurnServer
beforeAll(async () => {
  turn = await TurnServer.run({ secret: SECRET, shipped: true })
})
afterAll(() => turn?.stop())

async function allocate(server: ReturnType<typeof issued>): Promise<number | null> {
  const client = await TurnClient.open(turn.port, server)
  try {
    return await client.allocate()
  } finally {
    await client.leave()
  }
}

describe('T1: coturn, with the settings that are shipped,', () => {
  test('takes a password that was issued', async () => {
    expect(await allocate(issued(HOUR_S))).toBe(null)
  })

  test('refuses one whose time is over', async () => {
    expect(await allocate(issued(HOUR_S, { agoS: 2 * HOUR_S }))).toBe(UNAUTHORIZED)
  })

  test('refuses one whose end was moved', async () => {
    const old = issued(HOUR_S, { agoS: 2 * HOUR_S })
    expect(await allocate({ ...old, username: issued(HOUR_S).username })).toBe(UNAUTHORIZED)
  })

  test('refuses one of another secret, and none', async () => {
    expect(await allocate(issued(HOUR_S, { secret: 'another secret of the tests' }))).toBe(UNAUTHORIZED)
    expect(await allocate({ urls: [] })).toBe(UNAUTHORIZED)
  })
})

test('T6: what was connected stays so after its password ended, and nothing new begins with that', async () => {
  const server = issued(2)
  const client = await TurnClient.open(turn.port, server)
  try {
    expect(await client.allocate()).toBe(null)
    await until('the time is over', async () => (await allocate(server)) === UNAUTHORIZED)
    expect(await client.refresh()).toBe(null)
  } finally {
    await client.leave()
  }
})

describe('T5: the TURN server, as it is shipped,', () => {
  let client: TurnClient
  beforeAll(async () => {
    client = await TurnClient.open(turn.port, issued(HOUR_S))
    expect(await client.allocate()).toBe(null)
  })
  afterAll(() => client?.leave())

  test.each(['8.8.8.8', '11.0.0.1', '172.32.0.1', '100.128.0.1', '192.169.0.1'])(
    'takes people to an address of the internet: %s',
    async (address) => {
      expect(await client.permit(address)).toBe(null)
    },
  )

  test('takes two to each other who both come by way of it', async () => {
    expect(await client.permit(turn.outside)).toBe(null)
  })
})

test('T7: one password takes so many ports and leaves the others theirs', async () => {
  const server = issued(HOUR_S)
  const clients: TurnClient[] = []
  try {
    const answers: (number | null)[] = []
    while (answers.at(-1) === null || answers.length === 0) {
      const client = await TurnClient.open(turn.port, server)
      clients.push(client)
      answers.push(await client.allocate())
      expect(answers.length).toBeLessThan(1_000)
    }
    expect([answers.at(-1), answers.length]).toEqual([QUOTA, 101])
    expect(await allocate(issued(HOUR_S))).toBe(null)
  } finally {
    for (const client of clients) await client.leave()
  }
})
