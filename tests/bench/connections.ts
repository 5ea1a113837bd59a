import type { ChildProcess } from 'node:child_process'
import { tempDir } from '../support/temp_dir.ts'
import { ask, end, said, startScript } from './child.ts'
import { type Figure, figure } from './figure.ts'
import { quantile } from './quantile.ts'

/** Connections before the first look: what is made once for all of them is made then. */
const WARM = 500
const IDLE = 10_000
const BURST = 5_000
/** What an idle connection may hold, of what stock Socket.IO holds for one. */
const MOST = 0.65
/** All of them come from one address. */
const NO_LIMITS = {
  CONNECTIONS_PER_MINUTE: '0',
  CONNECTIONS_PER_ADDRESS: '0',
  JOINS_PER_ADDRESS_PER_10S: '0',
  ROOMS_PER_ADDRESS_PER_HOUR: '0',
}

/** The server's script beside a process of connections to it. Ends both. */
async function beside<T>(
  script: string,
  act: (server: ChildProcess, connections: ChildProcess) => Promise<T>,
): Promise<T> {
  const data = await tempDir()
  const children: ChildProcess[] = []
  try {
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      DATA_DIR: data.path,
      REDIS_URL: '',
      CLIENT_DIR: data.path,
    }
    const server = startScript(script, [], { ...env, ...NO_LIMITS })
    children.push(server)
    const connections = startScript('connections_process.ts', [await said<string>(server)])
    children.push(connections)
    await said(connections)
    return await act(server, connections)
  } finally {
    for (const child of children.reverse()) await end(child)
    await data.remove()
  }
}

/** What the server holds for an idle connection, in bytes. */
const idleBytes = (script: string): Promise<number> =>
  beside(script, async (server, connections) => {
    await ask(connections, WARM)
    const before = await ask<number>(server, 'measure')
    await ask(connections, IDLE)
    return ((await ask<number>(server, 'measure')) - before) / IDLE
  })

/**
 * Ten thousand idle connections at one server, beside as many at stock Socket.IO: objects and buffers after a
 * collection. Then five thousand joins at one moment, five to a room.
 */
export async function connections(): Promise<Figure[]> {
  const ours = await idleBytes('idle_room_server.ts')
  const stock = await idleBytes('stock_server.ts')
  const { times, refused } = await beside('idle_room_server.ts', async (_server, process) => {
    await ask(process, BURST)
    return ask<{ times: number[]; refused: string[] }>(process, 'join')
  })
  times.sort((a, b) => a - b)
  return [
    figure(`connections: ${IDLE} idle, each`, ours / 1_000, 'kB'),
    figure(`connections: ${IDLE} idle, each, stock Socket.IO`, stock / 1_000, 'kB'),
    figure('connections: idle, against stock Socket.IO', ours / stock, 'times', `at most ${MOST}`),
    figure(`connections: ${BURST} joins at one moment, 95 of 100`, quantile(times, 0.95), 'ms'),
    figure(`connections: ${BURST} joins at one moment, median`, quantile(times, 0.5), 'ms'),
    figure(`connections: ${BURST} joins at one moment, refused`, refused.length, '', 'at most 0'),
  ]
}
