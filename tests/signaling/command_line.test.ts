import { afterEach, describe, expect, test } from 'vitest'
import { SETTINGS } from '../../signaling/config/settings.ts'
import { VERSION } from '../../signaling/version.ts'
import { runProgram } from '../support/program.ts'
import { servesPair } from '../support/relay_member.ts'
import { ServerProcess } from '../support/server_process.ts'
import { tempDir } from '../support/temp_dir.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function folder(): Promise<string> {
  const dir = await tempDir()
  ends.push(() => dir.remove())
  return dir.path
}

describe('the server’s command line', () => {
  test('--help lists every setting with its meaning and its default', async () => {
    const { code, out } = await runProgram('main', ['--help'])
    expect(code).toBe(0)
    for (const [name, { fallback, meaning }] of Object.entries(SETTINGS)) {
      const [said] = out.split(`\n${name}\n`).slice(1)
      expect(said, name).toContain(meaning)
      expect(said?.split('\n')[1], name).toContain(fallback === '' ? 'Unset' : `Default: ${fallback};`)
    }
  })

  test('--version says the version', async () => {
    expect(await runProgram('main', ['--version'])).toMatchObject({ code: 0, out: `${VERSION}\n` })
  })

  test.each([[['--port=3000']], [['-p']], [['start']], [['--help=yes']]])(
    'what it does not understand is answered with a sentence: %j',
    async (args) => {
      const { code, out, err } = await runProgram('main', args, { DATA_DIR: await folder() })
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(err).toMatch(/^[A-Z-].*--help.*\.\n$/)
    },
  )
})

describe('tandem', () => {
  test('says what it can do', async () => {
    expect(await runProgram('tandem', ['--version'])).toMatchObject({ code: 0, out: `${VERSION}\n` })
    expect((await runProgram('tandem', ['--help'])).out).toMatch(/^ {2}tandem rooms \[--json\]$/m)
    expect((await runProgram('tandem', ['rooms', '--help'])).out).toMatch(/^tandem rooms/)
  })

  test.each([
    [[]],
    [['dance']],
    [['toString']],
    [['rooms', '--jsn']],
    [['rooms', 'all']],
    [['rooms', '--json=1']],
  ])('what it does not understand ends it with 2: %j', async (args) => {
    const { code, out, err } = await runProgram('tandem', args, { DATA_DIR: await folder() })
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/tandem/)
  })

  test('rooms that are not there, or out of reach, are a sentence', async () => {
    const DATA_DIR = await folder()
    const none = await runProgram('tandem', ['rooms'], { DATA_DIR })
    expect(none).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^There are no rooms in /) })
    const gone = await runProgram('tandem', ['rooms'], { REDIS_URL: 'redis://127.0.0.1:1' })
    expect(gone).toMatchObject({ code: 1, out: '', err: 'The store does not answer.\n' })
    const odd = await runProgram('tandem', ['rooms'], { DATA_DIR, ROOM_TTL_DAYS: 'ever' })
    expect(odd).toMatchObject({ code: 1, err: expect.stringMatching(/^ROOM_TTL_DAYS must be/) })
  })

  test('lists the rooms of a server that runs, the last changed first', async () => {
    const DATA_DIR = await folder()
    const server = await ServerProcess.run({ env: { DATA_DIR } })
    ends.push(() => server.remove())
    expect((await runProgram('tandem', ['rooms'], { DATA_DIR })).out).toBe('')
    for (const [i, id] of ['first', 'second'].entries()) await servesPair(server.url, id, 40 + 10 * i)
    const { out, code } = await runProgram('tandem', ['rooms', '--json'], { DATA_DIR })
    expect(code).toBe(0)
    const rooms = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rooms.map(({ id }) => id)).toEqual(['second', 'first'])
    expect(rooms[0]).toMatchObject({ language: 'python', private: false })
    expect(rooms[0].version).toBeGreaterThanOrEqual(2)
    expect((await runProgram('tandem', ['rooms'], { DATA_DIR })).out).toMatch(
      /^20\S+Z {2}python +\d+ {2}second\n20\S+Z {2}python +\d+ {2}first\n$/,
    )
  })
})
