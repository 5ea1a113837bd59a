import { afterEach, expect, test } from 'vitest'
import { InstancesScene } from '../support/instances_scene.ts'
import { ManyRooms } from '../support/many_rooms.ts'
import { seeded } from '../support/random.ts'
import { RedisSentinel } from '../support/redis_sentinel.ts'
import { rounds } from '../support/rounds.ts'

const ROOMS = rounds(5, 30)
const EDIT_EVERY_MS = 20
const SEED = 42

let scene: InstancesScene | null = null
let rooms: ManyRooms | null = null
afterEach(async () => {
  await rooms?.stop()
  rooms?.leave()
  await scene?.stop()
  rooms = null
  scene = null
})

test(`Z5: the Redis primary dies under ${ROOMS} rooms: what its replica did not have yet is filled in by the hosts`, async () => {
  const redis = await RedisSentinel.run()
  scene = await InstancesScene.run(2, {}, redis)
  rooms = await ManyRooms.open({
    url: scene.balancer.url,
    rooms: ROOMS,
    members: 2,
    random: seeded(SEED),
  })
  rooms.begin(EDIT_EVERY_MS)
  await rooms.edits()
  // What the hosts are told is saved now, the next primary never had.
  await redis.detachReplica()
  await rooms.edits()
  await rooms.saved()
  await redis.failOver()
  await rooms.edits()
  await rooms.stop()
  expect(await rooms.faults()).toEqual([])
})
