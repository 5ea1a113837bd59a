import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Server } from 'socket.io'
import { heldBytes } from '../support/memory.ts'

/** Socket.IO as it comes, in a process of its own that answers as `idle_room_server.ts` does. */
const http = createServer()
const io = new Server(http)
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

async function settledBytes(): Promise<number> {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < 5; i++) {
    least = Math.min(least, heldBytes())
    await sleep(50)
  }
  return least
}

process.on('message', () => {
  settledBytes().then((bytes) => process.send?.(bytes))
})
process.on('disconnect', () => {
  io.close()
  process.exit(0)
})
process.send?.(`http://127.0.0.1:${(http.address() as AddressInfo).port}`)
