import { setTimeout as lasting } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { InstancesScene } from '../support/instances_scene.ts'
import { ManyRooms } from '../support/many_rooms.ts'
import { seeded } from '../support/random.ts'
import { rounds } from '../support/rounds.ts'

const ROOMS = rounds(10, 200)
const KILLS = rounds(2, 30)
/** Between two kills, in milliseconds. */
const KILL_EVERY_MS = rounds(3_000, 10_000)
/** Between two edits, whoever's, in milliseconds. */
const EDIT_EVERY_MS = rounds(20, 10)
const SEED = 40

let scene: InstancesScene | null = null
let rooms: ManyRooms | null = null
afterEach(async () => {
  await rooms?.stop()
  rooms?.leave()
  await scene?.stop()
  rooms = null
  scene = null
})

const at = (sorted: readonly number[], part: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)

/** None of the members is a person: they come from one address, and faster than people. */
const NO_LIMITS = {
  CONNECTIONS_PER_MINUTE: '0',
  CONNECTIONS_PER_ADDRESS: '0',
  ROOMS_PER_ADDRESS_PER_HOUR: '0',
  HTTP_PER_MINUTE: '0',
}

test(`Z2: one of three instances is killed ${KILLS} times under ${ROOMS} rooms of three: nothing is lost or doubled`, async () => {
  scene = await InstancesScene.run(3, NO_LIMITS)
  rooms = await ManyRooms.open({ url: scene.balancer.url, rooms: ROOMS, members: 3, random: seeded(SEED) })
  rooms.begin(EDIT_EVERY_MS)
  const waits: number[] = []
  for (let kill = 0; kill < KILLS; kill++) {
    await lasting(KILL_EVERY_MS)
    const server = scene.servers[kill % scene.servers.length]
    await server?.kill()
    waits.push(...(await rooms.edits()))
    await server?.start()
  }
  await rooms.stop()
  expect(await rooms.faults()).toEqual([])
  waits.sort((a, b) => a - b)
  console.log(
    `${KILLS} kills, ${rooms.marks} marks, an edit right after: median ${at(waits, 0.5)}, 95 of 100 ${at(waits, 0.95)}, longest ${at(waits, 1)} ms`,
  )
})
