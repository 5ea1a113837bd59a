import { lstat, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createSession, type TandemSession } from '../../client/library/index.ts'
import { freePort } from '../support/free_port.ts'
import { runProgram } from '../support/program.ts'
import { ServerProcess } from '../support/server_process.ts'
import { StandingHost } from '../support/standing_host.ts'
import { tempDir } from '../support/temp_dir.ts'
import { until } from '../support/until.ts'

let server: ServerProcess
let rooms = 0
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await ServerProcess.run()
})
afterAll(() => server?.remove())
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const freshRoom = () => `standing-${++rooms}`

async function enter(room: string): Promise<TandemSession> {
  const session = await createSession({ room, server: server.url })
  ends.push(() => session.leave())
  return session
}

async function folder(): Promise<string> {
  const dir = await tempDir()
  ends.push(() => dir.remove())
  return dir.path
}

function host(room: string, ...args: string[]): StandingHost {
  const standing = new StandingHost([room, '--server', server.url, ...args])
  ends.push(() => standing.end())
  return standing
}

const disk = (dir: string, name = 'main.py') => readFile(join(dir, name), 'utf8').catch(() => null)

describe('tandem host', () => {
  test('is the room’s host while nobody else is there, and for those who come', async () => {
    const room = freshRoom()
    const standing = host(room, '--name', 'Nightwatch')
    await standing.says('Host, 0 others, saved')
    const ann = await enter(room)
    expect(ann.people.find(({ isHost }) => isHost)?.name).toBe('Nightwatch')
    ann.edit({ from: 0, insert: 'secret words' })
    await ann.saved()
    await standing.says('1 other')
    await ann.leave()
    const bob = await enter(room)
    expect(bob.text()).toBe('secret words')
    standing.kill('SIGTERM')
    expect(await standing.ended()).toBe(0)
    await until('the next one is host', () => bob.status.isHost)
    expect(standing.said).not.toContain('secret')
  })

  test('outlives its server', async () => {
    const room = freshRoom()
    const standing = host(room)
    await standing.says('Host, 0 others, saved')
    await server.kill()
    await standing.says('the server is out of reach')
    standing.said = ''
    await server.start()
    await standing.says('Host, 0 others, saved')
  })

  test('what it cannot do is a sentence', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    expect(await runProgram('tandem', ['host', 'no room'])).toMatchObject({ code: 2, out: '' })
    expect(await runProgram('tandem', ['host', 'r', '--server', 'nowhere'])).toMatchObject({ code: 2 })
    const away = await runProgram('tandem', ['host', 'r', '--server', nobody])
    expect(away).toMatchObject({ code: 1, out: '', err: 'No connection could be made.\n' })
    const dir = await folder()
    await writeFile(join(dir, 'file'), '')
    const odd = await runProgram('tandem', [
      'host',
      'r',
      '--server',
      server.url,
      '--folder',
      join(dir, 'file'),
    ])
    expect(odd).toMatchObject({ code: 1, err: expect.stringMatching(/cannot be used \(EEXIST\)/) })
  }, 40_000)
})

describe('tandem host --folder', () => {
  async function open(text: string | null = null) {
    const room = freshRoom()
    const dir = await folder()
    if (text !== null) await writeFile(join(dir, 'main.py'), text)
    const standing = host(room, '--folder', dir)
    await standing.says('Host, 0 others, saved')
    const ann = await enter(room)
    return { room, dir, standing, ann }
  }

  test('an empty room takes what the folder has; edits go both ways', async () => {
    const { dir, ann } = await open('one\ntwo\n')
    await until('the room has it', () => ann.text() === 'one\ntwo\n')
    ann.edit({ from: 0, to: 3, insert: 'ONE' })
    await until('the folder has it', async () => (await disk(dir)) === 'ONE\ntwo\n')
    await writeFile(join(dir, 'main.py'), 'ONE\ntwo\nthree\n')
    await until('the room has it', () => ann.text() === 'ONE\ntwo\nthree\n')
    expect(await readdir(dir)).toEqual(['main.py'])
  })

  test('what both sides change at once is merged: nothing is lost, nothing is doubled', async () => {
    const { dir, ann, standing } = await open('head\n\ntail\n')
    await until('the room has it', () => ann.text() === 'head\n\ntail\n')
    standing.kill('SIGSTOP')
    for (let i = 0; i < 20; i++) ann.edit({ from: 0, insert: 'a' })
    await writeFile(join(dir, 'main.py'), 'head\n\ntail\nmine\n')
    standing.kill('SIGCONT')
    const both = `${'a'.repeat(20)}head\n\ntail\nmine\n`
    await until('the room has both', () => ann.text() === both)
    await until('the folder has both', async () => (await disk(dir)) === both)
  })

  test('a room with a text of its own keeps that, and what the folder had is beside it', async () => {
    const room = freshRoom()
    const ann = await enter(room)
    ann.edit({ from: 0, insert: 'theirs' })
    await ann.saved()
    const dir = await folder()
    await writeFile(join(dir, 'main.py'), 'mine')
    const standing = host(room, '--folder', dir)
    await standing.says('1 other')
    await until('the folder has it', async () => (await disk(dir)) === 'theirs')
    expect(await disk(dir, 'main.py.local')).toBe('mine')
    expect(ann.text()).toBe('theirs')
  })

  test('a link is not followed, what is no text is not taken, line ends of Windows stay', async () => {
    const room = freshRoom()
    const dir = await folder()
    const elsewhere = join(await folder(), 'elsewhere')
    await writeFile(elsewhere, 'not for the room')
    await mkdir(dir, { recursive: true })
    await symlink(elsewhere, join(dir, 'main.py'))
    const standing = host(room, '--folder', dir)
    await standing.says('it is a link')
    const ann = await enter(room)
    ann.edit({ from: 0, insert: 'one\ntwo' })
    await until('the folder has it', async () => (await disk(dir)) === 'one\ntwo')
    expect((await lstat(join(dir, 'main.py'))).isFile()).toBe(true)
    expect(await readFile(elsewhere, 'utf8')).toBe('not for the room')
    await writeFile(join(dir, 'main.py'), Buffer.from([0xff, 0xfe, 0x00]))
    await standing.says('no UTF-8')
    await until('the text is back', async () => (await disk(dir)) === 'one\ntwo')
    expect(ann.text()).toBe('one\ntwo')
    await writeFile(join(dir, 'main.py'), 'one\r\ntwo\r\n')
    await until('the room has it', () => ann.text() === 'one\ntwo\n')
    ann.edit({ from: 0, insert: 'zero\n' })
    await until('the folder has it', async () => (await disk(dir)) === 'zero\r\none\r\ntwo\r\n')
  })

  test('when it ends, the folder has everything', async () => {
    const { dir, ann, standing } = await open()
    ann.edit({ from: 0, insert: 'last' })
    await ann.saved()
    standing.kill('SIGINT')
    expect(await standing.ended()).toBe(0)
    expect(await disk(dir)).toBe('last')
  })
})
