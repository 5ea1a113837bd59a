import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterEach, expect, test } from 'vitest'
import { runProgram } from '../support/program.ts'
import { RedisServer } from '../support/redis_server.ts'
import { RelayMember } from '../support/relay_member.ts'
import { ServerProcess } from '../support/server_process.ts'
import { tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function folder(): Promise<string> {
  const dir = await tempDir()
  ends.push(() => dir.remove())
  return dir.path
}

const isSaved = ({ session }: RelayMember) => ['saved', 'synced'].includes(session.status().state)
const ROOMS = ['first', 'second', 'third']

/** A person in each room, who saved its name there. */
async function people(url: string, seed: number): Promise<RelayMember[]> {
  const members = ROOMS.map((roomId, i) => new RelayMember({ url, roomId, seed: seed + i }))
  ends.push(() => {
    for (const member of members) member.leave()
  })
  for (const [i, member] of members.entries()) {
    await member.entered()
    member.type(`this is ${ROOMS[i]}: `)
  }
  await until('all is saved', () => members.every(isSaved))
  return members
}

/** Everybody types until the answered function is called. */
function typing(members: readonly RelayMember[]): () => void {
  let count = 0
  const timer = setInterval(() => {
    for (const member of members) member.type(`${count++} `)
  }, 5)
  return () => clearInterval(timer)
}

/** Somebody new comes into each room, finds what was there, and goes on. */
async function readsAll(url: string, atLeast: readonly string[], atMost: readonly string[]): Promise<void> {
  for (const [i, roomId] of ROOMS.entries()) {
    const reader = new RelayMember({ url, roomId, seed: 900 + i })
    ends.push(() => reader.leave())
    await reader.entered()
    await until('the text is there', () => reader.text.length > 0)
    expect(atLeast[i]).toMatch(/^this is .{100}/)
    expect(reader.text.startsWith(atLeast[i] ?? 'nothing')).toBe(true)
    expect((atMost[i] ?? '').startsWith(reader.text)).toBe(true)
    reader.type('!')
    await until('it is saved', () => reader.text.endsWith('!') && isSaved(reader))
  }
}

/** What the store has of each room, as visitors read it. */
const stored = (server: ServerProcess): Promise<string[]> =>
  Promise.all(ROOMS.map(async (roomId) => (await server.room(roomId))?.code ?? 'none'))

const texts = (members: readonly RelayMember[]) => members.map(({ text }) => text)

test('S27: a copy of DATA_DIR that is made while people write is a whole store', async () => {
  const DATA_DIR = await folder()
  const env = { DATA_DIR }
  const server = await ServerProcess.run({ env })
  ends.push(() => server.remove())
  const members = await people(server.url, 10)
  const stop = typing(members)
  const to = join(await folder(), 'copy')
  await until('much was written', () => members.every(({ text }) => text.length > 500))
  const before = await stored(server)
  expect(await runProgram('tandem', ['backup', to], env)).toMatchObject({ code: 0, err: '' })
  expect((await stat(to)).mode & 0o077).toBe(0)
  expect(await runProgram('tandem', ['backup', to], env)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/not empty/),
  })
  const length = texts(members).map((text) => text.length)
  await until('more was written', () => members.every(({ text }, i) => text.length > (length[i] ?? 0) + 100))
  stop()
  await until('all is saved', () => members.every(isSaved))
  const after = texts(members)
  for (const member of members) member.leave()
  await server.kill()

  await rm(DATA_DIR, { recursive: true })
  await cp(to, DATA_DIR, { recursive: true })
  await server.start()
  await readsAll(server.url, before, after)
})

test('S27: what Redis wrote by BGSAVE while people write is a whole store', async () => {
  const redis = await RedisServer.run()
  ends.push(() => redis.stop())
  const server = await ServerProcess.run({ redisUrl: redis.url })
  ends.push(() => server.remove())
  const members = await people(server.url, 30)
  const stop = typing(members)
  await until('much was written', () => members.every(({ text }) => text.length > 500))
  const client = createClient({ url: redis.url })
  await client.connect()
  const before = await stored(server)
  await client.sendCommand(['BGSAVE'])
  await until('it is written', async () => {
    const said = await client.info('persistence')
    return said.includes('rdb_bgsave_in_progress:0') && said.includes('rdb_last_bgsave_status:ok')
  })
  await client.close()
  const copy = await folder()
  await cp(join(redis.dir, 'dump.rdb'), join(copy, 'dump.rdb'))
  stop()
  await until('all is saved', () => members.every(isSaved))
  const after = texts(members)
  for (const member of members) member.leave()
  await server.stop()

  await redis.empty()
  await redis.kill()
  await cp(join(copy, 'dump.rdb'), join(redis.dir, 'dump.rdb'))
  await redis.start()
  await server.start()
  await readsAll(server.url, before, after)
  expect(await runProgram('tandem', ['backup', copy], { REDIS_URL: redis.url })).toMatchObject({
    code: 1,
    err: expect.stringMatching(/docs\/backup\.md/),
  })
})

test('S27: a copy of an appendonly Redis’ files, made as its documentation says, is a whole store', async () => {
  const redis = await RedisServer.run({ appendonly: true })
  ends.push(() => redis.stop())
  const server = await ServerProcess.run({ redisUrl: redis.url })
  ends.push(() => server.remove())
  const members = await people(server.url, 50)
  const stop = typing(members)
  await until('much was written', () => members.every(({ text }) => text.length > 500))
  const copy = join(await folder(), 'appendonlydir')
  const client = createClient({ url: redis.url })
  await client.connect()
  // No file of it may be replaced by another one while it is copied.
  await client.configSet('auto-aof-rewrite-percentage', '0')
  const before = await stored(server)
  await cp(join(redis.dir, 'appendonlydir'), copy, { recursive: true })
  await client.configSet('auto-aof-rewrite-percentage', '100')
  await client.close()
  stop()
  await until('all is saved', () => members.every(isSaved))
  const after = texts(members)
  for (const member of members) member.leave()
  await server.stop()

  await redis.kill()
  await rm(join(redis.dir, 'appendonlydir'), { recursive: true })
  await mkdir(join(redis.dir, 'appendonlydir'))
  for (const name of await readdir(copy)) await cp(join(copy, name), join(redis.dir, 'appendonlydir', name))
  await redis.start()
  await server.start()
  await readsAll(server.url, before, after)
})
