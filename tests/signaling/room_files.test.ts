import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { OWNER_KEY_CHARS } from '../../shared/access/secrets.ts'
import { randomKey } from '../../shared/base/ids.ts'
import { readArchive } from '../../signaling/archive/archive.ts'
import { MemoryKeys } from '../support/private_room.ts'
import { type Ended, runProgram } from '../support/program.ts'
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

interface Scene {
  readonly server: ServerProcess
  readonly dir: string
  readonly tandem: (...args: string[]) => Promise<Ended>
}

/** A server with rooms of its own, and the program that looks after them. */
async function scene(kind: 'embedded' | 'redis'): Promise<Scene> {
  const redis = kind === 'redis' ? await RedisServer.run() : null
  if (redis) ends.push(() => redis.stop())
  const env = { DATA_DIR: await folder(), REDIS_URL: redis?.url ?? '' }
  const server = await ServerProcess.run({ env })
  ends.push(() => server.remove())
  return { server, dir: await folder(), tandem: (...args) => runProgram('tandem', args, env) }
}

const isSaved = ({ session }: RelayMember) => ['saved', 'synced'].includes(session.status().state)

async function enter(url: string, roomId: string, seed: number, keys?: MemoryKeys): Promise<RelayMember> {
  const member = new RelayMember({ url, roomId, seed, ...(keys && { keys }) })
  ends.push(() => member.leave())
  await member.entered()
  return member
}

async function write(member: RelayMember, text: string): Promise<void> {
  member.type(text)
  await until('it is saved', () => member.text.endsWith(text) && isSaved(member))
}

/** Shows the text to somebody who comes in, and who can go on with it. */
async function opens(
  url: string,
  roomId: string,
  text: string,
  seed: number,
  keys?: MemoryKeys,
): Promise<void> {
  const member = await enter(url, roomId, seed, keys)
  await until('the text is there', () => member.text === text)
  await write(member, '!')
  member.leave()
}

describe.each(['embedded', 'redis'] as const)('with the %s store', (kind) => {
  test('S22: S23: a room goes to another server by way of a file, while both run', async () => {
    const [one, other] = [await scene(kind), await scene(kind)]
    const ann = await enter(one.server.url, 'moving', 10)
    await write(ann, 'x'.repeat(600_000))
    await write(ann, ' and more')
    const file = join(one.dir, 'moving.tandem')
    expect(await one.tandem('export', 'moving', '--to', file)).toMatchObject({ code: 0, err: '' })
    expect((await stat(file)).mode & 0o077).toBe(0)
    const { data } = await one.tandem('export', 'moving')
    expect(readArchive(data)).toEqual(readArchive(await readFile(file)))
    expect(await one.tandem('export', 'moving', '--to', file)).toMatchObject({ code: 1 })
    expect(await one.tandem('export', 'absent')).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no room absent.\n',
    })

    expect(await other.tandem('import', file)).toMatchObject({ code: 0, err: '' })
    const back = readArchive((await other.tandem('export', 'moving')).data)
    const first = readArchive(data)
    if (!back.ok || !first.ok) throw new Error('both can be read')
    expect(back.value.epoch).toBeGreaterThan(first.value.epoch)
    const { epoch: _, updatedAt: __, ...rest } = first.value
    expect(back.value).toMatchObject(rest)
    await opens(other.server.url, 'moving', ann.text, 20)
    expect(await other.tandem('import', file, '--as', 'beside')).toMatchObject({ code: 0 })
    await opens(other.server.url, 'beside', ann.text, 30)
  })

  test('S23: S24: a room is replaced only where that is wished, and by a whole file', async () => {
    const { server, dir, tandem } = await scene(kind)
    const ann = await enter(server.url, 'kept', 40)
    await write(ann, 'as it was')
    const file = join(dir, 'kept.tandem')
    await tandem('export', 'kept', '--to', file)
    await write(ann, ', and what came then')
    ann.leave()
    await until('nobody is there', async () => (await server.health()).members === 0)
    const { data: before } = await tandem('export', 'kept')
    expect(await tandem('import', file)).toMatchObject({ code: 1, err: expect.stringMatching(/--replace/) })
    const bytes = await readFile(file)
    for (const broken of [
      bytes.subarray(0, -1),
      Buffer.concat([bytes.subarray(0, -40), bytes.subarray(-39), bytes.subarray(0, 1)]),
    ]) {
      const path = join(dir, 'broken')
      await writeFile(path, broken)
      expect(await tandem('import', path, '--replace')).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(/^The file .*\.\n$/),
      })
    }
    expect((await tandem('export', 'kept')).data.equals(before)).toBe(true)
    expect(await tandem('import', file, '--replace')).toMatchObject({ code: 0, err: '' })
    await opens(server.url, 'kept', 'as it was', 50)
  })

  test('S25: S26: a private room keeps its owner, its links and its secret', async () => {
    const [one, other] = [await scene(kind), await scene(kind)]
    const owner = randomKey(Math.random, OWNER_KEY_CHARS)
    const claim = { visibility: 'private', anyone: null } as const
    const keys = new MemoryKeys({ owner, isPrivate: false, claim })
    const ann = await enter(one.server.url, 'secret', 60, keys)
    await until('the room is private', () => ann.session.rights.rules?.encryption !== undefined)
    await write(ann, 'HIDDEN-7c41e0b9')
    const file = join(one.dir, 'secret.tandem')
    await one.tandem('export', 'secret', '--to', file)
    expect((await readFile(file)).includes('HIDDEN')).toBe(false)
    expect(await other.tandem('import', file, '--as', 'told')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^The room is private/),
    })
    expect(await other.tandem('import', file)).toMatchObject({ code: 0 })
    const again = new MemoryKeys({ owner, claim })
    await opens(other.server.url, 'secret', 'HIDDEN-7c41e0b9', 70, again)
    expect((await (await fetch(`${other.server.url}/api/room/secret`)).text()).includes('HIDDEN')).toBe(false)
  })
})

test('what is no file is a sentence', async () => {
  const DATA_DIR = await folder()
  const env = { DATA_DIR }
  expect(await runProgram('tandem', ['import', join(DATA_DIR, 'none')], env)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/ENOENT/),
  })
  expect(await runProgram('tandem', ['import', '-'], env, Buffer.from('hello'))).toMatchObject({
    code: 1,
    err: 'This is no file of a room that tandem export wrote.\n',
  })
  expect(await runProgram('tandem', ['import', '-', '--as', 'a b'], env)).toMatchObject({ code: 2 })
  expect(await runProgram('tandem', ['export', 'x'], env)).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There are no rooms in/),
  })
})

test('Q4: an import makes no more rooms than are kept', async () => {
  const { server, dir, tandem } = await scene('embedded')
  const ann = await enter(server.url, 'one', 80)
  await write(ann, 'text')
  const file = join(dir, 'one.tandem')
  await tandem('export', 'one', '--to', file)
  const DATA_DIR = await folder()
  const limited = (...args: string[]) =>
    runProgram('tandem', ['import', file, ...args], { DATA_DIR, ROOMS_STORED: '1' })
  expect(await limited()).toMatchObject({ code: 0 })
  expect(await limited('--as', 'two')).toMatchObject({ code: 1, err: expect.stringMatching(/ROOMS_STORED/) })
  expect(await limited('--replace')).toMatchObject({ code: 0 })
})

test.each(['embedded', 'redis'] as const)(
  'Q4: a page is told that the %s store has as many rooms as it may',
  async (kind) => {
    const redis = kind === 'redis' ? await RedisServer.run() : null
    if (redis) ends.push(() => redis.stop())
    const env = { DATA_DIR: await folder(), REDIS_URL: redis?.url ?? '', ROOMS_STORED: '1' }
    const server = await ServerProcess.run({ env })
    ends.push(() => server.remove())
    await write(await enter(server.url, 'one', 90), 'text')
    const late = new RelayMember({ url: server.url, roomId: 'two', seed: 91 })
    ends.push(() => late.leave())
    await until('it is refused', () => late.session.status().denied === 'storeFull')
    await opens(server.url, 'one', 'text', 92)
  },
)
