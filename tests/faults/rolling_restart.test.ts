import { afterEach, expect, test } from 'vitest'
import { MAIN_FILE } from '../../shared/base/ids.ts'
import { NodeMember } from '../bench/node_member.ts'
import { InstancesScene } from '../support/instances_scene.ts'
import { ManyRooms } from '../support/many_rooms.ts'
import { seeded } from '../support/random.ts'
import { rounds, WHOLE } from '../support/rounds.ts'
import { until } from '../support/until.ts'

const ROOMS = rounds(5, 50)
const TURNS = rounds(1, 4)
const EDIT_EVERY_MS = 20
const SEED = 41

let scene: InstancesScene | null = null
let rooms: ManyRooms | null = null
let pair: NodeMember[] = []
afterEach(async () => {
  for (const { session } of pair) session.leave()
  await rooms?.stop()
  rooms?.leave()
  await scene?.stop()
  pair = []
  rooms = null
  scene = null
})

test.runIf(WHOLE)(
  `Z3: three instances are restarted in turn, ${TURNS} times each: nothing is lost, and nobody who is connected directly waits`,
  async () => {
    scene = await InstancesScene.run(3, { DRAIN_SECONDS: '1' })
    const { balancer, servers } = scene
    rooms = await ManyRooms.open({ url: balancer.url, rooms: ROOMS, members: 3, random: seeded(SEED) })
    pair = [0, 1].map(() => new NodeMember({ url: balancer.url, roomId: 'direct', way: 'direct' }))
    for (const member of pair) await member.entered()
    await until('the two are connected', () => pair.every(({ session }) => session.links().length > 0))
    const epoch = pair[0]?.session.replica.epoch
    const seen = new Set<string>()
    const watching = pair.map(({ session }) => session.on(() => seen.add(session.status().path)))
    rooms.begin(EDIT_EVERY_MS)
    let typed = 0
    const typing = setInterval(() => {
      pair[typed % 2]?.type('x')
      typed += 1
    }, EDIT_EVERY_MS)
    for (let turn = 0; turn < TURNS; turn++)
      for (const server of servers) {
        expect(await server.stop()).toBe(0)
        await server.start()
      }
    clearInterval(typing)
    await rooms.stop()
    expect(await rooms.faults()).toEqual([])
    await until('the two have all of it, saved', () =>
      pair.every(
        ({ session }) =>
          session.text(MAIN_FILE).length === typed && ['saved', 'synced'].includes(session.status().state),
      ),
    )
    for (const stop of watching) stop()
    // The way between the two was never lost, and its host never another one.
    expect([...seen].sort()).toEqual(['direct', 'hosting'])
    expect(pair.map(({ session }) => session.replica.epoch)).toEqual([epoch, epoch])
  },
)
