import type { ChildProcess } from 'node:child_process'
import { tempDir } from '../support/temp_dir.ts'
import { ask, end, said, startScript } from './child.ts'
import { type Figure, figure } from './figure.ts'

/** Rooms before the first look: what is made once for all of them is made then. */
const WARM_ROOMS = 60
const ROOMS = 300
/** What a room with two members may hold, in kilobytes. */
const MOST_KB = 60

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
    const child = startScript(name, args, env)
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
