import { execFile, spawn } from 'node:child_process'
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import wrtc from '@roamhq/wrtc'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  createSession,
  type JoinOptions,
  type SessionEvents,
  type TandemSession,
} from '../../client/library/index.ts'
import { freePort } from '../support/free_port.ts'
import { ServerProcess } from '../support/server_process.ts'
import { PROJECT } from '../support/source_tree.ts'
import { tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

const run = promisify(execFile)
let server: ServerProcess
const left: TandemSession[] = []
let rooms = 0
const freshRoom = () => `library-${++rooms}`

beforeAll(async () => {
  server = await ServerProcess.run()
})
afterAll(() => server?.remove())
afterEach(async () => {
  await Promise.all(left.splice(0).map((session) => session.leave()))
})

async function joinRoom(room: string, options: Partial<JoinOptions> = {}): Promise<TandemSession> {
  const session = await createSession({ room, server: server.url, ...options })
  left.push(session)
  return session
}

function heard<K extends keyof SessionEvents>(session: TandemSession, event: K): SessionEvents[K][] {
  const all: SessionEvents[K][] = []
  session.on(event, (value) => all.push(value))
  return all
}

describe('a program in a room', () => {
  test('edits, hears what others edit, and sees who is there', async () => {
    const room = freshRoom()
    const ann = await joinRoom(room, { name: 'Ann' })
    expect([ann.text(), ann.status.isHost, ann.status.path]).toEqual(['', true, 'hosting'])
    ann.edit({ from: 0, insert: 'one\r\ntwo' })
    const bob = await joinRoom(room, { name: 'Bob' })
    expect(bob.text()).toBe('one\ntwo')
    expect(bob.status).toMatchObject({ path: 'relay', isHost: false, mayEdit: true })
    const edits = heard(ann, 'edit')
    bob.edit([
      { from: 0, to: 3, insert: 'ONE' },
      { from: 7, insert: '!' },
    ])
    expect(bob.text()).toBe('ONE\ntwo!')
    await until('Ann has it', () => ann.text() === bob.text())
    expect(edits).toEqual([
      {
        file: 0,
        changes: [
          { from: 0, to: 3, insert: 'ONE' },
          { from: 7, to: 7, insert: '!' },
        ],
      },
    ])
    const shown = ann.people.map(({ name, isSelf, isHost }) => ({ name, isSelf, isHost }))
    expect(shown).toContainEqual({ name: 'Ann', isSelf: true, isHost: true })
    expect(shown).toContainEqual({ name: 'Bob', isSelf: false, isHost: false })
    expect(ann.files.map(({ id }) => id)).toEqual([0])
    await bob.saved()
    expect((await server.room(room))?.code).toBe('ONE\ntwo!')
  })

  test('is connected directly where it brings WebRTC', async () => {
    const room = freshRoom()
    const ann = await joinRoom(room, { wrtc })
    const bob = await joinRoom(room, { wrtc })
    await until('the link is direct', () => bob.status.path === 'direct')
    bob.edit({ from: 0, insert: 'direct' })
    await until('Ann has it', () => ann.text() === 'direct')
  })

  test('takes over as host, keeps what it edits while the server is away, and has it stored afterwards', async () => {
    const room = freshRoom()
    const ann = await joinRoom(room)
    const bob = await joinRoom(room)
    const people = heard(bob, 'people')
    await ann.leave()
    await until('Bob is host', () => bob.status.isHost)
    expect(people.at(-1)?.map(({ isSelf, isHost }) => [isSelf, isHost])).toEqual([[true, true]])
    await server.kill()
    await until('Bob knows', () => !bob.status.isServerReached)
    bob.edit({ from: 0, insert: 'kept' })
    expect(bob.status.isSaved).toBe(false)
    await server.start()
    await bob.saved()
    expect((await server.room(room))?.code).toBe('kept')
  })

  test('what it edited last is stored when it has left', async () => {
    const room = freshRoom()
    const ann = await joinRoom(room)
    ann.edit({ from: 0, insert: 'last words' })
    await ann.leave()
    expect((await server.room(room))?.code).toBe('last words')
    expect(() => ann.edit({ from: 0, insert: 'x' })).toThrow('Left the room.')
    await expect(ann.saved()).rejects.toMatchObject({ reason: 'left' })
  })

  test('an edit that makes no sense changes nothing', async () => {
    const ann = await joinRoom(freshRoom())
    ann.edit({ from: 0, insert: 'abc' })
    for (const change of [
      { from: -1 },
      { from: 0, to: 4 },
      { from: 2, to: 1 },
      { from: 0.5 },
      { from: Number.NaN },
    ])
      expect(() => ann.edit({ ...change, insert: 'x' })).toThrow(
        expect.objectContaining({ reason: 'outOfBounds' }),
      )
    expect(() => ann.edit({ from: 0, insert: 'x' }, 7)).toThrow(
      expect.objectContaining({ reason: 'noSuchFile' }),
    )
    expect(() => ann.text(7)).toThrow(expect.objectContaining({ reason: 'noSuchFile' }))
    expect(ann.text()).toBe('abc')
  })

  test('reads a private room by its link; nobody does without', async () => {
    const room = freshRoom()
    const link = `${server.roomUrl(room)}#o=${'K'.repeat(43)}&e=1`
    const ann = await joinRoom(link)
    ann.edit({ from: 0, insert: 'for us' })
    await ann.saved()
    const bob = await joinRoom(link)
    expect(bob.text()).toBe('for us')
    bob.edit({ from: 0, insert: 'only ' })
    await until('Ann has it', () => ann.text() === 'only for us')
    const stored = await fetch(`${server.url}/api/room/${room}`)
    expect(await stored.text()).not.toContain('for us')
    await expect(joinRoom(room)).rejects.toMatchObject({ reason: 'noRight' })
  })
})

describe('who cannot join is told why', () => {
  test.each([
    ['badRoomId', { room: 'no room' }],
    ['badRequest', { room: 'fine', server: 'not an address' }],
    ['badRequest', { room: 'fine', server: 'ftp://127.0.0.1' }],
    ['badName', { room: 'fine', name: ' ' }],
  ] as const)('%s', async (reason, options) => {
    await expect(createSession({ server: server.url, ...options })).rejects.toMatchObject({
      name: 'SessionError',
      reason,
    })
  })

  test('unreachable, where nobody answers in time', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    const joined = createSession({ room: 'fine', server: nobody, timeout: 300 })
    await expect(joined).rejects.toMatchObject({ reason: 'unreachable' })
  })
})

describe('as a package', () => {
  test('the example prints what others type', async () => {
    const room = freshRoom()
    const ann = await joinRoom(room)
    ann.edit({ from: 0, insert: 'first' })
    const child = spawn(process.execPath, ['examples/print_edits.mjs', server.roomUrl(room)], {
      cwd: PROJECT,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    try {
      await until('it printed the text', () => said.includes('first'))
      ann.edit({ from: 0, to: 5, insert: 'second' })
      await until(
        'it printed the edit',
        () => said.includes('0: "second"') && said.includes('0: 5 characters'),
      )
      child.kill('SIGINT')
      await until('it has ended', () => child.exitCode !== null)
      expect(child.exitCode).toBe(0)
    } finally {
      child.kill('SIGKILL')
    }
  })

  test('the packed one can be imported and brings its types', async () => {
    const dir = await tempDir()
    try {
      const { stdout } = await run(
        'npm',
        ['pack', '--json', '--ignore-scripts', '--pack-destination', dir.path],
        {
          cwd: PROJECT,
        },
      )
      const [packed] = Object.values<{ filename: string }>(JSON.parse(stdout))
      await run('tar', ['-xzf', packed?.filename ?? '', '-C', dir.path], { cwd: dir.path })
      await mkdir(join(dir.path, 'node_modules'))
      await symlink(join(dir.path, 'package'), join(dir.path, 'node_modules', 'tandem'))
      // What it depends on would be installed.
      await symlink(join(PROJECT, 'node_modules'), join(dir.path, 'package', 'node_modules'))
      await writeFile(
        join(dir.path, 'use.mts'),
        `import { createSession, SessionError, type TandemSession } from 'tandem/session'
const session: TandemSession = await createSession({ room: 'packed', server: '${server.url}' })
session.on('edit', ({ changes }) => changes[0]?.insert.length)
session.edit({ from: 0, insert: 'packed' })
await session.leave()
console.log(new SessionError('left').reason)
`,
      )
      const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc')
      const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022']
      await run(process.execPath, [tsc, ...strict, 'use.mts'], { cwd: dir.path }).catch((error) => {
        throw new Error(error.stdout)
      })
      expect(await readFile(join(dir.path, 'use.mjs'), 'utf8')).toContain('tandem/session')
      expect((await run(process.execPath, ['use.mjs'], { cwd: dir.path })).stdout).toBe('left\n')
      expect((await server.room('packed'))?.code).toBe('packed')
    } finally {
      await dir.remove()
    }
  })
})
