import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { tempDir } from '../support/temp_dir.ts'
import { type Figure, figure } from './figure.ts'

/** Rooms before the first look: what is made once for all of them is made then. */
const WARM_ROOMS = 60
const ROOMS = 300
/** What a room with two members may hold, in kilobytes. */
const MOST_KB = 60

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

/** What the child says next. Rejects when it ends instead. */
async function said<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController()
  const { signal } = over
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code}`)
  })
  try {
    const [message] = await Promise.race([once(child, 'message', { signal }), ended])
    return message as T
  } finally {
    ended.catch(() => undefined)
    over.abort()
  }
}

async function ask<T>(child: ChildProcess, message: string | number): Promise<T> {
  const answer = said<T>(child)
  child.send(message)
  return answer
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.disconnect()
  await gone
}

/**
 * The memory that the real server, with its built-in store, holds for a room in which two members sit and do nothing,
 * connected over websockets: objects and buffers after a collection. The members run in another process.
 */
export async function idleRoom(): Promise<Figure> {
  const data = await tempDir()
  const children: ChildProcess[] = []
  const start = (name: string, ...args: string[]): ChildProcess => {
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: data.path,
      REDIS_URL: '',
      CLIENT_DIR: data.path,
      CONNECTIONS_PER_MINUTE: '0',
    }
    const child = fork(script(name), args, { execArgv: ['--import', 'tsx'], env })
    children.push(child)
    return child
  }
  try {
    const server = start('idle_room_server.ts')
    const url = await said<string>(server)
    const members = start('idle_room_members.ts', url)
    await said(members)
    await ask(members, WARM_ROOMS)
    const before = await ask<number>(server, 'measure')
    await ask(members, ROOMS)
    const after = await ask<number>(server, 'measure')
    const kb = (after - before) / ROOMS / 1_000
    return figure('server memory per idle room of two', kb, 'kB', `at most ${MOST_KB}`)
  } finally {
    for (const child of children.reverse()) await end(child)
    await data.remove()
  }
}
