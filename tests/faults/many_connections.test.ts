import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { upgradeHead } from '../support/raw_http.ts'
import { servesPair } from '../support/relay_member.ts'
import { rounds, WHOLE } from '../support/rounds.ts'
import { freshRoom } from '../support/scene.ts'
import { ServerProcess } from '../support/server_process.ts'
import { until } from '../support/until.ts'

/** Each needs a file descriptor here and one at the server. */
const MANY = rounds(400, 10_000)
/** So many open at a time: more than a listening socket lets wait are dropped by the kernel. */
const AT_ONCE = 100
const MIB = 1_024 * 1_024
/** What one connection may cost while it is there, in bytes. */
const EACH_BYTES = 40 * 1_024
/** What the process takes of the machine goes up and down by itself; what it holds does not. */
const PROCESS_BYTES = 64 * MIB
const NOISE_BYTES = 4 * MIB

const KINDS: [what: string, head: string][] = [
  ['that say half a head', 'GET / HTTP/1.1\r\nHost: x\r\nX: '],
  ['that say nothing', ''],
  ['that open a WebSocket and say no more', upgradeHead('/socket.io/?EIO=4&transport=websocket')],
]

let server: ServerProcess
beforeAll(async () => {
  server = await ServerProcess.run({
    reportsHeld: true,
    env: { CONNECTIONS_PER_ADDRESS: '0', CONNECTIONS_PER_MINUTE: '0' },
  })
})
afterAll(() => server?.remove())

async function open(head: string): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1' })
  socket.on('error', () => socket.destroy())
  // Whatever comes is read, so that an end is noticed.
  socket.resume()
  await once(socket, 'connect')
  if (head !== '') socket.write(head)
  return socket
}

/** Opens them all, has a pair served meanwhile, and waits until the server has ended every one of them. */
async function flood(head: string): Promise<{ readonly peak: number; readonly pairMs: number }> {
  const sockets: Socket[] = []
  try {
    while (sockets.length < MANY) {
      const batch = Math.min(AT_ONCE, MANY - sockets.length)
      sockets.push(...(await Promise.all(Array.from({ length: batch }, () => open(head)))))
    }
    const began = performance.now()
    const [peak] = await Promise.all([server.memory(), servesPair(server.url, freshRoom(), 1)])
    const pairMs = performance.now() - began
    await until('the server has ended all of them', () => sockets.every(({ closed }) => closed), 90_000)
    return { peak, pairMs }
  } finally {
    for (const socket of sockets) socket.destroy()
  }
}

describe(`W13: ${MANY} connections leave the server serving, and their memory is had again`, () => {
  test.each(WHOLE ? KINDS : KINDS.slice(1))('%s', async (what, head) => {
    // What is loaded and filled once is no growth.
    if (WHOLE) await flood(head)
    else await servesPair(server.url, freshRoom(), 0)
    const warm = await server.held()
    const before = await server.memory()
    const { peak, pairMs } = await flood(head)
    await servesPair(server.url, freshRoom(), 2)
    const left = await until('what they took is had again', async () => {
      const more = (await server.held()) - warm
      return more < NOISE_BYTES && { more }
    })
    const after = await server.memory()
    const inMib = (bytes: number): string => `${(bytes / MIB).toFixed(0)} MiB`
    console.info(
      `${what}: ${inMib(before)} before, ${inMib(peak)} with them, ${inMib(after)} after,`,
      `of which ${inMib(left.more)} more are held;`,
      `a pair was served in ${pairMs.toFixed(0)} ms meanwhile`,
    )
    expect(peak - before).toBeLessThan(MANY * EACH_BYTES + PROCESS_BYTES)
    expect(server.running).toBe(true)
    expect(server.log).toBe('')
  })
})
