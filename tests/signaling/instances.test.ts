import { afterEach, expect, test } from 'vitest'
import { InstancesScene } from '../support/instances_scene.ts'
import { RedisCluster } from '../support/redis_cluster.ts'
import type { RelayMember } from '../support/relay_member.ts'
import type { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'

let scene: InstancesScene | null = null
afterEach(async () => {
  await scene?.stop()
  scene = null
})

const server = (at: number): ServerProcess => {
  const found = scene?.servers[at]
  if (!found) throw new Error(`there is no server ${at}`)
  return found
}

const rest = (members: readonly RelayMember[], ...marks: readonly string[]): Promise<unknown> =>
  until(
    'everybody has everything once, saved',
    () => {
      const [first] = members
      return (
        members.every(
          ({ text, session }) =>
            text === first?.text &&
            ['saved', 'synced'].includes(session.status().state) &&
            session.replica.pending.length === 0,
        ) && marks.every((mark) => first?.text.split(mark).length === 2)
      )
    },
    20_000,
  )

test('Z1: members of one room at different instances are in one room', async () => {
  scene = await InstancesScene.run(3)
  const members = [0, 1, 2].map((i) => scene?.member('one', i + 1, server(i)) as RelayMember)
  for (const member of members) await member.entered()
  for (const [i, member] of members.entries()) member.type(`«${i}»`)
  await rest(members, '«0»', '«1»', '«2»')
  expect(members.filter(({ session }) => session.status().path === 'hosting')).toHaveLength(1)
  for (const at of [0, 1, 2])
    await until(
      'each instance knows how many are there',
      async () => (await server(at).room('one'))?.active_users === 3,
    )
}, 60_000)

test('Z1: instances may share a cluster', async () => {
  scene = await InstancesScene.run(2, {}, await RedisCluster.run())
  const members = [0, 1].map((i) => scene?.member('three', i + 1, server(i)) as RelayMember)
  for (const member of members) await member.entered()
  for (const [i, member] of members.entries()) member.type(`«${i}»`)
  await rest(members, '«0»', '«1»')
  for (const at of [0, 1])
    await until(
      'each instance knows how many are there',
      async () => (await server(at).room('three'))?.active_users === 2,
    )
}, 60_000)

test('Z4: a stored room that is too large for a message comes in by another instance all the same', async () => {
  scene = await InstancesScene.run(2)
  const ann = scene.member('large', 1, server(0))
  await ann.entered()
  const text = 'A line of text that is there for its length.\n'.repeat(10_000)
  ann.type(text)
  await rest([ann], text)
  const bob = scene.member('large', 2, server(1))
  await bob.entered()
  await rest([ann, bob], text)
  ann.leave()
  await until('the other one is host', () => bob.session.status().path === 'hosting')
  const cid = scene.member('large', 3, server(0))
  await cid.entered()
  cid.type('«late»')
  await rest([bob, cid], text, '«late»')
}, 60_000)

test('Z2: an instance that dies takes no room with it', async () => {
  scene = await InstancesScene.run(3)
  const members = [1, 2, 3].map((seed) => scene?.member('two', seed) as RelayMember)
  for (const member of members) await member.entered()
  members[0]?.type('«before»')
  await rest(members, '«before»')
  for (const [i, at] of [0, 1, 2].entries()) {
    await server(at).kill()
    for (const [j, member] of members.entries()) member.type(`«${i}${j}»`)
    await rest(members, '«before»', `«${i}0»`, `«${i}1»`, `«${i}2»`)
    await server(at).start()
  }
}, 120_000)
