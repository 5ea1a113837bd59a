import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IceServer } from '../../shared/protocol/signaling.ts'
import { readConfig } from '../../signaling/config/config.ts'
import { startServer } from '../../signaling/server.ts'
import { MemoryStore } from '../../signaling/store/memory_store.ts'
import { NodeMember } from '../bench/node_member.ts'
import { RoomPage } from '../support/room_page.ts'
import { freshRoom, Scene } from '../support/scene.ts'
import { TurnClient } from '../support/turn_client.ts'
import { TurnServer } from '../support/turn_server.ts'
import { until } from '../support/until.ts'

const SECRET = 'a secret of the tests that nobody needs to guess'
/** How long the passwords hold that end while somebody stays. */
const SHORT_HOURS = 4 / 3_600

let turn: TurnServer
beforeAll(async () => {
  turn = await TurnServer.run({ secret: SECRET, shipped: true })
})
afterAll(() => turn?.stop())

const settings = (more: Readonly<Record<string, string>> = {}) => ({
  TURN_URLS: turn.url,
  TURN_SECRET: SECRET,
  ICE_TRANSPORT: 'relay',
  RELAY: 'off',
  ...more,
})

describe('two browsers', () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.open({ env: settings() })
  })
  afterAll(() => scene?.end())

  test('T1: which are to hide their addresses meet at the TURN server and offer no other way', async () => {
    const url = scene.server.roomUrl(freshRoom())
    const ann = await RoomPage.enter(scene.browser, url)
    await ann.waitForPath('hosting')
    const bob = await RoomPage.enter(await scene.anotherBrowser(), url)
    await bob.waitForPath('direct')
    await bob.typeAtEnd('nobody knows where I am')
    await ann.waitForText((text) => text.includes('nobody knows where I am'))
    for (const page of [ann, bob]) expect(await page.ownCandidates()).toEqual(['relay'])
    expect(scene.problems()).toEqual([])
  })
})

/** Whether the TURN server still takes this password for something new. */
async function holds({ username, credential }: IceServer): Promise<boolean> {
  const client = await TurnClient.open(turn.port, { username, credential })
  try {
    return (await client.allocate()) === null
  } finally {
    await client.leave()
  }
}

test('T4: who stays longer than a password holds still makes new links', async () => {
  const read = readConfig({ ...settings(), HOST: '127.0.0.1', PORT: '0', CLIENT_DIR: '/nonexistent' })
  if (!read.ok || read.config.turn === null) throw new Error('the settings are good')
  const config = { ...read.config, turn: { ...read.config.turn, hours: SHORT_HOURS } }
  const server = await startServer({ config, store: new MemoryStore() })
  const members: NodeMember[] = []
  const enter = async (): Promise<NodeMember> => {
    const member = new NodeMember({ url: `http://127.0.0.1:${server.port}`, roomId: 'long', way: 'direct' })
    members.push(member)
    await member.entered()
    return member
  }
  try {
    const ann = await enter()
    const [first] = ann.iceServers
    if (first === undefined) throw new Error('a TURN server is told')
    expect(await holds(first)).toBe(true)
    await until('the first password is over', async () => !(await holds(first)))
    const bob = await enter()
    expect(await bob.stats()).toMatchObject({ localType: 'relay', remoteType: 'relay' })
    const [second] = bob.iceServers
    if (second === undefined) throw new Error('a TURN server is told')
    await until('the next ones are over', async () => !(await holds(second)))
    const cleo = await enter()
    expect(await cleo.stats()).toMatchObject({ localType: 'relay', remoteType: 'relay' })
    expect(bob.session.status().path).toBe('direct')
  } finally {
    for (const { session } of members) session.leave()
    await server.stop()
  }
})
