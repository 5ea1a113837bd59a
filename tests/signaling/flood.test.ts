import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { Abuser, type AbuserRequest } from '../bench/abuser.ts'
import { NodeMember } from '../bench/node_member.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'

/** Joins that one address may ask for in ten seconds, on this server. */
const JOINS = 100
/** What is said by each abuser before the pair stops. */
const SAID = { operations: 6_000, 'blind operations': 6_000, joins: 1_000 } as const
const PER_SECOND = { operations: 5_000, 'blind operations': 5_000, joins: 1_000 } as const
const KEYS = 20

let server: ServerProcess
beforeAll(async () => {
  server = await ServerProcess.run({
    env: { TRUST_PROXY: 'on', JOINS_PER_ADDRESS_PER_10S: String(JOINS) },
  })
})
afterAll(() => server?.remove())

/** How often this letter stands in a member's text. */
const countOf = (member: NodeMember, letter: string): number =>
  member.session.text(MAIN_FILE).sliceString(0).split(letter).length - 1

test.each(['operations', 'blind operations', 'joins'] as const satisfies AbuserRequest['what'][])(
  'G18 Q1: a room’s keys are confirmed and seen one by one while somebody floods it with %s',
  async (what) => {
    const roomId = randomUUID()
    const enter = async () => {
      const member = new NodeMember({ url: server.url, roomId, way: 'relay' })
      await member.entered()
      return member
    }
    const host = await enter()
    const guest = await enter()
    const abuser = await Abuser.start({ what, url: server.url, roomId, perSecond: PER_SECOND[what] })
    try {
      let keys = 0
      const key = async (): Promise<void> => {
        keys += 1
        guest.type('G')
        await until('the key is seen', () => countOf(host, 'G') === keys)
        await until('the key is confirmed', () => guest.session.status().pending === 0)
      }
      let abuse = await abuser.report()
      for (; abuse.said < SAID[what] || keys < KEYS; abuse = await abuser.report()) await key()
      if (what === 'joins') expect(abuse.taken).toBeLessThan(3 * JOINS)
      if (what === 'blind operations') expect(abuse.cut).toBeGreaterThan(0)
      expect(host.session.status().path).toBe('hosting')
      expect(server.log).toBe('')
    } finally {
      await abuser.end()
      guest.session.leave()
      host.session.leave()
    }
  },
)
