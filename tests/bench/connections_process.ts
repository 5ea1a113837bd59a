import { io, type Socket } from 'socket.io-client'
import type { Reply } from '../../shared/protocol/signaling.ts'

/**
 * Connections in a process of their own, over websockets to the server at the address in the first argument. Told a
 * number it opens so many more and answers how many there are; told `join`, all that are in no room yet join one at the
 * same moment, five in each, and it answers how long each took in milliseconds, and why the others were refused.
 */
const [url = ''] = process.argv.slice(2)
const AT_ONCE = 100
const IN_A_ROOM = 5
const WITHIN_MS = 120_000

const sockets: Socket[] = []
let joined = 0

const connect = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', reject)
    socket.once('disconnect', (reason) => {
      throw new Error(`the server ended a connection: ${reason}`)
    })
  })

async function open(count: number): Promise<number> {
  for (let left = count; left > 0; left -= AT_ONCE)
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(left, AT_ONCE) }, connect))))
  return sockets.length
}

async function join(): Promise<{ readonly times: number[]; readonly refused: string[] }> {
  const times: number[] = []
  const refused: string[] = []
  const waiting = sockets.slice(joined)
  await Promise.all(
    waiting.map(async (socket, i) => {
      const at = joined + i
      const began = performance.now()
      const request = {
        roomId: `burst-${Math.floor(at / IN_A_ROOM)}`,
        userName: `Member ${at}`,
        clientId: `client-${at}`,
        userKey: `the-secret-of-member-${at}-of-the-burst`,
      }
      const reply: Reply<'join'> = await socket.timeout(WITHIN_MS).emitWithAck('join', request)
      if (reply.ok) times.push(performance.now() - began)
      else refused.push(reply.error.code)
    }),
  )
  joined = sockets.length
  return { times, refused }
}

process.on('message', (told: number | 'join') => {
  const done: Promise<unknown> = told === 'join' ? join() : open(told)
  done.then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
