import { io, type Socket } from 'socket.io-client'
import type { Reply } from '../../shared/protocol/signaling.ts'

/**
 * The members in a process of their own: for every number from its parent so many more rooms get two members each,
 * over websockets to the server at the address in the first argument. Then it answers how many rooms there are.
 */
const [url = ''] = process.argv.slice(2)
const AT_ONCE = 20
let rooms = 0

async function enter(roomId: string, name: string): Promise<void> {
  const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
  const request = {
    roomId,
    userName: name,
    clientId: `${roomId}-${name}`,
    userKey: `the-secret-of-${name}-in-${roomId}`,
  }
  const reply: Reply<'join'> = await socket.timeout(20_000).emitWithAck('join', request)
  if (!reply.ok) throw new Error(reply.error.code)
  socket.once('disconnect', (reason) => {
    throw new Error(`the server ended a connection: ${reason}`)
  })
}

async function open(count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, i) => `room-${rooms + i}`)
  rooms += count
  for (let i = 0; i < ids.length; i += AT_ONCE)
    await Promise.all(
      ids.slice(i, i + AT_ONCE).map(async (roomId) => {
        await enter(roomId, 'ana')
        await enter(roomId, 'ben')
      }),
    )
}

process.on('message', (count: number) => {
  open(count).then(() => process.send?.(rooms))
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
