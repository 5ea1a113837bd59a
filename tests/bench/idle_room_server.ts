import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../../signaling/config/config.ts'
import { startServer } from '../../signaling/server.ts'
import { heldBytes } from '../support/memory.ts'

/**
 * The server in a process of its own, which tells its parent where it is and, for every message from it, how many
 * bytes it holds.
 */
const send = (message: unknown): void => {
  process.send?.(message)
}

const read = readConfig({ ...process.env, PORT: '0', HOST: '127.0.0.1' })
if (!read.ok) throw new Error(read.problems.join(' '))
const server = await startServer({ config: read.config })

/** What one collection frees lets another one free more. */
async function settledBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5; i++) {
    least = Math.min(least, heldBytes())
    await sleep(50)
  }
  return least
}

process.on('message', () => {
  settledBytes().then(send)
})
process.on('disconnect', () => {
  server.stop().then(() => process.exit(0))
})
send(server.url)
