import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { io } from 'socket.io-client'
import { expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { codeOf, joinRequest, withFolder } from './fakes.ts'

interface Run {
  readonly child: ChildProcessWithoutNullStreams
  readonly out: () => string
  readonly err: () => string
  readonly exited: Promise<number | null>
}

/** The real process, as a self-hoster starts it. */
function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', 'signaling/main.ts'], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', ...env },
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  return { child, out: () => out, err: () => err, exited: once(child, 'close').then(([code]) => code) }
}

/** Where the process says that it is. */
async function urlOf({ out, err, exited }: Run): Promise<string> {
  await Promise.race([until('it says where it is', () => out().includes('\n')), exited])
  const url = /^Tandem is at (http:\S+)\n$/.exec(out())?.[1]
  if (url === undefined) throw new Error(`no address in ${JSON.stringify(out())}: ${err()}`)
  return url
}

test('W1: the process says what is wrong with its variables, and exits with 1', async () => {
  const wrong = run({ PORT: 'abc' })
  expect(await wrong.exited).toBe(1)
  expect(wrong.err()).toBe('PORT must be a whole number from 0 to 65535, but it is "abc".\n')
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  'W7: on %s the process ends its connections and exits with 0, having said one line',
  async (signal) => {
    await withFolder(async (folder) => {
      const server = run({ DATA_DIR: folder })
      const url = await urlOf(server)
      const socket = io(url, { transports: ['websocket'], reconnection: false })
      const ended = new Promise((resolve) => socket.once('disconnect', resolve))
      expect(codeOf(await socket.timeout(5_000).emitWithAck('join', joinRequest('stop')))).toBe('ok')
      server.child.kill(signal)
      expect(await server.exited).toBe(0)
      // Not 'io server disconnect': the page shall come back by itself.
      expect(await ended).toBe('transport close')
      expect(server.out().split('\n')).toHaveLength(2)
      expect(server.err()).toBe('')
    })
  },
)

test('W7: a port that is taken is told in one sentence', async () => {
  await withFolder(async (folder) => {
    const first = run({ DATA_DIR: `${folder}/1` })
    const { port } = new URL(await urlOf(first))
    const second = run({ DATA_DIR: `${folder}/2`, PORT: port })
    expect(await second.exited).toBe(1)
    expect(second.err()).toBe(`Port ${port} is already in use. Choose another one with PORT=…\n`)
    first.child.kill('SIGTERM')
    await first.exited
  })
})
